import { createHash } from 'node:crypto';
import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import * as pkijs from 'pkijs';
import { describe, expect, it } from 'vitest';
import { verify } from '../../src/pades/verify.ts';
import { createAuthority } from '../../src/pki/authority.ts';
import { detailsOf } from '../../src/pki/certificate.ts';
import { signCrl } from '../../src/pki/crl.ts';
import { derOf } from '../../src/pki/der.ts';
import { certified, now } from '../pki/people.ts';
import {
  ali,
  as,
  dewi,
  document,
  formDocument,
  issuing,
  joined,
  lastRanges,
  lastSigned,
  replaced,
  shapes,
  signedBy,
  trusted,
  writers,
} from './documents.ts';

const first = (content: Uint8Array, options = trusted) => verify(content, options).signatures[0];

/** The file with another signature in the place of the last one. */
function withSignature(content: Uint8Array, der: Uint8Array): Uint8Array<ArrayBuffer> {
  const [, gap = 0, rest = 0] = lastRanges(content);
  const made = new Uint8Array(content);
  made.fill(0x30, gap + 1, rest - 1);
  made.set(Buffer.from(Buffer.from(der).toString('hex')), gap + 1);
  return made;
}

/** The last signature of a file, changed. */
function changedCms(content: Uint8Array, change: (data: pkijs.SignedData) => void): Uint8Array<ArrayBuffer> {
  const info = pkijs.ContentInfo.fromBER(new Uint8Array(lastSigned(content).signature));
  const data = new pkijs.SignedData({ schema: info.content });
  change(data);
  const made = new pkijs.ContentInfo({ contentType: info.contentType, content: data.toSchema(true) });
  return withSignature(content, derOf(made));
}

/** What a person does with an editor that saves changes behind what is there. */
async function edited(content: Uint8Array, edit: (made: PDFDocument) => void | Promise<void>) {
  const made = await PDFDocument.load(content, { forIncrementalUpdate: true, updateMetadata: false });
  await edit(made);
  return new Uint8Array(await made.save({ useObjectStreams: false }));
}

