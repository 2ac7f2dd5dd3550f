import { createHash } from 'node:crypto';
import type { CardTold, Desk } from '../chat/desk.ts';
import type { FileRef } from '../chat/form.ts';
import { OverLarge } from '../chat/messenger.ts';
import type { Context, Platform } from '../core/context.ts';
import { withoutDeadline } from '../core/deadline.ts';
import { messageOf, Refusal, RetryLater } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { type Message, msg } from '../core/texts/index.ts';
import type { Database, Tx } from '../db/database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { type Job, job } from '../jobs/worker.ts';
import type { People } from '../people/contexts.ts';
import { type Conversation, post } from '../posted/post.ts';
import type { SheetRow } from '../spreadsheets/cell.ts';
import { readSheets } from '../spreadsheets/reader.ts';
import { type UnreadableReason, UnreadableSpreadsheet } from '../spreadsheets/unreadable.ts';
import {
  filesKnown,
  givenBy,
  type ImportKind,
  type Outcome,
  type ReportKind,
  type ReportRow,
  type SheetKind,
  type SheetKindId,
} from './kind.ts';
import { importSubject } from './model.ts';
import {
  beginImport,
  type RecognisedHeader,
  recognise,
  refuseImport,
  stageRows,
  titlesIn,
} from './staging.ts';
import { LeftOut, type TableItem, tablesIn } from './tables.ts';

declare module '../core/names.ts' {
  interface Jobs {
    'imports.arrived': Arrived;
  }
}

/** A file may be so large, and have so many rows. */
export const maxSheetBytes = 20 * 1024 * 1024;
export const maxRows = 200_000;
/** What stands further right is left out. */
export const maxColumns = 60;
export const maxCharacters = 128 * 1024 * 1024;

export const isSheet = (file: Pick<FileRef, 'name'>): boolean => /\.xlsx$/i.test(file.name);

/** A spreadsheet that somebody gave, on its way to the desk that takes its kind. */
export interface Arrived {
  personId: number;
  platform: Platform;
  file: FileRef;
  /** The channel that it was dropped in, under that message: its outcome is told there. In a direct conversation it is told there. */
  channel: Conversation | null;
  /** The kinds that are taken where it was given. */
  kinds: SheetKindId[];
}

/** Has a spreadsheet read once this transaction commits. */
export async function sheetArrived(tx: Tx, arrived: Arrived): Promise<void> {
  await enqueue(tx, 'imports.arrived', arrived, {
    key: `sheet ${arrived.personId} ${arrived.file.source}`,
    // One after the other: a reader may take hundreds of megabytes.
    queue: 'imports',
  });
}

export interface ImportDeps {
  db: Database;
  people: Pick<People, 'contextOf'>;
  kinds: readonly SheetKind[];
  download(file: FileRef, maxBytes: number): Promise<Buffer>;
  /** Those whose records wait for people whom an import may change. */
  desks: readonly Desk[];
  log: Log;
}

/** How one file went: a report's outcome, or why it could not be taken; null where an import tells it by its own card. */
type Result =
  | { kind: ReportKind; outcome: Outcome & { notes: Message[] } }
  | { why: Message; privately?: true }
  | null;

/** Reads a spreadsheet, hands it to whose kind it is, and tells what came of it, once. */
export function arrivedJob(deps: ImportDeps): Job<'imports.arrived'> {
  return job(
    'imports.arrived',
    'jobs.name.importsArrived',
    async (arrived) => {
      const { personId, platform, file, channel } = arrived;
      const ctx = await deps.people.contextOf(personId, platform);
      if (!ctx) return;
      const result = await taken(ctx, deps, arrived);
      if (!result) return;
      const told: CardTold =
        'kind' in result
          ? { card: result.kind.card, args: { ...result.outcome, file: file.name } }
          : { card: 'pintu.refused-file', args: { why: result.why, file: file.name } };
      // What somebody may not do is no matter of the channel's.
      const isPrivate = 'privately' in result && result.privately;
      await deps.db.transaction(withoutDeadline, (tx) =>
        post(tx, [
          {
            key: sourceOf(arrived),
            ...told,
            subject: `person:${personId}`,
            live: false,
            ...(channel && !isPrivate ? { channel } : { personId }),
          },
        ]),
      );
    },
    waitingFile,
    { movesOn: true },
  );
}

/** The import that a file has become, if it has; until then a card of the file's own waits where it was given. */
async function waitingFile(tx: Tx, arrived: Arrived): Promise<string[]> {
  const { personId, file, channel } = arrived;
  const source = sourceOf(arrived);
  const [begun] = await tx.query<{ id: number }>('SELECT id FROM import WHERE source = $1', [source]);
  if (begun) return [importSubject(begun.id)];
  return [await fileWaits(tx, source, file.name, channel ? { channel } : { personId })];
}

/** Posts the card that waits for what was given as `source`, once, and answers its subject. */
export async function fileWaits(
  tx: Tx,
  source: string,
  file: string,
  to: { channel: Conversation } | { personId: number },
): Promise<string> {
  // Short, as the button that tries again carries it.
  const subject = `file:${createHash('sha256').update(source).digest('hex').slice(0, 16)}`;
  await post(tx, [
    {
      key: `${source} waits`,
      card: 'pintu.waiting-file',
      subject,
      args: { file },
      live: true,
      ...to,
    },
  ]);
  return subject;
}

/** Who gave which file. */
function sourceOf({ personId, file }: Arrived): string {
  return `sheet ${personId} ${file.source}`;
}

