import { crc32, inflateSync } from 'node:zlib';

/** What is wrong with a picture that is to be an initial. */
export type PngFault = 'notPng' | 'size' | 'damaged';

/** An initial is a small drawing: more than any pen leaves on a page. */
export const maxInitialBytes = 256 * 1024;
export const maxInitialSide = 2000;

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** What a picture is made of; everything else (texts, times, colours of a printer) is left out. */
const kept = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
/** Samples a pixel, by colour type; the bits that each may have. */
const samples: ReadonlyMap<number, { count: number; depths: readonly number[] }> = new Map([
  [0, { count: 1, depths: [1, 2, 4, 8, 16] }],
  [2, { count: 3, depths: [8, 16] }],
  [3, { count: 1, depths: [1, 2, 4, 8] }],
  [4, { count: 2, depths: [8, 16] }],
  [6, { count: 4, depths: [8, 16] }],
]);

interface Chunk {
  type: string;
  data: Buffer;
  whole: Buffer;
}

/**
 * A PNG by its content, with nothing in it but the picture; or what is wrong with it. Its pixels are unpacked once, no further than
 * its own header allows, so that whatever draws it later finds them whole.
 */
export function initialPng(content: Buffer): Buffer | PngFault {
  if (!content.subarray(0, signature.length).equals(signature)) return 'notPng';
  if (content.length > maxInitialBytes) return 'size';
  const chunks = chunksOf(content);
  const header = chunks?.[0];
  if (!chunks || header?.type !== 'IHDR' || header.data.length !== 13 || chunks.at(-1)?.type !== 'IEND')
    return 'damaged';
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)];
  if (width > maxInitialSide || height > maxInitialSide) return 'size';
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const lines = linesOf(width, height, header.data);
  if (!lines || !holds(packed, lines)) return 'damaged';
  if (header.data[9] === 3 && !chunks.some(({ type }) => type === 'PLTE')) return 'damaged';
  return Buffer.concat([signature, ...chunks.filter(({ type }) => kept.has(type)).map(({ whole }) => whole)]);
}

/** The chunks up to the end of the picture; null where one is cut off or does not have its checksum. */
function chunksOf(content: Buffer): Chunk[] | null {
  const chunks: Chunk[] = [];
  let at = signature.length;
  while (at + 12 <= content.length) {
    const end = at + 12 + content.readUInt32BE(at);
    if (end > content.length) return null;
    const data = content.subarray(at + 8, end - 4);
    if (crc32(content.subarray(at + 4, end - 4)) !== content.readUInt32BE(end - 4)) return null;
    const type = content.toString('latin1', at + 4, at + 8);
    chunks.push({ type, data, whole: content.subarray(at, end) });
    if (type === 'IEND') return chunks;
    at = end;
  }
  return null;
}

/** So many lines of so many bytes, each behind the byte that says how it is filtered. */
interface Lines {
  count: number;
  bytes: number;
}

/** What the picture unpacks to; null where its header makes no sense, or where it is interlaced, which is drawn on no page. */
function linesOf(width: number, height: number, header: Buffer): Lines | null {
  const [depth = 0, colour = 0, compression, filter, interlace] = header.subarray(8);
  const sample = samples.get(colour);
  if (!width || !height || !sample?.depths.includes(depth) || compression || filter || interlace) return null;
  return { count: height, bytes: Math.ceil((width * depth * sample.count) / 8) };
}

/** The filters that there are, 0 to 4. */
const lastFilter = 4;

/** Whether it unpacks to these lines and no more, each filtered in a way that there is. */
function holds(packed: Buffer, { count, bytes }: Lines): boolean {
  const expected = count * (1 + bytes);
  let unpacked: Buffer;
  try {
    unpacked = inflateSync(packed, { maxOutputLength: expected });
  } catch {
    return false;
  }
  if (unpacked.length !== expected) return false;
  for (let at = 0; at < expected; at += 1 + bytes) if ((unpacked[at] ?? 0) > lastFilter) return false;
  return true;
}
