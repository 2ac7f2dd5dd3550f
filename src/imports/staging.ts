import { cut } from '../chat/cut.ts';
import type { Desk } from '../chat/desk.ts';
import type { Context } from '../core/context.ts';
import { Refusal } from '../core/errors.ts';
import { givenLine } from '../core/given.ts';
import { type Message, msg } from '../core/texts/index.ts';
import { audit } from '../db/audit.ts';
import type { Database, Tx } from '../db/database.ts';
import { type Conversation, post, refresh } from '../posted/post.ts';
import type { SheetRow } from '../spreadsheets/cell.ts';
import { shownText } from '../spreadsheets/shown.ts';
import { copyRows, dropRows, type TypedRow } from './blocks.ts';
import { cellsOf, type Header, headerOf, isExample, readRow, shareOf } from './columns.ts';
import { copying } from './copying.ts';
import type { ImportKind, Noticed } from './kind.ts';
import { importSubject } from './model.ts';
import { openAsRead, sealRows } from './opened.ts';
import { rehearsed } from './rehearsal.ts';
import { orderRowsFile } from './rows-file.ts';
import type { LeftOut, TableItem } from './tables.ts';
import { type ImportWords, ofWriting } from './words.ts';

/** A kind whose titles a row has, and how they lie. */
export interface RecognisedHeader {
  kind: ImportKind;
  header: Header;
  titles: string[];
}

/** The kind that most of these titles are of, if they are those of any. */
export function recognise(kinds: readonly ImportKind[], titles: string[]): RecognisedHeader | null {
  let best: (RecognisedHeader & { share: number }) | null = null;
  for (const kind of kinds) {
    const header = headerOf(kind.columns, titles);
    if (!header) continue;
    const share = shareOf(kind.columns, header);
    if (!best || share > best.share) best = { kind, header, titles, share };
  }
  return best;
}

/** The texts of a row by place. */
export function titlesIn({ cells }: Pick<SheetRow, 'cells'>): string[] {
  const titles: string[] = [];
  for (const cell of cells) titles[cell.column - 1] = givenLine(shownText(cell));
  return Array.from(titles, (title) => title ?? '');
}

export interface NewImport {
  fileName: string;
  sha256: Buffer;
  /** Who gave which file: the same one makes one import. */
  source: string;
  channel: Conversation | null;
  /** Its rows are the business of whoever gave it alone: another one's import of the same file is none of it. */
  isOwn?: boolean;
}

/**
 * The import of a file, whose card is posted where the file was given. One that was being read when its reader died is
 * begun anew; null for one that has been read. A file that waits in another import already is refused with its number (P-7).
 */
export async function beginImport(db: Database, ctx: Context, given: NewImport): Promise<number | null> {
  return db.transaction(ctx, async (tx) => {
    const [twin] = await tx.query<{ number: string; name: string }>(
      `SELECT i.number, p.name FROM import i JOIN person p ON p.id = i.person_id
       WHERE i.sha256 = $1 AND i.source <> $2 AND i.status IN ('CHECKED', 'RUNNING') AND ($3::int IS NULL OR i.person_id = $3)
         AND EXISTS (SELECT 1 FROM import_sheet s WHERE s.import_id = i.id AND s.rows > s.failed + s.unchanged) ORDER BY i.id LIMIT 1`,
      [given.sha256, given.source, given.isOwn ? ctx.actor.id : null],
    );
    if (twin) throw new Refusal(msg('imports.refuse.waits', { ...twin }));
    const [begun] = await tx.query<{ id: number }>(
      `INSERT INTO import (status_since, file_name, sha256, source, person_id, surface, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $1)
       ON CONFLICT (source) DO UPDATE SET status_since = $1 WHERE import.status = 'READING' RETURNING id`,
      [ctx.now, given.fileName, given.sha256, given.source, ctx.actor.id, ctx.surface],
    );
    if (!begun) return null;
    await dropRows(tx, begun.id);
    await tx.query('DELETE FROM import_sheet WHERE import_id = $1', [begun.id]);
    await post(tx, [
      {
        key: importSubject(begun.id),
        card: 'import.import',
        subject: importSubject(begun.id),
        live: true,
        ...(given.channel ? { channel: given.channel } : { personId: ctx.actor.id }),
      },
    ]);
    return begun.id;
  });
}

