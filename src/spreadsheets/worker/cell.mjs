// @ts-check
import { dateOf, isoDateOf } from './dates.mjs';
import { unescaped } from './text.mjs';
import { Unreadable } from './unreadable.mjs';

/**
 * @typedef {{ sharedStrings: string[], styles: import('./styles.mjs').Style[], from1904: boolean }} Book what cells refer to
 * @typedef {{ type: string | undefined, style: number, raw: string, formula: boolean }} Stored a cell as the file has it
 */

/** Places in the list of kinds of `../cell.ts`, and the mark for a number that has lost digits. */
const kind = { text: 0, number: 1, date: 2, boolean: 3, formula: 4, error: 5 };
const imprecise = 0x80;

/**
 * Adds a cell to the row that is being read, unless it is blank.
 * @param {import('./page.mjs').Page} page
 * @param {number} column
 * @param {Stored} stored
 * @param {Book} book
 */
export function addCell(page, column, stored, book) {
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

/**
 * @param {import('./page.mjs').Page} page
 * @param {number} column
 * @param {Stored} stored
 * @param {number} kindOf
 * @param {string | number | boolean | null} value
 */
function add(page, column, { formula, style }, kindOf, value) {
  page.addCell(column, formula ? kind.formula | (kindOf & imprecise) : kindOf, value, style);
}

/**
 * @param {import('./page.mjs').Page} page
 * @param {number} column
 * @param {Stored} stored
 * @param {string} text
 */
function addText(page, column, stored, text) {
  if (text !== '') add(page, column, stored, kind.text, text);
  else if (stored.formula) add(page, column, stored, kind.formula, null);
}

/**
 * @param {string} index
 * @param {Book} book
 */
function sharedString(index, { sharedStrings }) {
  const text = /^\d{1,10}$/.test(index) ? sharedStrings[Number(index)] : undefined;
  if (text === undefined) throw new Unreadable('broken', `no shared text ${index}`);
  return text;
}

/**
 * @param {import('./page.mjs').Page} page
 * @param {number} column
 * @param {Stored} stored
 */
function addBoolean(page, column, stored) {
  const [, yes, no] = /^\s*(?:(1|true)|(0|false))\s*$/i.exec(stored.raw) ?? [];
  if (yes === undefined && no === undefined) addText(page, column, stored, stored.raw);
  else add(page, column, stored, kind.boolean, yes !== undefined);
}

/**
 * @param {import('./page.mjs').Page} page
 * @param {number} column
 * @param {Stored} stored
 * @param {Book} book
 */
function addDate(page, column, stored, book) {
  const date = isoDateOf(stored.raw.trim());
  if (date === undefined) return addText(page, column, stored, stored.raw);
  countShown(page, stored, book);
  add(page, column, stored, kind.date, date);
}

/**
 * A format may have texts of its own, which every cell is shown with: small files could unfold into large ones.
 * @param {import('./page.mjs').Page} page
 * @param {Stored} stored
 * @param {Book} book
 */
function countShown(page, { style }, { styles }) {
  page.characters += styles[style]?.format.length ?? 0;
}

/**
 * @param {import('./page.mjs').Page} page
 * @param {number} column
 * @param {Stored} stored
 * @param {Book} book
 */
function addNumber(page, column, stored, book) {
  const { styles, from1904 } = book;
  const { raw, style } = stored;
  const number = Number(raw);
  if (!Number.isFinite(number) || !/^[\d\s.eE+-]+$/.test(raw)) return addText(page, column, stored, raw);
  countShown(page, stored, book);
  const date = styles[style]?.isDate ? dateOf(number, from1904) : undefined;
  if (date !== undefined) return add(page, column, stored, kind.date, date);
  add(page, column, stored, hasLostDigits(number, raw) ? kind.number | imprecise : kind.number, number);
}

/**
 * Spreadsheets compute with 15 digits: those after them are made up, or zeros where somebody typed others.
 * @param {number} number
 * @param {string} raw
 */
function hasLostDigits(number, raw) {
  if (Math.abs(number) >= 1e15) return true;
  if (raw.length <= 15 || Number.isInteger(number)) return false;
  const [digits = ''] = String(number).split('e');
  return digits.replaceAll(/\D/g, '').replace(/^0+/, '').length > 15;
}
