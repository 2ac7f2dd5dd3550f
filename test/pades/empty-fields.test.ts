import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../src/pades/inspect.ts';
import { openPdf } from '../../src/pades/pdf/file.ts';
import { sign } from '../../src/pades/sign.ts';
import { verify } from '../../src/pades/verify.ts';
import { mutool } from '../support/judges.ts';
import { as, dewi, document, madeForSigning, orderOf, rina, signedBy, trusted } from './documents.ts';

const emptyOf = (content: Uint8Array) => inspect(content).emptyFields.map(({ name }) => name);

/** A field whose look on the page is an object of its own, below a field that only names it. */
async function withALookOfItsOwn(
  more: () => Record<string, unknown> = () => ({}),
  other?: (document: PDFDocument) => Record<string, unknown>,
): Promise<Uint8Array<ArrayBuffer>> {
  const made = await PDFDocument.create();
  const page = made.addPage([400, 600]);
  const { context } = made;
  const field = context.nextRef();
  const look = context.register(
    context.obj({
      ...{ Type: 'Annot', Subtype: 'Widget', Parent: field, P: page.ref, F: 4, Rect: [40, 40, 200, 100] },
    }),
  );
  context.assign(
    field,
    context.obj({ FT: 'Sig', T: PDFString.of('persetujuan'), Kids: [look], ...more() } as never),
  );
  page.node.set(PDFName.of('Annots'), context.obj([look]));
  made.catalog.set(
    PDFName.of('AcroForm'),
    context.obj({ Fields: [field, ...(other ? [context.register(context.obj(other(made) as never))] : [])] }),
  );
  return new Uint8Array(await made.save({ useObjectStreams: false }));
}

