import { UnreadableSpreadsheet } from '../unreadable.ts';
import type { Archive } from './archive.ts';
import { builtInFormat, isDateFormat } from './dates.ts';
import { readXml } from './xml.ts';

/** How its numbers are shown. */
export interface Style {
  /** As points in time. */
  isDate: boolean;
  /** The code by which they are shown; '' for General. */
  format: string;
}

/** No format code is longer. */
const longestCode = 255;
/** No workbook of a spreadsheet program has more cell styles. Each of them crosses to the main thread with its whole code. */
const mostStyles = 65_490;

/** The cell styles, by their number. */
export async function readStyles(archive: Archive, part: string | undefined): Promise<Style[]> {
  const codes = new Map<number, string>();
  const formats: number[] = [];
  if (part !== undefined) {
    // Number formats and `xf` also stand in other lists, of differential and of named styles.
    let list = '';
    await readXml(archive, part, {
      open(name, { numFmtId = '0', formatCode = '' }) {
        if (name === 'numFmts' || name === 'cellXfs') list = name;
        else if (name === 'numFmt' && list === 'numFmts')
          codes.set(Number(numFmtId), formatCode.slice(0, longestCode));
        else if (name === 'xf' && list === 'cellXfs') formats.push(Number(numFmtId));
        if (formats.length > mostStyles)
          throw new UnreadableSpreadsheet('suspicious', 'too many cell styles');
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
