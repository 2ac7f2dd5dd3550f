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
  if (!holds(packed, passesOf(width, height, header.data))) return 'damaged';
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
interface Pass {
  lines: number;
  bytes: number;
}

/** What the picture unpacks to: the seven passes of Adam7, or one; none where its header makes no sense. */
function passesOf(width: number, height: number, header: Buffer): Pass[] {
  const [depth = 0, colour = 0, compression, filter, interlace = 0] = header.subarray(8);
  const sample = samples.get(colour);
  if (!width || !height || !sample?.depths.includes(depth) || compression || filter || interlace > 1)
    return [];
  const pass = (columns: number, lines: number): Pass => ({
    lines: columns > 0 ? lines : 0,
    bytes: Math.ceil((columns * depth * sample.count) / 8),
  });
  if (!interlace) return [pass(width, height)];
  const steps = (from: number, to: number, by: number) => Math.max(0, Math.ceil((to - from) / by));
  return adam7.map(([x, y, dx, dy]) => pass(steps(x, width, dx), steps(y, height, dy)));
}

/** Where each pass begins, and its steps. */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** The filters that there are, 0 to 4. */
const lastFilter = 4;

/** Whether it unpacks to these passes and no more, each line filtered in a way that there is. */
function holds(packed: Buffer, passes: readonly Pass[]): boolean {
  const expected = passes.reduce((sum, { lines, bytes }) => sum + lines * (1 + bytes), 0);
  if (expected === 0) return false;
  let lines: Buffer;
  try {
    lines = inflateSync(packed, { maxOutputLength: expected });
  } catch {
    return false;
  }
  if (lines.length !== expected) return false;
  let at = 0;
  for (const pass of passes)
    for (let line = 0; line < pass.lines; line += 1, at += 1 + pass.bytes)
      if ((lines[at] ?? 0) > lastFilter) return false;
  return true;
}
