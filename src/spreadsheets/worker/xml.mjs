import { SaxesParser } from 'saxes';
import { Unreadable } from './unreadable.mjs';

/**
 * @typedef {{
 *   open(name: string, attributes: Record<string, string>): void,
 *   close?(name: string): void,
 *   text?(text: string): void,
 * }} XmlHandlers names are those of the document's own namespace, without its prefix; of other namespaces, with it
 */

/** More than this without a tag is no cell's text (Excel ends at 32,767 characters) but an attempt on our memory. */
const maxSilence = 4_000_000;

/** Reads XML in pieces. An OOXML part has no DTD and so no entities of its own: both are refused. */
export class XmlReader {
  /** @type {import('node:util').TextDecoder | undefined} */ #decoder;
  #parser = new SaxesParser({ position: false, xmlns: false });
  #tags = 0;
  #silence = 0;

  /** @param {XmlHandlers} handlers */
  constructor(handlers) {
    const parser = this.#parser;
    /** The namespace's prefix is that of the document's first element: `x:` in `<x:worksheet>`. */
    let prefix = '';
    /** @type {(name: string) => string} */
    const local = (name) => (prefix !== '' && name.startsWith(prefix) ? name.slice(prefix.length) : name);
    parser.on('opentag', ({ name, attributes }) => {
      if (this.#tags === 0) prefix = name.slice(0, name.indexOf(':') + 1);
      this.#tags += 1;
      handlers.open(local(name), attributes);
    });
    parser.on('closetag', ({ name }) => handlers.close?.(local(name)));
    if (handlers.text) {
      parser.on('text', handlers.text);
      parser.on('cdata', handlers.text);
    }
    parser.on('doctype', () => {
      throw new Unreadable('suspicious', 'a document type in XML');
    });
    parser.on('error', (error) => {
      throw new Unreadable('broken', `XML: ${error.message}`);
    });
  }

  /** @param {Buffer} piece */
  write(piece) {
    this.#decoder ??= new TextDecoder(encodingOf(piece), { fatal: true });
    this.#parse(this.#decode(piece, true));
  }

  end() {
    this.#parse(this.#decode(new Uint8Array(), false));
    this.#parser.close();
  }

  /** @param {string} text */
  #parse(text) {
    const before = this.#tags;
    this.#parser.write(text);
    this.#silence = this.#tags === before ? this.#silence + text.length : 0;
    if (this.#silence > maxSilence) throw new Unreadable('suspicious', 'a text without end in XML');
  }

  /**
   * @param {Uint8Array} piece
   * @param {boolean} stream
   */
  #decode(piece, stream) {
    try {
      return this.#decoder?.decode(piece, { stream }) ?? '';
    } catch {
      throw new Unreadable('broken', 'not a text in its encoding');
    }
  }
}

/** @param {Buffer} piece */
function encodingOf(piece) {
  if (piece[0] === 0xff && piece[1] === 0xfe) return 'utf-16le';
  if (piece[0] === 0xfe && piece[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/**
 * Reads a whole part.
 * @param {import('./archive.mjs').Archive} archive
 * @param {string} name
 * @param {XmlHandlers} handlers
 */
export async function readXml(archive, name, handlers) {
  const reader = new XmlReader(handlers);
  for await (const piece of archive.read(name)) reader.write(piece);
  reader.end();
}
