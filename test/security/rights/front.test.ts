import { describeRights } from './asked.ts';

describeRights(['pintu', 'organisation', 'user-id', 'import', 'minutes', 'remark'], 6500);