async function taken(ctx: Context, given: ImportDeps, arrived: Arrived): Promise<Result> {
  const { file } = arrived;
  const kinds = await givenBy(
    ctx,
    given.kinds.filter((kind) => arrived.kinds.includes(kind.id)),
  );
  if (kinds.length === 0) return { why: msg('imports.notForYou'), privately: true };
  const deps = { ...given, kinds };
  let content: Buffer;
  try {
    content = await deps.download(file, maxSheetBytes);
  } catch (error) {
    if (error instanceof RetryLater) throw error;
    if (error instanceof OverLarge) {
      return { why: msg('imports.tooManyBytes', { max: maxSheetBytes / 1024 / 1024 }) };
    }
    deps.log.warn({ file: file.source, error: messageOf(error) }, 'a spreadsheet could not be fetched');
    if (error instanceof Refusal) return { why: error.reason };
    return { why: msg('attachment.error.fetch', { name: file.name }) };
  }
  return refusedWith(deps.log, file, () => byKind(ctx, deps, arrived, content));
}

/** What is wrong with a file that cannot be read, or may not be taken, in words. */
async function refusedWith<T>(
  log: Log,
  file: FileRef,
  work: () => Promise<T>,
): Promise<T | { why: Message }> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return { why: error.reason };
    if (!(error instanceof UnreadableSpreadsheet)) throw error;
    log.info(
      { file: file.source, reason: error.reason, error: messageOf(error) },
      'a spreadsheet was not taken',
    );
    return { why: reasons[error.reason] };
  }
}

const reasons: Record<UnreadableReason, Message> = {
  'not-xlsx': msg('imports.unreadable.notXlsx'),
  encrypted: msg('imports.unreadable.encrypted'),
  macros: msg('imports.unreadable.macros'),
  'too-large': msg('imports.unreadable.tooLarge'),
  'too-many-rows': msg('imports.unreadable.tooManyRows', { max: maxRows }),
  suspicious: msg('imports.unreadable.suspicious'),
  'external-links': msg('imports.unreadable.externalLinks'),
  broken: msg('imports.unreadable.broken'),
};

/** A sheet that a report kind takes at once, or one whose rows are imported. */
type KnownHeader = { report: ReportKind; titles: string[] } | RecognisedHeader;

/** The first sheet whose titles are known says what the file is about; the others of that kind belong to it. */
async function byKind(ctx: Context, deps: ImportDeps, arrived: Arrived, content: Buffer): Promise<Result> {
  const { kinds } = deps;
  const rowKinds = kinds.filter((kind): kind is ImportKind => 'columns' in kind);
  let meant: KnownHeader | null = null;
  const headerIn = (row: SheetRow): KnownHeader | null => {
    const titles = titlesIn(row);
    const report = kinds.find((one): one is ReportKind => 'take' in one && one.isHeader(titles));
    const header = report ? { report, titles } : recognise(rowKinds, titles);
    meant ??= header;
    return header && reportOf(header) === reportOf(meant) ? header : null;
  };
  const left = new LeftOut();
  const reading = readSheets(content, { maxRows, maxColumns, maxCharacters });
  try {
    const tables = tablesIn(reading, headerIn, left);
    const first = await tables.next();
    if (first.done)
      return { why: left.onlyHiddenSheets ?? msg('imports.unknownKind', { known: filesKnown(ctx, kinds) }) };
    const all = beginningWith(first.value, tables);
    const report = 'header' in first.value ? reportOf(first.value.header) : null;
    if (report) {
      const outcome = await report.take(ctx, rowsOfReport(all));
      return { kind: report, outcome: { ...outcome, notes: left.notes() } };
    }
    const isOwn = 'header' in first.value && isDoneOneByOne(first.value.header);
    return await imported(ctx, deps, { ...arrived, isOwn }, content, (id) =>
      stageRows(deps.db, ctx, rowKinds, id, tablesToStage(all), left, deps.desks),
    );
  } finally {
    await reading.return(undefined);
  }
}

const reportOf = (header: KnownHeader | null): ReportKind | null =>
  header && 'report' in header ? header.report : null;

const isDoneOneByOne = (header: KnownHeader): boolean => 'kind' in header && 'each' in header.kind;

async function* beginningWith<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}

async function* rowsOfReport(tables: AsyncIterable<TableItem<KnownHeader>>): AsyncGenerator<ReportRow> {
  let titles: readonly string[] = [];
  for await (const item of tables) {
    if ('row' in item) yield { titles, row: item.row };
    else titles = item.header.titles;
  }
}

async function* tablesToStage(
  tables: AsyncIterable<TableItem<KnownHeader>>,
): AsyncGenerator<TableItem<RecognisedHeader>> {
  for await (const item of tables) {
    if ('row' in item) yield item;
    else if (!('report' in item.header)) yield { sheet: item.sheet, header: item.header };
  }
}

/** An import tells by its own card how it goes, a refusal included. */
async function imported(
  ctx: Context,
  deps: ImportDeps,
  arrived: Arrived & { isOwn: boolean },
  content: Buffer,
  stage: (id: number) => Promise<void>,
): Promise<Result> {
  const { file, channel, isOwn } = arrived;
  const id = await beginImport(deps.db, ctx, {
    fileName: file.name,
    sha256: createHash('sha256').update(content).digest(),
    source: sourceOf(arrived),
    // What somebody decides is no matter of the channel's, wherever they dropped it.
    channel: isOwn ? null : channel,
    isOwn,
  });
  if (id === null) return null;
  const refused = await refusedWith(deps.log, file, () => stage(id));
  if (refused) await refuseImport(deps.db, ctx, id, refused.why);
  return null;
}