describe('Verifying', () => {
  it.each([...writers, ...shapes])('G-8 sees each flipped byte of a signed file: %s', async (name) => {
    const signed = await signedBy(document(name));
    const [, gap = 0, rest = 0] = lastRanges(signed);
    const step = Math.max(1, Math.floor(signed.length / 40));
    for (let at = 0; at < signed.length; at += step) {
      if (at > gap && at < rest - 1) continue;
      const flipped = signed.slice();
      flipped[at] = Number(flipped[at]) ^ 0x01;
      const { covered, signatures } = verify(flipped, trusted);
      const intact = signatures.filter(({ integrity }) => integrity === 'intact');
      expect({ at, covered, intact }).toEqual({ at, covered: false, intact: [] });
    }
  });

  it('G-8 says “changed” of a flipped byte, and leaves the readable file readable', async () => {
    const signed = replaced(await signedBy(document('chromium')), 'Skia', 'Skya');
    expect(first(signed)).toMatchObject({
      integrity: 'changed',
      signer: { subject: { name: 'Ali Rahman, S.H., M.H.' } },
    });
    expect(verify(signed, trusted)).toMatchObject({ readable: true, covered: false });
  });

  it('G-8 says “changed” of a file that cannot be read any more', async () => {
    const signed = await signedBy(document('groff'));
    const integrity = (content: Uint8Array) => first(content)?.integrity;
    // Every reader then shows the file as it was before it was signed.
    const hidden = replaced(signed, 'startxref', 'startxxxx');
    expect([verify(hidden, trusted).readable, integrity(hidden)]).toEqual([true, 'changed']);
    const broken = replaced(signed, '/Root', '/Rout');
    expect([verify(broken, trusted).readable, integrity(broken)]).toEqual([false, 'changed']);
  });

  it('G-8 names nobody else, and trusts nobody more, whatever byte of the signature itself is flipped', async () => {
    const signed = await signedBy(document('groff'));
    const { signature } = lastSigned(signed);
    const length = derOf(pkijs.ContentInfo.fromBER(signature)).length;
    const { fingerprint } = detailsOf(ali.certificate);
    const seen = new Set<string | undefined>();
    for (let at = 0; at < length; at += 9) {
      const flipped = signature.slice();
      flipped[at] = Number(flipped[at]) ^ 0x10;
      const verdict = first(withSignature(signed, flipped));
      // Some bytes are looked at by nobody: such as those of the root, which we have ourselves.
      if (verdict?.integrity === 'intact') expect(verdict.signer?.fingerprint).toBe(fingerprint);
      seen.add(verdict?.integrity);
    }
    expect([...seen]).toEqual(
      expect.arrayContaining(['unreadable', 'changed', 'another-certificate', 'not-by-its-certificate']),
    );
  });

  it('G-8 sees moved ranges', async () => {
    const signed = await signedBy(document('groff'));
    const [, gap, rest, length] = lastRanges(signed).map((one) => String(one).padEnd(10));
    const ranges = (...numbers: (string | undefined)[]) =>
      replaced(signed, `[0 ${gap} ${rest} ${length}]`, `[${numbers.join(' ')}]`);
    const shorter = String(Number(length) - 40).padEnd(10);
    const later = String(Number(gap) + 2).padEnd(10);
    for (const moved of [
      ranges('0', later, rest, length),
      ranges('9', gap, rest, length),
      ranges('0', gap, rest, '9'.repeat(10)),
    ])
      expect(first(moved)?.integrity).toBe('ranges-do-not-fit');
    expect(first(ranges('0', gap, rest, shorter))?.integrity).toBe('changed');
  });

  it('G-8 says that the ranges do not fit where somebody has saved a signed file anew', async () => {
    const made = await PDFDocument.load(await signedBy(document('groff')));
    const saved = new Uint8Array(await made.save({ useObjectStreams: false }));
    expect(first(saved)?.integrity).toBe('ranges-do-not-fit');
  });

  it('G-8 sees another certificate beside a signature', async () => {
    const signed = await signedBy(document('groff'));
    const other = pkijs.Certificate.fromBER(dewi.certificate);
    const swapped = changedCms(signed, (data) => {
      data.certificates = [other];
      const { issuer, serialNumber } = other;
      for (const info of data.signerInfos)
        info.sid = new pkijs.IssuerAndSerialNumber({ issuer, serialNumber });
    });
    expect(first(swapped)).toMatchObject({ integrity: 'another-certificate' });
    // Where the signature does not say which certificate it was made with, its key does.
    const unsaid = changedCms(signed, (data) => {
      for (const info of data.signerInfos) info.signedAttrs?.attributes.pop();
    });
    expect(first(unsaid)?.integrity).toBe('not-by-its-certificate');
  });

  it('G-8 tells further signatures, filled-in fields, changes and loose bytes apart', async () => {
    const signed = await signedBy(await formDocument());
    const seen = (content: Uint8Array) => {
      const { covered, signatures } = verify(content, trusted);
      return [signatures[0]?.integrity, signatures[0]?.afterwards, covered];
    };
    expect(seen(signed)).toEqual(['intact', 'nothing', true]);
    expect(seen(joined(signed, Buffer.from('\n')))).toEqual(['intact', 'nothing', true]);
    expect(seen(joined(signed, Buffer.from('\n% loose')))).toEqual(['intact', 'bytes', false]);
    expect(seen(await signedBy(signed, as(dewi, 'Dewi')))).toEqual(['intact', 'signatures', true]);
    const drawn = await edited(signed, (made) => made.getPage(0).drawText('Rp 1.000.000', { x: 50, y: 450 }));
    expect(seen(drawn)).toEqual(['intact', 'changes', false]);
    // Signing what was changed does not make it what the first signer saw.
    expect(seen(await signedBy(drawn, as(dewi, 'Dewi')))).toEqual(['intact', 'changes', true]);
    const note = await edited(signed, (made) => {
      const annotation = made.context.register(
        made.context.obj({
          Type: 'Annot',
          Subtype: 'FreeText',
          Rect: [0, 0, 99, 99],
          Contents: PDFString.of('Lunas'),
        }),
      );
      made.getPage(0).node.Annots()?.push(annotation);
    });
    expect(seen(note)[1]).toBe('changes');
    const filled = await edited(signed, (made) => {
      const field = made.getForm().getTextField('nama.depan').acroField;
      field.dict.set(PDFName.of('V'), PDFString.of('Ali'));
    });
    expect(seen(filled)[1]).toBe('form');
    const moved = await edited(signed, (made) => {
      const field = made.getForm().getSignature('Signature2').acroField;
      field.dict.set(PDFName.of('Rect'), made.context.obj([0, 0, 10, 10]));
    });
    expect(seen(moved)[1]).toBe('changes');
  });

  it('G-8 orders signatures by what they have signed, whatever the form says', async () => {
    const twice = await signedBy(await signedBy(document('groff')), as(dewi, 'Dewi'));
    const turned = await edited(twice, (made) => {
      const form = made.catalog.lookup(PDFName.of('AcroForm')) as ReturnType<typeof made.context.obj> & {
        lookup(name: PDFName): { asArray(): unknown[] };
      };
      form.lookup(PDFName.of('Fields')).asArray().reverse();
    });
    expect(verify(turned, trusted).signatures.map(({ said }) => said.name)).toEqual([
      'Ali Rahman, S.H., M.H.',
      'Dewi',
    ]);
  });

  it('G-8 says nothing of a file without signatures, or of what is no file', () => {
    expect(verify(document('groff'), trusted)).toEqual({ readable: true, covered: false, signatures: [] });
    expect(verify(Buffer.from('nothing'), trusted)).toEqual({
      readable: false,
      covered: false,
      signatures: [],
    });
  });
});

