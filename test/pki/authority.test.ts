import { X509Certificate } from 'node:crypto';
// Node 20 never finishes this module where `toLegacyObject` is what loads it first, and other files share our process.
import 'node:tls';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAuthority, createIssuing, issueCertificate } from '../../src/pki/authority.ts';
import { detailsOf, pemOf } from '../../src/pki/certificate.ts';
import { newKeyPair } from '../../src/pki/keys.ts';
import { openssl } from '../support/judges.ts';
import { authority, certified, now } from './people.ts';

const { root, issuing } = authority;
const names = [
  'Bima Sakti',
  'Ali Rahman, S.H., M.H.',
  'Prof. Dr. H. Siti Nurhaliza, S.E., Ak., BNT',
  'Robert "Bob" Tanoe',
  'Rina + Dewi',
  'Back\\slash',
  '#42 Hash',
  ' leading and trailing ',
  'José Ñandú Žižek',
  '李小龍',
  'CN=Somebody Else, O=Another',
  'a;b<c>d=e',
  'I Gusti Ngurah 😀',
];

describe('A certificate of a person', () => {
  it.each(names)('G-5 has the name whole: %s', async (name) => {
    const { certificate } = await certified(name);
    expect(detailsOf(certificate).subject).toMatchObject({ name, organisation: 'PT Contoh' });
    // Node's own reader, which is OpenSSL.
    expect(new X509Certificate(certificate).toLegacyObject().subject).toMatchObject({
      CN: name,
      O: 'PT Contoh',
    });
  });

  it('G-5 has any name whole', async () => {
    const { publicKey } = await newKeyPair();
    const given = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 90 })
      .filter((name) => name.trim() !== '');
    const organisation = fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 64 });
    await fc.assert(
      fc.asyncProperty(given, organisation, async (name, of) => {
        const certificate = await issueCertificate({
          issuer: issuing,
          subject: { name, email: 'a@b.example', organisation: of },
          publicKey,
          now,
          days: 1,
          crlUrl: 'https://c.example/crl',
          caUrl: 'https://c.example/ca',
        });
        expect(detailsOf(certificate).subject).toMatchObject({ name, organisation: of });
      }),
      { numRuns: 60 },
    );
  });

  it('G-5 cuts a common name of more than 64 characters between words, and has the whole beside it', async () => {
    const name =
      'Prof. Dr. Ir. H. Muhammad Abdurrahman Wahid Hasyim Asy’ari, S.H., M.H., LL.M., Ph.D., CFrA.';
    const { certificate } = await certified(name);
    expect(detailsOf(certificate).subject.name).toBe(name);
    const legacy = new X509Certificate(certificate).toLegacyObject().subject;
    expect(legacy).toMatchObject({
      CN: 'Prof. Dr. Ir. H. Muhammad Abdurrahman Wahid Hasyim Asy’ari…',
      name,
    });
  });

  it('G-5 says whom, by whom, how long and by which number', async () => {
    const { certificate } = await certified('Ali Rahman, S.H.');
    const details = detailsOf(certificate);
    const judged = new X509Certificate(certificate);
    expect(details).toEqual({
      subject: {
        name: 'Ali Rahman, S.H.',
        organisation: 'PT Contoh',
        text: 'CN=Ali Rahman\\, S.H., serialNumber=42, O=PT Contoh',
      },
      issuer: {
        name: expect.stringMatching(/^Satu Pintu Signing CA 2026 [0-9A-F]{6}$/),
        organisation: 'PT Contoh',
        text: expect.stringMatching(/^CN=Satu Pintu Signing CA 2026 [0-9A-F]{6}, O=PT Contoh$/),
      },
      serial: judged.serialNumber,
      notBefore: new Date('2026-11-29T02:55:00Z'),
      notAfter: new Date('2027-11-29T03:00:00Z'),
      fingerprint: judged.fingerprint256.replaceAll(':', ''),
      email: 'bima@contoh.example',
    });
    expect(details.serial).toMatch(/^[4-7][0-9A-F]{31}$/);
    expect(detailsOf((await certified('Ali Rahman, S.H.')).certificate).serial).not.toBe(details.serial);
  });

  it('G-5 ends no later than its issuer’s, and none is issued once that has ended', async () => {
    const { certificate } = await certified('Bima', { days: 40_000 });
    expect(detailsOf(certificate).notAfter).toEqual(detailsOf(issuing.certificate).notAfter);
    await expect(certified('Bima', { at: new Date('2036-11-29T03:00:00Z') })).rejects.toThrow('has expired');
  });

  it('G-5 is refused for an organisation, an address or a name that a certificate cannot have', async () => {
    const { publicKey } = await newKeyPair();
    const asked = {
      issuer: issuing,
      publicKey,
      now,
      days: 1,
      crlUrl: 'https://c.example',
      caUrl: 'https://c.example',
    };
    const subject = { name: 'Bima', email: 'a@b.example', organisation: 'PT' };
    const refused = (of: Partial<typeof subject>) =>
      expect(issueCertificate({ ...asked, subject: { ...subject, ...of } })).rejects.toThrow();
    await refused({ organisation: 'x'.repeat(65) });
    await refused({ email: 'bíma@b.example' });
    await refused({ name: ' ' });
  });

  it('G-6 goes on below the same root after a rotation of the issuing key', async () => {
    const order = { root, organisation: 'PT Contoh', product: 'Satu Pintu', now, years: 10 };
    const next = await createIssuing(order);
    expect(detailsOf(next.certificate).subject.name).not.toBe(detailsOf(issuing.certificate).subject.name);
    const { certificate } = await certified('Bima', { issuer: next });
    const judged = new X509Certificate(certificate);
    const [above, old] = [next, issuing].map((one) => new X509Certificate(one.certificate));
    expect(judged.checkIssued(above as X509Certificate)).toBe(true);
    expect(judged.checkIssued(old as X509Certificate)).toBe(false);
    expect(above?.verify(new X509Certificate(root.certificate).publicKey)).toBe(true);
  });
});

