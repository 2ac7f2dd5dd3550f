import { PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { UnusablePng } from '../../src/core/png.ts';
import { NotSignable } from '../../src/pades/inspect.ts';
import { openPdf } from '../../src/pades/pdf/file.ts';
import { type Page, pagesOf } from '../../src/pades/pdf/pages.ts';
import { corners } from '../../src/pades/place.ts';
import { sign } from '../../src/pades/sign.ts';
import { verify } from '../../src/pades/verify.ts';
import { now } from '../pki/people.ts';
import {
  as,
  dewi,
  document,
  formDocument,
  lastRanges,
  orderOf,
  png,
  rina,
  shapes,
  signedBy,
  trusted,
  writers,
} from './documents.ts';

const made: [string, () => Promise<Uint8Array<ArrayBuffer>>][] = [
  ...[...writers, ...shapes].map((name): [string, () => Promise<Uint8Array<ArrayBuffer>>] => [
    name,
    async () => document(name),
  ]),
  ['pdf-lib, a form', formDocument],
  [
    'pdf-lib, object streams',
    async () => {
      const other = await PDFDocument.create();
      other.addPage([300, 300]).drawText('Halo', { x: 20, y: 250 });
      return new Uint8Array(await other.save());
    },
  ],
];

describe('Signing', () => {
  it.each(made)('G-7 leaves every byte as it was and signs all of it, thrice: %s', async (_, load) => {
    const content = await load();
    const first = await signedBy(content);
    const second = await signedBy(first, as(dewi, 'Dewi'));
    const third = await signedBy(second, as(rina, 'Rina'));
    for (const [before, after] of [
      [content, first],
      [first, second],
      [second, third],
    ] as const) {
      expect(Buffer.from(after.subarray(0, before.length)).equals(before)).toBe(true);
      const [start, gap = 0, rest = 0, length = 0] = lastRanges(after);
      expect([start, rest + length]).toEqual([0, after.length]);
      expect([after[gap], after[rest - 1]]).toEqual([0x3c, 0x3e]);
      // Its cross-references are of the kind that were there.
      expect(openPdf(after).sections[0]?.kind).toBe(openPdf(before).sections[0]?.kind);
    }
    const { signatures, covered } = verify(third, trusted);
    expect(covered).toBe(true);
    expect(signatures.map(({ signer }) => signer?.subject.name)).toEqual([
      'Ali Rahman, S.H., M.H.',
      'Dewi “Lestari”',
      'Rina Wulandari',
    ]);
    expect(signatures.map(({ integrity }) => integrity)).toEqual(['intact', 'intact', 'intact']);
    expect(signatures.map((one) => one.afterwards)).toEqual(['signatures', 'signatures', 'nothing']);
    expect(new Set(signatures.map(({ field }) => field)).size).toBe(3);
  });

  it('G-7 says who, when by their own word, why and where', async () => {
    const signed = await signedBy(document('groff'), { reason: 'Disetujui', location: 'Jakarta – Pusat' });
    const [verdict] = verify(signed, trusted).signatures;
    expect(verdict?.said).toEqual({
      name: 'Ali Rahman, S.H., M.H.',
      reason: 'Disetujui',
      location: 'Jakarta – Pusat',
      time: new Date(Math.floor(now.getTime() / 1000) * 1000),
    });
    expect(verdict?.attested).toBeNull();
  });

  it('G-7 names a page that is not there', async () => {
    const order = orderOf({ place: { page: 3, corner: 'top-left' } });
    await expect(sign(document('groff'), order)).rejects.toThrow(RangeError);
  });

  it('G-7 refuses what cannot be signed, with the reason', async () => {
    const refused = sign(document('groff-empty-password'), orderOf());
    await expect(refused).rejects.toThrow(NotSignable);
    await expect(refused).rejects.toMatchObject({ obstacles: ['encrypted'] });
  });
});

/** The rectangles of all signatures of the last page with one, in its own units. */
function rectangles(content: Uint8Array): number[][] {
  const text = Buffer.from(content).toString('latin1');
  return [...text.matchAll(/\/FT \/Sig[\s\S]*?\/Rect \[([-\d. ]+)\]/g)].map(([, numbers = '']) =>
    numbers.trim().split(/ +/).map(Number),
  );
}

describe('The place of an initial', () => {
  it.each(corners)(
    'G-7 is within the page, in the corner %s, and beside those that are there',
    async (corner) => {
      const place = { page: 1, corner };
      let content = await signedBy(document('groff'), { place });
      for (let more = 0; more < 5; more += 1) content = await signedBy(content, { place });
      const found = rectangles(content);
      const { box } = pagesOf(openPdf(content))[0] as Page;
      expect(found).toHaveLength(6);
      for (const [left = 0, bottom = 0, right = 0, top = 0] of found) {
        expect(left >= 0 && bottom >= 0 && right <= box.right && top <= box.top).toBe(true);
      }
      const [[left = 0, bottom = 0] = []] = found;
      expect([left < box.right / 2, bottom < box.top / 2]).toEqual([
        corner.endsWith('left'),
        corner.startsWith('bottom'),
      ]);
      const meeting = found.flatMap((one, index) =>
        found.slice(index + 1).filter((other) => {
          const [a = 0, b = 0, c = 0, d = 0] = one;
          const [e = 0, f = 0, g = 0, h = 0] = other;
          return a < g && e < c && b < h && f < d;
        }),
      );
      expect(meeting).toEqual([]);
    },
  );

  it('G-7 is below the last text, and above the foot of the page', async () => {
    const lines = async (texts: readonly (readonly [string, number])[]) => {
      const other = await PDFDocument.create();
      const page = other.addPage([600, 800]);
      for (const [text, y] of texts) page.drawText(text, { x: 50, y, size: 12 });
      return signedBy(new Uint8Array(await other.save()));
    };
    const [[left, , , top = 0] = []] = rectangles(
      await lines([
        ['Permohonan', 700],
        ['Hormat kami', 500],
        ['halaman 1', 30],
      ]),
    );
    expect(left).toBe(50);
    expect(top).toBeGreaterThan(470);
    expect(top).toBeLessThan(500);
    // No room below: the corner at the right.
    const [[x = 0, y = 0] = []] = rectangles(await lines([['penuh', 90]]));
    expect([x > 300, y < 60]).toEqual([true, true]);
  });
});

describe('An initial', () => {
  const grey = [
    { type: 0, bits: 8, pixel: [128] },
    { type: 2, bits: 8, pixel: [1, 2, 3] },
    { type: 4, bits: 8, pixel: [9, 128] },
    { type: 6, bits: 16, pixel: [0, 1, 0, 2, 0, 3, 0, 4] },
  ];
  it.each(grey)('G-2 may be a PNG of type $type with $bits bits', async ({ type, bits, pixel }) => {
    const picture = png({ width: 9, height: 5, type, bits }, () => pixel);
    const signed = await signedBy(document('groff'), { initial: picture });
    expect(verify(signed, trusted).covered).toBe(true);
  });

  it('G-2 may be a PNG with a palette and transparent colours, or none at all', async () => {
    const palette: [string, Uint8Array][] = [
      ['PLTE', Uint8Array.of(0, 0, 0, 255, 255, 255)],
      ['tRNS', Uint8Array.of(255, 0)],
    ];
    const picture = png({ width: 8, height: 4, type: 3 }, (x) => [x % 2], palette);
    expect(verify(await signedBy(document('groff'), { initial: picture }), trusted).covered).toBe(true);
    expect(verify(await signedBy(document('groff'), { initial: null }), trusted).covered).toBe(true);
  });

  it('G-2 is refused where it is no PNG, cut off, damaged, interlaced, or far too large', async () => {
    const good = png({ width: 4, height: 4, type: 2 }, () => [1, 2, 3]);
    const changed = (at: number, by: number) => good.map((byte, index) => (index === at ? by : byte));
    const wide = png({ width: 4, height: 4, type: 2 }, () => [1, 2, 3]);
    new DataView(wide.buffer).setUint32(16, 40_000_000);
    const bad = [Buffer.from('GIF89a'), good.subarray(0, 40), changed(45, 7), changed(28, 1), wide];
    for (const initial of bad)
      await expect(sign(document('groff'), orderOf({ initial }))).rejects.toThrow(UnusablePng);
  });
});