describe('Whom verifying trusts', () => {
  const at = (moment: string) => ({ ...trusted, now: new Date(moment) });

  it('G-8 says unknown issuer of another authority, and refuses nothing', async () => {
    const { root, issuing: other } = await createAuthority({ organisation: 'Lain', product: 'Lain', now });
    const stranger = await certified('Orang Lain', { issuer: other });
    const signed = await signedBy(document('groff'), {
      certificates: [stranger.certificate, other.certificate],
      privateKey: stranger.privateKey,
    });
    expect(first(signed)).toMatchObject({ integrity: 'intact', trust: { outcome: 'unknown-issuer' } });
    const known = { ...trusted, roots: [root.certificate] };
    expect(first(signed, known)?.trust?.outcome).toBe('trusted');
    expect(verify(signed, trusted).covered).toBe(true);
  });

  it('G-8 says expired and not yet valid, and what it was at the time that the signer claims', async () => {
    const signed = await signedBy(document('groff'));
    expect(first(signed)?.trust).toMatchObject({ outcome: 'trusted', revocation: 'unknown' });
    const later = first(signed, at('2028-01-01T00:00:00Z'));
    expect([later?.integrity, later?.trust?.outcome, later?.claimedTrust?.outcome]).toEqual([
      'intact',
      'expired',
      'trusted',
    ]);
    expect(first(signed, at('2026-01-01T00:00:00Z'))?.trust?.outcome).toBe('not-yet-valid');
  });

  it('G-8 says revoked from the day on, and how old the list is that says so', async () => {
    const signed = await signedBy(document('groff'));
    const revokedAt = new Date('2026-12-01T00:00:00Z');
    const list = (serials: string[]) =>
      signCrl({
        issuer: issuing,
        number: 1,
        thisUpdate: revokedAt,
        nextUpdate: new Date('2026-12-08T00:00:00Z'),
        revoked: serials.map((serial) => ({ serial, at: revokedAt, reason: 'keyCompromise' as const })),
      });
    const own = detailsOf(ali.certificate).serial;
    const [listed, empty] = [await list([own]), await list([detailsOf(dewi.certificate).serial])];
    const trust = (crls: Uint8Array<ArrayBuffer>[], moment: string) =>
      first(signed, { ...at(moment), ...{ crls } })?.trust;
    expect(trust([listed], '2026-12-02T00:00:00Z')).toMatchObject({ outcome: 'revoked', revokedAt });
    expect(trust([listed], '2026-11-30T00:00:00Z')).toMatchObject({
      outcome: 'trusted',
      revocation: 'revoked',
      revokedAt,
    });
    expect(trust([empty], '2026-12-02T00:00:00Z')).toMatchObject({ outcome: 'trusted', revocation: 'good' });
    expect(trust([empty], '2026-12-12T00:00:00Z')?.revocation).toBe('outdated');
    expect(trust([new Uint8Array([1, 2, 3])], '2026-12-02T00:00:00Z')?.revocation).toBe('unknown');
  });

  it('G-8 believes no person who issues certificates', async () => {
    const made = await certified('Anak', { issuer: ali });
    const signed = await signedBy(document('groff'), {
      certificates: [made.certificate, ali.certificate, issuing.certificate],
      privateKey: made.privateKey,
    });
    expect(first(signed)?.trust?.outcome).not.toBe('trusted');
  });

  it('G-7 has its attributes in the order of DER', async () => {
    const { signature } = lastSigned(await signedBy(document('groff')));
    const info = pkijs.ContentInfo.fromBER(new Uint8Array(signature));
    const [signer] = new pkijs.SignedData({ schema: info.content }).signerInfos;
    const encoded = (signer?.signedAttrs?.attributes ?? []).map((one) => Buffer.from(derOf(one)));
    expect(encoded).toHaveLength(3);
    expect([...encoded].sort((one, other) => one.compare(other))).toEqual(encoded);
    expect(signer?.signedAttrs?.attributes.map(({ type }) => type)).toEqual([
      '1.2.840.113549.1.9.3',
      '1.2.840.113549.1.9.4',
      '1.2.840.113549.1.9.16.2.47',
    ]);
    const [, , certificate] = encoded;
    expect(certificate?.includes(createHash('sha256').update(ali.certificate).digest())).toBe(true);
  });
});
