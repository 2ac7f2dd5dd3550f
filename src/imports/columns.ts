import type { Day } from '../core/day.ts';
import { givenLine, givenText } from '../core/given.ts';
import { languages, type Message, msg, type TextKey, translate } from '../core/texts/index.ts';
import { dayIn, whyNoDay } from '../core/written-time.ts';
import type { Cell, SheetRow } from '../spreadsheets/cell.ts';
import { hiddenTime, isAmount, shownText, timeIn } from '../spreadsheets/shown.ts';
import type { Column } from './column.ts';
import { type RowData, type RowProblem, titleOf } from './kind.ts';

/** Titles of every language by which a column is known. */
function titlesOf(column: Column): string[] {
  return languages.map((language) => titleOf(translate(language).message({ key: column.title })));
}

/** How the titles of a sheet lie on the columns of a kind. */
export interface Header {
  /** Where each field stands, counted from 0. */
  fields: Record<string, number>;
  /** Required columns that the sheet does not have. */
  missing: Column[];
  /** Columns whose title stands there twice. */
  doubled: Column[];
}

/** Null for titles of something else: fewer than half of the columns are there. */
export function headerOf(columns: readonly Column[], titles: readonly string[]): Header | null {
  const known = titles.map(titleOf);
  const fields: Record<string, number> = {};
  const doubled: Column[] = [];
  for (const column of columns) {
    const names = titlesOf(column);
    const places = known.flatMap((title, place) => (title !== '' && names.includes(title) ? [place] : []));
    if (places[0] !== undefined) fields[column.field] = places[0];
    if (places.length > 1) doubled.push(column);
  }
  if (Object.keys(fields).length * 2 < columns.length) return null;
  const missing = columns.filter(({ field, required }) => required && !(field in fields));
  return { fields, missing, doubled };
}

/** How much of a kind a sheet is, for choosing among several. */
export function shareOf(columns: readonly Column[], { fields }: Header): number {
  return Object.keys(fields).length / columns.length;
}

/** A value may have so many characters, and so many of a cell are kept to be given back. */
const mostCharacters = 1000;
const keptCharacters = 2000;

/** The cells of a row by place, as the sheet shows them and as they are given back; a time that hides behind a day comes along. */
export function cellsOf(row: SheetRow, titles: number): string[] {
  const cells = new Array<string>(titles).fill('');
  for (const cell of row.cells) {
    if (cell.column > titles) continue;
    const hidden = hiddenTime(cell);
    const shown = hidden ? `${shownText(cell)} ${hidden}` : shownText(cell);
    // Cut, and so perhaps in the middle of a character.
    cells[cell.column - 1] =
      shown.length > keptCharacters ? givenText(shown.slice(0, keptCharacters)) : shown;
  }
  return cells;
}

/** What a row says, field by field, and what is wrong with its cells. */
export function readRow(
  columns: readonly Column[],
  { fields }: Header,
  row: SheetRow,
): { data: RowData; problems: RowProblem[] } {
  const byPlace: Cell[] = [];
  for (const cell of row.cells) byPlace[cell.column - 1] = cell;
  const data: RowData = {};
  const problems: RowProblem[] = [];
  for (const column of columns) {
    const place = fields[column.field];
    const cell = place === undefined ? undefined : byPlace[place];
    const read = readCell(column, cell);
    if ('expected' in read) problems.push({ field: column.field, ...read });
    else if (read.value !== '') data[column.field] = read.value;
  }
  return { data, problems };
}

function readCell(
  column: Column,
  cell: Cell | undefined,
): { value: string } | { expected: Message; shown?: string } {
  const wrong = cell && wrongKind(column, cell);
  if (wrong) return { expected: wrong, ...(hiddenTime(cell) ? { shown: shownText(cell) } : {}) };
  const text = cell ? typedText(column, cell) : '';
  if (text === '') return column.required ? { expected: msg('imports.expected.required') } : { value: '' };
  if (text.length > mostCharacters)
    return { expected: msg('imports.expected.shorter', { max: mostCharacters }) };
  return column.read(text);
}

