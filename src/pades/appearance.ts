import { type Lettering, letteringOf } from './lettering.ts';
import { Dictionary, Name, type Reference, Stream } from './pdf/objects.ts';
import type { Page } from './pdf/pages.ts';
import type { Update } from './pdf/update.ts';
import type { Picture } from './picture.ts';

const fontSize = 7;
const lineHeight = 8.5;
const padding = 4;
const picture = { width: 64, height: 42 };
const textWidth = 128;

/** What a signature looks like on the page: the initial, and beside it lines such as name and time. */
export interface Look {
  size: { width: number; height: number };
  lines: readonly string[];
  lettering: Lettering;
  initial: Picture | undefined;
}

export function lookOf(initial: Picture | undefined, texts: readonly string[]): Look {
  const lettering = letteringOf(texts);
  const lines = texts.flatMap((text) => wrapped(lettering.legible(text), lettering));
  const left = initial ? picture.width + padding : 0;
  const height = Math.max(initial ? picture.height : 0, lines.length * lineHeight) + 2 * padding;
  return { size: { width: 2 * padding + left + textWidth, height }, lines, lettering, initial };
}

/** In a large field it is not blown up beyond this. */
const mostEnlarged = 1.5;

/**
 * Puts the look into a file, upright however its page is turned, and answers the appearance of the widget.
 * @param frame what it is fitted into, as readers show it
 */
export function drawn(
  update: Update,
  { size, lines, lettering, initial }: Look,
  { rotation }: Page,
  frame: { width: number; height: number },
): Reference {
  const { font, shown } = lettering.font(update, lines);
  const resources = new Dictionary([['Font', new Dictionary([['F', font]])]]);
  const scale = Math.min(frame.width / size.width, frame.height / size.height, mostEnlarged);
  const [left, bottom] = [(frame.width - scale * size.width) / 2, (frame.height - scale * size.height) / 2];
  const content = [`${[scale, 0, 0, scale, left, bottom].map((one) => one.toFixed(4)).join(' ')} cm`];
  content.push(`q 0.75 G 0.5 w 0.25 0.25 ${size.width - 0.5} ${size.height - 0.5} re S Q`);
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
  content.push(...shown.map((line) => `${line} Tj T*`), 'ET');
  const dictionary = new Dictionary([
    ['Type', new Name('XObject')],
    ['Subtype', new Name('Form')],
    ['BBox', [0, 0, frame.width, frame.height]],
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

function image(update: Update, { colours, transparency }: Picture): Reference {
  if (!transparency) return update.add(colours);
  const mask = update.add(transparency);
  return update.add(new Stream(new Dictionary([...colours.dictionary, ['SMask', mask]]), colours.bytes));
}

const rounded = (number: number) => String(Math.round(number * 100) / 100);

/** Between words, or within one that is longer than a line. */
function wrapped(text: string, lettering: Lettering): string[] {
  const isTooWide = (line: string) => (lettering.widthOf(line) * fontSize) / 1000 > textWidth;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (!isTooWide(longer)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (isTooWide(line)) {
      // By whole signs: half of one is none.
      const signs = Array.from(line);
      let length = signs.length - 1;
      while (length > 1 && isTooWide(signs.slice(0, length).join(''))) length -= 1;
      lines.push(signs.slice(0, length).join(''));
      line = signs.slice(length).join('');
    }
  }
  return [...lines, line];
}
