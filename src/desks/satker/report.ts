import type { CardSource } from '../../chat/desk.ts';
import { type Context, hasRole } from '../../core/context.ts';
import { givenLine } from '../../core/given.ts';
import { withoutAddresses, withoutNumbers } from '../../core/masked.ts';
import { formatNumber, type Message, msg } from '../../core/texts/index.ts';
import { momentIn } from '../../core/written-time.ts';
import { audit } from '../../db/audit.ts';
import type { Database } from '../../db/database.ts';
import {
  type CellProblem,
  cellUnder,
  isTold,
  type Outcome,
  type Reported,
  type ReportKind,
  type ReportRow,
  titleOf,
} from '../../imports/kind.ts';
import { nameById } from '../../people/actors.ts';
import type { Cell } from '../../spreadsheets/cell.ts';
import { shownText } from '../../spreadsheets/shown.ts';
import { momentAt } from './dormancy/calendar.ts';
import { officeOf } from './list.ts';
import { countLogins, type Login, mostLogins } from './logins.ts';
import { readNik } from './model.ts';

declare module '../../core/names.ts' {
  interface Cards {
    'satker.report': Reported;
  }
}

declare module '../../imports/kind.ts' {
  interface SheetKinds {
    'satker.logins': true;
  }
}

const nikTitles = ['nik'];
const loginTitles = ['login terakhir', 'last login'];

export interface ReportDeps {
  db: Database;
  /** Where the report's times of day are. */
  timeZone: string;
}

/** So many problems are told one by one; the rest are counted. */
const mostProblems = 10;

/** The login report: `NIK` and `Login Terakhir`, from a KPPN officer or an ADMIN (S-18). */
export function loginReport({ db, timeZone }: ReportDeps): ReportKind {
  return {
    id: 'satker.logins',
    card: 'satker.report',
    name: msg('satker.report.kind'),
    isHeader: (titles) => {
      const known = titles.map(titleOf);
      return [nikTitles, loginTitles].every((names) => names.some((name) => known.includes(name)));
    },
    mayGive,
    async take(ctx, rows) {
      const offices = officeOf(ctx.actor);
      const isAdmin = hasRole(ctx.actor, 'ADMIN');
      const total: Outcome = { figures: { people: 0, unknown: 0, wrong: 0 }, problems: [] };
      const latest = ctx.now.getTime() + 5 * 60_000;
      let batch: Login[] = [];
      const count = async () => {
        const logins = batch;
        batch = [];
        if (logins.length === 0) return;
        const counted = await db.transaction(ctx, async (tx) => {
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
        const read = readRow(row, timeZone, latest);
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

function readRow({ titles, row }: ReportRow, timeZone: string, latest: number): Login | CellProblem {
  const nikCell = cellUnder(row, titles, nikTitles);
  const loginCell = cellUnder(row, titles, loginTitles);
  const problem = (cell: Cell | undefined, names: readonly string[], expected: Message): CellProblem => ({
    sheet: said(row.sheet),
    row: row.row,
    column: titles.find((title) => names.includes(titleOf(title))) ?? '',
    value: cell ? (names === nikTitles ? lastDigits : said)(shownText(cell)) : '',
    expected,
  });
  // A number has lost its leading zeros, if not its last digits, whatever it looks like.
  if (nikCell?.kind === 'number') return problem(nikCell, nikTitles, msg('satker.report.nikDigits'));
  const nik = nikCell?.kind === 'text' ? readNik(nikCell.value) : null;
  if (!nik) return problem(nikCell, nikTitles, msg('satker.error.nik'));
  const at = loginCell ? momentOf(loginCell, timeZone) : null;
  if (!at) return problem(loginCell, loginTitles, msg('satker.report.when'));
  if (at.getTime() > latest) return problem(loginCell, loginTitles, msg('satker.report.future'));
  return { nik, at };
}

/** More of a wrong cell is not looked at: what is shown of it is shorter. */
const shownSigns = 200;

/** What stands in the file, as it may be kept with the card and told in a channel: under whatever title, no NIK stands in it (surface.md). */
const said = (text: string): string => withoutAddresses(withoutNumbers(givenLine(text.slice(0, shownSigns))));

/** The same of what was meant as a NIK, whatever is wrong with it. */
const lastDigits = (text: string): string => {
  const given = givenLine(text);
  return given.length > 4 ? `…${given.slice(-4)}` : given;
};

/** The moment in a date cell, or in a text as people write one; by its own zone where it names one. */
export function momentOf(cell: Cell, timeZone: string): Date | null {
  if (cell.kind === 'date') return /^[12]\d{3}-/.test(cell.value) ? momentAt(cell.value, timeZone) : null;
  return cell.kind === 'text' ? momentIn(cell.value, timeZone) : null;
}

/** What came of a report, told to whoever gave it, `person:7`; null once its time is over. */
export const reportCard: CardSource<Reported> = async (
  { t },
  id,
  { figures, problems, notes = [], file },
  moment,
) => {
  if (!isTold({ file })) return null;
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
          { label: t('satker.card.askedBy'), value: await nameById(moment, t, id) },
        ],
      },
      ...notes.map((note) => ({ type: 'text' as const, text: t.message(note) })),
      ...(problems.length > 0
        ? [
            {
              type: 'quote' as const,
              label: t('satker.report.problems'),
              text: problems
                .map((one) => {
                  const place = t('imports.cell', { sheet: one.sheet, row: one.row, column: one.column });
                  return `• ${place}: “${one.value.slice(0, 40)}”. ${t.message(one.expected)}`;
                })
                .join('\n'),
            },
          ]
        : []),
    ],
    buttons: [],
  };
};
