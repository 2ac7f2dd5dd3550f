import { SaxesParser } from 'saxes';
import { UnreadableSpreadsheet } from '../unreadable.ts';
import type { Archive } from './archive.ts';

/** Names are those of the document's own namespace, without its prefix; of other namespaces, with it. */
export interface XmlHandlers {
  open(name: string, attributes: Record<string, string>): void;
  close?(name: string): void;
  text?(text: string): void;
  plain?: Plain;
}

/** Reads an item of a long list without the parser. */
interface Plain {
  list: string;
  item: string;
  /** Gives the place after it, or -1 to have it parsed. */
  read(xml: string, at: number): number;
}

/** More than this without a tag is no cell's text (Excel ends at 32,767 characters) but an attempt on our memory. */
const maxSilence = 4_000_000;
/** An item that is longer is not waited for but parsed. */
const maxHeld = 1_000_000;

/** Reads XML in pieces. An OOXML part has no DTD and so no entities of its own: both are refused. */
export class XmlReader {
  readonly #handlers: XmlHandlers;
  #decoder: InstanceType<typeof TextDecoder> | undefined;
  #parser = new SaxesParser({ position: false, xmlns: false });
  /** The namespace's prefix is that of the document's first element: `x:` in `<x:worksheet>`. */
  #prefix = '';
  #tags = 0;
  #silence = 0;
  /** The beginning of an item whose end is still to come. */
  #held = '';
  #parsed = 0;
  /** Characters that were parsed when the list began or its last item ended: an item may follow just there. */
  #itemAt = -1;

  constructor(handlers: XmlHandlers) {
    this.#handlers = handlers;
    const parser = this.#parser;
    parser.on('opentag', ({ name, attributes }) => {
      if (this.#tags === 0) this.#prefix = name.slice(0, name.indexOf(':') + 1);
      this.#tags += 1;
      handlers.open(this.#local(name), attributes);
      if (name === handlers.plain?.list) this.#itemAt = parser.position;
    });
    parser.on('closetag', ({ name }) => {
      handlers.close?.(this.#local(name));
      if (name === handlers.plain?.item) this.#itemAt = parser.position;
    });
    const text = (piece: string) => handlers.text?.(piece);
    parser.on('text', text);
    parser.on('cdata', text);
    parser.on('doctype', () => {
      throw new UnreadableSpreadsheet('suspicious', 'a document type in XML');
    });
    parser.on('error', (error) => {
      throw new UnreadableSpreadsheet('broken', `XML: ${error.message}`);
    });
  }

  #local(name: string): string {
    const prefix = this.#prefix;
    return prefix !== '' && name.startsWith(prefix) ? name.slice(prefix.length) : name;
  }

  write(piece: Buffer): void {
    this.#decoder ??= new TextDecoder(encodingOf(piece), { fatal: true });
    const xml = this.#held + this.#decode(piece, true);
    const { plain } = this.#handlers;
    if (plain) this.#held = this.#readPlain(xml, plain);
    else this.#parse(xml);
  }

  end(): void {
    this.#parse(this.#held + this.#decode(new Uint8Array(), false));
    this.#parser.close();
  }

  /**
   * Reads items past the parser, which never sees them: it stands between two items, before and after.
   * @returns what has to wait for more
   */
  #readPlain(xml: string, { list, item, read }: Plain): string {
    const start = `<${item}`;
    const end = `</${item}>`;
    let at = 0;
    while (at < xml.length) {
      if (this.#itemAt === this.#parsed) {
        for (let next = at; next !== -1; next = read(xml, next)) at = next;
        const rest = xml.length - at;
        if (rest < start.length && start.startsWith(xml.slice(at))) return xml.slice(at);
        if (rest < maxHeld && xml.startsWith(start, at) && !xml.includes(end, at)) return xml.slice(at);
      }
      const until = this.#itemAt < 0 ? endOf(xml, `<${list}`, '>', at) : endOf(xml, end, '', at);
      this.#parse(xml.slice(at, until));
      at = until;
    }
    return '';
  }

  #parse(xml: string): void {
    const before = this.#tags;
    this.#parser.write(xml);
    this.#parsed += xml.length;
    this.#silence = this.#tags === before ? this.#silence + xml.length : 0;
    if (this.#silence > maxSilence)
      throw new UnreadableSpreadsheet('suspicious', 'a text without end in XML');
  }

  #decode(piece: Uint8Array, stream: boolean): string {
    try {
      return this.#decoder?.decode(piece, { stream }) ?? '';
    } catch {
      throw new UnreadableSpreadsheet('broken', 'not a text in its encoding');
    }
  }
}

/**
 * The place after the next such tag, else the end.
 * @param close what ends it, if it does not end itself
 */
function endOf(xml: string, tag: string, close: string, from: number): number {
  const found = xml.indexOf(tag, from);
  const last = found === -1 ? -1 : xml.indexOf(close, found + tag.length);
  return last === -1 ? xml.length : last + close.length;
}

function encodingOf(piece: Buffer): string {
  if (piece[0] === 0xff && piece[1] === 0xfe) return 'utf-16le';
  if (piece[0] === 0xfe && piece[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** Reads a whole part. */
export async function readXml(archive: Archive, name: string, handlers: XmlHandlers): Promise<void> {
  const reader = new XmlReader(handlers);
  for await (const piece of archive.read(name)) reader.write(piece);
  reader.end();
}
