import type { CalledRecords } from '../../personal-data/called.ts';

/** What the log calls its records. */
export const called: CalledRecords = {
  unit: {
    called: 'held.one.unit',
    names: (db, ids) =>
      db.query<{ id: number; name: string }>('SELECT id, name FROM unit WHERE id = ANY($1)', [ids]),
  },
  position: {
    called: 'held.one.position',
    names: (db, ids) =>
      db.query<{ id: number; name: string }>('SELECT id, name FROM position WHERE id = ANY($1)', [ids]),
  },
  'platform-system': {
    called: 'held.one.platformSystem',
    names: (db, ids) =>
      db.query<{ id: number; name: string }>('SELECT id, name FROM platform_system WHERE id = ANY($1)', [
        ids,
      ]),
  },
  application: {
    called: 'held.one.application',
    names: (db, ids) =>
      db.query<{ id: number; name: string }>('SELECT id, name FROM application WHERE id = ANY($1)', [ids]),
  },
  'approval-stage': {
    called: 'held.one.approvalStage',
    names: (db, ids) =>
      db.query<{ id: number; name: string; nameEn: string | null }>(
        'SELECT id, name, name_en AS "nameEn" FROM approval_stage WHERE id = ANY($1)',
        [ids],
      ),
  },
  holiday: {
    called: 'held.one.holiday',
    names: (db, ids) =>
      db.query<{ id: number; name: string }>('SELECT id, day::text AS name FROM holiday WHERE id = ANY($1)', [
        ids,
      ]),
  },
};
