import { describeRights } from './asked.ts';

describeRights(['satker', 'partner', 'market', 'sign'], 5000);