/** Why a cell of this kind cannot say what the column wants, whatever stands in it: a program made something else of it. */
function wrongKind({ isDay, choices }: Column, cell: Cell): Message | null {
  if (cell.kind === 'formula') return msg('imports.expected.noFormula');
  if (cell.kind === 'error') return msg('imports.expected.noError');
  if (cell.imprecise) return msg('imports.expected.allDigits');
  if (!isDay && isAmount(cell)) return msg('imports.expected.noAmount');
  if (cell.kind === 'boolean') return choices ? null : msg('imports.expected.noBoolean');
  if (cell.kind !== 'date') return null;
  if (!isDay) return msg('imports.expected.noDate');
  const time = hiddenTime(cell);
  if (time) return msg('imports.expected.hiddenTime', { time });
  return timeIn(cell) ? msg('imports.expected.dayAlone') : null;
}

/** A day cell by its day, however it is shown; everything else as the sheet shows it. */
function typedText({ isDay }: Column, cell: Cell): string {
  return isDay && cell.kind === 'date' ? cell.value.slice(0, 10) : givenLine(shownText(cell));
}

/** Any text of at most so many characters. */
export function text(max: number): Column['read'] {
  return (typed) =>
    typed.length > max ? { expected: msg('imports.expected.shorter', { max }) } : { value: typed };
}

/** One of these words, in either language. */
export function oneOf(words: Readonly<Record<string, TextKey>>): Column['read'] {
  const known = new Map(
    Object.entries(words).flatMap(([value, key]) =>
      languages.map((language) => [titleOf(translate(language).message({ key })), value] as const),
    ),
  );
  return (typed) => {
    const value = known.get(titleOf(typed));
    if (value !== undefined) return { value };
    const choices = languages.map((language) =>
      Object.values(words)
        .map((key) => translate(language).message({ key }))
        .join(', '),
    );
    return { expected: msg('imports.expected.oneOf', { choices: [...new Set(choices)].join(' / ') }) };
  };
}

/** A day, `2026-01-31`, of a date cell or of a text such as `31/01/2026` or `31 Januari 2026`. */
export const day: Column['read'] = (typed) => {
  let found = knownDays.get(typed);
  if (found === undefined) {
    found = dayIn(typed);
    if (knownDays.size === mostDays) knownDays.clear();
    knownDays.set(typed, found);
  }
  if (found) return { value: found };
  const why = whyNoDay(typed);
  return { expected: msg(why ? noDayTexts[why] : 'imports.expected.day') };
};

const noDayTexts = { time: 'imports.expected.dayAlone', calendar: 'imports.expected.inCalendar' } as const;

/** A sheet says the same few days in thousands of rows. */
const knownDays = new Map<string, Day | null>();
const mostDays = 1000;

/** Whether a row is the template's own example, left where it was. */
export function isExample(columns: readonly Column[], data: RowData): boolean {
  return examplesOf(columns).some((example) => columns.every(({ field }) => example[field] === data[field]));
}

/** The template's examples as data, one of each language: every row is compared with them. */
function examplesOf(columns: readonly Column[]): RowData[] {
  let examples = knownExamples.get(columns);
  if (!examples) {
    examples = languages.map((language) => exampleData(columns, language)).filter((one) => one !== null);
    knownExamples.set(columns, examples);
  }
  return examples;
}

const knownExamples = new WeakMap<readonly Column[], RowData[]>();

/** Null where an example is none that its own column takes. */
function exampleData(columns: readonly Column[], language: (typeof languages)[number]): RowData | null {
  const data: RowData = {};
  for (const { field, example, read } of columns) {
    const shown = exampleOf({ example }, language);
    if (shown === '') continue;
    const value = read(givenLine(shown));
    if ('expected' in value) return null;
    if (value.value !== '') data[field] = value.value;
  }
  return data;
}

/** The example of a column in a language; a key of the catalogue has a dot, as no example has. */
export function exampleOf(
  { example }: Pick<Column, 'example'>,
  language: (typeof languages)[number],
): string {
  return /^[a-zA-Z]+(?:\.[a-zA-Z]+){2,}$/.test(example)
    ? translate(language).message({ key: example as TextKey })
    : example;
}
