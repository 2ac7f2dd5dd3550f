import { deflateSync } from 'node:zlib';
import { dataOf, type Png, readPng, rowBytes, UnusablePng, unpackedRows } from '../core/png.ts';
import { unfiltered } from './pdf/filters.ts';
import { Dictionary, Name, type PdfObject, PdfString, Stream } from './pdf/objects.ts';

/** A picture as a PDF file has it: its colours, and its transparency where it has any. */
export interface Picture {
  width: number;
  height: number;
  colours: Stream;
  transparency: Stream | undefined;
}

const maxPixels = 16_000_000;

/** Reads a PNG for a page. Throws `UnusablePng`. */
export function pictureOf(content: Uint8Array): Picture {
  const png = readPng(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
  const { width, height, type, samples } = png;
  if (width * height > maxPixels) throw new UnusablePng(`${width} × ${height}`);
  const data = dataOf(png, 'IDAT');
  if (!data) throw new UnusablePng('no picture in it');
  const palette = dataOf(png, 'PLTE');
  const space: PdfObject =
    type === 3 && palette
      ? [new Name('Indexed'), new Name('DeviceRGB'), palette.length / 3 - 1, new PdfString(palette, true)]
      : new Name(samples > 2 ? 'DeviceRGB' : 'DeviceGray');
  if (type === 4 || type === 6) return separated(png, rowsOf(png), space);
  return {
    width,
    height,
    colours: imageOf(png, space, data, { predicted: samples }),
    transparency: type === 3 ? paletteTransparency(png, dataOf(png, 'tRNS')) : undefined,
  };
}

type Shape = Pick<Png, 'width' | 'height' | 'bits' | 'samples'>;

/** The pixels, unpacked and without PNG's filtering. */
const rowsOf = (png: Png): Buffer =>
  unfiltered(unpackedRows(png), rowBytes(png), Math.max(1, (png.bits * png.samples) >> 3));

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

function paletteTransparency(png: Png, listed: Buffer | undefined): Stream | undefined {
  if (!listed) return undefined;
  const rows = rowsOf(png);
  const { width, height, bits } = png;
  const row = rowBytes(png);
  const opacity = Buffer.alloc(width * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const bit = x * bits;
      const byte = Number(rows[y * row + (bit >> 3)]);
      const index = (byte >> (8 - bits - (bit & 7))) & ((1 << bits) - 1);
      opacity[y * width + x] = listed[index] ?? 255;
    }
  return imageOf({ ...png, bits: 8 }, new Name('DeviceGray'), deflateSync(opacity));
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
