import { action } from '../../chat/action.ts';
import type { Button, Card, Fact, Part, Status } from '../../chat/card.ts';
import { cut } from '../../chat/cut.ts';
import type { Context } from '../../core/context.ts';
import { titleOf } from '../../imports/kind.ts';
import { countsOf, type ImportSheet, type ImportState, type StagedRow } from '../../imports/model.ts';
import { problemTexts } from '../../imports/problems.ts';
import { isOurs } from '../../imports/rows-file.ts';
import { inOrder } from '../../imports/staging.ts';
import { importRows, type RowCursor } from '../../imports/store.ts';
import { keptDays } from '../../imports/sweep.ts';
import type { ImportsParts } from './index.ts';

/** Rows whose problems the preview names; the others are counted. */
const shownProblems = 8;
const pageSize = 6;

/** An import in its thread: what was found in the file, how far it is, what came of it (P-5, P-6). */
export async function importCard(ctx: Context, parts: ImportsParts, found: ImportState): Promise<Card> {
  const { t } = ctx;
  const { status } = found;
  const own = { CHECKED: checkedParts, RUNNING: runningParts, DONE: doneParts } as const;
  const body =
    status in own
      ? await own[status as keyof typeof own](ctx, parts, found)
      : ([{ type: 'text', text: wordsFor(ctx, found) }] satisfies Part[]);
  return {
    title: t('imports.card.title', { number: found.number, file: found.fileName }),
    status: statusOf(ctx, found),
    parts: [...body, { type: 'facts', facts: peopleFacts(ctx, found) }],
    buttons: buttonsOf(ctx, found),
  };
}

/** What came of it, as a message of its own in the thread, with what is to be done next (P-6, P-1). */
export async function summaryCard(ctx: Context, parts: ImportsParts, found: ImportState): Promise<Card> {
  const { t } = ctx;
  const { done, failed } = countsOf(found);
  const kinds = inOrder(parts.kinds, found.sheets);
  const next = await Promise.all(kinds.flatMap((kind) => kind.next?.(parts.db, ctx, found.id) ?? []));
  return {
    title: t('imports.summary.title', { number: found.number, done, failed }),
    status: statusOf(ctx, found),
    parts: [
      { type: 'text', text: t(failed > 0 ? 'imports.summary.someFailed' : 'imports.summary.allDone') },
      ...next.flatMap(({ says }) => says.map((text): Part => ({ type: 'text', text }))),
    ],
    buttons: [...next.flatMap(({ buttons }) => buttons), ...buttonsOf(ctx, found)],
  };
}

/** What somebody still sees of an import that they may not handle any more. */
export function closedCard(ctx: Context, found: ImportState): Card {
  return {
    title: ctx.t('imports.card.title', { number: found.number, file: found.fileName }),
    status: statusOf(ctx, found),
    parts: [{ type: 'text', text: ctx.t('imports.refuse.notYours'), subtle: true }],
    buttons: [],
  };
}

function statusOf({ t }: Context, { status, sheets }: ImportState): Status {
  const { failed } = countsOf({ sheets });
  const tone =
    status === 'REFUSED'
      ? 'bad'
      : status === 'CANCELLED'
        ? 'neutral'
        : status === 'DONE'
          ? 'good'
          : 'waiting';
  return { text: t(`imports.status.${status}`), tone: status === 'DONE' && failed > 0 ? 'waiting' : tone };
}

function wordsFor({ t }: Context, { status, refusal }: ImportState): string {
  if (refusal) return `⚠️ ${t.message(refusal)}`;
  return t(status === 'CANCELLED' ? 'imports.card.cancelled' : 'imports.card.reading');
}

function peopleFacts({ t }: Context, { personName, runByName }: ImportState): Fact[] {
  return [
    { label: t('imports.card.askedBy'), value: personName },
    ...(runByName ? [{ label: t('imports.card.runBy'), value: runByName }] : []),
  ];
}

async function checkedParts(ctx: Context, parts: ImportsParts, found: ImportState): Promise<Part[]> {
  const { t } = ctx;
  const { rows, failed } = countsOf(found);
  const good = rows - failed;
  const kinds = inOrder(parts.kinds, found.sheets);
  const remarks = await Promise.all(kinds.map((kind) => kind.remarks?.(parts.db, ctx, found.id) ?? []));
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
        label: sheetLabel(ctx, parts, found, sheet),
        value: t('imports.card.sheetCounts', {
          rows: sheet.rows,
          good: sheet.rows - sheet.failed,
          failed: sheet.failed,
        }),
      })),
    },
    ...notes.map((text): Part => ({ type: 'text', text, subtle: true })),
    ...(await problemParts(ctx, parts, found, failed)),
    {
      type: 'text',
      text: good > 0 ? t('imports.card.nothingWritten', { good }) : t('imports.card.nothingRight'),
    },
  ];
}

async function problemParts(
  ctx: Context,
  parts: ImportsParts,
  found: ImportState,
  failed: number,
): Promise<Part[]> {
  if (failed === 0) return [];
  const rows = await importRows(parts.db, found.id, 'failed', { sheet: -1, n: 0 }, shownProblems);
  const lines = rows.map(
    (row) => `• ${placeText(ctx, found, row)}. ${problemsIn(ctx, parts, found, row).join(' ')}`,
  );
  const more = failed - rows.length;
  if (more > 0) lines.push(ctx.t('imports.card.moreProblems', { count: more }));
  return [{ type: 'quote', label: ctx.t('imports.card.problems'), text: lines.join('\n') }];
}

