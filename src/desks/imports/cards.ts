import type { Button, Card, Fact, Part, Status, Tone } from '../../chat/card.ts';
import { cut } from '../../chat/cut.ts';
import type { Context } from '../../core/context.ts';
import type { TextKey } from '../../core/texts/index.ts';
import { type RowPlace, titleOf } from '../../imports/kind.ts';
import { countsOf, type ImportSheet, type ImportState, writing } from '../../imports/model.ts';
import { isOurs } from '../../imports/rows-file.ts';
import { inOrder, wordsOf } from '../../imports/staging.ts';
import { importRow, importRows } from '../../imports/store.ts';
import { whyNotUndo } from '../../imports/undo/service.ts';
import { nameLeft } from '../../retention/emptied.ts';
import type { ImportsDeps } from './deps.ts';
import { detailsOf, importButton, placeText, sheetName } from './rows.ts';
import { filledSheets, sheetLabel, workOn } from './sheets.ts';
import { undoingParts, undoneParts } from './undo.ts';

/** Rows whose problems the preview names in lines; the others are counted. */
const shownProblems = 8;
/** In a table, which has pages: so many, as long as their words are no more than this. */
const tabledProblems = { rows: 60, characters: 6000 };

/** An import in its thread: what was found in the file, how far it is, what came of it (P-5, P-6). */
export async function importCard(ctx: Context, deps: ImportsDeps, found: ImportState): Promise<Card> {
  const { t } = ctx;
  const { status } = found;
  const own = {
    CHECKED: checkedParts,
    RUNNING: runningParts,
    DONE: doneParts,
    UNDOING: undoingParts,
    UNDONE: undoneParts,
  } as const;
  const body =
    status in own
      ? await own[status as keyof typeof own](ctx, deps, found)
      : ([{ type: 'text', text: wordsFor(ctx, deps, found) }] satisfies Part[]);
  return {
    title: t('imports.card.title', { number: found.number, file: fileLeft(ctx, found) }),
    status: statusOf(ctx, deps, found),
    parts: [...body, { type: 'facts', facts: peopleFacts(ctx, deps, found) }],
    buttons: buttonsOf(ctx, deps, found),
  };
}

/** What came of it, as a message of its own in the thread, with what is to be done next (P-6, P-1). */
export async function summaryCard(ctx: Context, deps: ImportsDeps, found: ImportState): Promise<Card> {
  const { t } = ctx;
  const { done, failed, unchanged } = countsOf(found);
  const words = wordsOf(deps.kinds, found.sheets);
  const kinds = inOrder(deps.kinds, found.sheets);
  const next = await Promise.all(kinds.flatMap((kind) => kind.next?.(deps.db, ctx, found.id) ?? []));
  const said = [
    ...(isTakenBack(found)
      ? []
      : [
          t.message({ key: failed > 0 ? words.someFailed : words.allDone }),
          ...(unchanged > 0 ? [t('imports.summary.unchanged', { count: unchanged })] : []),
        ]),
    ...next.flatMap(({ says }) => says),
  ];
  return {
    title: t('imports.summary.title', { number: found.number, done, failed }),
    status: statusOf(ctx, deps, found),
    parts: [
      ...said.map((text): Part => ({ type: 'text', text })),
      ...(isTakenBack(found) ? await undoneParts(ctx, deps, found) : []),
    ],
    buttons: [
      ...(isTakenBack(found) ? [] : next.flatMap(({ buttons }) => buttons)),
      ...buttonsOf(ctx, deps, found),
    ],
  };
}

const isTakenBack = ({ status }: ImportState) => status === 'UNDOING' || status === 'UNDONE';

const fileLeft = (ctx: Context, { fileName, ...left }: ImportState): string =>
  nameLeft(ctx, { ...left, name: fileName });

/** What somebody still sees of an import that they may not handle any more. */
export function closedCard(ctx: Context, deps: ImportsDeps, found: ImportState): Card {
  return {
    title: ctx.t('imports.card.title', { number: found.number, file: fileLeft(ctx, found) }),
    status: statusOf(ctx, deps, found),
    parts: [{ type: 'text', text: ctx.t('imports.refuse.notYours'), subtle: true }],
    buttons: [],
  };
}

