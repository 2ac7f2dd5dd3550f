import { type Mark, type Shown, shownForAll } from '../../authenticators/step-up.ts';
import type { ActionName } from '../../chat/action.ts';
import { cut } from '../../chat/cut.ts';
import type { Context } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import type { Queryable } from '../../core/queryable.ts';
import { languages, type Message, msg, translate } from '../../core/texts/index.ts';
import type { Database, Tx } from '../../db/database.ts';
import { type OneByOneKind, type RowData, type RowProblem, titleOf, within } from '../../imports/kind.ts';
import { importRows } from '../../imports/store.ts';
import { idIn } from '../kind.ts';
import { decisionColumns } from './columns.ts';
import { type Decidable, type Decision, standsAgainst, type Way } from './decidable.ts';
import { readToken, saidDigest } from './token.ts';
import { decisionWords } from './words.ts';
import { wasHandedOut } from './workbook.ts';

declare module '../../imports/kind.ts' {
  interface SheetKinds {
    'record.decision': true;
  }
}

const decisionKind = 'record.decision';

/** So many decisions at a time are enough for a day. */
export const mostDecisions = 2000;

/** A row as it was read, with what it decides, or what is wrong with it. */
type Judged = { decision: Decision; of: Decidable } | RowProblem;

/**
 * Decisions, a row each, of whatever kind their records are: from a workbook, or chosen in the inbox. Each is one of its own, by the
 * right of whoever has them done, asked when it is done.
 */
export function decisionRows(db: Database, kinds: readonly Decidable[]): OneByOneKind {
  return {
    id: decisionKind,
    name: msg('several.sheetName'),
    file: msg('several.file'),
    order: 1000,
    columns: decisionColumns,
    asking: ['decision', 'reason'],
    words: decisionWords,
    // Whoever was handed no workbook has none to give.
    mayGive: ({ actor }) => wasHandedOut(db, actor.id),
    check: (tx, ctx, { importId }) => checkRows(tx, ctx, kinds, importId),
    async marksIn(from, importId) {
      const { sql, values } = within({ importId, kind: decisionKind }, 1);
      const found = await from.query<{ mark: Mark }>(
        `SELECT DISTINCT unnest(r.marks) AS mark FROM import_row r WHERE ${sql} AND NOT r.failed`,
        values,
      );
      return found.map(({ mark }) => mark);
    },
    each: (ctx, data, how) => decideRow(db, ctx, kinds, data, how),
    next: async (from, ctx, importId) => ({ says: await outcomes(from, ctx, importId), buttons: [] }),
  };
}

/** What is wrong with rows before anything is decided, and what those that are right fall under. */
async function checkRows(tx: Tx, ctx: Context, kinds: readonly Decidable[], importId: number): Promise<void> {
  const { sql, values } = within({ importId, kind: decisionKind }, 1);
  const rows = await tx.query<{ sheet: number; n: number; row: number; data: RowData }>(
    `SELECT r.sheet::int, r.n, r.row, r.data FROM opened_row r WHERE ${sql} AND r.problems IS NULL ORDER BY r.sheet, r.n LIMIT ${mostDecisions + 1}`,
    values,
  );
  if (rows.length > mostDecisions) throw new Refusal(msg('several.refuse.tooMany', { max: mostDecisions }));
  const subjects = rows.map(({ data }) => readToken(data.token ?? '')?.subject);
  for (const [place, { sheet, n, data }] of rows.entries()) {
    const other = rows.find((_row, at) => at !== place && subjects[at] === subjects[place]);
    const found = other
      ? { field: 'decision', expected: msg('several.expected.once', { row: other.row }) }
      : await judged(tx, ctx, kinds, data);
    if ('field' in found)
      await tx.query(`UPDATE opened_row SET problems = $4 WHERE import_id = $1 AND sheet = $2 AND n = $3`, [
        importId,
        sheet,
        n,
        JSON.stringify([found]),
      ]);
    else if (found.marks.length > 0)
      await tx.query(`UPDATE import_row SET marks = $4 WHERE import_id = $1 AND sheet = $2 AND n = $3`, [
        importId,
        sheet,
        n,
        found.marks,
      ]);
  }
}