/**
 * Reads the rows of all sheets that have the titles of a kind into staging, checks them, and has the preview shown, which
 * says what was left out. Nothing else is written.
 */
export async function stageRows(
  db: Database,
  ctx: Context,
  kinds: readonly ImportKind[],
  id: number,
  tables: AsyncIterable<TableItem<RecognisedHeader>>,
  left: LeftOut,
  desks: readonly Desk[],
): Promise<void> {
  await db.transaction(ctx, async (tx) => {
    const sheets = await readTables(db, tx, ctx, id, tables);
    if (sheets.every((sheet) => sheet.rows === 0)) {
      const { empty } = wordsOf(
        kinds,
        sheets.map(({ kind }) => ({ kind: kind.id })),
      );
      throw new Refusal(left.hasRows ? msg('imports.refuse.onlyHidden') : { key: empty });
    }
    for (const sheet of sheets) await keepSheet(tx, id, sheet);
    const present = inOrder(kinds, sheets);
    for (const kind of present) await kind.check(tx, ctx, { importId: id, kind: kind.id });
    await sealRows(tx, id);
    if ((await countRows(tx, id)) > 0) await orderRowsFile(tx, id);
    const consequences = await rehearsed(tx, ctx, desks, present, id);
    const noticed: Record<string, Noticed> = {};
    for (const kind of present)
      if (kind.notice) noticed[kind.id] = await kind.notice(tx, { importId: id, kind: kind.id });
    await tx.query('UPDATE import SET notes = $2, noticed = $3 WHERE id = $1', [
      id,
      JSON.stringify([...left.notes(), ...sheets.flatMap(blankRows), ...consequences]),
      JSON.stringify(noticed),
    ]);
    await leaveReading(tx, id, 'CHECKED', ctx.now);
    await audit(tx, {
      at: ctx.now,
      actor: ctx.actor,
      surface: ctx.surface,
      action: 'import.checked',
      subject: importSubject(id),
      from: 'READING',
      to: 'CHECKED',
      data: { rows: sheets.reduce((sum, { rows }) => sum + rows, 0) },
    });
    await refresh(tx, importSubject(id));
  });
}

/**
 * Reads all sheets into staging. Their rows are kept at once, so that this transaction holds nothing that others wait for while it reads: but for a
 * temporary table, in which they are open to it.
 */
async function readTables(
  db: Database,
  tx: Tx,
  ctx: Context,
  id: number,
  tables: AsyncIterable<TableItem<RecognisedHeader>>,
): Promise<OpenSheet[]> {
  const sheets: OpenSheet[] = [];
  const opened = await openAsRead(tx, id);
  const staged = copying(async (blocks) => {
    await copyRows(db, id, blocks);
    await opened.add(blocks);
  });
  try {
    for await (const item of tables) {
      if ('header' in item) {
        requireWhole(ctx, item.sheet, item.header);
        const titles = item.header.titles.map(shortTitle);
        const position = sheets.length;
        sheets.push({ ...item.header, titles, name: item.sheet, position, rows: 0, examples: 0, blank: 0 });
        continue;
      }
      const current = sheets.at(-1);
      const line = current && stagedRow(ctx, current, item.row);
      if (line) await staged.add(line.row, line.characters);
    }
  } finally {
    // What is refused is removed: no copy may come after that.
    await staged.end();
  }
  await opened.end();
  return sheets;
}

const blankRows = ({ name, blank }: OpenSheet): Message[] =>
  blank > 0 ? [msg('imports.left.blank', { sheet: name, count: blank })] : [];

/** Why an import that was begun cannot be taken: its card says so, and what was staged is gone. */
export async function refuseImport(db: Database, ctx: Context, id: number, why: Message): Promise<void> {
  await db.transaction(ctx, async (tx) => {
    await leaveReading(tx, id, 'REFUSED', ctx.now, why);
    await dropRows(tx, id);
    await audit(tx, {
      at: ctx.now,
      actor: ctx.actor,
      surface: ctx.surface,
      action: 'import.refused',
      subject: importSubject(id),
      from: 'READING',
      to: 'REFUSED',
      reason: ctx.t.message(why),
    });
    await refresh(tx, importSubject(id));
  });
}

