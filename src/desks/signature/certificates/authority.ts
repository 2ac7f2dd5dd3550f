import { createHash } from 'node:crypto';
import type { Queryable } from '../../../core/queryable.ts';
import type { Database, Tx } from '../../../db/database.ts';
import type { Issuer } from '../../../pki/certificate.ts';
import { pki } from './pki-later.ts';

/** Whose the authority is, and what its certificates call it. */
const naming = { organisation: 'Satu Pintu', product: 'Satu Pintu' };
/** How long a person's certificate holds. */
export const certificateDays = 730;
const issuingYears = 10;
const dayMs = 24 * 60 * 60_000;

/** Where a certificate's own list of revocations, and the certificates above it, are found. */
export const crlPath = '/crl.der';
export const caPath = '/ca.pem';
/** Where it is asked whether a certificate holds; questions that are asked by GET stand below it. */
export const ocspPath = '/ocsp';
export const crlUrl = (publicUrl: string, authorityId: number): string =>
  `${publicUrl}${crlPath}?issuer=${authorityId}`;

/** What issues now. */
export interface IssuingAuthority {
  id: number;
  issuer: Issuer;
}

interface Row {
  id: number;
  root: Buffer;
  rootKey: Buffer;
  der: Buffer;
  key: Buffer;
}

const columns = 'id, root, root_key AS "rootKey", der, key';

/**
 * The product's own authority, in the caller's transaction: made at the first certificate, and followed by another issuing key under
 * the same root in time for what that one issues to end before it does. Of several replicas that make one at the same moment one's
 * stands (`certificate_authority_issuing`), and the others wait for it.
 */
export async function issuingAuthority(tx: Tx, now: Date): Promise<IssuingAuthority> {
  const current = await issuingNow(tx);
  if (current && (await lastsFor(current, now))) return opened(tx, current);
  await (current ? follow(tx, current, now) : begin(tx, now));
  // A statement of its own: it sees what another one has made meanwhile.
  const made = await issuingNow(tx);
  if (!made) throw new Error('no authority was made');
  return opened(tx, made);
}

async function issuingNow(tx: Tx): Promise<Row | undefined> {
  const [row] = await tx.query<Row>(`SELECT ${columns} FROM certificate_authority WHERE retired_at IS NULL`);
  return row;
}

/** Whether all that it issues now ends before it does. */
async function lastsFor({ der }: Row, now: Date): Promise<boolean> {
  const { notAfter } = (await pki()).detailsOf(bytes(der));
  return notAfter.getTime() - now.getTime() > certificateDays * dayMs;
}

async function opened(tx: Tx, { id, der, key }: Row): Promise<IssuingAuthority> {
  return { id, issuer: await issuerOf(tx, { der, key }) };
}

/** An authority with its key, which opens as that of this certificate. */
export async function issuerOf(
  db: Pick<Queryable, 'keys'>,
  { der, key }: Pick<Row, 'der' | 'key'>,
): Promise<Issuer> {
  const opened = await db.keys.openBytes('certificate_authority', rowOf(der), { key });
  return { certificate: bytes(der), privateKey: bytes(opened.key) };
}

/** As whose its keys are sealed. */
const rowOf = (der: Uint8Array): string => createHash('sha256').update(der).digest('hex');

async function begin(tx: Tx, now: Date): Promise<void> {
  const { root, issuing } = await (await pki()).createAuthority({ ...naming, now });
  const sealed = await tx.keys.seal('certificate_authority', rowOf(issuing.certificate), {
    root_key: Buffer.from(root.privateKey),
    key: Buffer.from(issuing.privateKey),
  });
  await tx.query(
    `INSERT INTO certificate_authority (root, root_key, der, key, made_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [Buffer.from(root.certificate), sealed.root_key, Buffer.from(issuing.certificate), sealed.key, now],
  );
}

/** The next issuing key under the same root. What the one before has issued holds on, and its list of revocations goes on. */
async function follow(tx: Tx, before: Row, now: Date): Promise<void> {
  const retired = await tx.query(
    'UPDATE certificate_authority SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL RETURNING id',
    [before.id, now],
  );
  if (retired.length === 0) return;
  const { root_key } = await tx.keys.openBytes('certificate_authority', rowOf(before.der), {
    root_key: before.rootKey,
  });
  const root: Issuer = { certificate: bytes(before.root), privateKey: bytes(root_key) };
  const issuing = await (await pki()).createIssuing({ ...naming, now, root, years: issuingYears });
  const sealed = await tx.keys.seal('certificate_authority', rowOf(issuing.certificate), {
    root_key,
    key: Buffer.from(issuing.privateKey),
  });
  await tx.query(
    `INSERT INTO certificate_authority (root, root_key, der, key, made_at) VALUES ($1, $2, $3, $4, $5)`,
    [before.root, sealed.root_key, Buffer.from(issuing.certificate), sealed.key, now],
  );
}

/** All authorities' certificates, from what issues to its root, as PEM: what verifies a signature without asking us. */
export async function authorityPem(db: Database): Promise<string> {
  const rows = await db.query<Pick<Row, 'der' | 'root'>>(
    'SELECT der, root FROM certificate_authority ORDER BY id DESC',
  );
  const all = [...rows.map(({ der }) => der), ...rows.map(({ root }) => root)].map(pem);
  return [...new Set(all)].join('');
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** In memory of their own, as what is signed and verified wants them. */
export const bytes = (buffer: Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(buffer);
