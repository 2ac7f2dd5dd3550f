import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBodies } from '../../src/core/bodies.ts';
import type { Database } from '../../src/db/database.ts';
import { publicEndpoints } from '../../src/desks/signature/certificates/endpoints.ts';
import { openDoors } from '../../src/doors.ts';
import { createAuthority } from '../../src/pki/authority.ts';
import { detailsOf, pemOf } from '../../src/pki/certificate.ts';
import { authority, certified, now } from '../pki/people.ts';
import { collectLog, type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { openssl } from '../support/judges.ts';
import { ocspVerdict } from '../support/ocsp.ts';
import { openDatabase } from '../support/open-database.ts';

const soon = new Date(now.getTime() + 60_000);
let database: SampleDatabase;
let db: Database;
let server: Server;
let address: string;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url);
  const deps = { db, clock: () => soon, log: collectLog() };
  const named = new Map(Object.entries(publicEndpoints({ ...deps, bodies: createBodies() })));
  const notFound = async () => (_: unknown, res: { writeHead(status: number): { end(): void } }) =>
    res.writeHead(404).end();
  server = createServer(openDoors({ named, operations: () => false, portal: notFound }, deps.log));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ocsp`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await db.close();
  await database.drop();
});

/** Keeps an authority, retired, with one certificate of it. */
async function keep({ issuing, root }: typeof authority, serial: string): Promise<void> {
  const row = createHash('sha256').update(issuing.certificate).digest('hex');
  const sealed = await db.keys.seal('certificate_authority', row, {
    root_key: '',
    key: Buffer.from(issuing.privateKey),
  });
  await db.query(
    `WITH a AS (INSERT INTO certificate_authority (root, root_key, der, key, made_at, retired_at) VALUES ($1, $6, $2, $3, $4, $4) RETURNING id),
       s AS (INSERT INTO signer (person_id, changed_at) SELECT id, $4 FROM person WHERE email LIKE 'rina.%'
         ON CONFLICT (person_id) DO UPDATE SET changed_at = excluded.changed_at RETURNING id)
     INSERT INTO certificate (signer_id, authority_id, serial, subject, issuer, fingerprint, der, not_before, not_after, ends_on, superseded_at)
     SELECT s.id, a.id, $5, '', '', '', '', $4, $4::timestamptz + interval '1 year', '2027-11-29', $4 FROM s, a RETURNING id`,
    [
      Buffer.from(root.certificate),
      Buffer.from(issuing.certificate),
      sealed.key,
      now,
      serial,
      sealed.root_key,
    ],
  );
}

describe.skipIf(!openssl.found)(openssl.title('whether a certificate holds, asked by OCSP'), () => {
  const chainOf = (own: { certificate: Uint8Array }, { issuing, root }: typeof authority) => ({
    own: pemOf(own.certificate),
    issuing: pemOf(issuing.certificate),
    root: pemOf(root.certificate),
  });

  it('G-6 is answered by whichever authority has issued it, a retired one too, and not by any for those of others', async () => {
    const ali = await certified('Ali Rahman');
    const { serial } = detailsOf(ali.certificate);
    await keep(authority, serial);
    const other = await createAuthority({ organisation: 'PT Lain', product: 'Satu Pintu', now });
    const stranger = chainOf(ali, other);
    const chain = chainOf(ali, authority);
    for (const method of ['GET', 'POST'] as const) {
      expect((await ocspVerdict(address, chain, { now: soon, method })).words).toMatch(
        /Cert Status: good[\s\S]*Next Update[\s\S]*Response verify OK/,
      );
      expect((await ocspVerdict(address, stranger, { now: soon, method, unknown: true })).words).toContain(
        'unauthorized',
      );
    }
    await keep(other, 'ABCD');
    expect((await ocspVerdict(address, stranger, { now: soon, unknown: true })).words).toMatch(
      /Cert Status: unknown/,
    );
    await db.query(
      'UPDATE certificate SET revoked_at = $1, revocation = $2::certificate_revocation WHERE serial = $3',
      [now, 'NEW_PHONE', serial],
    );
    expect((await ocspVerdict(address, chain, { now: soon })).words).toMatch(
      /Cert Status: revoked[\s\S]*Reason: superseded/,
    );
  });

  it('G-6 is answered of the certificate that the product signs with as of people’s', async () => {
    const own = await certified('Satu Pintu');
    const { serial } = detailsOf(own.certificate);
    await db.query(
      `INSERT INTO product_certificate (authority_id, serial, subject, fingerprint, der, not_after, made_at)
       SELECT min(id), $1, '', $1, '', $2, $2 FROM certificate_authority`,
      [serial, now],
    );
    const chain = chainOf(own, authority);
    expect((await ocspVerdict(address, chain, { now: soon })).words).toMatch(/Cert Status: good/);
    await db.query('UPDATE product_certificate SET revoked_at = $1 WHERE serial = $2', [now, serial]);
    expect((await ocspVerdict(address, chain, { now: soon })).words).toMatch(/Cert Status: revoked/);
  });

  it('is kept by nobody where it answers one question alone, and for a while where others ask the same', async () => {
    const chain = chainOf(await certified('Dewi Lestari'), authority);
    const once = await ocspVerdict(address, chain, { now: soon });
    expect(once.words).not.toContain('WARNING: no nonce in response');
    expect(once.headers.get('cache-control')).toBe('no-store');
    const kept = await ocspVerdict(address, chain, { now: soon, method: 'GET' });
    expect(kept.headers.get('cache-control')).toContain('max-age=300');
    expect(kept.headers.get('expires')).toBe(new Date(soon.getTime() + 60 * 60_000).toUTCString());
    expect(kept.headers.get('content-type')).toBe('application/ocsp-response');
  });

  it('refuses what is no question: other methods and types, too much, and what nobody can read', async () => {
    const post = (body: Uint8Array<ArrayBuffer>, type = 'application/ocsp-request') =>
      fetch(address, { method: 'POST', headers: { 'content-type': type }, body });
    expect((await fetch(address)).status).toBe(405);
    expect((await fetch(`${address}/MA==`, { method: 'POST' })).status).toBe(405);
    expect((await post(new Uint8Array(10), 'text/plain')).status).toBe(415);
    expect((await post(new Uint8Array(5000))).status).toBe(413);
    for (const path of ['', 'kein*base64', '%', 'A'.repeat(5000)])
      expect((await fetch(`${address}/${path}`)).status).toBe(400);
    const malformed = Buffer.from(await (await post(new Uint8Array([1, 2, 3]))).arrayBuffer());
    expect(openssl.says(['ocsp', '-respin', 'r.der', '-resp_text'], { 'r.der': malformed }).words).toContain(
      'malformedrequest',
    );
  });
});
