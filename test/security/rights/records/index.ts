import type { Database } from '../../../../src/db/database.ts';
import { adminRecords, mappings, signatures } from './others.ts';
import { satkerRecords } from './satker.ts';
import type { Subject } from './subject.ts';
import { requests } from './user-id.ts';

export type { Subject } from './subject.ts';

/** A record of each kind in each of its stages, and whatever else actions are about. */
export const writeRecords = async (db: Database): Promise<Subject[]> => [
  ...(await requests(db)),
  ...(await satkerRecords(db)),
  ...(await mappings(db)),
  ...(await signatures(db)),
  ...(await adminRecords(db)),
];
