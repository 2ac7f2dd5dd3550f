import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, StandardFonts } from '@cantoo/pdf-lib';
import { type SignOrder, sign } from '../../src/pades/sign.ts';
import { authority, certified, now } from '../pki/people.ts';

/** A file of `test/fixtures/pdfs`, as its writer made it. */
export function document(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(path.join(import.meta.dirname, '../fixtures/pdfs', `${name}.pdf`)));
}

/** A file with a scan in it that nobody sees. */
export async function heavier(content: Uint8Array, bytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const made = await PDFDocument.load(content, { updateMetadata: false });
  const scan = made.context.stream(randomBytes(bytes), { Type: 'XObject', Subtype: 'Image' });
  made.getPage(0).node.setXObject(PDFName.of('Scan'), made.context.register(scan));
  return new Uint8Array(await made.save({ useObjectStreams: false }));
}

/** A form of two fields, with an annotation list and a field list that are objects of their own. */
export async function formDocument(): Promise<Uint8Array<ArrayBuffer>> {
  const made = await PDFDocument.create();
  const page = made.addPage([400, 600]);
  page.drawText('Formulir', { x: 40, y: 520, font: await made.embedFont(StandardFonts.Helvetica) });
  const form = made.getForm();
  form.createTextField('nama.depan').addToPage(page, { x: 40, y: 400, width: 120, height: 20 });
  form.createTextField('Signature1').addToPage(page, { x: 40, y: 360, width: 120, height: 20 });
  return new Uint8Array(await made.save({ useObjectStreams: false }));
}

/** Who has written each file, by its own word; beside these pdf-lib, whose files the tests make. */
export const producers: Record<string, RegExp> = {
  groff: /^Producer: +gropdf /m,
  ghostscript: /^Producer: +GPL Ghostscript /m,
  cairo: /^Producer: +cairo /m,
  chromium: /^Producer: +Skia\/PDF /m,
  libreoffice: /^Producer: +LibreOffice /m,
  // A picture of each page, as scanners make them: many say nothing of themselves.
  scan: /^(?![\s\S]*Producer:)/,
};
export const writers = Object.keys(producers);
export const shapes = [
  'chromium-linearised',
  'groff-2.0-object-streams',
  'groff-turned-90',
  'groff-turned-180',
  'groff-turned-270',
];

/** Files with signature fields that nobody has signed in, and two of those of each. */
export const madeForSigning: Record<string, readonly [string, string]> = {
  'ghostscript-fields': ['Pihak Kedua', 'Pihak Pertama'],
  'ghostscript-fields-object-streams': ['Pihak Pertama', 'Pihak Kedua'],
  // The second is on a page that is turned.
  'pdfbox-fields': ['Sesuai', 'Saksi'],
};

export const { issuing, root } = authority;
const chain = [issuing.certificate, root.certificate];
export const trusted = { roots: [root.certificate], now: new Date(now.getTime() + 60_000) };

export const ali = await certified('Ali Rahman, S.H., M.H.');
export const dewi = await certified('Dewi “Lestari”');
export const rina = await certified('Rina Wulandari');

/** What Ali signs with, unless it says otherwise. */
export const orderOf = (some: Partial<SignOrder> = {}): SignOrder => ({
  certificates: [ali.certificate, ...chain],
  privateKey: ali.privateKey,
  initial: initial(),
  name: 'Ali Rahman, S.H., M.H.',
  lines: ['Ditandatangani secara elektronik oleh', 'Ali Rahman, S.H., M.H.', '29 November 2026 10.00 WIB'],
  time: now,
  place: 'after-the-last-text',
  ...some,
});

export async function signedBy(
  content: Uint8Array,
  some: Partial<SignOrder> = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { update } = await sign(content, orderOf(some));
  return joined(content, update);
}

export const as = (who: typeof ali, name: string): Partial<SignOrder> => ({
  certificates: [who.certificate, ...chain],
  privateKey: who.privateKey,
  name,
  lines: [name],
});

export function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}

/** A file with some text put in the place of another of the same length. */
export function replaced(content: Uint8Array, text: string, by: string): Uint8Array<ArrayBuffer> {
  const made = Buffer.from(content);
  const at = made.lastIndexOf(text, undefined, 'latin1');
  if (at < 0 || by.length !== text.length) throw new Error(`no “${text}” to replace`);
  made.write(by, at, 'latin1');
  return new Uint8Array(made);
}

/** The ranges of the last signature in a file. */
export function lastRanges(content: Uint8Array): number[] {
  const text = Buffer.from(content).toString('latin1');
  const [, numbers = ''] = /^\/ByteRange \[([\d ]+)\]/.exec(text.slice(text.lastIndexOf('/ByteRange'))) ?? [];
  return numbers.trim().split(/ +/).map(Number);
}

/** What the last signature of a file has signed, and the signature. */
export function lastSigned(content: Uint8Array): { data: Uint8Array; signature: Uint8Array<ArrayBuffer> } {
  const [, gap = 0, rest = 0, length = 0] = lastRanges(content);
  const hex = Buffer.from(content.subarray(gap + 1, rest - 1)).toString('latin1');
  return {
    data: joined(content.subarray(0, gap), content.subarray(rest, rest + length)),
    signature: new Uint8Array(Buffer.from(hex, 'hex')),
  };
}

/** A PNG of some pixels, each as many bytes as its colour type has samples. */
export function png(
  { width, height, type, bits = 8 }: { width: number; height: number; type: number; bits?: number },
  pixel: (x: number, y: number) => readonly number[],
  others: readonly [string, Uint8Array][] = [],
): Uint8Array<ArrayBuffer> {
  const chunk = (name: string, body: Uint8Array) => {
    const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(body.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([bits, type], 8);
  const rows = Array.from({ length: height }, (_, y) => [
    0,
    ...Array.from({ length: width }, (__, x) => pixel(x, y)).flat(),
  ]);
  return joined(
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    ...others.map(([name, body]) => chunk(name, body)),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', new Uint8Array()),
  );
}

/** A wave, as somebody might draw it: blue on nothing. */
function initial(): Uint8Array<ArrayBuffer> {
  return png({ width: 120, height: 60, type: 6 }, (x, y) =>
    Math.abs(y - 30 - 20 * Math.sin(x / 10)) < 3 ? [16, 32, 128, 255] : [0, 0, 0, 0],
  );
}
