import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { unfiltered } from './pdf/filters.ts';
import { Dictionary, Name, type PdfObject, PdfString, Stream } from './pdf/objects.ts';

/** A PNG that cannot be drawn onto a page. The message is for the log. */
export class UnusablePng extends Error {
  override name = 'UnusablePng';
}

/** A picture as a PDF file has it: its colours, and its transparency where it has any. */
export interface Picture {
  width: number;
  height: number;
  colours: Stream;
  transparency: Stream | undefined;
}

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
const maxPixels = 16_000_000;
/** Samples of a pixel, by PNG's colour types: grey, colours, places in a palette, grey and colours with transparency. */
const samplesOf = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
  [4, 2],
  [6, 4],
]);

/** Reads a PNG for a page. Throws `UnusablePng`; interlaced ones are not taken. */
export function readPng(content: Uint8Array): Picture {
  const chunks = chunksOf(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
  const head = chunks.get('IHDR');
  const data = chunks.get('IDAT');
  if (head?.length !== 13 || !data) throw new UnusablePng('no picture in it');
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const [bits = 0, type = 0, , , interlaced] = head.subarray(8);
  const samples = samplesOf.get(type);
  if (width === 0 || height === 0 || width * height > maxPixels)
    throw new UnusablePng(`${width} × ${height}`);
  if (samples === undefined || ![1, 2, 4, 8, 16].includes(bits))
    throw new UnusablePng(`type ${type}, ${bits} bits`);
  if (interlaced) throw new UnusablePng('interlaced');
  const of: Shape = { width, height, bits, samples };
  const palette = chunks.get('PLTE');
  if (type === 3 && !palette) throw new UnusablePng('no palette');
  const space: PdfObject =
    type === 3
      ? [
          new Name('Indexed'),
          new Name('DeviceRGB'),
          Number(palette?.length) / 3 - 1,
          new PdfString(palette ?? head, true),
        ]
      : new Name(samples > 2 ? 'DeviceRGB' : 'DeviceGray');
  if (type === 4 || type === 6) return separated(of, rowsOf(data, of), space);
  return {
    width,
    height,
    colours: imageOf(of, space, data, { predicted: samples }),
    transparency: type === 3 ? paletteTransparency(of, data, chunks.get('tRNS')) : undefined,
  };
}

interface Shape {
  width: number;
  height: number;
  bits: number;
  samples: number;
}

/** The chunks by their names, those of one name behind each other. */
function chunksOf(content: Buffer): Map<string, Buffer> {
  if (!content.subarray(0, 8).equals(signature)) throw new UnusablePng('no PNG');
  const found = new Map<string, Buffer>();
  for (let at = 8; at + 12 <= content.length; ) {
    const length = content.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > content.length) throw new UnusablePng('cut off');
    const [name, body] = [content.toString('latin1', at + 4, at + 8), content.subarray(at + 8, end - 4)];
    if (crc32(content.subarray(at + 4, end - 4)) !== content.readUInt32BE(end - 4))
      throw new UnusablePng('damaged');
    const before = found.get(name);
    found.set(name, before ? Buffer.concat([before, body]) : body);
    if (name === 'IEND') return found;
    at = end;
  }
  throw new UnusablePng('cut off');
}

/** The pixels, inflated and without PNG's filtering. */
function rowsOf(data: Buffer, { width, height, bits, samples }: Shape): Buffer {
  const row = Math.ceil((width * bits * samples) / 8);
  let inflated: Buffer;
  try {
    inflated = inflateSync(data, { maxOutputLength: (row + 1) * height });
  } catch (error) {
    throw new UnusablePng(`inflate: ${(error as Error).message}`);
  }
  if (inflated.length !== (row + 1) * height) throw new UnusablePng('rows are missing');
  return unfiltered(inflated, row, Math.max(1, (bits * samples) >> 3));
}

/** Transparency is a picture of its own in a PDF file. Of sixteen bits the first eight are enough. */
function separated({ width, height, bits, samples }: Shape, rows: Buffer, space: PdfObject): Picture {
  const bytes = bits / 8;
  const pixels = width * height;
  const colours = Buffer.alloc(pixels * (samples - 1));
  const opacity = Buffer.alloc(pixels);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const from = pixel * samples * bytes;
    for (let sample = 0; sample < samples - 1; sample += 1)
      colours[pixel * (samples - 1) + sample] = Number(rows[from + sample * bytes]);
    opacity[pixel] = Number(rows[from + (samples - 1) * bytes]);
  }
  const of = { width, height, bits: 8, samples: 1 };
  return {
    width,
    height,
    colours: imageOf(of, space, deflateSync(colours)),
    transparency: imageOf(of, new Name('DeviceGray'), deflateSync(opacity)),
  };
}

function paletteTransparency(of: Shape, data: Buffer, listed: Buffer | undefined): Stream | undefined {
  if (!listed) return undefined;
  const rows = rowsOf(data, of);
  const { width, height, bits } = of;
  const row = Math.ceil((width * bits) / 8);
  const opacity = Buffer.alloc(width * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const bit = x * bits;
      const byte = Number(rows[y * row + (bit >> 3)]);
      const index = (byte >> (8 - bits - (bit & 7))) & ((1 << bits) - 1);
      opacity[y * width + x] = listed[index] ?? 255;
    }
  return imageOf({ ...of, bits: 8 }, new Name('DeviceGray'), deflateSync(opacity));
}

/** @param predicted PNG's rows as they are, with so many samples a pixel */
function imageOf(
  { width, height, bits }: Shape,
  space: PdfObject,
  bytes: Uint8Array,
  { predicted }: { predicted?: number } = {},
): Stream {
  const dictionary = new Dictionary([
    ['Type', new Name('XObject')],
    ['Subtype', new Name('Image')],
    ['Width', width],
    ['Height', height],
    ['ColorSpace', space],
    ['BitsPerComponent', bits],
    ['Filter', new Name('FlateDecode')],
  ]);
  if (predicted !== undefined)
    dictionary.set(
      'DecodeParms',
      new Dictionary([
        ['Predictor', 15],
        ['Colors', predicted],
        ['BitsPerComponent', bits],
        ['Columns', width],
      ]),
    );
  return new Stream(dictionary, bytes);
}