describe('A signature field that nobody has signed in', () => {
  it.each(Object.entries(madeForSigning))(
    'G-7 is found, and signed in by name, one after the other: %s',
    async (name, [one, other]) => {
      const content = document(name);
      expect(emptyOf(content)).toEqual(expect.arrayContaining([one, other]));
      const first = await signedBy(content, { place: { field: one } });
      expect(emptyOf(first)).not.toContain(one);
      const second = await signedBy(first, { ...as(dewi, 'Dewi'), place: { field: other } });
      const third = await signedBy(second, as(rina, 'Rina'));
      expect(Buffer.from(third.subarray(0, content.length)).equals(content)).toBe(true);
      const { signatures, covered } = verify(third, trusted);
      expect(covered).toBe(true);
      expect(signatures.map(({ field, integrity, afterwards }) => [field, integrity, afterwards])).toEqual([
        [one, 'intact', 'signatures'],
        [other, 'intact', 'signatures'],
        ['Signature1', 'intact', 'nothing'],
      ]);
      // Its place is its author's.
      const rectangles = (bytes: Uint8Array) => {
        const found = Buffer.from(bytes)
          .toString('latin1')
          .matchAll(/\/Rect ?\[([^\]]+)\]/g);
        return new Set([...found].map(([, numbers = '']) => numbers.trim().split(/ +/).map(Number).join()));
      };
      if (!name.includes('streams')) expect(rectangles(second)).toEqual(rectangles(content));
    },
  );

  it('G-7 is signed in where what is seen of it is an object of its own', async () => {
    const content = await withALookOfItsOwn();
    const first = await signedBy(content, { place: { field: 'persetujuan' } });
    const { signatures } = verify(await signedBy(first, as(dewi, 'Dewi')), trusted);
    expect(signatures.map(({ field, afterwards }) => [field, afterwards])).toEqual([
      ['persetujuan', 'signatures'],
      ['Signature1', 'nothing'],
    ]);
    // It is the look that has the signature's picture, and the field that has the signature.
    const [field] = openPdf(first).list(
      openPdf(first).dictionary(openPdf(first).catalog.get('AcroForm'))?.get('Fields'),
    );
    expect(openPdf(first).dictionary(field)?.has('AP')).toBe(false);
  });

  it('G-7 that locks, demands what ours is not, or is not to be filled in is said to be so, and not signed in', async () => {
    const content = document('pdfbox-fields');
    expect(inspect(content).emptyFields).toEqual([
      { name: 'Direktur Utama', page: 1, whyNot: null },
      { name: 'Saksi', page: 2, whyNot: null },
      { name: 'Mengunci', page: 1, whyNot: 'locks' },
      { name: 'Sesuai', page: 1, whyNot: null },
      { name: 'Menuntut alasan', page: 1, whyNot: 'demands' },
      { name: 'Sidik SHA-512', page: 1, whyNot: 'demands' },
      { name: 'Tertutup', page: 1, whyNot: 'closed' },
    ]);
    for (const field of ['Mengunci', 'Sidik SHA-512', 'Tertutup', 'Tidak ada'])
      await expect(sign(content, orderOf({ place: { field } }))).rejects.toThrow(RangeError);
    const signed = await signedBy(content, { place: { field: 'Saksi' } });
    await expect(sign(signed, orderOf({ place: { field: 'Saksi' } }))).rejects.toThrow(RangeError);
  });

  const seeds: [string, Record<string, unknown>, string | null][] = [
    ['a wish', { SubFilter: ['adbe.pkcs7.detached'] }, null],
    ['another kind of signature', { SubFilter: ['adbe.pkcs7.detached'], Ff: 2 }, 'demands'],
    ['another handler', { Filter: 'Entrust.PPKEF', Ff: 1 }, 'demands'],
    ['one that certifies', { MDP: { P: 2 } }, 'demands'],
    ['one that does not', { MDP: { P: 0 } }, null],
    ['certain certificates', { Cert: { Type: 'SVCert', Ff: 2 } }, 'demands'],
    ['a time-stamp', { TimeStamp: { Ff: 1 } }, 'demands'],
    ['what only later readers know', { V: 9, Ff: 4 }, 'demands'],
  ];
  it.each(seeds)('G-7 asks for %s: it is answered truly', async (_, seed, whyNot) => {
    const content = await withALookOfItsOwn(() => ({ SV: seed }));
    expect(inspect(content).emptyFields).toEqual([{ name: 'persetujuan', page: 1, whyNot }]);
  });

  it.each([
    ['Include', 'locks'],
    ['Exclude', null],
    ['All', 'locks'],
  ])('G-7 that an earlier signature has locked is not signed in: %s', async (action, whyNot) => {
    const params = { Action: action, Fields: [PDFString.of('persetujuan')] };
    const content = await withALookOfItsOwn(
      () => ({}),
      ({ context }) => ({
        ...{ FT: 'Sig', T: PDFString.of('terdahulu') },
        V: context.obj({
          Type: 'Sig',
          Reference: [{ TransformMethod: 'FieldMDP', TransformParams: params }],
        } as never),
      }),
    );
    expect(inspect(content).emptyFields).toEqual([{ name: 'persetujuan', page: 1, whyNot }]);
  });

  it.skipIf(!mutool.found)(
    mutool.title('G-7 shows the name upright and within its place, also on a turned page'),
    async () => {
      const [, field] = madeForSigning['pdfbox-fields'] ?? [];
      const signed = await signedBy(document('pdfbox-fields'), { place: { field: String(field) } });
      const { words } = mutool.says(['draw', '-q', '-F', 'stext', '-o', '-', 'signed.pdf', '2'], {
        'signed.pdf': signed,
      });
      const lines = [...words.matchAll(/<line bbox="([\d. -]+)"[^>]*dir="(-?[\d.]+) (-?[\d.]+)"/g)];
      expect(new Set(lines.map(([, , x, y]) => `${x} ${y}`))).toEqual(new Set(['1 0']));
      // Of the page's own 100 300 160 460, turned by a quarter.
      for (const [, box = ''] of lines) {
        const [left = 0, top = 0, right = 0, bottom = 0] = box.split(' ').map(Number);
        expect([left >= 300, right <= 460, top >= 100, bottom <= 160]).toEqual([true, true, true, true]);
      }
      expect(lines.length).toBeGreaterThan(1);
    },
  );
});