export const importTones: Record<ImportState['status'], Tone> = {
  READING: 'waiting',
  CHECKED: 'waiting',
  RUNNING: 'waiting',
  DONE: 'good',
  CANCELLED: 'neutral',
  UNDOING: 'waiting',
  UNDONE: 'neutral',
  REFUSED: 'bad',
};

function statusOf({ t }: Context, { kinds }: ImportsDeps, { status, sheets }: ImportState): Status {
  const { done, failed } = countsOf({ sheets });
  const { checked, running, partly } = wordsOf(kinds, sheets);
  if (status === 'DONE' && failed > 0)
    return { text: t.message({ key: partly, args: { count: failed } }), tone: done > 0 ? 'waiting' : 'bad' };
  const own: Partial<Record<ImportState['status'], TextKey>> = { CHECKED: checked, RUNNING: running };
  return { text: t.message({ key: own[status] ?? `imports.status.${status}` }), tone: importTones[status] };
}

function wordsFor({ t }: Context, { kinds }: ImportsDeps, { status, refusal, sheets }: ImportState): string {
  if (refusal) return `⚠️ ${t.message(refusal)}`;
  return status === 'CANCELLED'
    ? t.message({ key: wordsOf(kinds, sheets).cancelled })
    : t('imports.card.reading');
}

function peopleFacts(
  { t, time }: Context,
  { kinds }: ImportsDeps,
  { personName, runByName, startedAt, sheets }: ImportState,
): Fact[] {
  return [
    { label: t('imports.card.askedBy'), value: personName },
    ...(runByName
      ? [
          {
            label: t.message({ key: wordsOf(kinds, sheets).by }),
            value: startedAt ? `${runByName}, ${time(startedAt)}` : runByName,
          },
        ]
      : []),
  ];
}

async function checkedParts(ctx: Context, deps: ImportsDeps, found: ImportState): Promise<Part[]> {
  const { t } = ctx;
  const { rows, failed } = countsOf(found);
  const good = writing(countsOf(found));
  const words = wordsOf(deps.kinds, found.sheets);
  const kinds = inOrder(deps.kinds, found.sheets);
  const rowAt = (place: RowPlace) => importRow(deps.db, found.id, place);
  const remarks = await Promise.all(
    kinds.map((kind) => kind.remarks?.(ctx, found.noticed[kind.id] ?? {}, rowAt) ?? []),
  );
  const notes = [
    ...found.notes.map((note) => t.message(note)),
    ...remarks.flat(),
    ...(found.sheets.some(({ examples }) => examples > 0) ? [t('imports.card.examples')] : []),
    ...found.sheets.flatMap((sheet) =>
      sheet.rows > 0 && ignoredIn(sheet).length > 0
        ? [t('imports.card.ignored', { sheet: sheet.name, columns: ignoredIn(sheet).join(', ') })]
        : [],
    ),
  ];
  return [
    {
      type: 'facts',
      facts: filledSheets(found).map((sheet) => ({
        label: sheetLabel(ctx, deps, found, sheet),
        value: t.message({ key: words.counts, args: outcomes(sheet) }),
      })),
    },
    ...notes.map((text): Part => ({ type: 'text', text, subtle: true })),
    ...(await problemParts(ctx, deps, found, failed)),
    {
      type: 'text',
      text:
        good > 0
          ? t.message({ key: words.toDo, args: { good } })
          : t.message({ key: rows > failed ? 'imports.card.nothingNew' : words.nothingRight }),
    },
  ];
}

/** What becomes, or became, of the rows of a sheet. */
function outcomes(sheet: ImportSheet) {
  const { rows, failed, changed, unchanged } = sheet;
  return { rows, added: writing(sheet) - changed, changed, unchanged, failed };
}

