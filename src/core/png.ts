import { crc32, inflateSync } from 'node:zlib';

/** A PNG that cannot be read, or not drawn onto a page. The message is for the log. */
export class UnusablePng extends Error {
  override name = 'UnusablePng';
}

interface Chunk {
  type: string;
  data: Buffer;
  /** With its length and its checksum. */
  whole: Buffer;
}

/** A PNG file (ISO/IEC 15948), still packed. */
export interface Png {
  width: number;
  height: number;
  /** Of each sample. */
  bits: number;
  /** 0 grey · 2 colours · 3 places in a palette · 4 grey and 6 colours with transparency. */
  type: number;
  /** Of each pixel. */
  samples: number;
  /** In their order, to the end of the picture. */
  chunks: readonly Chunk[];
}

export const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex');
export const isPng = (content: Buffer): boolean =>
  content.subarray(0, pngSignature.length).equals(pngSignature);

/** Samples of a pixel by colour type, and the bits that each may have. */
const colourTypes: ReadonlyMap<number, { samples: number; bits: readonly number[] }> = new Map([
  [0, { samples: 1, bits: [1, 2, 4, 8, 16] }],
  [2, { samples: 3, bits: [8, 16] }],
  [3, { samples: 1, bits: [1, 2, 4, 8] }],
  [4, { samples: 2, bits: [8, 16] }],
  [6, { samples: 4, bits: [8, 16] }],
]);
/** The last of the ways in which a row is filtered, from 0. */
const lastFilter = 4;

/** Throws `UnusablePng`: what is damaged, cut off or makes no sense; what is interlaced is drawn on no page. */
export function readPng(content: Buffer): Png {
  const chunks = chunksOf(content);
  const [head] = chunks;
  if (head?.type !== 'IHDR' || head.data.length !== 13) throw new UnusablePng('no head');
  const [width, height] = [head.data.readUInt32BE(0), head.data.readUInt32BE(4)];
  const [bits = 0, type = 0, compression, filter, interlaced] = head.data.subarray(8);
  const colours = colourTypes.get(type);
  if (width === 0 || height === 0) throw new UnusablePng(`${width} × ${height}`);
  if (!colours?.bits.includes(bits)) throw new UnusablePng(`type ${type}, ${bits} bits`);
  if (compression || filter || interlaced) throw new UnusablePng('interlaced, or packed in an unknown way');
  const read = { width, height, bits, type, samples: colours.samples, chunks };
  if (type === 3 && !dataOf(read, 'PLTE')) throw new UnusablePng('no palette');
  return read;
}

/** What all chunks of a type hold; undefined where there is none. */
export function dataOf({ chunks }: Pick<Png, 'chunks'>, type: string): Buffer | undefined {
  const found = chunks.filter((one) => one.type === type);
  return found.length > 0 ? Buffer.concat(found.map(({ data }) => data)) : undefined;
}

/** Bytes of a row, without the one before it that says how it is filtered. */
export const rowBytes = ({ width, bits, samples }: Pick<Png, 'width' | 'bits' | 'samples'>): number =>
  Math.ceil((width * bits * samples) / 8);

/** Its rows, still filtered, and no more than its head says. Throws `UnusablePng`. */
export function unpackedRows(png: Png): Buffer {
  const row = 1 + rowBytes(png);
  const expected = row * png.height;
  let unpacked: Buffer;
  try {
    unpacked = inflateSync(dataOf(png, 'IDAT') ?? Buffer.alloc(0), { maxOutputLength: expected });
  } catch (error) {
    throw new UnusablePng('not to be unpacked', { cause: error });
  }
  if (unpacked.length !== expected) throw new UnusablePng('rows are missing');
  for (let at = 0; at < expected; at += row)
    if (Number(unpacked[at]) > lastFilter) throw new UnusablePng('an unknown filter');
  return unpacked;
}

function chunksOf(content: Buffer): Chunk[] {
  if (!isPng(content)) throw new UnusablePng('no PNG');
  const chunks: Chunk[] = [];
  for (let at = pngSignature.length; at + 12 <= content.length; ) {
    const end = at + 12 + content.readUInt32BE(at);
    if (end > content.length) break;
    if (crc32(content.subarray(at + 4, end - 4)) !== content.readUInt32BE(end - 4))
      throw new UnusablePng('damaged');
    const type = content.toString('latin1', at + 4, at + 8);
    chunks.push({ type, data: content.subarray(at + 8, end - 4), whole: content.subarray(at, end) });
    if (type === 'IEND') return chunks;
    at = end;
  }
  throw new UnusablePng('cut off');
}
