import { idsOf, persons, stayingWhere } from '../erasure/kind.ts';
import { emptying, type Retention, removingOldest } from '../retention/rule.ts';

const ended = (import_: string) => `${import_}.status IN ('DONE', 'CANCELLED', 'REFUSED', 'UNDONE')`;

/** How long an import's rows are kept once it has ended: its lists and undoing it go by them. */
export const rowsKept = 'imports.rows';

const of = { at: 'i.status_since', where: ended('i') };
const blocks = removingOldest({
  table: 'import_block',
  among: 'import_block t JOIN import i ON i.id = t.import_id',
  ...of,
});
const rows = removingOldest({
  table: 'import_row',
  among: 'import_row t JOIN import i ON i.id = t.import_id',
  ...of,
  // Its lists are gone, and nobody undoes it any more.
  subject: `'import:' || i.id`,
});

/** What was typed of others goes first; what was written, the counts and the log stay (T-3). */
export const retention: readonly Retention[] = [
  {
    kind: rowsKept,
    called: 'imports.retention.rows',
    covers: ['ImportRow', 'ImportBlock'],
    days: 30,
    least: 1,
    within: 'imports.import',
    from: 'ended',
    effect: 'row',
    atOnce: 5000,
    // Which of them are about whom is known once they are opened, one by one.
    onDemand: stayingWhere('EXISTS (SELECT 1 FROM import_row)', 'erasure.stays.rows'),
    // What is in them first: a row whose block is gone is in no list.
    async step(db, step) {
      await blocks(db, step);
      return rows(db, step);
    },
  },
  {
    kind: 'imports.import',
    called: 'imports.retention.import',
    calledOpen: 'imports.retention.importOpen',
    covers: [
      'Import.fileName',
      'Import.refusal',
      'Import.notes',
      'Import.undoReason',
      'ImportSheet.titles',
      'ImportSheet.fields',
    ],
    days: 1825,
    least: 90,
    from: 'ended',
    effect: 'columns',
    ...emptying({
      whose: `r.id = ANY(${idsOf('import')}) AND r.person_id = ANY(${persons})`,
      pending: 'true',
      number: 'r.number',
      table: 'import',
      at: 'r.status_since',
      over: ended('r'),
      sets: `file_name = '', refusal = NULL, notes = '[]', undo_reason = NULL`,
      subject: `'import:' || r.id`,
      also: [`UPDATE import_sheet s SET titles = '{}', fields = '{}' FROM due WHERE s.import_id = due.id`],
    }),
  },
];
