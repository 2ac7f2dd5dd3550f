import type { Desk } from '../../src/chat/desk.ts';
import type { Context } from '../../src/core/context.ts';
import { Refusal } from '../../src/core/errors.ts';
import type { Language } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { createImportsDesk } from '../../src/desks/imports/index.ts';
import type { TypedRow } from '../../src/imports/blocks.ts';
import type { RowKind } from '../../src/imports/kind.ts';
import type { ImportStatus } from '../../src/imports/model.ts';
import type { People } from '../../src/people/contexts.ts';
import { catalogueClock, longest, type Shown } from './card-catalogue.ts';
import { uses } from './house.ts';
import { giveRows } from './staged-blocks.ts';
import { shownByDefault } from './step-up.ts';

export interface ImportCatalogue {
  desk: Desk;
  people: People;
}

export function importCatalogue(
  db: Database,
  people: People,
  kinds: readonly RowKind[],
  publicUrl: string,
): ImportCatalogue {
  return {
    desk: createImportsDesk({ db, stepUp: shownByDefault, kinds, uses, daysKept: () => 30, publicUrl }),
    people,
  };
}

/** Every second one is wrong, and of the others some change what stands. */
const rowOf = (text: string, n: number): TypedRow => ({
  sheet: 0,
  n,
  row: n + 1,
  cells: Array.from({ length: 11 }, () => longest(text, 900)),
  data: { name: longest(text, 200), email: 'ada@mitra.example', kind: 'SECRETARY' },
  problems:
    n % 2 === 0
      ? [
          {
            field: 'email',
            expected: {
              key: 'partnerAccount.expected.free',
              args: { account: longest(text, 64), name: longest(text, 200) },
            },
          },
          { field: 'unit', expected: { key: 'partnerAccount.expected.unit' } },
        ]
      : null,
  change:
    n % 4 === 1
      ? { from: { name: longest(text, 900), phone: null }, to: { name: longest(text, 100), phone: '0812' } }
      : n % 20 === 3
        ? {}
        : null,
});

/** An import with these texts in its file's name, its sheet's, its titles and its cells; half of its rows are wrong. */
async function makeImport(db: Database, text: string, number: string): Promise<number> {
  const fields = ['name', 'email', 'phone', 'company', 'kind', 'unit', 'parent', 'startsOn', 'endsOn'];
  const [row] = await db.query<{ id: number }>(
    `WITH tono AS (SELECT id FROM person WHERE email LIKE 'tono.%'),
     i AS (INSERT INTO import (number, status, status_since, file_name, sha256, source, person_id, surface, run_by_id, created_at)
           SELECT $1, 'CHECKED', $3, left($2, 200) || '.xlsx', '', $1, id, 'slack', id, $3 FROM tono RETURNING id),
     s AS (INSERT INTO import_sheet (import_id, position, kind, name, titles, fields, rows, failed, done, done_through, examples,
                                     changed, unchanged)
           SELECT id, 0, 'partner.account', left($2, 31), array_fill(left($2, 200), ARRAY[11]), $4, 40, 20, 20, 40, 1, 8, 2 FROM i)
     SELECT id FROM i`,
    [
      number,
      text,
      catalogueClock(),
      JSON.stringify(Object.fromEntries(fields.map((field, at) => [field, at]))),
    ],
  );
  if (!row) throw new Error('the import was not made');
  await giveRows(
    db,
    row.id,
    Array.from({ length: 40 }, (_, at) => rowOf(text, at + 1)),
  );
  return row.id;
}

/** Everything that is shown of an import with these texts, at each of its statuses, in one language. */
export async function importShown(
  db: Database,
  { desk, people }: ImportCatalogue,
  made: { text: string; number: string },
  language: Language,
): Promise<Shown[]> {
  const [tono] = await db.query<{ id: number }>(
    `UPDATE person SET language = $1 WHERE email LIKE 'tono.%' RETURNING id`,
    [language],
  );
  const ctx = await people.contextOf(tono?.id ?? 0, 'slack');
  if (!ctx) throw new Error('Tono is nobody');
  const id = await makeImport(db, made.text, `IMP ${made.number}${language}`);
  const shown: Shown[] = [];
  const posted = async (name: string, reader: Context) => {
    const card = await desk.cards[name]?.(reader, id, {}, db);
    if (!card) throw new Error(`${name} shows nothing`);
    shown.push({ name: `import.${name}`, shows: { type: 'card', card } });
  };
  const answer = async (verb: string, ...args: (string | number)[]) => {
    // A refusal, as that of a hub that is not connected, is words and no card.
    const reply = await desk.actions[verb]?.run(ctx, [id, ...args].map(String)).catch((error) => {
      if (!(error instanceof Refusal)) throw error;
    });
    shown.push({
      name: `import:${verb}`,
      shows:
        reply?.type === 'card' || reply?.type === 'form'
          ? reply
          : { type: 'card', card: { title: verb, parts: [], buttons: [] } },
    });
  };
  const status = (to: ImportStatus) =>
    db.query(`UPDATE import SET status = $2::import_status, refusal = $3 WHERE id = $1`, [
      id,
      to,
      to === 'REFUSED'
        ? JSON.stringify({
            key: 'imports.refuse.missing',
            args: { sheet: made.text.slice(0, 31), columns: made.text.slice(0, 500) },
          })
        : null,
    ]);
  // As undoing leaves them: what is kept, by whom it was wanted, and why.
  const undone = () =>
    db.query(
      `WITH r AS (UPDATE import_row SET undo = 'KEPT', kept = jsonb_build_object('key', 'imports.kept.changed', 'args',
           jsonb_build_object('name', left($2, 200))) WHERE import_id = $1 AND NOT failed AND n % 4 = 1),
       s AS (UPDATE import_sheet SET undoable = 8, undone = 4, kept = 10 WHERE import_id = $1)
       UPDATE import SET undo_by_id = person_id, undo_reason = left($2, 1000), planned_at = $3 WHERE id = $1`,
      [id, made.text, catalogueClock()],
    );
  /** As it is with a second sheet that is still to be done, or taken back. */
  const ofTwoSheets = async (look: () => Promise<void>) => {
    await db.query(
      `INSERT INTO import_sheet (import_id, position, kind, name, titles, fields, rows, failed, done, done_through, examples, changed,
                                 unchanged, undoable)
       SELECT import_id, 1, kind, name, titles, fields, 12, 0, 0, 0, 0, 0, 0, 12 FROM import_sheet WHERE import_id = $1`,
      [id],
    );
    await look();
    await db.query('DELETE FROM import_sheet WHERE import_id = $1 AND position = 1', [id]);
  };
  const shownToAll = () => posted('import', people.channelContext('slack'));
  for (const to of ['READING', 'CHECKED', 'RUNNING', 'DONE', 'CANCELLED', 'REFUSED'] as const) {
    await status(to);
    await shownToAll();
    await ofTwoSheets(shownToAll);
  }
  await status('DONE');
  await posted('summary', ctx);
  await answer('open');
  for (const which of ['failed', 'succeeded', 'changes']) {
    await answer(which);
    await answer(which, 0, 10);
  }
  await answer('file');
  await status('CHECKED');
  await answer('run');
  await status('CHECKED');
  await answer('cancel');
  await undone();
  await status('DONE');
  // Its rows name nothing that stands: the form says what is left, and why.
  await answer('undo');
  await undone();
  await answer('kept');
  for (const to of ['UNDOING', 'UNDONE'] as const) {
    await status(to);
    await shownToAll();
    await ofTwoSheets(shownToAll);
    await posted('summary', ctx);
    await posted('undone', ctx);
  }
  return shown;
}
