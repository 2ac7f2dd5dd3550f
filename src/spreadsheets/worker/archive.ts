import { crc32, createInflateRaw } from 'node:zlib';
import { UnreadableSpreadsheet } from '../unreadable.ts';
import { checkedEntries, type Entry } from './entries.ts';

const chunkSize = 64 * 1024;
/** Small parts may compress as well as they like; a long column of one repeated value stays below the ratio. */
const freeSize = 1_000_000;
export const maxRatio = 200;
const zipSignature = Buffer.from('PK\x03\x04', 'latin1');
const compoundSignature = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le');

/** The parts of a workbook. Made by `openArchive`, which has checked all entries before one is inflated. */
export class Archive {
  readonly #content: Buffer;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #read = new Set<string>();

  constructor(content: Buffer, entries: Entry[]) {
    this.#content = content;
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]));
  }

  /** In lower case: names that differ only in case are the same part. */
  names(): string[] {
    return [...this.#entries.keys()];
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase());
  }

  /**
   * The bytes of a part, in pieces: never more than it declares, and only once, so that what is inflated in all is
   * what was declared in all.
   */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(name.toLowerCase());
    if (!entry) throw new UnreadableSpreadsheet('broken', `no part ${name}`);
    if (this.#read.has(entry.name)) throw new UnreadableSpreadsheet('suspicious', `${name} is used twice`);
    this.#read.add(entry.name);
    // What nobody reads, such as a white picture, harms nobody: its size counts, not how well it compresses.
    if (entry.size > freeSize && entry.size > maxRatio * entry.compressed)
      throw new UnreadableSpreadsheet('suspicious', `${name} compresses too well`);
    const raw = this.#content.subarray(entry.start, entry.start + entry.compressed);
    let size = 0;
    let crc = 0;
    for await (const piece of entry.stored ? pieces(raw) : inflated(raw)) {
      size += piece.length;
      if (size > entry.size) throw new UnreadableSpreadsheet('suspicious', `${name} is larger than it says`);
      crc = crc32(piece, crc);
      yield piece;
    }
    if (size !== entry.size || crc !== entry.crc)
      throw new UnreadableSpreadsheet('broken', `${name} is damaged`);
  }
}

function* pieces(raw: Buffer) {
  for (let at = 0; at < raw.length; at += chunkSize) yield raw.subarray(at, at + chunkSize);
}

async function* inflated(raw: Buffer) {
  const stream = createInflateRaw({ chunkSize });
  stream.end(raw);
  try {
    for await (const piece of stream) yield piece as Buffer;
  } catch (error) {
    // The consumer's own errors do not pass here: they end a generator by its return.
    throw new UnreadableSpreadsheet('broken', `inflate: ${(error as Error).message}`);
  }
}

/** @param maxInflated bytes of all parts together */
export async function openArchive(content: Buffer, maxInflated: number): Promise<Archive> {
  if (content.subarray(0, 8).equals(compoundSignature)) {
    if (content.includes(encryptedPackage))
      throw new UnreadableSpreadsheet('encrypted', 'an encrypted package');
    throw new UnreadableSpreadsheet('not-xlsx', 'a compound file, as .xls is');
  }
  if (!content.subarray(0, 4).equals(zipSignature)) throw new UnreadableSpreadsheet('not-xlsx', 'not a zip');
  const whole = content.subarray(0, endOfArchive(content));
  const entries = await checkedEntries(whole);
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > maxInflated) throw new UnreadableSpreadsheet('too-large', `inflates to ${total} bytes`);
  return new Archive(whole, entries);
}

const endSignature = Buffer.from('PK\x05\x06', 'latin1');
const endLength = 22;

/**
 * Where the archive ends: mail programs and web servers add a line end, which is nothing. Anything else behind it stays, and
 * is no archive's end.
 */
function endOfArchive(content: Buffer): number {
  let last = content.length;
  while (last > 0 && [0x00, 0x0a, 0x0d, 0x1a, 0x20].includes(Number(content[last - 1]))) last -= 1;
  // The length of the archive's comment, none as a rule, is its last two bytes.
  const start = content.lastIndexOf(endSignature, last);
  if (start < 0 || start + endLength > content.length) return content.length;
  const end = start + endLength + content.readUInt16LE(start + endLength - 2);
  return end >= last && end < content.length ? end : content.length;
}
