import excel from 'exceljs';
import { noCodes } from '../../src/chat/codes.ts';
import type { Values } from '../../src/chat/form.ts';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Message } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { decidablesOfAdmins } from '../../src/desks/front/several/asked.ts';
import { arrivedJob } from '../../src/imports/arrived.ts';
import type { OneByOneKind } from '../../src/imports/kind.ts';
import type { ImportState, StagedRow } from '../../src/imports/model.ts';
import { runJob } from '../../src/imports/run.ts';
import { createImportService } from '../../src/imports/service.ts';
import { importRows, loadImport } from '../../src/imports/store.ts';
import type { Conversation } from '../../src/posted/post.ts';
import type { Decidable } from '../../src/records/several/decidable.ts';
import { decisionRows } from '../../src/records/several/rows.ts';
import { inboxWorkbook, noteHandedOut } from '../../src/records/several/workbook.ts';
import { readSheets } from '../../src/spreadsheets/reader.ts';
import { collectLog } from './bot.ts';
import type { CatalogueDesks } from './card-catalogue.ts';
import { leaving } from './house.ts';
import { means } from './step-up.ts';

/** All kinds of which people decide several at once. */
export const decidablesOf = (db: Database, desks: CatalogueDesks): Decidable[] => [
  ...[desks.userId, desks.satker.desk, desks.partner.desk, desks.signature.desk].flatMap(
    (desk) => desk.decidables ?? [],
  ),
  ...decidablesOfAdmins({ db, leaving }),
];

/** What a row of a workbook is to say: how it is decided, and why. */
export type Filled = (title: string) => { decision?: string; reason?: string } | null;

/** A workbook of what waits for somebody, as it was handed out, and what is filled into it. */
export async function handedOut(
  db: Database,
  ctx: Context,
  kinds: readonly Decidable[],
): Promise<(fill: Filled) => Promise<Buffer>> {
  const made = await inboxWorkbook(db, ctx, kinds, 2000);
  if (!made) throw new Error('nothing waits');
  await db.transaction(withoutDeadline, (tx) => noteHandedOut(tx, ctx, made.count));
  return async (fill) => {
    const book = new excel.Workbook();
    await book.xlsx.load(made.content as unknown as ArrayBuffer);
    // The last one explains.
    for (const sheet of book.worksheets.slice(0, -1))
      sheet.eachRow((row, n) => {
        if (n === 1) return;
        const filled = fill(String(row.getCell(1).value));
        if (filled?.decision) row.getCell(3).value = filled.decision;
        if (filled?.reason) row.getCell(4).value = filled.reason;
      });
    return Buffer.from(await book.xlsx.writeBuffer());
  };
}

/** Decisions as files of people, dropped, confirmed and done without a platform. */
export interface DecisionBench {
  kind: OneByOneKind;
  /** Drops a file of this person's; its import, or why there is none. */
  drop(ctx: Context, content: Buffer, channel?: Conversation): Promise<ImportState | { refused: Message }>;
  press(ctx: Context, id: number): Promise<void>;
  /** Works on it until it has ended, however often it has to make way for others. */
  run(id: number, kind?: OneByOneKind): Promise<ImportState>;
  rows(id: number, which: 'failed' | 'succeeded'): Promise<StagedRow[]>;
}

export function decisionBench(
  db: Database,
  desks: CatalogueDesks,
  kinds: readonly Decidable[],
  clock: () => Date,
): DecisionBench {
  const kind = decisionRows(db, kinds);
  const { people } = desks;
  const service = createImportService(means(db), [kind]);
  let given = 0;
  const ended = async (id: number): Promise<ImportState> => {
    const state = await loadImport(db, id);
    if (!state) throw new Error('the import is gone');
    return state;
  };
  return {
    kind,
    async drop(ctx, content, channel = undefined) {
      const source = `slack:D${++given}`;
      const file = { source, name: 'keputusan.xlsx', size: content.length };
      const deps = { db, people, kinds: [kind], desks: [], download: async () => content, log: collectLog() };
      const personId = ctx.actor.id;
      await arrivedJob(deps)({
        personId,
        platform: 'slack',
        file,
        channel: channel ?? null,
        kinds: [kind.id],
      });
      const key = `sheet ${personId} ${source}`;
      const [made] = await db.query<{ id: number }>('SELECT id FROM import WHERE source = $1', [key]);
      if (made) return ended(made.id);
      const [told] = await db.query<{ args: { why: Message } }>(
        'SELECT args FROM posted_card WHERE key = $1',
        [key],
      );
      if (!told) throw new Error('nothing was told of the file');
      return { refused: told.args.why };
    },
    press: async (ctx, id) => void (await service.run(ctx, id)),
    async run(id, one = kind) {
      for (;;) {
        await runJob({ db, people, kinds: [one], clock })({ id });
        const state = await ended(id);
        if (state.status !== 'RUNNING') return state;
      }
    },
    rows: (id, which) => importRows(db, id, which, { sheet: -1, n: 0 }, 5000),
  };
}

/** What stands in the sheets of a file, cell by cell. */
export async function cellsIn(content: Buffer): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const { cells } of readSheets(content, {
    maxRows: 10_000,
    maxColumns: 20,
    maxCharacters: 10_000_000,
  }))
    rows.push(cells.map(({ value }) => String(value)));
  return rows;
}

/** What somebody has chosen in a form, and typed into it. */
export const given = (
  chosen: Record<string, readonly string[]>,
  typed: Record<string, string> = {},
): Values => ({
  ...Object.fromEntries(
    Object.entries(chosen).map(([field, values]) => [
      field,
      { type: 'chosen' as const, chosen: values.map((value) => ({ value, label: value })) },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(typed).map(([field, text]) => [field, { type: 'text' as const, text }]),
  ),
});

/** Chooses these in the inbox, as a person does on the first page; answers the key of the second one, which is still to be sent. */
export async function choose(
  desks: CatalogueDesks,
  ctx: Context,
  { opens, ids }: { opens: string; ids: readonly number[] },
): Promise<string> {
  const page = await desks.front.forms['choose-several']?.submit?.(
    ctx,
    [opens, '', '0', '0', '0', ''],
    given({ way: [opens], records: ids.map(String) }),
    noCodes,
  );
  if (page?.type !== 'next') throw new Error('there was no second page');
  const [key = ''] = page.form.state;
  return key;
}

/** Sends the second page with this reason: what was chosen is decided from now on. */
export async function decideChosen(
  desks: CatalogueDesks,
  ctx: Context,
  key: string,
  reason: string,
): Promise<void> {
  await desks.front.forms['decide-several']?.submit?.(ctx, [key], given({}, { reason }), noCodes);
}

/** Both, one after the other; answers the second one's key. */
export async function chooseAndDecide(
  desks: CatalogueDesks,
  ctx: Context,
  { reason, ...chosen }: { opens: string; ids: readonly number[]; reason: string },
): Promise<string> {
  const key = await choose(desks, ctx, chosen);
  await decideChosen(desks, ctx, key, reason);
  return key;
}

/** The import by which what was chosen is decided, by the second page's key. */
export async function begunBy(db: Database, key: string): Promise<number> {
  const begun = await db.query<{ id: number }>(`SELECT id FROM import WHERE source LIKE '%' || $1`, [key]);
  const [one, ...more] = begun;
  if (!one || more.length > 0) throw new Error(`${begun.length} imports were begun by ${key}`);
  return one.id;
}
