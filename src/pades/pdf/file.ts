import { decoded } from './filters.ts';
import { Dictionary, Name, type PdfObject, Reference, Stream } from './objects.ts';
import { Keyword, Syntax } from './syntax.ts';
import { Unreadable } from './unreadable.ts';

/** Where an object stands: at an offset, or in a stream of objects. */
type Place = { offset: number; generation: number } | { stream: number; index: number } | 'free';

/** One update of a file, as its table or stream of cross-references tells of it. The newest comes first. */
export interface Section {
  kind: 'table' | 'stream';
  trailer: Dictionary;
  /** Numbers of the objects that it has written or freed. */
  objects: ReadonlySet<number>;
  at: number;
}

/** A file is updated now and then, not by the thousand. */
const maxSections = 1000;
const maxObjects = 2_000_000;

/**
 * A PDF file as every reader sees it, object by object: through its tables of cross-references, never by looking for what might be
 * an object. So what is not in them does not count, and a file whose tables lead astray is `Unreadable` instead of repaired.
 */
export class PdfFile {
  readonly bytes: Buffer;
  readonly sections: readonly Section[];
  readonly #places: ReadonlyMap<number, Place>;
  readonly #read = new Map<number, PdfObject>();
  readonly #streams = new Map<number, { numbers: number[]; offsets: number[]; content: Buffer }>();
  /** Streams of which the length is being looked up, which none of them may need in turn. */
  readonly #under = new Set<number>();

  constructor(bytes: Buffer, sections: readonly Section[], places: ReadonlyMap<number, Place>) {
    this.bytes = bytes;
    this.sections = sections;
    this.#places = places;
  }

  /** Of the newest update. */
  get trailer(): Dictionary {
    return this.sections[0]?.trailer ?? new Dictionary();
  }

  /** Larger than every number of an object. */
  get size(): number {
    let size = 1;
    for (const { trailer } of this.sections) size = Math.max(size, Number(trailer.get('Size')) || 0);
    for (const number of this.#places.keys()) size = Math.max(size, number + 1);
    return size;
  }

  get catalogReference(): Reference {
    const root = this.trailer.get('Root');
    if (!(root instanceof Reference)) throw new Unreadable('no catalog');
    return root;
  }

  get catalog(): Dictionary {
    return this.needed(this.catalogReference);
  }

  /** Follows references. What is nowhere is null, as in every reader (7.3.10). */
  resolved(object: PdfObject | undefined): PdfObject {
    let found = object ?? null;
    for (let steps = 0; found instanceof Reference; steps += 1) {
      if (steps > 20) throw new Unreadable('references in a circle');
      found = this.#object(found);
    }
    return found;
  }

  /** What stands under a key of a dictionary, or undefined where it is none. */
  dictionary(object: PdfObject | undefined): Dictionary | undefined {
    const found = this.resolved(object);
    return found instanceof Dictionary ? found : undefined;
  }

  needed(object: PdfObject | undefined): Dictionary {
    const found = this.dictionary(object);
    if (!found) throw new Unreadable('no dictionary, where one is needed');
    return found;
  }

  list(object: PdfObject | undefined): readonly PdfObject[] {
    const found = this.resolved(object);
    return Array.isArray(found) ? found : [];
  }

  name(object: PdfObject | undefined): string | undefined {
    const found = this.resolved(object);
    return found instanceof Name ? found.name : undefined;
  }

  number(object: PdfObject | undefined): number | undefined {
    const found = this.resolved(object);
    return typeof found === 'number' ? found : undefined;
  }

  content(stream: Stream): Buffer {
    return decoded(stream, (object) => this.resolved(object));
  }

  #object({ number, generation }: Reference): PdfObject {
    const place = this.#places.get(number);
    return place instanceof Object && 'offset' in place && place.generation !== generation
      ? null
      : this.at(number);
  }

  /** The object of a number, of whichever generation it is now. */
  at(number: number): PdfObject {
    const before = this.#read.get(number);
    if (before !== undefined) return before;
    const place = this.#places.get(number);
    if (place === undefined || place === 'free') return null;
    const found = 'offset' in place ? this.#standing(place.offset, number) : this.#within(place, number);
    this.#read.set(number, found);
    return found;
  }

  #standing(offset: number, number: number): PdfObject {
    if (this.#under.has(number)) throw new Unreadable(`the length of ${number} is in itself`);
    this.#under.add(number);
    try {
      const { reference, object } = new Syntax(this.bytes, offset).indirect((dictionary) =>
        this.number(dictionary.get('Length')),
      );
      if (reference.number !== number)
        throw new Unreadable(`object ${reference.number}, where ${number} should be`);
      return object;
    } finally {
      this.#under.delete(number);
    }
  }

  #within({ stream, index }: { stream: number; index: number }, number: number): PdfObject {
    const { numbers, offsets, content } = this.#objectStream(stream);
    const at = numbers[index] === number ? index : numbers.indexOf(number);
    const offset = offsets[at];
    if (offset === undefined) throw new Unreadable(`no object ${number} in ${stream}`);
    return new Syntax(content, offset).object();
  }

  #objectStream(number: number) {
    const before = this.#streams.get(number);
    if (before) return before;
    const place = this.#places.get(number);
    const stream = place instanceof Object && 'offset' in place ? this.#standing(place.offset, number) : null;
    if (!(stream instanceof Stream)) throw new Unreadable(`${number} is no stream of objects`);
    const content = this.content(stream);
    const first = this.number(stream.dictionary.get('First')) ?? 0;
    const count = this.number(stream.dictionary.get('N')) ?? 0;
    if (count > maxObjects) throw new Unreadable('too many objects in a stream');
    const head = new Syntax(content);
    const made = { numbers: [] as number[], offsets: [] as number[], content };
    for (let index = 0; index < count; index += 1) {
      made.numbers.push(head.integer());
      made.offsets.push(first + head.integer());
    }
    this.#streams.set(number, made);
    return made;
  }
}

