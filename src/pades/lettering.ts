import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { built } from '../core/root.ts';
import { Dictionary, Name, PdfString, type Reference, Stream, written } from './pdf/objects.ts';
import type { Update } from './pdf/update.ts';
import { TrueType } from './truetype.ts';

/** In which letters texts stand on a page. */
export interface Lettering {
  /** A text with nothing in it that there are no letters of. */
  legible(text: string): string;
  /** Thousandths of the size. */
  widthOf(text: string): number;
  /** The font, with what these texts use of it, and how each of them is shown. */
  font(update: Update, texts: readonly string[]): { font: Reference; shown: string[] };
}

/** Helvetica, which every reader has, for as long as its letters are enough; otherwise a font that goes along with what is used of it. */
export const letteringOf = (texts: readonly string[]): Lettering =>
  texts.every((text) => winAnsi(text) !== null) ? helvetica : dejaVu(new TrueType(readFileSync(fontFile)));

const fontFile = built('fonts/DejaVuSans.ttf');

/** Widths of Helvetica, from the space to the tilde, in thousandths of its size (Adobe's metrics). */
const widths = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
  556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
  500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
  556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
  278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/** The characters from 0x80 to 0x9f, which Latin 1 has not. */
const beyondLatin1 = new Map(
  Array.from({ length: 32 }, (_, index) => {
    const byte = Uint8Array.of(0x80 + index);
    return [new TextDecoder('windows-1252').decode(byte), String.fromCharCode(0x80 + index)];
  }),
);

/** Text in the encoding of the built-in fonts, each byte a character; null where that does not have all of it. */
function winAnsi(text: string): string | null {
  const bytes = [...text.normalize('NFC')].map((character) =>
    /^[\x20-\x7e\xa0-\xff]$/.test(character) ? character : beyondLatin1.get(character),
  );
  return bytes.includes(undefined) ? null : bytes.join('');
}

const helvetica: Lettering = {
  legible: (text) => text.normalize('NFC'),
  widthOf(text) {
    let sum = 0;
    for (const character of text) sum += widths[character.charCodeAt(0) - 32] ?? 556;
    return sum;
  },
  // An object of its own: readers know fonts by their objects, and take one that is none for another.
  font: (update, texts) => ({
    font: update.add(
      new Dictionary([
        ['Type', new Name('Font')],
        ['Subtype', new Name('Type1')],
        ['BaseFont', new Name('Helvetica')],
        ['Encoding', new Name('WinAnsiEncoding')],
      ]),
    ),
    shown: texts.map((text) => written(new PdfString(Buffer.from(winAnsi(text) ?? '', 'latin1')))),
  }),
};

/** What no letter is there for stands there by its number, `[U+A98F]`: no name loses a letter silently. */
function dejaVu(font: TrueType): Lettering {
  const pointsOf = (text: string) => Array.from(text, (sign) => sign.codePointAt(0) ?? 0);
  return {
    legible: (text) =>
      Array.from(text.normalize('NFC'), (sign) => {
        const point = sign.codePointAt(0) ?? 0;
        return font.glyphOf(point) > 0 ? sign : `[U+${point.toString(16).toUpperCase().padStart(4, '0')}]`;
      }).join(''),
    widthOf: (text) => pointsOf(text).reduce((sum, point) => sum + font.widthOf(point), 0),
    font(update, texts) {
      const subset = font.subset(texts.join(''));
      const { glyphs } = subset;
      return {
        font: embedded(update, subset),
        shown: texts.map(
          (text) =>
            `<${pointsOf(text)
              .map((point) => hex(glyphs.get(point) ?? 0))
              .join('')}>`,
        ),
      };
    },
  };
}

const hex = (number: number) => number.toString(16).toUpperCase().padStart(4, '0');

/** A font whose glyphs are named by their numbers, with what they mean for whoever searches or copies (9.7, 9.10.3). */
function embedded(
  update: Update,
  { font, widths, glyphs, box, ascent, descent }: ReturnType<TrueType['subset']>,
): Reference {
  const name = new Name('STAMPS+DejaVuSans');
  const stream = (bytes: Buffer) =>
    update.add(
      new Stream(
        new Dictionary([
          ['Filter', new Name('FlateDecode')],
          ['Length1', bytes.length],
        ]),
        deflateSync(bytes),
      ),
    );
  const descriptor = new Dictionary([
    ['Type', new Name('FontDescriptor')],
    ['FontName', name],
    // Symbolic: its letters are no standard set.
    ['Flags', 4],
    ['FontBBox', box],
    ['ItalicAngle', 0],
    ['Ascent', ascent],
    ['Descent', descent],
    ['CapHeight', 729],
    ['StemV', 80],
    ['FontFile2', stream(font)],
  ]);
  const descendant = new Dictionary([
    ['Type', new Name('Font')],
    ['Subtype', new Name('CIDFontType2')],
    ['BaseFont', name],
    [
      'CIDSystemInfo',
      new Dictionary([
        ['Registry', new PdfString(Buffer.from('Adobe'))],
        ['Ordering', new PdfString(Buffer.from('Identity'))],
        ['Supplement', 0],
      ]),
    ],
    ['FontDescriptor', update.add(descriptor)],
    ['W', [0, widths]],
    ['CIDToGIDMap', new Name('Identity')],
  ]);
  return update.add(
    new Dictionary([
      ['Type', new Name('Font')],
      ['Subtype', new Name('Type0')],
      ['BaseFont', name],
      ['Encoding', new Name('Identity-H')],
      ['DescendantFonts', [update.add(descendant)]],
      ['ToUnicode', stream(Buffer.from(meanings(glyphs), 'latin1'))],
    ]),
  );
}

/** At most so many in one list of a character map. */
const listed = 100;

function meanings(glyphs: ReadonlyMap<number, number>): string {
  const utf16 = (point: number) =>
    Buffer.from(String.fromCodePoint(point), 'utf16le').swap16().toString('hex').toUpperCase();
  const lines = [...glyphs].map(([point, glyph]) => `<${hex(glyph)}> <${utf16(point)}>`);
  const lists = Array.from({ length: Math.ceil(lines.length / listed) }, (_, index) => {
    const some = lines.slice(index * listed, (index + 1) * listed);
    return `${some.length} beginbfchar\n${some.join('\n')}\nendbfchar`;
  });
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
${lists.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
}
