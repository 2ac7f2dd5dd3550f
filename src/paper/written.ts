import { readFileSync } from 'node:fs';
import PDFDocument from 'pdfkit';
import encodeQR from 'qr';
import { built } from '../core/root.ts';
import type { Block, Paper } from './paper.ts';

const margin = 56;
const size = { title: 20, heading: 12, text: 10, small: 8.5 } as const;
const ink = { text: '#1a1d21', subtle: '#565b63', line: '#c9cdd3' } as const;
/** Where the values of facts begin. */
const labelWidth = 150;
const codeSide = 104;
/** What the last page keeps free below the QR code, for the mark of a signature. */
const signatureRoom = 60;

type Document = InstanceType<typeof PDFDocument>;
type Structure = ReturnType<Document['struct']>;

/**
 * Writes a paper as a PDF: tagged for those who have it read out, in a font that goes along with the signs that are used of it. A sign
 * that the font does not have stands there by its number, and the end says so: no name loses a letter silently.
 */
export async function written(paper: Paper): Promise<Buffer<ArrayBuffer>> {
  const plain = readFileSync(built('fonts/DejaVuSans.ttf'));
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: margin, bottom: margin + 14, left: margin, right: margin },
    pdfVersion: '1.7',
    lang: paper.language,
    tagged: true,
    displayTitle: true,
    bufferPages: true,
    // A font of bytes, of which the types do not know: otherwise it reads its own.
    font: plain as never,
    info: { Title: paper.title, Author: paper.author, CreationDate: paper.madeAt, ModDate: paper.madeAt },
  });
  const parts: Buffer[] = [];
  doc.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  doc.registerFont('plain', plain);
  doc.registerFont('bold', readFileSync(built('fonts/DejaVuSans-Bold.ttf')));
  const legible = legibleIn(doc);

  const root = doc.struct('Document');
  doc.addStructure(root);
  for (const block of paper.blocks) add(doc, root, block, legible.of);
  if (legible.isPartly())
    add(doc, root, { type: 'text', text: paper.unknownSigns, subtle: true }, legible.of);
  if (paper.code) code(doc, root, paper.code, legible.of);
  root.end();
  feet(doc, paper, legible.of);
  doc.end();
  await ended;
  return Buffer.concat(parts);
}

/** Texts as the font can write them. */
function legibleIn(doc: Document): { of(text: string): string; isPartly(): boolean } {
  // What the document has opened the fonts as: nothing else says which signs there are.
  const fonts = (['bold', 'plain'] as const).map(
    (name) =>
      (doc.font(name) as unknown as { _font: { font: { hasGlyphForCodePoint(point: number): boolean } } })
        ._font.font,
  );
  let isPartly = false;
  const shown = (sign: string): string => {
    const point = sign.codePointAt(0) ?? 0;
    if (sign === '\n' || fonts.every((font) => font.hasGlyphForCodePoint(point))) return sign;
    isPartly = true;
    return `[U+${point.toString(16).toUpperCase().padStart(4, '0')}]`;
  };
  return {
    of: (text) =>
      Array.from(text.replaceAll(/\r\n?/g, '\n').replaceAll('\t', '    ').normalize('NFC'), shown).join(''),
    isPartly: () => isPartly,
  };
}

const widthOf = ({ page }: Document): number => page.width - 2 * margin;

/** Begins another page where less than this is left of the current one: a heading stands above something. */
function keep(doc: Document, height: number): void {
  if (doc.y + height > doc.page.maxY()) doc.addPage();
}

function add(doc: Document, root: Structure, block: Block, legible: (text: string) => string): void {
  const width = widthOf(doc);
  const tagged = (type: string, draw: () => void, within = root): void => {
    within.add(doc.struct(type, {}, draw));
  };
  const text = (
    said: string,
    font: 'plain' | 'bold',
    points: number,
    colour: string,
    x = margin,
    room = width,
  ) =>
    doc
      .font(font)
      .fontSize(points)
      .fillColor(colour)
      .text(legible(said), x, doc.y, { width: room, lineGap: points * 0.2 });

  switch (block.type) {
    case 'title':
      tagged('H1', () => text(block.text, 'bold', size.title, ink.text));
      tagged('P', () => text(block.beneath, 'plain', size.text, ink.subtle));
      rule(doc);
      return;
    case 'heading':
      keep(doc, 60);
      doc.y += 10;
      tagged('H2', () => text(block.text, 'bold', size.heading, ink.text));
      doc.y += 4;
      return;
    case 'text':
      tagged('P', () =>
        text(
          block.text,
          'plain',
          block.subtle ? size.small : size.text,
          block.subtle ? ink.subtle : ink.text,
        ),
      );
      doc.y += 6;
      return;
    case 'facts': {
      const list = doc.struct('L');
      root.add(list);
      for (const { label, value } of block.facts) fact(doc, list, legible(label), legible(value));
      list.end();
      doc.y += 4;
      return;
    }
    case 'quote':
      keep(doc, 36);
      tagged('P', () => text(block.label, 'bold', size.text, ink.text));
      if (block.text !== null) {
        const said = block.text;
        tagged('BlockQuote', () => text(said, 'plain', size.text, ink.text, margin + 14, width - 14));
      }
      doc.y += 7;
  }
}