/** Opens a file by its tables of cross-references (7.5.4 … 7.5.8). Throws `Unreadable`. */
export function openPdf(content: Uint8Array): PdfFile {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes.subarray(0, 1024).indexOf('%PDF-') < 0) throw new Unreadable('no PDF file');
  const start = bytes.lastIndexOf('startxref');
  if (start < 0) throw new Unreadable('no end of a PDF file');
  const sections: Section[] = [];
  const places = new Map<number, Place>();
  const seen = new Set<number>();
  let next: number | undefined = new Syntax(bytes, start + 'startxref'.length).integer();
  while (next !== undefined) {
    if (seen.has(next) || seen.size > maxSections) throw new Unreadable('cross-references in a circle');
    seen.add(next);
    const { section, found, hybrid } = readSection(bytes, next);
    const objects = new Set(found.keys());
    // What a table calls free may stand in the stream beside it: older readers shall not see that (7.5.8.4).
    const used = [...found].filter(([, place]) => place !== 'free');
    const beside = hybrid === undefined ? [] : [...readSection(bytes, hybrid).found];
    for (const [number, place] of [...used, ...beside, ...found]) {
      if (!places.has(number)) places.set(number, place);
      objects.add(number);
    }
    if (places.size > maxObjects) throw new Unreadable('too many objects');
    sections.push({ ...section, objects, at: next });
    const previous = section.trailer.get('Prev');
    next = typeof previous === 'number' ? previous : undefined;
  }
  const file = new PdfFile(bytes, sections, places);
  void file.catalogReference;
  return file;
}

interface Found {
  section: { kind: 'table' | 'stream'; trailer: Dictionary };
  found: Map<number, Place>;
  hybrid?: number;
}

function readSection(bytes: Buffer, at: number): Found {
  if (at >= bytes.length) throw new Unreadable('cross-references behind the end');
  const syntax = new Syntax(bytes, at);
  return syntax.passes('xref') ? readTable(syntax) : readStream(syntax);
}

function readTable(syntax: Syntax): Found {
  const found = new Map<number, Place>();
  while (!syntax.passes('trailer')) {
    const first = syntax.integer();
    const count = syntax.integer();
    if (count > maxObjects) throw new Unreadable('too many objects in a table');
    for (let index = 0; index < count; index += 1) {
      const offset = syntax.integer();
      const generation = syntax.integer();
      const kind = syntax.next();
      const word = kind instanceof Keyword ? kind.word : '';
      if (word !== 'n' && word !== 'f') throw new Unreadable('no entry of a table');
      // An object at the beginning of the file is none: some writers note so what they have left out.
      found.set(first + index, word === 'n' && offset > 0 ? { offset, generation } : 'free');
    }
  }
  const trailer = syntax.object();
  if (!(trailer instanceof Dictionary)) throw new Unreadable('no trailer');
  const hybrid = trailer.get('XRefStm');
  return { section: { kind: 'table', trailer }, found, ...(typeof hybrid === 'number' && { hybrid }) };
}

function readStream(syntax: Syntax): Found {
  const { object } = syntax.indirect((dictionary) => {
    const length = dictionary.get('Length');
    return typeof length === 'number' ? length : undefined;
  });
  if (!(object instanceof Stream)) throw new Unreadable('no cross-references, where some should be');
  const { dictionary } = object;
  const type = dictionary.get('Type');
  if (!(type instanceof Name) || type.name !== 'XRef')
    throw new Unreadable('another stream than one of cross-references');
  const content = decoded(object, (one) => one);
  const numbers = (key: string) => {
    const list = dictionary.get(key);
    return Array.isArray(list) ? list.map((one) => (typeof one === 'number' ? one : -1)) : undefined;
  };
  const size = dictionary.get('Size');
  const widths = numbers('W');
  const index = numbers('Index') ?? [0, typeof size === 'number' ? size : 0];
  const width = widths?.reduce((sum, one) => sum + one, 0) ?? 0;
  if (widths?.length !== 3 || widths.some((one) => one < 0 || one > 8) || width === 0)
    throw new Unreadable('cross-references of no width');
  const found = new Map<number, Place>();
  let row = 0;
  for (let pair = 0; pair + 1 < index.length; pair += 2) {
    const [first = 0, count = 0] = index.slice(pair, pair + 2);
    for (let number = first; number < first + count && row + width <= content.length; number += 1) {
      found.set(number, placeOf(content.subarray(row, row + width), widths));
      row += width;
    }
  }
  return { section: { kind: 'stream', trailer: dictionary }, found };
}

function placeOf(row: Buffer, widths: readonly number[]): Place {
  let at = 0;
  const [type, second, third] = widths.map((width, field) => {
    let value = field === 0 && width === 0 ? 1 : 0;
    for (const byte of row.subarray(at, at + width)) value = value * 256 + byte;
    at += width;
    return value;
  }) as [number, number, number];
  if (type === 1) return { offset: second, generation: third };
  return type === 2 ? { stream: second, index: third } : 'free';
}
