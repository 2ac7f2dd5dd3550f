import { buildPlayground } from '../build.mjs';

export default buildPlayground;