async function problemParts(
  ctx: Context,
  deps: ImportsDeps,
  found: ImportState,
  failed: number,
): Promise<Part[]> {
  if (failed === 0) return [];
  const { t } = ctx;
  const failedRows = await importRows(deps.db, found.id, 'failed', { sheet: -1, n: 0 }, tabledProblems.rows);
  const said = failedRows.map((row) => ({
    row,
    problem: detailsOf(ctx, deps, found, 'failed', row).join(' '),
  }));
  const caption = t('imports.card.problems');
  const several = filledSheets(found).length > 1;
  const moreThan = (named: number) =>
    failed > named ? [t('imports.card.moreProblems', { count: failed - named })] : [];
  const lines = said
    .slice(0, shownProblems)
    .map(({ row, problem }) => `• ${placeText(ctx, found, row)}. ${problem}`);
  const rows = within(
    tabledProblems.characters,
    said.map(({ row, problem }) => [
      ...(several ? [sheetName(found, row)] : []),
      String(row.row),
      cut(problem, 600),
    ]),
  );
  const [rest] = moreThan(rows.length);
  return [
    {
      type: 'table',
      caption,
      columns: [
        ...(several ? [t('imports.column.sheet')] : []),
        t('imports.column.row'),
        t('imports.column.problem'),
      ],
      rows,
      ...(rest && { rest }),
      instead: { type: 'quote', label: caption, text: [...lines, ...moreThan(lines.length)].join('\n') },
    },
  ];
}

/** The first rows, as many as have no more characters together. */
function within(characters: number, rows: string[][]): string[][] {
  let left = characters;
  return rows.filter((cells) => {
    left -= cells.join('').length;
    return left >= 0;
  });
}

/** Titles that no field is read from; the reasons that we added ourselves are none of them. */
function ignoredIn({ titles, fields }: ImportSheet): string[] {
  const used = new Set(Object.values(fields));
  return titles.filter((title, place) => !used.has(place) && titleOf(title) !== '' && !isOurs(title));
}

async function runningParts(ctx: Context, deps: ImportsDeps, found: ImportState): Promise<Part[]> {
  const { progress } = wordsOf(deps.kinds, found.sheets);
  return [
    workOn(ctx, deps, found, {
      doneOf: ({ doneThrough: done, rows }) => ({ done, rows }),
      says: (args) => ctx.t.message({ key: progress, args: { ...args } }),
    }),
  ];
}

async function doneParts(ctx: Context, deps: ImportsDeps, found: ImportState): Promise<Part[]> {
  return [
    {
      type: 'facts',
      facts: filledSheets(found).map((sheet) => ({
        label: sheetLabel(ctx, deps, found, sheet),
        value: ctx.t.message({ key: wordsOf(deps.kinds, found.sheets).counted, args: outcomes(sheet) }),
      })),
    },
  ];
}

function buttonsOf(ctx: Context, deps: ImportsDeps, found: ImportState): Button[] {
  const { t } = ctx;
  const words = wordsOf(deps.kinds, found.sheets);
  const { id, status } = found;
  const counts = countsOf(found);
  const { failed, done, changed, kept } = counts;
  const failures =
    failed > 0
      ? [
          importButton(t('imports.button.failed', { count: failed }), 'failed', id),
          importButton(t('imports.button.file'), 'file', id),
        ]
      : [];
  const changes =
    changed > 0 ? [importButton(t('imports.button.changes', { count: changed }), 'changes', id)] : [];
  const left = kept > 0 ? [importButton(t('imports.button.kept', { count: kept }), 'kept', id)] : [];
  const undo = whyNotUndo(deps, found, ctx.now)
    ? []
    : [importButton(t('imports.button.undo'), 'undo', id, 'danger')];
  if (status === 'CHECKED')
    return [
      ...(writing(counts) > 0 ? [importButton(t.message({ key: words.run }), 'run', id, 'primary')] : []),
      importButton(t('imports.button.cancel'), 'cancel', id),
      ...changes,
      ...failures,
    ];
  if (status === 'DONE')
    return [
      ...(done > 0 ? [importButton(t('imports.button.succeeded', { count: done }), 'succeeded', id)] : []),
      ...changes,
      ...failures,
      ...undo,
      ...left,
    ];
  if (status === 'UNDONE') return [...failures, ...left];
  if (status === 'UNDOING') return left;
  return undo;
}
