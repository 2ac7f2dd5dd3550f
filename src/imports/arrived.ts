import type { FileRef } from '../chat/form.ts';
import type { Context, Platform } from '../core/context.ts';
import { messageOf, Refusal } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { type Message, msg, type TextKey } from '../core/texts/index.ts';
import type { Database, Tx } from '../db/database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Job } from '../jobs/worker.ts';
import type { People } from '../people/contexts.ts';
import { type Conversation, post } from '../posted/post.ts';
import { cellText, type SheetRow } from '../spreadsheets/cell.ts';
import { readSheets } from '../spreadsheets/reader.ts';
import { type UnreadableReason, UnreadableSpreadsheet } from '../spreadsheets/unreadable.ts';
import type { Outcome, SheetKind } from './kind.ts';

/** A file may be so large, and have so many rows. */
export const maxSheetBytes = 20 * 1024 * 1024;
const maxRows = 200_000;
/** Titles stand among the first rows, below a letterhead perhaps. */
const headerWithin = 20;
/** A file whose first rows, of all its sheets, hold no header is none of ours. */
const rowsWithoutHeader = 2000;

export const isSheet = (file: Pick<FileRef, 'name'>): boolean => /\.xlsx$/i.test(file.name);

/** A spreadsheet that somebody gave, on its way to the desk that takes its kind. */
export interface Arrived {
  personId: number;
  platform: Platform;
  file: FileRef;
  /** The channel that it was dropped in; its outcome is told there. In a direct conversation it is told there. */
  channel: Conversation | null;
}

/** Has a spreadsheet read once this transaction commits. */
export async function sheetArrived(tx: Pick<Tx, 'query'>, arrived: Arrived): Promise<void> {
  await enqueue(tx, 'imports.arrived', arrived, {
    key: `sheet ${arrived.personId} ${arrived.file.source}`,
    // One after the other: a reader may take hundreds of megabytes.
    queue: 'imports',
  });
}

export interface ImportParts {
  db: Database;
  people: Pick<People, 'contextOf'>;
  kinds: readonly SheetKind[];
  download(file: FileRef, maxBytes: number): Promise<Buffer>;
  log: Log;
}

/** How one file went: its kind's outcome, or why it could not be taken. */
type Result = { kind: SheetKind; outcome: Outcome } | { why: Message };

/** Reads a spreadsheet, hands it to whose kind it is, and tells what came of it, once. */
export function arrivedJob(parts: ImportParts): Job {
  return async (payload) => {
    const { personId, platform, file, channel } = payload as unknown as Arrived;
    const ctx = await parts.people.contextOf(personId, platform);
    if (!ctx) return;
    const result = await taken(ctx, parts, file);
    const told =
      'kind' in result
        ? { card: result.kind.card, ...result.outcome }
        : { card: 'pintu.refused-file', ...result };
    const { card, ...args } = told;
    await parts.db.transaction((tx) =>
      post(tx, [
        {
          key: `sheet ${personId} ${file.source}`,
          card,
          subject: `person:${personId}`,
          args: { ...args, file: file.name, by: ctx.actor.name },
          live: false,
          ...(channel ? { channel } : { personId }),
        },
      ]),
    );
  };
}

async function taken(ctx: Context, given: ImportParts, file: FileRef): Promise<Result> {
  const kinds = given.kinds.filter((kind) => kind.mayGive(ctx));
  if (kinds.length === 0) return { why: msg('imports.notForYou') };
  const parts = { ...given, kinds };
  let content: Buffer;
  try {
    content = await parts.download(file, maxSheetBytes);
  } catch (error) {
    parts.log.warn({ file: file.source, error: messageOf(error) }, 'a spreadsheet could not be fetched');
    return { why: msg('attachment.error.fetch', { name: file.name }) };
  }
  try {
    return await byKind(ctx, parts, content);
  } catch (error) {
    if (error instanceof Refusal) return { why: error.reason };
    if (!(error instanceof UnreadableSpreadsheet)) throw error;
    parts.log.info(
      { file: file.source, reason: error.reason, error: error.message },
      'a spreadsheet was not taken',
    );
    return { why: { key: reasons[error.reason] } };
  }
}

const reasons: Record<UnreadableReason, TextKey> = {
  'not-xlsx': 'imports.unreadable.notXlsx',
  encrypted: 'imports.unreadable.encrypted',
  macros: 'imports.unreadable.macros',
  'too-large': 'imports.unreadable.tooLarge',
  'too-many-rows': 'imports.unreadable.tooLarge',
  suspicious: 'imports.unreadable.suspicious',
  'external-links': 'imports.unreadable.externalLinks',
  broken: 'imports.unreadable.broken',
};

/** The first sheet whose titles are known is the one that is meant; sheets of explanations may stand before it. */
async function byKind(ctx: Context, { kinds }: ImportParts, content: Buffer): Promise<Result> {
  const reading = readSheets(content, { maxRows, maxColumns: 60 });
  const rows = reading[Symbol.asyncIterator]();
  try {
    for (let seen = 0; seen < rowsWithoutHeader; seen += 1) {
      const next = await rows.next();
      if (next.done) break;
      const { cells, row, hidden } = next.value;
      if (hidden || row > headerWithin) continue;
      const titles: string[] = [];
      for (const cell of cells) titles[cell.column - 1] = cellText(cell);
      const filled = Array.from(titles, (title) => title ?? '');
      const kind = kinds.find((one) => one.isHeader(filled));
      if (!kind) continue;
      const below = sameSheet(rows, next.value.sheet);
      return { kind, outcome: await kind.take(ctx, { titles: filled, rows: below }) };
    }
  } finally {
    await reading.return(undefined);
  }
  const known = kinds.map(({ name }) => ctx.t.message(name)).join(', ');
  return { why: msg('imports.unknownKind', { known }) };
}

async function* sameSheet(rows: AsyncIterator<SheetRow>, sheet: string): AsyncGenerator<SheetRow> {
  for (let next = await rows.next(); !next.done && next.value.sheet === sheet; next = await rows.next())
    yield next.value;
}
