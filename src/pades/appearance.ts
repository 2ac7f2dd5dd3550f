import { Dictionary, Name, type Reference, Stream } from './pdf/objects.ts';
import type { Page } from './pdf/pages.ts';
import type { Update } from './pdf/update.ts';
import type { Picture } from './png.ts';

const fontSize = 7;
const lineHeight = 8.5;
const padding = 4;
const picture = { width: 64, height: 42 };
const textWidth = 128;

/** Widths of Helvetica, from the space to the tilde, in thousandths of its size (Adobe's metrics). */
const widths = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
  556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
  500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
  556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
  278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/** What a signature looks like on the page: the initial, and beside it lines such as name and time. */
export interface Look {
  size: { width: number; height: number };
  lines: readonly string[];
  initial: Picture | undefined;
}

export function lookOf(initial: Picture | undefined, texts: readonly string[]): Look {
  const lines = texts.flatMap((text) => wrapped(winAnsi(text)));
  const left = initial ? picture.width + padding : 0;
  const height = Math.max(initial ? picture.height : 0, lines.length * lineHeight) + 2 * padding;
  return { size: { width: 2 * padding + left + textWidth, height }, lines, initial };
}

/** Puts the look into a file, upright however its page is turned, and answers the appearance of the widget. */
export function drawn(update: Update, { size, lines, initial }: Look, { rotation }: Page): Reference {
  const resources = new Dictionary([['Font', new Dictionary([['F', helvetica()]])]]);
  const content = [`q 0.75 G 0.5 w 0.25 0.25 ${size.width - 0.5} ${size.height - 0.5} re S Q`];
  if (initial) {
    resources.set('XObject', new Dictionary([['I', image(update, initial)]]));
    const scale = Math.min(picture.width / initial.width, picture.height / initial.height);
    const [width, height] = [initial.width * scale, initial.height * scale];
    const x = padding + (picture.width - width) / 2;
    const y = (size.height - height) / 2;
    content.push(`q ${rounded(width)} 0 0 ${rounded(height)} ${rounded(x)} ${rounded(y)} cm /I Do Q`);
  }
  const x = padding + (initial ? picture.width + padding : 0);
  const top = (size.height + lines.length * lineHeight) / 2 - fontSize;
  content.push(`BT /F ${fontSize} Tf ${lineHeight} TL ${x} ${rounded(top)} Td`);
  content.push(...lines.map((line) => `(${line.replaceAll(/[\\()]/g, '\\$&')}) Tj T*`), 'ET');
  const dictionary = new Dictionary([
    ['Type', new Name('XObject')],
    ['Subtype', new Name('Form')],
    ['BBox', [0, 0, size.width, size.height]],
    ['Matrix', turned[rotation]],
    ['Resources', resources],
  ]);
  return update.add(new Stream(dictionary, Buffer.from(content.join('\n'), 'latin1')));
}

/** Against the turn of the page, so that it stands upright on the screen. Where it goes is the rectangle's matter. */
const turned = {
  0: [1, 0, 0, 1, 0, 0],
  90: [0, 1, -1, 0, 0, 0],
  180: [-1, 0, 0, -1, 0, 0],
  270: [0, -1, 1, 0, 0, 0],
};

function helvetica(): Dictionary {
  return new Dictionary([
    ['Type', new Name('Font')],
    ['Subtype', new Name('Type1')],
    ['BaseFont', new Name('Helvetica')],
    ['Encoding', new Name('WinAnsiEncoding')],
  ]);
}

function image(update: Update, { colours, transparency }: Picture): Reference {
  if (!transparency) return update.add(colours);
  const mask = update.add(transparency);
  return update.add(new Stream(new Dictionary([...colours.dictionary, ['SMask', mask]]), colours.bytes));
}

const rounded = (number: number) => String(Math.round(number * 100) / 100);

/** The characters from 0x80 to 0x9f, which Latin 1 has not. */
const beyondLatin1 = new Map(
  Array.from({ length: 32 }, (_, index) => {
    const byte = Uint8Array.of(0x80 + index);
    return [new TextDecoder('windows-1252').decode(byte), String.fromCharCode(0x80 + index)];
  }),
);

/**
 * Text in the encoding of the built-in fonts, each byte a character. What that has not is written without its accents, or as a question
 * mark: the whole name stands in the certificate.
 */
function winAnsi(text: string): string {
  return [...text.normalize('NFC')]
    .map((character) => {
      if (/^[\x20-\x7e\xa0-\xff]$/.test(character)) return character;
      const bare = character.normalize('NFD').replaceAll(/\p{M}/gu, '');
      return beyondLatin1.get(character) ?? (/^[\x20-\x7e]+$/.test(bare) ? bare : '?');
    })
    .join('');
}

function widthOf(text: string): number {
  let sum = 0;
  for (const character of text) sum += widths[character.charCodeAt(0) - 32] ?? 556;
  return (sum * fontSize) / 1000;
}

/** Between words, or within one that is longer than a line. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= textWidth) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (widthOf(line) > textWidth) {
      let length = line.length - 1;
      while (length > 1 && widthOf(line.slice(0, length)) > textWidth) length -= 1;
      lines.push(line.slice(0, length));
      line = line.slice(length);
    }
  }
  return [...lines, line];
}
