import { isPng, type Png, pngSignature, readPng, UnusablePng, unpackedRows } from '../../core/png.ts';

/** What is wrong with a picture that is to be an initial. */
export type PngFault = 'notPng' | 'size' | 'damaged';

/** An initial is a small drawing: more than any pen leaves on a page. */
export const maxInitialBytes = 256 * 1024;
export const maxInitialSide = 2000;

/** What a picture is made of; everything else (texts, times, colours of a printer) is left out. */
const kept = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);

/**
 * A PNG by its content, with nothing in it but the picture; or what is wrong with it. Its pixels are unpacked once, no further than
 * its own header allows, so that whatever draws it later finds them whole.
 */
export function initialPng(content: Buffer): Buffer | PngFault {
  if (!isPng(content)) return 'notPng';
  if (content.length > maxInitialBytes) return 'size';
  let png: Png;
  try {
    png = readPng(content);
    if (png.width > maxInitialSide || png.height > maxInitialSide) return 'size';
    unpackedRows(png);
  } catch (error) {
    if (error instanceof UnusablePng) return 'damaged';
    throw error;
  }
  const pieces = png.chunks.filter(({ type }) => kept.has(type)).map(({ whole }) => whole);
  return Buffer.concat([pngSignature, ...pieces]);
}