/** The label at the left and the value beside it; both on the next page where a short value would begin below the last line. */
function fact(doc: Document, list: Structure, label: string, value: string): void {
  const width = widthOf(doc) - labelWidth;
  const options = { lineGap: size.text * 0.2 };
  doc.font('plain').fontSize(size.text);
  const height = Math.max(
    doc.heightOfString(label, { ...options, width: labelWidth - 10 }),
    doc.heightOfString(value, { ...options, width }),
  );
  keep(doc, Math.min(height, 80));
  const top = doc.y;
  const item = doc.struct('LI');
  list.add(item);
  item.add(
    doc.struct('Lbl', {}, () => {
      doc.fillColor(ink.subtle).text(label, margin, top, { ...options, width: labelWidth - 10 });
    }),
  );
  const below = doc.y;
  item.add(
    doc.struct('LBody', {}, () => {
      doc.fillColor(ink.text).text(value, margin + labelWidth, top, { ...options, width });
    }),
  );
  item.end();
  // A value that goes on overleaf ends there; otherwise the longer of the two counts.
  if (doc.y < below && doc.y >= top) doc.y = below;
  doc.y += 2;
}

/** Dark on white with its quiet zone: anything else is read by no camera. */
function code(
  doc: Document,
  root: Structure,
  { url, label, text }: NonNullable<Paper['code']>,
  legible: (text: string) => string,
): void {
  keep(doc, codeSide + 12 + signatureRoom);
  doc.y += 12;
  const top = doc.y;
  const modules = encodeQR(url, 'raw', { ecc: 'medium', border: 4 });
  const module = codeSide / modules.length;
  root.add(
    doc.struct('Figure', { alt: legible(label) }, () => {
      doc.rect(margin, top, codeSide, codeSide).fill('#ffffff');
      for (const [y, row] of modules.entries())
        for (const [x, isDark] of row.entries())
          if (isDark) doc.rect(margin + x * module, top + y * module, module, module);
      doc.fill('#000000');
    }),
  );
  const x = margin + codeSide + 14;
  const width = widthOf(doc) - codeSide - 14;
  const options = { width, lineGap: size.text * 0.2 };
  root.add(
    doc.struct('P', {}, () => {
      doc
        .font('bold')
        .fontSize(size.text)
        .fillColor(ink.text)
        .text(legible(label), x, top + 8, options);
      doc.font('plain').text(legible(text), options);
    }),
  );
  root.add(
    doc.struct('Link', {}, () => {
      doc
        .fontSize(size.small)
        .fillColor('#1a4fa3')
        .text(url, { ...options, link: url });
    }),
  );
}

/** A line across the page, which nobody is read. */
function rule(doc: Document): void {
  doc.markContent('Artifact', { type: 'Layout' });
  const y = doc.y + 6;
  doc
    .moveTo(margin, y)
    .lineTo(margin + widthOf(doc), y)
    .lineWidth(0.75)
    .stroke(ink.line);
  doc.endMarkedContent();
  doc.y = y + 8;
}

/** What stands below each page, once it is known how many there are. */
function feet(doc: Document, { foot, pageOf }: Paper, legible: (text: string) => string): void {
  const { start, count } = doc.bufferedPageRange();
  for (let n = 0; n < count; n += 1) {
    doc.switchToPage(start + n);
    // Below the margin a text would begin a page of its own.
    doc.page.margins.bottom = 0;
    const y = doc.page.height - margin + 6;
    const options = { width: widthOf(doc), lineBreak: false };
    const which = pageOf.replace('{page}', String(n + 1)).replace('{pages}', String(count));
    doc.markContent('Artifact', { type: 'Pagination' });
    doc.font('plain').fontSize(size.small).fillColor(ink.subtle);
    doc.text(legible(foot), margin, y, options);
    doc.text(legible(which), margin, y, { ...options, align: 'right' });
    doc.endMarkedContent();
  }
}
