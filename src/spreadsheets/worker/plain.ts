import type { Rows } from './rows.ts';

// Nearly all rows and shared texts are written in one form, by every program alike. That form is recognised as a
// whole, in a third of the time that XML takes; whatever differs from it in anything is left to the XML parser.

const forbidden = '\\0-\\x08\\x0b-\\x1f\\ufffe\\uffff';
/** Text without anything that XML forbids or that means something else in it. */
const text = `[^<${forbidden}]*`;
const attributes = `(?: (?!r=)[\\w:]+="[^"<&\\t\\n${forbidden}]*")*`;
const preserved = '(?: xml:space="preserve")?';
const formula = `<f${attributes}(?:/>|>${text}</f>)`;
const value = `<v>(${text})</v>|<is><t${preserved}>(${text})</t></is>`;
const rowStart = new RegExp(`<row r="(\\d{1,7})"(${attributes})(/?)>`, 'y');
const hidden = / (?:hidden="(?:1|true)"|ht="0+(?:\.0*)?")/;
const cell = new RegExp(
  `<c r="([A-Z]{1,3}\\d{1,7})"(?: s="(\\d{1,5})")?(?: t="([a-zA-Z]{1,9})")?(?:/>|>(${formula})?(?:${value})?</c>)`,
  'y',
);
const sharedText = new RegExp(`<si><t${preserved}>(${text})</t></si>`, 'y');
const rowEnd = '</row>';

/**
 * Reads the row that begins at a place.
 * @returns the place after it; -1 where it is not in the plain form or not all there
 */
export function readPlainRow(xml: string, at: number, rows: Rows): number {
  rowStart.lastIndex = at;
  const [, number, rest = '', empty] = rowStart.exec(xml) ?? [];
  if (number === undefined) return -1;
  rows.openRow(number, rest !== '' && hidden.test(rest));
  if (empty === '/') {
    rows.closeRow();
    return rowStart.lastIndex;
  }
  cell.lastIndex = rowStart.lastIndex;
  for (;;) {
    const next = cell.lastIndex;
    const found = cell.exec(xml);
    if (found === null) {
      if (xml.startsWith(rowEnd, next)) {
        rows.closeRow();
        return next + rowEnd.length;
      }
      break;
    }
    const raw = withoutEntities(found[5] ?? found[6] ?? '');
    if (raw === undefined) break;
    rows.openCell(found[1], found[3], found[2]);
    rows.cell.raw = raw;
    rows.cell.formula = found[4] !== undefined;
    rows.closeCell();
  }
  rows.dropRow();
  return -1;
}

/**
 * Reads the shared text that begins at a place.
 * @returns as of a row
 */
export function readPlainText(xml: string, at: number, take: (text: string) => void): number {
  sharedText.lastIndex = at;
  const [, found] = sharedText.exec(xml) ?? [];
  const plain = found === undefined ? undefined : withoutEntities(found);
  if (plain === undefined) return -1;
  take(plain);
  return sharedText.lastIndex;
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};

/** @returns undefined where there are others than the five */
function withoutEntities(xml: string): string | undefined {
  if (!xml.includes('&')) return xml;
  if (/&(?!(?:amp|lt|gt|quot|apos);)/.test(xml)) return undefined;
  return xml.replaceAll(/&[a-z]+;/g, (entity) => entities[entity] ?? entity);
}