describe.skipIf(!openssl.found)(openssl.title('A certificate, judged by OpenSSL'), () => {
  const chain = { 'root.pem': pemOf(root.certificate), 'issuing.pem': pemOf(issuing.certificate) };
  const verify = ['verify', '-x509_strict', '-CAfile', 'root.pem', '-untrusted', 'issuing.pem'];
  const at = ['-attime', String(Math.floor(now.getTime() / 1000) + 60)];

  it.each(names.slice(0, 4))('G-5 is trusted for e-mail: %s', async (name) => {
    const { certificate } = await certified(name);
    const said = openssl.says([...verify, ...at, '-purpose', 'smimesign', 'person.pem'], {
      ...chain,
      'person.pem': pemOf(certificate),
    });
    expect(said.words).toContain('person.pem: OK');
  });

  it('G-5 has the usages, the addresses and the lengths of the profile', async () => {
    const { certificate } = await certified('Bima');
    const text = (der: Uint8Array) =>
      openssl.says(['x509', '-in', 'one.pem', '-noout', '-text'], { 'one.pem': pemOf(der) }).words;
    const person = text(certificate);
    expect(person).toMatch(/Key Usage: critical\s+Digital Signature, Non Repudiation\n/);
    expect(person).toMatch(/Extended Key Usage: \s+E-mail Protection, 1\.3\.6\.1\.5\.5\.7\.3\.36\n/);
    expect(person).toMatch(/CA:FALSE/);
    expect(person).toContain('email:bima@contoh.example');
    expect(person).toContain('URI:https://pintu.example/crl.der');
    expect(person).toContain('CA Issuers - URI:https://pintu.example/ca.pem');
    expect(person).toContain('OCSP - URI:https://pintu.example/ocsp');
    expect(person).toContain('Signature Algorithm: ecdsa-with-SHA256');
    expect(person).toContain('NIST CURVE: P-256');
    expect(text(root.certificate)).toContain('CA:TRUE, pathlen:1');
    expect(text(issuing.certificate)).toContain('CA:TRUE, pathlen:0');
  });

  it('G-5 is not trusted below another root, before its time, and after it', async () => {
    const { certificate } = await certified('Bima', { days: 1 });
    const other = await createAuthority({ organisation: 'PT Contoh', product: 'Satu Pintu', now });
    const files = { ...chain, 'person.pem': pemOf(certificate) };
    const foreign = { ...files, 'root.pem': pemOf(other.root.certificate) };
    expect(openssl.says([...verify, ...at, 'person.pem'], foreign).words).toContain('unable to get');
    const when = (moment: string) => ['-attime', String(Date.parse(moment) / 1000)];
    const said = (moment: string) => openssl.says([...verify, ...when(moment), 'person.pem'], files).words;
    expect(said('2026-11-29T02:00:00Z')).toContain('not yet valid');
    expect(said('2026-12-02T00:00:00Z')).toContain('has expired');
    expect(said('2026-11-29T12:00:00Z')).toContain('OK');
  });
});
