import type { CardSource } from '../../chat/desk.ts';
import { type Context, hasRole } from '../../core/context.ts';
import { formatNumber, type Message, msg } from '../../core/texts/index.ts';
import { audit } from '../../db/audit.ts';
import type { Database } from '../../db/database.ts';
import { type CellProblem, cellUnder, type Outcome, type ReportKind, titleOf } from '../../imports/kind.ts';
import { type Cell, cellText, type SheetRow } from '../../spreadsheets/cell.ts';
import { momentAt } from './dormancy/calendar.ts';
import { officeOf } from './list.ts';
import { countLogins, type Login, mostLogins } from './logins.ts';
import { readNik } from './model.ts';

const nikTitles = ['nik'];
const loginTitles = ['login terakhir', 'last login'];

export interface ReportParts {
  db: Database;
  /** Where the report's times of day are. */
  timeZone: string;
}

/** So many problems are told one by one; the rest are counted. */
const mostProblems = 10;

/** The login report: `NIK` and `Login Terakhir`, from a KPPN officer or an ADMIN (S-18). */
export function loginReport({ db, timeZone }: ReportParts): ReportKind {
  return {
    card: 'satker.report',
    name: msg('satker.report.kind'),
    isHeader: (titles) => {
      const known = titles.map(titleOf);
      return [nikTitles, loginTitles].every((names) => names.some((name) => known.includes(name)));
    },
    mayGive,
    async take(ctx, { titles, rows }) {
      const offices = officeOf(ctx.actor);
      const isAdmin = hasRole(ctx.actor, 'ADMIN');
      const total: Outcome = { figures: { people: 0, unknown: 0, wrong: 0 }, problems: [] };
      const latest = ctx.now.getTime() + 5 * 60_000;
      let batch: Login[] = [];
      const count = async () => {
        const logins = batch;
        batch = [];
        if (logins.length === 0) return;
        const counted = await db.transaction(async (tx) => {
          const result = await countLogins(tx, logins, isAdmin ? null : offices);
          await audit(tx, {
            at: ctx.now,
            actor: ctx.actor,
            surface: ctx.surface,
            action: 'satker.logins',
            subject: 'satker-logins:report',
            data: { ...result },
          });
          return result;
        });
        add(total, counted);
      };
      for await (const row of rows) {
        const read = readRow(row, titles, timeZone, latest);
        if ('expected' in read) {
          add(total, { wrong: 1 });
          if (total.problems.length < mostProblems) total.problems.push(read);
          continue;
        }
        batch.push(read);
        if (batch.length === mostLogins) await count();
      }
      await count();
      return total;
    },
  };
}

/** Reports are taken from officers of a KPPN, for those whom it supervises, and from ADMINs. */
export function mayGive({ actor }: Pick<Context, 'actor'>): boolean {
  return officeOf(actor).length > 0 || hasRole(actor, 'ADMIN');
}

function add({ figures }: Outcome, more: object): void {
  for (const [name, n] of Object.entries(more)) figures[name] = (figures[name] ?? 0) + Number(n);
}

function readRow(
  row: SheetRow,
  titles: readonly string[],
  timeZone: string,
  latest: number,
): Login | CellProblem {
  const nikCell = cellUnder(row, titles, nikTitles);
  const loginCell = cellUnder(row, titles, loginTitles);
  const problem = (cell: Cell | undefined, names: readonly string[], expected: Message): CellProblem => ({
    sheet: row.sheet,
    row: row.row,
    column: titles.find((title) => names.includes(titleOf(title))) ?? '',
    value: cell ? cellText(cell) : '',
    expected,
  });
  if (nikCell?.imprecise) return problem(nikCell, nikTitles, msg('satker.report.nikDigits'));
  const nik = nikCell && nikCell.kind !== 'formula' ? readNik(cellText(nikCell)) : null;
  if (!nik) return problem(nikCell, nikTitles, msg('satker.error.nik'));
  const wallClock = loginCell ? wallClockOf(loginCell) : null;
  const at = wallClock && momentAt(wallClock, timeZone);
  if (!at) return problem(loginCell, loginTitles, msg('satker.report.when'));
  if (at.getTime() > latest) return problem(loginCell, loginTitles, msg('satker.report.future'));
  return { nik, at };
}

/** `2026-05-31T08:30:00` of a date cell, or of a text such as `31/05/2026 08.30` or `2026-05-31 08:30`. */
export function wallClockOf(cell: Cell): string | null {
  if (cell.kind === 'date') return /^[12]\d{3}-\d{2}-\d{2}/.test(cell.value) ? cell.value : null;
  if (cell.kind !== 'text') return null;
  const text = cell.value.trim();
  const time = /[ T](\d{1,2})[.:](\d{2})(?:[.:](\d{2}))?(?: ?(?:WIB|WITA|WIT))?$/i.exec(text);
  const date = text.slice(0, time?.index ?? undefined).trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(date);
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(date);
  const [year, month, day] = iso ? iso.slice(1) : local ? local.slice(1).reverse() : [];
  if (!year || !month || !day || Number(year) < 1900) return null;
  const two = (part: string | undefined) => (part ?? '0').padStart(2, '0');
  const moment = `${year}-${two(month)}-${two(day)}T${two(time?.[1])}:${two(time?.[2])}:${two(time?.[3])}`;
  // A day that its month has not becomes another day when it is read.
  const read = new Date(`${moment}Z`);
  return Number.isNaN(read.getTime()) || !read.toISOString().startsWith(moment) ? null : moment;
}

/** What came of a report, told to whoever gave it: no NIK stands in it, since it may be told in a channel. */
export const reportCard: CardSource = async ({ t }, _id, args) => {
  const { figures, problems, file, by } = args as unknown as Outcome & { file: string; by: string };
  const { people = 0, unknown = 0, wrong = 0 } = figures;
  return {
    title: t('satker.report.title', { file }),
    status: {
      text: t(wrong > 0 ? 'satker.report.partly' : 'satker.report.done'),
      tone: wrong > 0 ? 'bad' : 'good',
    },
    parts: [
      {
        type: 'facts',
        facts: [
          { label: t('satker.report.people'), value: formatNumber(t.language, people) },
          { label: t('satker.report.unknown'), value: formatNumber(t.language, unknown) },
          { label: t('satker.report.wrong'), value: formatNumber(t.language, wrong) },
          { label: t('satker.card.askedBy'), value: by },
        ],
      },
      ...(problems.length > 0
        ? [
            {
              type: 'quote' as const,
              label: t('satker.report.problems'),
              text: problems
                .map((one) => {
                  const place = t('imports.cell', { sheet: one.sheet, row: one.row, column: one.column });
                  const value = nikTitles.includes(titleOf(one.column)) ? masked(one.value) : one.value;
                  return `• ${place}: “${value.slice(0, 40)}”. ${t.message(one.expected)}`;
                })
                .join('\n'),
            },
          ]
        : []),
    ],
    buttons: [],
  };
};

/** The last digits alone: enough to find the row, not to know the NIK. */
function masked(value: string): string {
  return value.length > 4 ? `…${value.slice(-4)}` : value;
}
