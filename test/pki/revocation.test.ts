import { describe, expect, it } from 'vitest';
import { createAuthority } from '../../src/pki/authority.ts';
import { detailsOf, pemOf } from '../../src/pki/certificate.ts';
import {
  type RevocationReason,
  type Revoked,
  readCrl,
  revocationReasons,
  signCrl,
} from '../../src/pki/crl.ts';
import { answerOcsp, type OcspStatus } from '../../src/pki/ocsp.ts';
import { openssl } from '../support/judges.ts';
import { authority, certified, now } from './people.ts';

const { root, issuing } = authority;
const nextUpdate = new Date(now.getTime() + 7 * 86_400_000);
const listed = (revoked: readonly Revoked[], number = 7) =>
  signCrl({ issuer: issuing, number, thisUpdate: now, nextUpdate, revoked });
const serialOf = (certificate: Uint8Array<ArrayBuffer>) => detailsOf(certificate).serial;
const reasons = Object.keys(revocationReasons) as RevocationReason[];

describe('The list of what was revoked', () => {
  it('G-6 has every number with its day, whatever its length and first bit, and the next date', async () => {
    const serials = ['1', '7F', '80', 'FF00', 'ABC', 'F'.repeat(32), '4'.repeat(32)];
    const revoked = serials.map((serial, index) => ({
      serial,
      at: now,
      reason: reasons[index % 5] ?? 'unspecified',
    }));
    const crl = readCrl(await listed(revoked));
    expect([...crl.revoked.keys()]).toEqual(serials);
    expect(crl.revoked.get('80')).toEqual(new Date('2026-11-29T03:00:00Z'));
    expect(crl).toMatchObject({ number: 7, nextUpdate: new Date('2026-12-06T03:00:00Z') });
    expect(crl.isOf(issuing.certificate)).toBe(true);
  });

  it('G-6 is nobody else’s: not that of another authority, nor of one that has been changed', async () => {
    const { issuing: other } = await createAuthority({
      organisation: 'PT Contoh',
      product: 'Satu Pintu',
      now,
    });
    const list = await listed([{ serial: '1234', at: now, reason: 'superseded' }]);
    expect(readCrl(list).isOf(other.certificate)).toBe(false);
    const at = Buffer.from(list).indexOf('1234', 'hex');
    list[at] = 0x13;
    const changed = readCrl(list);
    expect([...changed.revoked.keys()]).toEqual(['1334']);
    expect(changed.isOf(issuing.certificate)).toBe(false);
  });

  it('G-6 holds until after it was made', async () => {
    const order = { issuer: issuing, number: 1, thisUpdate: now, nextUpdate: now, revoked: [] };
    await expect(signCrl(order)).rejects.toThrow();
  });
});

describe.skipIf(!openssl.found)(openssl.title('Revocation, judged by OpenSSL'), () => {
  const chain = { 'root.pem': pemOf(root.certificate), 'issuing.pem': pemOf(issuing.certificate) };
  const at = ['-attime', String(Math.floor(now.getTime() / 1000) + 60)];
  const trust = ['-CAfile', 'root.pem', '-untrusted', 'issuing.pem'];
  const pemOfList = (list: Uint8Array) =>
    `-----BEGIN X509 CRL-----\n${Buffer.from(list).toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END X509 CRL-----\n`;

  it('G-6 is seen by who checks the list: one revoked, one not', async () => {
    const [gone, here] = [await certified('Gone'), await certified('Here')];
    const list = await listed([{ serial: serialOf(gone.certificate), at: now, reason: 'keyCompromise' }]);
    const said = (certificate: Uint8Array) =>
      openssl.says(['verify', ...at, '-crl_check', '-CRLfile', 'crl.pem', ...trust, 'person.pem'], {
        ...chain,
        'crl.pem': pemOfList(list),
        'person.pem': pemOf(certificate),
      }).words;
    expect(said(gone.certificate)).toContain('certificate revoked');
    expect(said(here.certificate)).toContain('person.pem: OK');
  });

  it('G-6 says its number, its reasons and its dates, and nothing of an empty list', async () => {
    const text = (list: Uint8Array) =>
      openssl.says(['crl', '-inform', 'DER', '-in', 'crl.der', '-noout', '-text'], { 'crl.der': list }).words;
    const full = text(
      await listed(
        reasons.map((reason, index) => ({ serial: `5${index}`, at: now, reason })),
        300,
      ),
    );
    expect(full).toMatch(/X509v3 CRL Number: \s+300/);
    expect(full).toContain('Next Update: Dec  6 03:00:00 2026 GMT');
    for (const words of ['Key Compromise', 'Affiliation Changed', 'Superseded', 'Cessation Of Operation'])
      expect(full).toContain(words);
    expect(full).not.toContain('Unspecified');
    expect(text(await listed([]))).toContain('No Revoked Certificates');
  });

  it('G-6 is answered to who asks about one certificate', async () => {
    const [good, revoked, unknown] = [await certified('A'), await certified('B'), await certified('C')];
    const asked: [string, OcspStatus, RegExp][] = [
      [serialOf(good.certificate), 'good', /person\.pem: good/],
      [
        serialOf(revoked.certificate),
        { revokedAt: now, reason: 'superseded' },
        /person\.pem: revoked[\s\S]*Reason: superseded[\s\S]*Revocation Time: Nov 29 03:00:00 2026/,
      ],
      [serialOf(unknown.certificate), 'unknown', /person\.pem: unknown/],
    ];
    const people = [good, revoked, unknown];
    for (const [index, [serial, status, words]] of asked.entries()) {
      const files = { ...chain, 'person.pem': pemOf(people[index]?.certificate ?? new Uint8Array()) };
      for (const hash of ['-sha1', '-sha256']) {
        const request = openssl.makes(
          ['ocsp', hash, '-issuer', 'issuing.pem', '-cert', 'person.pem', '-reqout', 'req.der'],
          files,
          'req.der',
        );
        const response = await answerOcsp({
          request,
          issuer: issuing,
          statusOf: async (one) => (one === serial ? status : 'unknown'),
          now,
          nextUpdate,
        });
        const said = openssl.says(
          [
            ...['ocsp', hash, '-issuer', 'issuing.pem', '-cert', 'person.pem', '-CAfile', 'root.pem'],
            ...[...at, '-no_nonce', '-respin', 'resp.der', '-resp_text'],
            // Whether an answer is too old OpenSSL judges by today's date, whatever it is told of the time.
            ...['-validity_period', '2000000000'],
          ],
          { ...files, 'resp.der': response },
        );
        const nonce = openssl.says(['ocsp', '-reqin', 'req.der', '-req_text'], { 'req.der': request });
        expect(said.words).toContain('Response verify OK');
        expect(said.words).toContain(/OCSP Nonce: \s+(\w{36})/.exec(nonce.words)?.[1] ?? 'no nonce');
        expect(said.words).toMatch(words);
      }
    }
  });

  it('G-6 is answered with “malformed” to what is no question', async () => {
    const response = await answerOcsp({
      request: new TextEncoder().encode('no question'),
      issuer: issuing,
      statusOf: async () => 'good',
      now,
      nextUpdate,
    });
    const said = openssl.says(['ocsp', '-respin', 'resp.der', '-resp_text'], { 'resp.der': response });
    expect(said.words).toContain('malformedrequest');
  });
});