function problemsIn(ctx: Context, parts: ImportsParts, found: ImportState, row: StagedRow): string[] {
  const sheet = found.sheets.find(({ position }) => position === row.sheet);
  if (!sheet) return [];
  const kind = parts.kinds.find(({ id }) => id === sheet.kind);
  return problemTexts(ctx.t, kind, sheet, row);
}

/** Titles that no field is read from; the reasons that we added ourselves are none of them. */
function ignoredIn({ titles, fields }: ImportSheet): string[] {
  const used = new Set(Object.values(fields));
  return titles.filter((title, place) => !used.has(place) && titleOf(title) !== '' && !isOurs(title));
}

/** A template has a sheet for everything; those that nothing was written in say nothing. */
function filledSheets({ sheets }: ImportState): ImportSheet[] {
  return sheets.filter(({ rows }) => rows > 0);
}

/** What a sheet is about; which one it is, where there are several. */
function sheetLabel({ t }: Context, parts: ImportsParts, found: ImportState, sheet: ImportSheet): string {
  const kind = parts.kinds.find(({ id }) => id === sheet.kind);
  const name = kind ? t.message(kind.name) : sheet.kind;
  return filledSheets(found).length > 1 ? t('imports.card.sheet', { kind: name, sheet: sheet.name }) : name;
}

const barLength = 12;

async function runningParts({ t }: Context, _parts: ImportsParts, found: ImportState): Promise<Part[]> {
  const { rows } = countsOf(found);
  const done = found.sheets.reduce((sum, { doneThrough }) => sum + doneThrough, 0);
  const full = Math.floor((done / Math.max(rows, 1)) * barLength);
  const bar = '▓'.repeat(full).padEnd(barLength, '░');
  return [{ type: 'text', text: t('imports.card.progress', { bar, done, rows }) }];
}

async function doneParts(ctx: Context, parts: ImportsParts, found: ImportState): Promise<Part[]> {
  return [
    {
      type: 'facts',
      facts: filledSheets(found).map((sheet) => ({
        label: sheetLabel(ctx, parts, found, sheet),
        value: ctx.t('imports.card.sheetDone', {
          rows: sheet.rows,
          done: sheet.done,
          failed: sheet.failed,
        }),
      })),
    },
  ];
}

const button = (label: string, verb: string, id: number, style?: Button['style']): Button => ({
  label,
  does: { action: action('import', verb, id) },
  ...(style ? { style } : {}),
});

function buttonsOf({ t }: Context, found: ImportState): Button[] {
  const { id, status } = found;
  const { rows, failed, done } = countsOf(found);
  const failures =
    failed > 0
      ? [
          button(t('imports.button.failed', { count: failed }), 'failed', id),
          button(t('imports.button.file'), 'file', id),
        ]
      : [];
  if (status === 'CHECKED')
    return [
      ...(rows > failed ? [button(t('imports.button.run'), 'run', id, 'primary')] : []),
      button(t('imports.button.cancel'), 'cancel', id),
      ...failures,
    ];
  if (status === 'DONE')
    return [
      ...(done > 0 ? [button(t('imports.button.succeeded', { count: done }), 'succeeded', id)] : []),
      ...failures,
    ];
  return [];
}

/** One page of the rows that succeeded or failed, in the order of the file (P-6). */
export async function rowsCard(
  ctx: Context,
  parts: ImportsParts,
  found: ImportState,
  which: 'failed' | 'succeeded',
  after: RowCursor,
): Promise<Card> {
  const { t } = ctx;
  const rows = await importRows(parts.db, found.id, which, after, pageSize + 1);
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  const begins = after.sheet < 0;
  return {
    title: t(`imports.rows.${which}`, { number: found.number }),
    parts: [
      {
        type: 'list',
        empty: areSwept(ctx, found) ? t('imports.rows.swept', { days: keptDays }) : t('imports.rows.none'),
        items: page.map((row) => ({
          title: rowTitle(ctx, parts, found, row),
          text:
            which === 'failed'
              ? [placeText(ctx, found, row), ...problemsIn(ctx, parts, found, row)].join('\n')
              : placeText(ctx, found, row),
        })),
      },
    ],
    buttons: [
      ...(rows.length > pageSize && last
        ? [
            {
              label: t('imports.button.next'),
              does: { action: action('import', which, found.id, last.sheet, last.n) },
            },
          ]
        : []),
      ...(begins ? [] : [button(t('imports.button.first'), which, found.id)]),
      button(t('imports.button.back'), 'open', found.id),
    ],
  };
}

/** Rows of an import that ended long ago are not kept. */
function areSwept({ now }: Context, { status, statusSince }: ImportState): boolean {
  return status === 'DONE' && now.getTime() - new Date(statusSince).getTime() > keptDays * 24 * 60 * 60_000;
}

/** What tells a row from others: the first fields of its kind. */
function rowTitle(ctx: Context, parts: ImportsParts, found: ImportState, row: StagedRow): string {
  const sheet = found.sheets.find(({ position }) => position === row.sheet);
  const columns = parts.kinds.find(({ id }) => id === sheet?.kind)?.columns ?? [];
  const values = columns.slice(0, 2).flatMap(({ field }) => {
    const place = sheet?.fields[field];
    const typed = place === undefined ? '' : (row.cells[place] ?? '').trim();
    return typed ? [cut(typed, 60)] : [];
  });
  return values.join(' · ') || placeText(ctx, found, row);
}

function placeText({ t }: Context, found: ImportState, row: StagedRow): string {
  return t('imports.rows.place', { sheet: sheetName(found, row), row: row.row });
}

function sheetName(found: ImportState, { sheet }: StagedRow): string {
  return found.sheets.find(({ position }) => position === sheet)?.name ?? '';
}
