import { type CalledRecords, namesBy } from '../../personal-data/called.ts';

/** What the log calls its records. */
export const called: CalledRecords = {
  unit: {
    called: 'held.one.unit',
    names: namesBy('SELECT id, name FROM unit WHERE id = ANY($1)'),
  },
  position: {
    called: 'held.one.position',
    names: namesBy('SELECT id, name FROM position WHERE id = ANY($1)'),
  },
  'platform-system': {
    called: 'held.one.platformSystem',
    names: namesBy('SELECT id, name FROM platform_system WHERE id = ANY($1)'),
  },
  application: {
    called: 'held.one.application',
    names: namesBy('SELECT id, name FROM application WHERE id = ANY($1)'),
  },
  'approval-stage': {
    called: 'held.one.approvalStage',
    names: namesBy('SELECT id, name, name_en AS "nameEn" FROM approval_stage WHERE id = ANY($1)'),
  },
  holiday: {
    called: 'held.one.holiday',
    names: namesBy('SELECT id, day::text AS name FROM holiday WHERE id = ANY($1)'),
  },
};
