import { inflateSync } from 'node:zlib';
import { Dictionary, Name, type PdfObject, type Stream } from './objects.ts';
import { Unreadable } from './unreadable.ts';

/** What one stream may become. Pages of text and tables of objects are far smaller. */
const maxInflated = 64 * 1024 * 1024;

/**
 * The bytes of a stream, decoded: Flate with its predictors, ASCII85 and ASCIIHex. `Unreadable` for what else there is, which
 * tables of objects never have.
 * @param resolved follows references
 */
export function decoded({ dictionary, bytes }: Stream, resolved: (object: PdfObject) => PdfObject): Buffer {
  const listed = (key: string): PdfObject[] => {
    const found = resolved(dictionary.get(key) ?? null);
    return Array.isArray(found) ? found.map(resolved) : found === null ? [] : [found];
  };
  const parameters = listed('DecodeParms');
  let content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const [index, filter] of listed('Filter').entries()) {
    const name = filter instanceof Name ? filter.name : '';
    const parameter = parameters[index];
    if (name === 'FlateDecode' || name === 'Fl')
      content = unpredicted(inflated(content), parameter, resolved);
    else if (name === 'ASCIIHexDecode' || name === 'AHx') content = fromHexadecimal(content);
    else if (name === 'ASCII85Decode' || name === 'A85') content = fromAscii85(content);
    else throw new Unreadable(`encoded by ${name}`);
  }
  return content;
}

function inflated(content: Buffer): Buffer<ArrayBuffer> {
  try {
    // Writers cut streams short, and readers take what there is.
    return inflateSync(content, { maxOutputLength: maxInflated, finishFlush: 2 });
  } catch (error) {
    throw new Unreadable(`inflate: ${(error as Error).message}`);
  }
}

/** PNG's predictors, of which each row names its own (7.4.4.4); TIFF's only where it is none. */
function unpredicted(
  content: Buffer<ArrayBuffer>,
  parameter: PdfObject | undefined,
  resolved: (object: PdfObject) => PdfObject,
): Buffer<ArrayBuffer> {
  if (!(parameter instanceof Dictionary)) return content;
  const number = (key: string, otherwise: number) => {
    const found = resolved(parameter.get(key) ?? null);
    return typeof found === 'number' ? found : otherwise;
  };
  const predictor = number('Predictor', 1);
  if (predictor < 2) return content;
  if (predictor < 10) throw new Unreadable(`predictor ${predictor}`);
  const bits = number('Colors', 1) * number('BitsPerComponent', 8);
  return unfiltered(content, Math.ceil((bits * number('Columns', 1)) / 8), Math.max(1, bits >> 3));
}

/**
 * Rows of PNG's filtering, undone.
 * @param width bytes of a row, without the one that names its filter
 * @param step bytes of a pixel, at least one
 */
export function unfiltered(content: Uint8Array, width: number, step: number): Buffer<ArrayBuffer> {
  if (!(width > 0)) throw new Unreadable('rows without a width');
  const rows = Math.floor(content.length / (width + 1));
  const made = Buffer.alloc(rows * width);
  for (let row = 0; row < rows; row += 1) {
    const from = row * (width + 1);
    const to = row * width;
    const filter = content[from];
    for (let column = 0; column < width; column += 1) {
      const left = column >= step ? Number(made[to + column - step]) : 0;
      const up = row > 0 ? Number(made[to + column - width]) : 0;
      const corner = row > 0 && column >= step ? Number(made[to + column - width - step]) : 0;
      const added =
        filter === 1
          ? left
          : filter === 2
            ? up
            : filter === 3
              ? (left + up) >> 1
              : filter === 4
                ? paeth(left, up, corner)
                : 0;
      made[to + column] = Number(content[from + 1 + column]) + added;
    }
  }
  return made;
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function fromHexadecimal(content: Buffer): Buffer<ArrayBuffer> {
  const [digits = ''] = content.toString('latin1').replaceAll(/\s/g, '').split('>');
  return Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex');
}

function fromAscii85(content: Buffer): Buffer<ArrayBuffer> {
  const [text = ''] = content.toString('latin1').replaceAll(/\s/g, '').replace(/^<~/, '').split('~');
  const found: number[] = [];
  let group: number[] = [];
  const flush = (bytes: number) => {
    const value = group.reduce((sum, digit) => sum * 85 + digit, 0);
    for (let index = 0; index < bytes; index += 1) found.push((value / 256 ** (3 - index)) & 0xff);
    group = [];
  };
  for (const character of text) {
    if (character === 'z' && group.length === 0) found.push(0, 0, 0, 0);
    else group.push(character.charCodeAt(0) - 33);
    if (group.length === 5) flush(4);
  }
  if (group.length > 1) {
    const bytes = group.length - 1;
    while (group.length < 5) group.push(84);
    flush(bytes);
  }
  return Buffer.from(found);
}
