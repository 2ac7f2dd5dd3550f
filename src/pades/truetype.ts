/** The glyphs of a TrueType font that some text uses, as a font of their own, and what a PDF file says of it. Lengths are thousandths of its size. */
export interface Subset {
  font: Buffer;
  /** By the numbers that the glyphs have in it. */
  widths: readonly number[];
  /** The number of a sign's glyph, by its code point. */
  glyphs: ReadonlyMap<number, number>;
  box: readonly number[];
  ascent: number;
  descent: number;
}

/** What readers need of a font whose glyphs are named by their numbers, and the programs by which its glyphs are fitted to pixels. */
const kept = ['cvt ', 'fpgm', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'prep'] as const;
/** Of the flags of a part of a composite glyph. */
const part = { wordArguments: 1, scaled: 8, more: 32, scaledTwice: 64, matrix: 128 } as const;

/** A TrueType font: the program's own, so that what it says of itself is true. */
export class TrueType {
  readonly #tables: ReadonlyMap<string, Buffer>;
  readonly #numbers = new Map<number, number>();

  constructor(file: Buffer) {
    this.#tables = new Map(
      Array.from({ length: file.readUInt16BE(4) }, (_, index) => {
        const at = 12 + 16 * index;
        const offset = file.readUInt32BE(at + 8);
        return [
          file.toString('latin1', at, at + 4),
          file.subarray(offset, offset + file.readUInt32BE(at + 12)),
        ];
      }),
    );
  }

  #table(name: string): Buffer {
    const found = this.#tables.get(name);
    if (!found) throw new Error(`a font without ${name}`);
    return found;
  }

  /** The number of a sign's glyph; 0, the glyph of what there is none of, where the font does not have it. */
  glyphOf(point: number): number {
    const before = this.#numbers.get(point);
    if (before !== undefined) return before;
    const groups = this.#groups();
    let found = 0;
    for (let at = 16; at + 12 <= groups.length && found === 0; at += 12) {
      const first = groups.readUInt32BE(at);
      if (first <= point && point <= groups.readUInt32BE(at + 4))
        found = groups.readUInt32BE(at + 8) + point - first;
    }
    this.#numbers.set(point, found);
    return found;
  }

  /** Of all of Unicode (format 12). */
  #groups(): Buffer {
    const map = this.#table('cmap');
    for (let index = 0; index < map.readUInt16BE(2); index += 1) {
      const groups = map.subarray(map.readUInt32BE(8 + 8 * index));
      if (groups.readUInt16BE(0) === 12) return groups.subarray(0, groups.readUInt32BE(4));
    }
    throw new Error('a font without a map of all of Unicode');
  }

  get #perThousand(): number {
    return 1000 / this.#table('head').readUInt16BE(18);
  }

  /** Its width, and what stands at its left, as the font has them. */
  #metrics(glyph: number): Buffer {
    const metrics = this.#table('hmtx');
    const last = this.#table('hhea').readUInt16BE(34) - 1;
    // Behind the last width there are left sides alone: all those are as wide.
    if (glyph <= last) return metrics.subarray(4 * glyph, 4 * glyph + 4);
    const side = 4 * (last + 1) + 2 * (glyph - last - 1);
    return Buffer.concat([metrics.subarray(4 * last, 4 * last + 2), metrics.subarray(side, side + 2)]);
  }

  widthOf(point: number): number {
    return this.#metrics(this.glyphOf(point)).readUInt16BE(0) * this.#perThousand;
  }

  #outline(glyph: number): Buffer {
    const places = this.#table('loca');
    const isLong = this.#table('head').readInt16BE(50) === 1;
    const place = (of: number) => (isLong ? places.readUInt32BE(4 * of) : 2 * places.readUInt16BE(2 * of));
    return this.#table('glyf').subarray(place(glyph), place(glyph + 1));
  }

  subset(text: string): Subset {
    const points = [...new Set(Array.from(text, (sign) => sign.codePointAt(0) ?? 0))];
    /** By their numbers in this font. */
    const numbers = new Map([[0, 0]]);
    const numberOf = (glyph: number) => {
      const number = numbers.get(glyph) ?? numbers.size;
      numbers.set(glyph, number);
      return number;
    };
    const glyphs = new Map(points.map((point) => [point, numberOf(this.glyphOf(point))]));
    const outlines: Buffer[] = [];
    // Glyphs that others are composed of come behind them while this goes on.
    for (const [glyph] of numbers) outlines.push(recomposed(this.#outline(glyph), numberOf));
    const order = [...numbers.keys()];
    const metrics = order.map((glyph) => this.#metrics(glyph));

    const head = Buffer.from(this.#table('head'));
    head.writeInt16BE(1, 50);
    const hhea = Buffer.from(this.#table('hhea'));
    hhea.writeUInt16BE(order.length, 34);
    const maxp = Buffer.from(this.#table('maxp'));
    maxp.writeUInt16BE(order.length, 4);
    const loca = Buffer.alloc(4 * (order.length + 1));
    let end = 0;
    for (const [index, outline] of outlines.entries()) {
      end += outline.length;
      loca.writeUInt32BE(end, 4 * (index + 1));
    }
    const own = { head, hhea, maxp, loca, glyf: Buffer.concat(outlines), hmtx: Buffer.concat(metrics) };
    const scale = this.#perThousand;
    return {
      font: fileOf(
        kept.map((name) => [name, name in own ? own[name as keyof typeof own] : this.#table(name)]),
      ),
      widths: metrics.map((one) => one.readUInt16BE(0) * scale),
      glyphs,
      box: [36, 38, 40, 42].map((at) => Math.round(head.readInt16BE(at) * scale)),
      ascent: Math.round(hhea.readInt16BE(4) * scale),
      descent: Math.round(hhea.readInt16BE(6) * scale),
    };
  }
}

/** A glyph with its parts by their new numbers, where it is composed of others; of an even length in any case. */
function recomposed(outline: Buffer, numberOf: (glyph: number) => number): Buffer {
  const made = Buffer.alloc(outline.length + (outline.length % 2));
  outline.copy(made);
  if (outline.length === 0 || outline.readInt16BE(0) >= 0) return made;
  for (let at = 10, flags: number = part.more; flags & part.more; ) {
    flags = made.readUInt16BE(at);
    made.writeUInt16BE(numberOf(made.readUInt16BE(at + 2)), at + 2);
    at += 4 + (flags & part.wordArguments ? 4 : 2);
    if (flags & part.scaled) at += 2;
    else if (flags & part.scaledTwice) at += 4;
    else if (flags & part.matrix) at += 8;
  }
  return made;
}

/** The tables behind their directory, each at a multiple of four bytes. */
function fileOf(tables: readonly (readonly [string, Buffer])[]): Buffer {
  const power = 2 ** Math.floor(Math.log2(tables.length));
  const directory = Buffer.alloc(12 + 16 * tables.length);
  directory.writeUInt32BE(0x00010000, 0);
  directory.writeUInt16BE(tables.length, 4);
  directory.writeUInt16BE(16 * power, 6);
  directory.writeUInt16BE(Math.log2(power), 8);
  directory.writeUInt16BE(16 * (tables.length - power), 10);
  const parts = [directory];
  let end = directory.length;
  for (const [index, [name, table]] of tables.entries()) {
    const padded = Buffer.alloc(Math.ceil(table.length / 4) * 4);
    table.copy(padded);
    const at = 12 + 16 * index;
    directory.write(name, at, 'latin1');
    directory.writeUInt32BE(sumOf(padded), at + 4);
    directory.writeUInt32BE(end, at + 8);
    directory.writeUInt32BE(table.length, at + 12);
    parts.push(padded);
    end += padded.length;
  }
  return Buffer.concat(parts);
}

function sumOf(table: Buffer): number {
  let sum = 0;
  for (let at = 0; at < table.length; at += 4) sum = (sum + table.readUInt32BE(at)) >>> 0;
  return sum;
}
