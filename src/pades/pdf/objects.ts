/** What a PDF file is made of (ISO 32000-2, 7.3). Null is null, booleans and numbers are JavaScript's. */
export type PdfObject =
  | null
  | boolean
  | number
  | Name
  | PdfString
  | Reference
  | Stream
  | Dictionary
  | Verbatim
  | readonly PdfObject[];

export class Name {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** Bytes between parentheses or, where `hexadecimal`, between angle brackets. */
export class PdfString {
  readonly bytes: Uint8Array;
  readonly hexadecimal: boolean;
  constructor(bytes: Uint8Array, hexadecimal = false) {
    this.bytes = bytes;
    this.hexadecimal = hexadecimal;
  }
}

export class Reference {
  readonly number: number;
  readonly generation: number;
  constructor(number: number, generation = 0) {
    this.number = number;
    this.generation = generation;
  }
}

export class Dictionary extends Map<string, PdfObject> {}

/** A stream with its bytes as they stand in the file, still encoded. */
export class Stream {
  readonly dictionary: Dictionary;
  readonly bytes: Uint8Array;
  constructor(dictionary: Dictionary, bytes: Uint8Array) {
    this.dictionary = dictionary;
    this.bytes = bytes;
  }
}

/** Text that is put into a file as it is, for what is only known once the file is written. None is ever read. */
export class Verbatim {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A text string as every reader shows it (7.9.2.2): UTF-16 with its mark, or plain ASCII. */
export function textString(text: string): PdfString {
  if (/^[\x20-\x7e]*$/.test(text)) return new PdfString(Buffer.from(text, 'latin1'));
  return new PdfString(
    Buffer.concat([Buffer.from('feff', 'hex'), Buffer.from(text, 'utf16le').swap16()]),
    true,
  );
}

/** What a text string says: UTF-16 or UTF-8 with their marks, else PDFDocEncoding, which is Latin 1 for nearly all of it. */
export function shownText({ bytes }: PdfString): string {
  const buffer = Buffer.from(bytes);
  const [first, second, third] = buffer;
  if (first === 0xfe && second === 0xff) {
    const even = buffer.subarray(2, buffer.length - (buffer.length % 2));
    return Buffer.from(even).swap16().toString('utf16le');
  }
  if (first === 0xff && second === 0xfe) return buffer.subarray(2).toString('utf16le');
  if (first === 0xef && second === 0xbb && third === 0xbf) return buffer.subarray(3).toString('utf8');
  return buffer.toString('latin1');
}

/** The bytes of an object as they are written into a file, in Latin 1. */
export function written(object: PdfObject): string {
  if (object === null) return 'null';
  if (typeof object === 'boolean') return String(object);
  if (typeof object === 'number') return writtenNumber(object);
  if (object instanceof Verbatim) return object.text;
  if (object instanceof Name) return writtenName(object.name);
  if (object instanceof PdfString) return writtenString(object);
  if (object instanceof Reference) return `${object.number} ${object.generation} R`;
  if (object instanceof Dictionary)
    return `<<${[...object].map(([key, value]) => `${writtenName(key)} ${written(value)}`).join('\n')}>>`;
  if (object instanceof Stream) throw new Error('a stream is an object of its own');
  return `[${object.map(written).join(' ')}]`;
}

/** Without an exponent, which PDF does not know. */
function writtenNumber(number: number): string {
  if (!Number.isFinite(number)) return '0';
  return Number.isInteger(number) ? String(number) : number.toFixed(6).replace(/\.?0+$/, '');
}

function writtenName(name: string): string {
  const hex = (character: string) => `#${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  return `/${name.replaceAll(/[^!-~]|[#()<>[\]{}/%]/g, hex)}`;
}

function writtenString({ bytes, hexadecimal }: PdfString): string {
  const buffer = Buffer.from(bytes);
  if (hexadecimal) return `<${buffer.toString('hex').toUpperCase()}>`;
  return `(${buffer
    .toString('latin1')
    .replaceAll(/[\\()]/g, '\\$&')
    .replaceAll('\r', '\\r')})`;
}
