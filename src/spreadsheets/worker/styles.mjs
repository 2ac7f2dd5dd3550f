// @ts-check
import { isDateFormat } from './dates.mjs';
import { readXml } from './xml.mjs';

/**
 * For each cell style, by its number, whether its numbers are shown as dates.
 * @param {import('./archive.mjs').Archive} archive
 * @param {string | undefined} part
 */
export async function readDateStyles(archive, part) {
  /** @type {Map<string, string>} */
  const codes = new Map();
  /** @type {string[]} */
  const formats = [];
  if (part !== undefined) {
    // Number formats and `xf` also stand in other lists, of differential and of named styles.
    let list = '';
    await readXml(archive, part, {
      open(name, { numFmtId = '0', formatCode = '' }) {
        if (name === 'numFmts' || name === 'cellXfs') list = name;
        else if (name === 'numFmt' && list === 'numFmts') codes.set(numFmtId, formatCode);
        else if (name === 'xf' && list === 'cellXfs') formats.push(numFmtId);
      },
      close(name) {
        if (name === list) list = '';
      },
    });
  }
  return formats.map((id) => isDateFormat(Number(id), codes.get(id)));
}
