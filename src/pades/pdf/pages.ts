import type { PdfFile } from './file.ts';
import { type Dictionary, type PdfObject, Reference } from './objects.ts';
import { Unreadable } from './unreadable.ts';

export interface Box {
  left: number;
  bottom: number;
  right: number;
  top: number;
}

export interface Page {
  reference: Reference;
  dictionary: Dictionary;
  resources: Dictionary | undefined;
  /** What of it is seen. */
  box: Box;
  /** How far readers turn it clockwise. */
  rotation: 0 | 90 | 180 | 270;
}

const maxPages = 50_000;
/** What every reader takes where a page says nothing: a letter, upright. */
const letter: readonly PdfObject[] = [0, 0, 612, 792];
const inherited = ['Resources', 'MediaBox', 'CropBox', 'Rotate'];

/** The pages in their order, with what they have from those above them (7.7.3). Throws `Unreadable`. */
export function pagesOf(file: PdfFile): Page[] {
  const found: Page[] = [];
  const seen = new Set<number>();
  const walk = (object: PdfObject | undefined, above: ReadonlyMap<string, PdfObject>) => {
    if (!(object instanceof Reference)) throw new Unreadable('a page that is no object of its own');
    if (seen.has(object.number)) throw new Unreadable('pages in a circle');
    seen.add(object.number);
    if (seen.size > maxPages) throw new Unreadable('too many pages');
    const dictionary = file.needed(object);
    const own = new Map(above);
    for (const key of inherited) {
      const value = dictionary.get(key);
      if (value !== undefined) own.set(key, value);
    }
    if (dictionary.has('Kids')) for (const kid of file.list(dictionary.get('Kids'))) walk(kid, own);
    else found.push(pageOf(file, object, dictionary, own));
  };
  walk(file.catalog.get('Pages'), new Map());
  if (found.length === 0) throw new Unreadable('no page');
  return found;
}

function pageOf(
  file: PdfFile,
  reference: Reference,
  dictionary: Dictionary,
  own: ReadonlyMap<string, PdfObject>,
): Page {
  const media = boxOf(file, own.get('MediaBox') ?? letter) ?? boxOf(file, letter);
  const crop = boxOf(file, own.get('CropBox') ?? null);
  if (!media) throw new Unreadable('a page of no size');
  const turned = (((file.number(own.get('Rotate')) ?? 0) % 360) + 360) % 360;
  return {
    reference,
    dictionary,
    resources: file.dictionary(own.get('Resources')),
    box: crop ? (within(crop, media) ?? media) : media,
    rotation: turned === 90 || turned === 180 || turned === 270 ? turned : 0,
  };
}

/** Whichever corners it is given by. */
function boxOf(file: PdfFile, object: PdfObject): Box | undefined {
  const [x1, y1, x2, y2] = file.list(object).map((one) => file.number(one) ?? Number.NaN);
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return undefined;
  const box = {
    left: Math.min(x1, x2),
    bottom: Math.min(y1, y2),
    right: Math.max(x1, x2),
    top: Math.max(y1, y2),
  };
  return box.right - box.left > 0 && box.top - box.bottom > 0 ? box : undefined;
}

function within(one: Box, other: Box): Box | undefined {
  const box = {
    left: Math.max(one.left, other.left),
    bottom: Math.max(one.bottom, other.bottom),
    right: Math.min(one.right, other.right),
    top: Math.min(one.top, other.top),
  };
  return box.right > box.left && box.top > box.bottom ? box : undefined;
}
