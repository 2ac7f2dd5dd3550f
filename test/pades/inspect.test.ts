import { type PDFDict, PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { inspect, type Obstacle } from '../../src/pades/inspect.ts';
import { document, formDocument, joined, shapes, signedBy, writers } from './documents.ts';

/** As pdf-lib makes objects of it; its own type of them takes but one kind. */
type Literal = Record<string, unknown> | unknown[];

/** A page that was given something more, by its catalog or by itself. */
async function changed(change: (made: PDFDocument, at: PDFDict, page: PDFDict) => void) {
  const made = await PDFDocument.create();
  const page = made.addPage([200, 200]);
  change(made, made.catalog, page.node);
  return new Uint8Array(await made.save());
}
const inCatalog = (key: string, value: Literal) =>
  changed((made, catalog) => catalog.set(PDFName.of(key), made.context.obj(value as never)));
const inPage = (key: string, value: Literal) =>
  changed((made, _, page) => page.set(PDFName.of(key), made.context.obj(value as never)));
const javaScript = { S: 'JavaScript', JS: PDFString.of('app.alert(1)') };
const link = (action: Literal) => ({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 9, 9], A: action });

describe('What stands against signing', () => {
  it.each([...writers, ...shapes])('G-7 is nothing with a file of %s', (name) => {
    const { obstacles, pages, signatures } = inspect(document(name));
    expect({ obstacles, signatures }).toEqual({ obstacles: [], signatures: 0 });
    expect(pages).toBe(/chromium|libreoffice/.test(name) ? 1 : 2);
  });

  it('G-7 says of a file that it claims to be PDF/A, which a signature that is seen cannot keep', async () => {
    const claiming = async (xmp: string) => {
      const made = await PDFDocument.create();
      made.addPage();
      const metadata = made.context.flateStream(xmp, { Type: 'Metadata', Subtype: 'XML' });
      made.catalog.set(PDFName.of('Metadata'), made.context.register(metadata));
      return inspect(new Uint8Array(await made.save()));
    };
    expect(await claiming('<pdfaid:part>2</pdfaid:part>')).toMatchObject({ claimsPdfA: true });
    expect(await claiming('<rdf:Description pdfaid:part="3"/>')).toMatchObject({ claimsPdfA: true });
    expect(await claiming('<dc:title>pdfa</dc:title>')).toMatchObject({ claimsPdfA: false, obstacles: [] });
  });

  it('G-7 counts the signatures that are there', async () => {
    const once = await signedBy(await formDocument());
    expect(inspect(once)).toEqual({
      obstacles: [],
      pages: 1,
      signatures: 1,
      emptyFields: [],
      claimsPdfA: false,
    });
    expect(inspect(await signedBy(once)).signatures).toBe(2);
  });

  /** A tree of a thousand levels, of pages or of fields. */
  const nested = (key: 'Pages' | 'AcroForm') =>
    changed((made, catalog) => {
      let kid: unknown = catalog.get(PDFName.of('Pages'));
      for (let level = 0; level < 1000; level += 1)
        kid = made.context.register(made.context.obj({ T: PDFString.of('a'), Kids: [kid] } as never));
      const top = key === 'Pages' ? kid : made.context.obj({ Fields: [kid] } as never);
      catalog.set(PDFName.of(key), top as never);
    });

  /** All entries of its table lead to one place. */
  function astray(content: Uint8Array): Uint8Array {
    const text = Buffer.from(content).toString('latin1');
    return Buffer.from(text.replaceAll(/^\d{10} (?=00000 n)/gm, '0000000019 '), 'latin1');
  }

  const found: [string, Obstacle, () => Promise<Uint8Array> | Uint8Array][] = [
    ['a text', 'not-pdf', () => Buffer.from('Permohonan User ID')],
    ['nothing', 'not-pdf', () => new Uint8Array()],
    ['a password', 'encrypted', () => document('groff-password')],
    ['an empty password', 'encrypted', () => document('groff-empty-password')],
    ['only half of it', 'damaged', () => document('groff').subarray(0, 3000)],
    ['a table that leads astray', 'damaged', () => astray(document('groff'))],
    ['a beginning alone', 'damaged', () => Buffer.from('%PDF-1.7\nstartxref\n99999\n%%EOF')],
    [
      'a table of itself',
      'damaged',
      () => Buffer.from('%PDF-1.7\nxref\n0 0\ntrailer\n<</Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF'),
    ],
    ['pages a thousand levels deep', 'damaged', () => nested('Pages')],
    ['fields a thousand levels deep', 'damaged', () => nested('AcroForm')],
    ['a script when opened', 'scripts', () => inCatalog('OpenAction', javaScript)],
    [
      'a script by a name',
      'scripts',
      () => inCatalog('Names', { JavaScript: { Names: [PDFString.of('a'), javaScript] } }),
    ],
    ['a script of a page', 'scripts', () => inPage('AA', { O: javaScript })],
    ['a script when pressed', 'scripts', () => inPage('Annots', [link(javaScript)])],
    [
      'a script behind another action',
      'scripts',
      () => inCatalog('OpenAction', { S: 'GoTo', D: [0], Next: [javaScript] }),
    ],
    [
      'a program to launch',
      'actions',
      () => inPage('Annots', [link({ S: 'Launch', F: PDFString.of('a.exe') })]),
    ],
    [
      'an address that opens by itself',
      'actions',
      () => inCatalog('OpenAction', { S: 'URI', URI: PDFString.of('https://a.example') }),
    ],
    [
      'a form of XFA',
      'dynamic-form',
      () => inCatalog('AcroForm', { Fields: [], XFA: [PDFString.of('xdp')] }),
    ],
    [
      'an author who certified it',
      'certified',
      () =>
        inCatalog('Perms', {
          DocMDP: { Type: 'Sig', Reference: [{ TransformMethod: 'DocMDP', TransformParams: { P: 2 } }] },
        }),
    ],
  ];
  it.each(found)('G-7 is %s: %s', async (_, obstacle, load) => {
    expect(inspect(await load()).obstacles).toEqual([obstacle]);
  });

  it('G-7 is no link that one may press, no place to begin at, and no author who permits more', async () => {
    const harmless = [
      await inPage('Annots', [link({ S: 'URI', URI: PDFString.of('https://a.example') })]),
      await inCatalog('OpenAction', { S: 'GoTo', D: [0] }),
      await inCatalog('Perms', {
        DocMDP: { Type: 'Sig', Reference: [{ TransformMethod: 'DocMDP', TransformParams: { P: 3 } }] },
      }),
    ];
    for (const content of harmless) expect(inspect(content).obstacles).toEqual([]);
  });

  it('G-7 is a file that is too large', () => {
    expect(inspect(document('chromium'), 5000).obstacles).toEqual(['too-large']);
  });

  it('G-7 is said of any bytes: nothing that somebody sends makes it throw', () => {
    const content = document('groff-2.0-object-streams');
    for (let at = 0; at < content.length; at += 3) {
      const damaged = content.slice();
      damaged[at] = Number(damaged[at]) ^ 0x55;
      expect(() => inspect(damaged)).not.toThrow();
      expect(() => inspect(joined(content.subarray(0, at), content.subarray(at + 7)))).not.toThrow();
    }
  });
});
