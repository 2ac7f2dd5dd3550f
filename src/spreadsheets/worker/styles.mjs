// @ts-check
import { builtInFormat, isDateFormat } from './dates.mjs';
import { Unreadable } from './unreadable.mjs';
import { readXml } from './xml.mjs';

/** @typedef {{ isDate: boolean, format: string }} Style how its numbers are shown: as dates or not, and by which code; '' for General */

/** No format code is longer. */
const longestCode = 255;
/** No workbook of a spreadsheet program has more cell styles. Each of them crosses to the main thread with its whole code. */
const mostStyles = 65_490;

/**
 * The cell styles, by their number.
 * @param {import('./archive.mjs').Archive} archive
 * @param {string | undefined} part
 * @returns {Promise<Style[]>}
 */
export async function readStyles(archive, part) {
  /** @type {Map<number, string>} */
  const codes = new Map();
  /** @type {number[]} */
  const formats = [];
  if (part !== undefined) {
    // Number formats and `xf` also stand in other lists, of differential and of named styles.
    let list = '';
    await readXml(archive, part, {
      open(name, { numFmtId = '0', formatCode = '' }) {
        if (name === 'numFmts' || name === 'cellXfs') list = name;
        else if (name === 'numFmt' && list === 'numFmts')
          codes.set(Number(numFmtId), formatCode.slice(0, longestCode));
        else if (name === 'xf' && list === 'cellXfs') formats.push(Number(numFmtId));
        if (formats.length > mostStyles) throw new Unreadable('suspicious', 'too many cell styles');
      },
      close(name) {
        if (name === list) list = '';
      },
    });
  }
  return formats.map((id) => {
    const code = codes.get(id);
    const format = code ?? builtInFormat(id);
    return { isDate: isDateFormat(id, code), format: /^general$/i.test(format) ? '' : format };
  });
}