/** All that a row's decision falls under, or what is wrong with it. */
async function judged(
  db: Queryable,
  ctx: Context,
  kinds: readonly Decidable[],
  data: RowData,
): Promise<{ marks: readonly Mark[] } | RowProblem> {
  const read = readDecision(kinds, data);
  if ('field' in read) return read;
  try {
    return { marks: await read.of.judge(db, ctx, read.decision) };
  } catch (error) {
    return problemOf(error);
  }
}

async function decideRow(
  db: Database,
  ctx: Context,
  kinds: readonly Decidable[],
  data: RowData,
  { key, shown }: { key: string; shown: Shown },
): Promise<RowProblem[]> {
  const read = readDecision(kinds, data);
  if ('field' in read) return [read];
  try {
    await read.of.decide({ db, stepUp: shownForAll(shown) }, ctx, read.decision, key);
    return [];
  } catch (error) {
    return [problemOf(error)];
  }
}

function problemOf(error: unknown): RowProblem {
  const { field, why } = standsAgainst(error);
  return { field, expected: why };
}

/** What a row decides: which record, as it was seen, how, and why. */
function readDecision(kinds: readonly Decidable[], data: RowData): Judged {
  const token = readToken(data.token ?? '');
  const of = kinds.find((kind) => token && idIn(kind, token.subject) > 0);
  if (!token || !of) return { field: 'token', expected: msg('several.expected.token') };
  if (token.says !== saidDigest(data.title ?? '', data.said ?? ''))
    return { field: 'token', expected: msg('several.expected.whole') };
  const opens = wayCalled(of.ways, data.decision ?? '');
  if (typeof opens !== 'string') return { field: 'decision', expected: opens };
  const { subject, seen } = token;
  return { of, decision: { id: idIn(of, subject), opens, seen, reason: data.reason ?? null } };
}

/** The way of deciding that a word means, in either language, or what is expected in its place. */
function wayCalled(ways: readonly Way[], word: string): ActionName | Message {
  const called = (way: Way) =>
    languages.some((language) => titleOf(translate(language).message({ key: way.label })) === titleOf(word));
  const meant = ways.filter(called);
  const open = ways.filter(({ alone }) => !alone);
  // The same word may stand for one that is given with more than a reason, at another stage of the same record.
  const way = meant.find(({ alone }) => !alone);
  if (way) return way.opens;
  if (meant.length > 0) return msg('several.refuse.alone');
  const choices = languages.map((language) => wordsOf(open, language).join(', '));
  return msg('imports.expected.oneOf', { choices: [...new Set(choices)].join(' / ') });
}

/** The words of these ways, each once. */
const wordsOf = (ways: readonly Way[], language: (typeof languages)[number]): string[] => [
  ...new Set(ways.map(({ label }) => translate(language).message({ key: label }))),
];

/** So many are named in the answer; the others are counted, and stand in the lists. */
const mostNamed = 50;
const longestNamed = 2500;

/** Which were decided and which not, and why. */
async function outcomes(db: Queryable, ctx: Context, importId: number): Promise<string[]> {
  const { t } = ctx;
  const start = { sheet: -1, n: 0 };
  const [decided, failed] = await Promise.all([
    importRows(db, importId, 'succeeded', start, mostNamed),
    importRows(db, importId, 'failed', start, mostNamed),
  ]);
  const lines = failed.map(({ data, problems }) => {
    const why = (problems ?? []).map(({ expected }) => t.message(expected)).join(' ');
    return `• ${data.title ?? ''}: ${why}`;
  });
  return [
    ...(decided.length > 0
      ? [
          t('several.decided', {
            titles: cut(decided.map(({ data }) => data.title ?? '').join(', '), longestNamed),
          }),
        ]
      : []),
    ...(failed.length > 0 ? [cut([t('several.notDecided'), ...lines].join('\n'), longestNamed)] : []),
  ];
}
