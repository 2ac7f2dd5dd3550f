import { impreciseMark, type Kind, kinds, type Value } from '../thread.ts';
import { UnreadableSpreadsheet } from '../unreadable.ts';
import { dateOf, isoDateOf } from './dates.ts';
import type { Page } from './page.ts';
import type { Style } from './styles.ts';
import { unescaped } from './text.ts';

/** What cells refer to. */
export interface Book {
  sharedStrings: string[];
  styles: Style[];
  from1904: boolean;
}

/** A cell as the file has it. */
export interface Stored {
  type: string | undefined;
  style: number;
  raw: string;
  formula: boolean;
}

const kind = Object.fromEntries(kinds.map((name, place) => [name, place])) as Record<Kind, number>;

/** Adds a cell to the row that is being read, unless it is blank. */
export function addCell(page: Page, column: number, stored: Stored, book: Book): void {
  const { type, raw } = stored;
  if (type === 'inlineStr' || type === 'str') addText(page, column, stored, unescaped(raw));
  // A blank cell may have any type: an empty number is no zero, and no text's number either.
  else if (raw.trim() === '') addText(page, column, stored, '');
  else if (type === 's') addText(page, column, stored, sharedString(raw.trim(), book));
  else if (type === 'b') addBoolean(page, column, stored);
  else if (type === 'e') add(page, column, stored, kind.error, raw);
  else if (type === 'd') addDate(page, column, stored, book);
  else addNumber(page, column, stored, book);
}

function add(page: Page, column: number, { formula, style }: Stored, kindOf: number, value: Value) {
  page.addCell(column, formula ? kind.formula | (kindOf & impreciseMark) : kindOf, value, style);
}

function addText(page: Page, column: number, stored: Stored, text: string): void {
  if (text !== '') add(page, column, stored, kind.text, text);
  else if (stored.formula) add(page, column, stored, kind.formula, null);
}

function sharedString(index: string, { sharedStrings }: Book): string {
  const text = /^\d{1,10}$/.test(index) ? sharedStrings[Number(index)] : undefined;
  if (text === undefined) throw new UnreadableSpreadsheet('broken', `no shared text ${index}`);
  return text;
}

function addBoolean(page: Page, column: number, stored: Stored): void {
  const [, yes, no] = /^\s*(?:(1|true)|(0|false))\s*$/i.exec(stored.raw) ?? [];
  if (yes === undefined && no === undefined) addText(page, column, stored, stored.raw);
  else add(page, column, stored, kind.boolean, yes !== undefined);
}

function addDate(page: Page, column: number, stored: Stored, book: Book): void {
  const date = isoDateOf(stored.raw.trim());
  if (date === undefined) addText(page, column, stored, stored.raw);
  else {
    countShown(page, stored, book);
    add(page, column, stored, kind.date, date);
  }
}

/** A format may have texts of its own, which every cell is shown with: small files could unfold into large ones. */
function countShown(page: Page, { style }: Stored, { styles }: Book): void {
  page.characters += styles[style]?.format.length ?? 0;
}

function addNumber(page: Page, column: number, stored: Stored, book: Book): void {
  const { styles, from1904 } = book;
  const { raw, style } = stored;
  const number = Number(raw);
  if (!Number.isFinite(number) || !/^[\d\s.eE+-]+$/.test(raw)) {
    addText(page, column, stored, raw);
    return;
  }
  countShown(page, stored, book);
  const date = styles[style]?.isDate ? dateOf(number, from1904) : undefined;
  if (date !== undefined) add(page, column, stored, kind.date, date);
  else
    add(page, column, stored, hasLostDigits(number, raw) ? kind.number | impreciseMark : kind.number, number);
}

/** Spreadsheets compute with 15 digits: those after them are made up, or zeros where somebody typed others. */
function hasLostDigits(number: number, raw: string): boolean {
  if (Math.abs(number) >= 1e15) return true;
  if (raw.length <= 15 || Number.isInteger(number)) return false;
  const [digits = ''] = String(number).split('e');
  return digits.replaceAll(/\D/g, '').replace(/^0+/, '').length > 15;
}
