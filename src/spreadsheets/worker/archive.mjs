// @ts-check
import { crc32, createInflateRaw } from 'node:zlib';
import { checkedEntries } from './entries.mjs';
import { Unreadable } from './unreadable.mjs';

const chunkSize = 64 * 1024;
const zipSignature = Buffer.from('PK\x03\x04', 'latin1');
const compoundSignature = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le');

/** The parts of a workbook. Made by `openArchive`, which has checked all entries before one is inflated. */
export class Archive {
  #content;
  #entries;
  /** @type {Set<string>} */ #read = new Set();

  /**
   * @param {Buffer} content
   * @param {import('./entries.mjs').Entry[]} entries
   */
  constructor(content, entries) {
    this.#content = content;
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]));
  }

  /** In lower case: names that differ only in case are the same part. */
  names() {
    return [...this.#entries.keys()];
  }

  /** @param {string} name */
  has(name) {
    return this.#entries.has(name.toLowerCase());
  }

  /**
   * The bytes of a part, in pieces: never more than it declares, and only once, so that what is inflated in all is
   * what was declared in all.
   * @param {string} name
   */
  async *read(name) {
    const entry = this.#entries.get(name.toLowerCase());
    if (!entry) throw new Unreadable('broken', `no part ${name}`);
    if (this.#read.has(entry.name)) throw new Unreadable('suspicious', `${name} is used twice`);
    this.#read.add(entry.name);
    const raw = this.#content.subarray(entry.start, entry.start + entry.compressed);
    let size = 0;
    let crc = 0;
    for await (const piece of entry.stored ? pieces(raw) : inflated(raw)) {
      size += piece.length;
      if (size > entry.size) throw new Unreadable('suspicious', `${name} is larger than it says`);
      crc = crc32(piece, crc);
      yield piece;
    }
    if (size !== entry.size || crc !== entry.crc) throw new Unreadable('broken', `${name} is damaged`);
  }
}

/** @param {Buffer} raw */
function* pieces(raw) {
  for (let at = 0; at < raw.length; at += chunkSize) yield raw.subarray(at, at + chunkSize);
}

/** @param {Buffer} raw */
async function* inflated(raw) {
  const stream = createInflateRaw({ chunkSize });
  stream.end(raw);
  try {
    for await (const piece of stream) yield/** @type {Buffer} */ (piece);
  } catch (error) {
    // The consumer's own errors do not pass here: they end a generator by its return.
    throw new Unreadable('broken', `inflate: ${/** @type {Error} */ (error).message}`);
  }
}

/**
 * @param {Buffer} content
 * @param {number} maxInflated bytes of all parts together
 */
export async function openArchive(content, maxInflated) {
  if (content.subarray(0, 8).equals(compoundSignature)) {
    if (content.includes(encryptedPackage)) throw new Unreadable('encrypted', 'an encrypted package');
    throw new Unreadable('not-xlsx', 'a compound file, as .xls is');
  }
  if (!content.subarray(0, 4).equals(zipSignature)) throw new Unreadable('not-xlsx', 'not a zip');
  const entries = await checkedEntries(content);
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > maxInflated) throw new Unreadable('too-large', `inflates to ${total} bytes`);
  return new Archive(content, entries);
}