/** A reader that was frozen may find that another one has read the file meanwhile: what that one made stays. */
async function leaveReading(
  tx: Tx,
  id: number,
  to: 'CHECKED' | 'REFUSED',
  now: Date,
  why: Message | null = null,
): Promise<void> {
  const left = await tx.query(
    `UPDATE import SET status = $2::import_status, status_since = $3, refusal = $4
     WHERE id = $1 AND status = 'READING' RETURNING id`,
    [id, to, now, why && JSON.stringify(why)],
  );
  if (left.length === 0) throw new Error('the import was read by somebody else');
}

/** Titles are repeated beside every problem: what makes one long says nothing. */
function shortTitle(title: string): string {
  return cut(title, 100);
}

interface OpenSheet extends RecognisedHeader {
  name: string;
  position: number;
  rows: number;
  examples: number;
  /** Rows that ask for nothing. */
  blank: number;
}

/** A sheet without a required column, or with one twice, is refused as a whole: every row of it would be wrong. */
function requireWhole({ t }: Context, sheet: string, { header }: RecognisedHeader): void {
  const wrong = header.missing.length > 0 ? header.missing : header.doubled;
  if (wrong.length === 0) return;
  const columns = wrong.map(({ title }) => t.message({ key: title })).join(', ');
  throw new Refusal(
    header.missing.length > 0
      ? msg('imports.refuse.missing', { sheet, columns })
      : msg('imports.refuse.doubled', { sheet, columns }),
  );
}

/** A row as it is staged; null for the template's own example, for a row of nothing but spaces, and for one that asks for nothing. */
function stagedRow(
  ctx: Context,
  sheet: OpenSheet,
  row: SheetRow,
): { row: TypedRow; characters: number } | null {
  const { kind, header, titles } = sheet;
  const { data, problems } = readRow(kind.columns, header, row);
  const cells = cellsOf(row, titles.length);
  if (cells.every((cell) => cell.trim() === '')) return null;
  if (kind.asking?.every((field) => (cells[header.fields[field] ?? -1] ?? '').trim() === '')) {
    sheet.blank += 1;
    return null;
  }
  if (problems.length === 0 && isExample(kind.columns, data)) {
    sheet.examples += 1;
    return null;
  }
  problems.push(...(kind.problemsOf?.(ctx, data) ?? []));
  sheet.rows += 1;
  return {
    row: {
      sheet: sheet.position,
      n: sheet.rows,
      row: row.row,
      cells,
      data,
      problems: problems.length > 0 ? problems : null,
    },
    characters: cells.reduce((sum, { length }) => sum + length, 0),
  };
}

async function keepSheet(tx: Tx, id: number, sheet: OpenSheet): Promise<void> {
  await tx.query(
    `INSERT INTO import_sheet (import_id, position, kind, name, titles, fields, rows, examples)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      sheet.position,
      sheet.kind.id,
      sheet.name,
      sheet.titles,
      JSON.stringify(sheet.header.fields),
      sheet.rows,
      sheet.examples,
    ],
  );
}

/** The kinds that an import has, in the order in which they are checked and written. */
export function inOrder<K extends Pick<ImportKind, 'id' | 'order'>>(
  kinds: readonly K[],
  sheets: readonly { kind: Pick<ImportKind, 'id'> | string }[],
): K[] {
  const present = new Set<string>(sheets.map(({ kind }) => (typeof kind === 'string' ? kind : kind.id)));
  return kinds.filter(({ id }) => present.has(id)).toSorted((a, b) => a.order - b.order);
}

/** What is said of an import whose sheets are of these kinds: where some are written, of that. */
export function wordsOf(kinds: readonly ImportKind[], sheets: readonly { kind: string }[]): ImportWords {
  const [first, ...others] = inOrder(kinds, sheets);
  return first?.words && others.length === 0 ? first.words : ofWriting;
}

/** Counts the rows with problems, those that change something and those that change nothing; answers how many have a problem. */
export async function countRows(tx: Tx, id: number): Promise<number> {
  const count = (what: string) => `(SELECT count(*) FROM import_row r
    WHERE r.import_id = s.import_id AND r.sheet = s.position AND ${what})`;
  const counted = await tx.query<{ failed: number }>(
    `UPDATE import_sheet s SET failed = ${count('r.failed')},
       changed = ${count('NOT r.failed AND r.changes')}, unchanged = ${count('NOT r.failed AND NOT r.changes')}
     WHERE s.import_id = $1 RETURNING s.failed`,
    [id],
  );
  return counted.reduce((sum, { failed }) => sum + failed, 0);
}
