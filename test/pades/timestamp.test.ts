import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sign } from '../../src/pades/sign.ts';
import { createPdfThreads } from '../../src/pades/threads.ts';
import { NoTimeStamp, timeStamperAt } from '../../src/pades/timestamp.ts';
import { verify } from '../../src/pades/verify.ts';
import { detailsOf, pemOf } from '../../src/pki/certificate.ts';
import { signCrl } from '../../src/pki/crl.ts';
import { openssl, pdfsig } from '../support/judges.ts';
import { ali, document, issuing, joined, orderOf, trusted } from './documents.ts';

const settings = `
[req]
distinguished_name = name
x509_extensions = stamping
prompt = no
[name]
CN = Stempel Waktu
[stamping]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = here
[here]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_alg = sha256
`;

/** How the authority answers: as it should, or with what is spoilt. */
type Answering = 'well' | 'slowly' | 'with an error' | 'at length' | 'nonsense' | 'another question';

describe.skipIf(!openssl.found)(openssl.title('A time-stamp, from an authority that is OpenSSL’s'), () => {
  let server: Server;
  let url: string;
  let answering: Answering = 'well';
  let certificate: Uint8Array<ArrayBuffer>;
  let key: Uint8Array;
  const files = () => ({ conf: settings, 'tsa.pem': pemOf(certificate), 'tsa.key': key, serial: '01' });
  const reply = (query: Uint8Array) =>
    openssl.makes(
      ['ts', '-reply', '-config', 'conf', '-queryfile', 'q', '-out', 'r'],
      { ...files(), q: query },
      'r',
    );

  beforeAll(async () => {
    key = openssl.makes(['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'k'], {}, 'k');
    certificate = openssl.makes(
      [
        'req',
        '-new',
        '-x509',
        '-days',
        '3650',
        '-config',
        'conf',
        '-key',
        'k',
        '-outform',
        'DER',
        '-out',
        'c',
      ],
      { conf: settings, k: key },
      'c',
    );
    let before: Uint8Array = new Uint8Array();
    server = createServer(async (req, res) => {
      const body: Buffer[] = [];
      for await (const piece of req) body.push(piece);
      const query = Buffer.concat(body);
      if (answering === 'slowly') return;
      if (answering === 'with an error') return res.writeHead(503).end();
      if (answering === 'at length') return res.end(Buffer.alloc(1_000_000));
      if (answering === 'nonsense') return res.end('<html>');
      if (answering === 'another question') return res.end(before);
      before = reply(query);
      res.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(before);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const stampedNow = () => ({ ...trusted, roots: [...trusted.roots, certificate], now: new Date() });

  it('G-7 attests the time of a signature, also by way of the thread', async () => {
    const content = document('groff');
    const signed = await createPdfThreads().sign('ali', content, orderOf(), timeStamperAt(url));
    const [verdict] = verify(signed, stampedNow()).signatures;
    expect(verdict).toMatchObject({
      integrity: 'intact',
      attested: { by: { subject: { name: 'Stempel Waktu' } }, trust: { outcome: 'trusted' } },
      claimedTrust: null,
    });
    expect(Math.abs(Number(verdict?.attested?.at) - Date.now())).toBeLessThan(3_600_000);
    if (pdfsig.found)
      expect(pdfsig.says(['s.pdf'], { 's.pdf': signed }).words).toContain('Signature is Valid');
  });

  it('G-7 is judged at the attested time, and only where we trust who attests it', async () => {
    const stamper = timeStamperAt(url);
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
    const stamper = timeStamperAt(url, { withinMs: how === 'slowly' ? 300 : 60_000 });
    answering = 'well';
    await timeStamperAt(url)(Buffer.alloc(32, 1));
    answering = how;
    const none = stamper(Buffer.alloc(32, 2));
    await expect(none).rejects.toThrow(NoTimeStamp);
    await expect(none).rejects.toThrow(why);
    // The same digest again is another question all the same.
    if (how === 'another question')
      await expect(stamper(Buffer.alloc(32, 1))).rejects.toThrow('another question');
    answering = 'well';
  });
});
