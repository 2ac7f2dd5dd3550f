import { Dictionary, Name, type PdfObject, PdfString, Reference, Stream } from './objects.ts';
import { Unreadable } from './unreadable.ts';

const whitespace = new Set([0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]);
const delimiters = new Set([...Buffer.from('()<>[]{}/%')]);
/** Nobody nests deeper; a file that does was made to exhaust its reader. */
const maxDepth = 200;

/** A word that is no object: `obj`, `endobj`, `R`, `xref`, an operator of a page. */
export class Keyword {
  readonly word: string;
  constructor(word: string) {
    this.word = word;
  }
}

/** Reads objects from some bytes, one after the other (7.2, 7.3). Throws `Unreadable` where there is none. */
export class Syntax {
  readonly bytes: Buffer;
  at: number;

  constructor(bytes: Buffer, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  skipWhitespace(): void {
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte === 0x25) this.#skipLine();
      else if (byte !== undefined && whitespace.has(byte)) this.at += 1;
      else return;
    }
  }

  #skipLine(): void {
    while (this.at < this.bytes.length && this.bytes[this.at] !== 0x0a && this.bytes[this.at] !== 0x0d)
      this.at += 1;
  }

  get done(): boolean {
    this.skipWhitespace();
    return this.at >= this.bytes.length;
  }

  /** The next object or word. A reference is read as one. */
  next(depth = 0): PdfObject | Keyword {
    if (depth > maxDepth) throw new Unreadable('nested too deeply');
    this.skipWhitespace();
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new Unreadable('the end, where an object should be');
    if (byte === 0x2f) return this.#name();
    if (byte === 0x28) return this.#string();
    if (byte === 0x3c)
      return this.bytes[this.at + 1] === 0x3c ? this.#dictionary(depth) : this.#hexadecimal();
    if (byte === 0x5b) return this.#array(depth);
    if (byte === 0x5d || byte === 0x3e || byte === 0x29 || byte === 0x7b || byte === 0x7d) {
      const word = byte === 0x3e && this.bytes[this.at + 1] === 0x3e ? '>>' : String.fromCharCode(byte);
      this.at += word.length;
      return new Keyword(word);
    }
    return this.#numberOrWord();
  }

  /** The next thing, where only an object may stand. */
  object(depth = 0): PdfObject {
    const found = this.next(depth);
    if (found instanceof Keyword) throw new Unreadable(`“${found.word}”, where an object should be`);
    return found;
  }

  /** Whether this word comes next; if so it is passed. */
  passes(word: string): boolean {
    this.skipWhitespace();
    if (this.bytes.toString('latin1', this.at, this.at + word.length) !== word) return false;
    this.at += word.length;
    return true;
  }

  integer(): number {
    const found = this.next();
    if (typeof found !== 'number' || !Number.isSafeInteger(found) || found < 0)
      throw new Unreadable('no number, where one should be');
    return found;
  }

  #regular(): string {
    const start = this.at;
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte === undefined || whitespace.has(byte) || delimiters.has(byte)) break;
      this.at += 1;
    }
    return this.bytes.toString('latin1', start, this.at);
  }

  #name(): Name {
    this.at += 1;
    const unescaped = this.#regular().replaceAll(/#([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    return new Name(unescaped);
  }

  #numberOrWord(): PdfObject | Keyword {
    const word = this.#regular();
    if (!/^[+-]*(?:\d+\.?\d*|\.\d+)[\d.-]*$/.test(word)) {
      if (word === 'null') return null;
      if (word === 'true' || word === 'false') return word === 'true';
      return new Keyword(word);
    }
    const number = Number.parseFloat(word.replace(/^[+-]*(?=[+-])/, ''));
    return /^\d+$/.test(word) ? this.#reference(number) : number;
  }

  /** `12 0 R` is a reference, `12 0` are two numbers. */
  #reference(number: number): number | Reference {
    const before = this.at;
    const found = /^[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/.exec(
      this.bytes.toString('latin1', before, before + 24),
    );
    if (!found) return number;
    this.at = before + found[0].length;
    return new Reference(number, Number(found[1]));
  }

  #string(): PdfString {
    const found: number[] = [];
    let open = 0;
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte === undefined) throw new Unreadable('a string without an end');
      this.at += 1;
      if (byte === 0x5c) this.#escaped(found);
      else if (byte === 0x28) {
        if (open > 0) found.push(byte);
        open += 1;
      } else if (byte === 0x29) {
        open -= 1;
        if (open === 0) return new PdfString(Uint8Array.from(found));
        found.push(byte);
      } else found.push(byte);
    }
  }

  #escaped(found: number[]): void {
    const octal = /^[0-7]{1,3}/.exec(this.bytes.toString('latin1', this.at, this.at + 3))?.[0];
    if (octal !== undefined) {
      found.push(Number.parseInt(octal, 8) & 0xff);
      this.at += octal.length;
      return;
    }
    const byte = this.bytes[this.at] ?? 0;
    this.at += 1;
    if (byte === 0x0d) {
      if (this.bytes[this.at] === 0x0a) this.at += 1;
    } else if (byte !== 0x0a) found.push(escapes.get(byte) ?? byte);
  }

  #hexadecimal(): PdfString {
    const end = this.bytes.indexOf(0x3e, this.at);
    if (end < 0) throw new Unreadable('a string without an end');
    const digits = this.bytes.toString('latin1', this.at + 1, end).replaceAll(/[\0\t\n\f\r ]/g, '');
    this.at = end + 1;
    if (!/^[0-9a-f]*$/i.test(digits)) throw new Unreadable('no hexadecimal string');
    return new PdfString(Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex'), true);
  }

  #array(depth: number): PdfObject[] {
    this.at += 1;
    const found: PdfObject[] = [];
    for (;;) {
      const one = this.next(depth + 1);
      if (one instanceof Keyword) {
        if (one.word === ']') return found;
        throw new Unreadable(`“${one.word}” in an array`);
      }
      found.push(one);
    }
  }

  #dictionary(depth: number): Dictionary {
    this.at += 2;
    const found = new Dictionary();
    for (;;) {
      const key = this.next(depth + 1);
      if (key instanceof Keyword && key.word === '>>') return found;
      if (!(key instanceof Name)) throw new Unreadable('no name, where a key should be');
      found.set(key.name, this.object(depth + 1));
    }
  }

  /**
   * `12 0 obj … endobj`.
   * @param lengthOf a stream's length, which may be an object of its own; undefined where that is not known
   */
  indirect(lengthOf: (dictionary: Dictionary) => number | undefined): {
    reference: Reference;
    object: PdfObject;
  } {
    const number = this.integer();
    const generation = this.integer();
    if (!this.passes('obj')) throw new Unreadable('no object, where one should be');
    const reference = new Reference(number, generation);
    const object = this.object();
    if (!(object instanceof Dictionary) || !this.passes('stream')) return { reference, object };
    if (this.bytes[this.at] === 0x0d) this.at += 1;
    if (this.bytes[this.at] === 0x0a) this.at += 1;
    return { reference, object: new Stream(object, this.#streamBytes(lengthOf(object))) };
  }

  /** Where the length does not lead to `endstream`, that word does. */
  #streamBytes(length: number | undefined): Uint8Array {
    const start = this.at;
    if (length !== undefined && start + length <= this.bytes.length) {
      this.at = start + length;
      if (this.passes('endstream')) return this.bytes.subarray(start, start + length);
    }
    const end = this.bytes.indexOf('endstream', start);
    if (end < 0) throw new Unreadable('a stream without an end');
    this.at = end + 'endstream'.length;
    const [last, before] = [this.bytes[end - 1], this.bytes[end - 2]];
    const lineEnd = last === 0x0a ? (before === 0x0d ? 2 : 1) : last === 0x0d ? 1 : 0;
    return this.bytes.subarray(start, Math.max(start, end - lineEnd));
  }
}

const escapes = new Map(
  [...'nrtbf'].map((letter, index) => [letter.charCodeAt(0), Number([10, 13, 9, 8, 12][index])]),
);
