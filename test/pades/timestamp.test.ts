import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sign } from '../../src/pades/sign.ts';
import { createPdfThreads } from '../../src/pades/threads.ts';
import { NoTimeStamp, timeStamperAt } from '../../src/pades/timestamp.ts';
import { verify } from '../../src/pades/verify.ts';
import { detailsOf } from '../../src/pki/certificate.ts';
import { signCrl } from '../../src/pki/crl.ts';
import { openssl, pdfsig } from '../support/judges.ts';
import { openTimeStamping, type TimeStamping, timeStampIn } from '../support/time-stamper.ts';
import { ali, document, issuing, joined, lastSigned, orderOf, trusted } from './documents.ts';

describe.skipIf(!openssl.found)(openssl.title('A time-stamp, from an authority that is OpenSSL’s'), () => {
  let authority: TimeStamping;
  beforeAll(async () => {
    authority = await openTimeStamping();
  });
  afterAll(() => authority.close());

  const stampedNow = () => ({
    ...trusted,
    roots: [...trusted.roots, authority.certificate],
    now: new Date(),
  });

  it('G-7 attests the time of a signature, also by way of the thread', async () => {
    const content = document('groff');
    const stamper = timeStamperAt(authority.url);
    const { update } = await createPdfThreads().sign('ali', async () => content, orderOf(), stamper);
    const signed = joined(document('groff'), update);
    const [verdict] = verify(signed, stampedNow()).signatures;
    expect(verdict).toMatchObject({
      integrity: 'intact',
      attested: { by: { subject: { name: 'Stempel Waktu' } }, trust: { outcome: 'trusted' } },
      claimedTrust: null,
    });
    expect(Math.abs(Number(verdict?.attested?.at) - Date.now())).toBeLessThan(3_600_000);
    const { data, signature } = lastSigned(signed);
    expect(data).toHaveLength(signed.length - 2 * signature.length - 2);
    const stamp = timeStampIn(signature);
    expect(authority.judged(stamp.token, stamp.data)).toContain('Verification: OK');
    expect(
      authority.judged(
        stamp.token,
        stamp.data.map((byte) => byte ^ 1),
      ),
    ).toContain('message imprint mismatch');
    if (pdfsig.found)
      expect(pdfsig.says(['s.pdf'], { 's.pdf': signed }).words).toContain('Signature is Valid');
  });

  it('G-7 is judged at the attested time, and only where we trust who attests it', async () => {
    const stamper = timeStamperAt(authority.url);
    const content = document('groff');
    const signed = joined(content, (await sign(content, orderOf(), stamper)).update);
    const at = verify(signed, stampedNow()).signatures[0]?.attested?.at as Date;
    const list = async (revokedAt: Date) =>
      signCrl({
        issuer: issuing,
        number: 1,
        thisUpdate: revokedAt,
        nextUpdate: new Date(revokedAt.getTime() + 86_400_000),
        revoked: [{ serial: detailsOf(ali.certificate).serial, at: revokedAt, reason: 'superseded' }],
      });
    const later = new Date(at.getTime() + 60_000);
    const revoked = { ...stampedNow(), now: new Date(later.getTime() + 60_000), crls: [await list(later)] };
    const [known] = verify(signed, revoked).signatures;
    const [unknown] = verify(signed, { ...revoked, roots: trusted.roots }).signatures;
    expect(known?.trust?.revokedAt).toEqual(new Date(Math.floor(later.getTime() / 1000) * 1000));
    expect([known?.trust?.at, unknown?.attested?.trust.outcome]).toEqual([at, 'unknown-issuer']);
    expect([known?.trust?.outcome, unknown?.trust?.outcome]).toEqual(['trusted', 'revoked']);
  });

  it.each([
    ['slowly', 'no answer'],
    ['with an error', 'answered 503'],
    ['at length', 'too large'],
    ['nonsense', 'not an answer'],
    ['another question', 'another digest'],
  ] as const)('G-7 is none where the authority answers %s', async (how, why) => {
    const stamper = timeStamperAt(authority.url, { withinMs: how === 'slowly' ? 300 : 60_000 });
    authority.answer('well');
    await timeStamperAt(authority.url)(Buffer.alloc(32, 1));
    authority.answer(how);
    const none = stamper(Buffer.alloc(32, 2));
    await expect(none).rejects.toThrow(NoTimeStamp);
    await expect(none).rejects.toThrow(why);
    // The same digest again is another question all the same.
    if (how === 'another question')
      await expect(stamper(Buffer.alloc(32, 1))).rejects.toThrow('another question');
    authority.answer('well');
  });
});
