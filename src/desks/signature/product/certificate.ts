import { withoutDeadline } from '../../../core/deadline.ts';
import type { Queryable } from '../../../core/queryable.ts';
import type { Database, Tx } from '../../../db/database.ts';
import { bytes, caPath, certificateDays, crlUrl, issuingAuthority } from '../certificates/authority.ts';
import { pki } from '../certificates/pki-later.ts';
import { publishRevocations } from '../certificates/revocation-list.ts';
import type { DeskDeps } from '../deps.ts';
import { privateKeyOf } from '../sealed.ts';

/** What it says of whom it is: the product, at whoever runs it. */
const productName = 'Satu Pintu';
/** So long before its end another one takes its place. */
const renewedBeforeMs = 60 * 24 * 60 * 60_000;

/** What the product signs with, and what proves that. */
export interface ProductCertificate {
  subject: string;
  /** SHA-256, hexadecimal. */
  fingerprint: string;
  privateKey: Uint8Array<ArrayBuffer>;
  /** Its own first, then those of its issuers. */
  chain: Uint8Array<ArrayBuffer>[];
  /** What its issuer has revoked, by its last list. */
  crl: Uint8Array<ArrayBuffer> | null;
}

interface Row {
  serial: string;
  subject: string;
  fingerprint: string;
  der: Buffer;
  privateKey: Buffer | null;
  authority: Buffer;
  root: Buffer;
  crl: Buffer | null;
}

export type ProductDeps = Pick<DeskDeps, 'publicUrl' | 'ocspUrl'> & {
  db: Database;
  organisation: string;
};

/**
 * The product's certificate: made at its first signature, and followed by another one in time before it ends. Of several that make one
 * at the same moment one's stands (`product_certificate_current`), and the others wait for it.
 */
export async function productCertificate(deps: ProductDeps, now: Date): Promise<ProductCertificate> {
  const current = await currentOf(deps.db, now);
  if (current) return opened(deps, current);
  await deps.db.transaction(withoutDeadline, (tx) => makeNext(tx, deps, now));
  const made = await currentOf(deps.db, now);
  if (!made) throw new Error('the product has no certificate');
  return opened(deps, made);
}

/** Where there is one that holds for long enough still, of the authority that issues now. */
async function currentOf(db: Queryable, now: Date): Promise<Row | undefined> {
  const [row] = await db.query<Row>(
    `SELECT p.serial, p.subject, p.fingerprint, p.der, p.private_key AS "privateKey", a.der AS authority, a.root, a.crl
     FROM product_certificate p JOIN certificate_authority a ON a.id = p.authority_id
     WHERE p.superseded_at IS NULL AND p.revoked_at IS NULL AND p.not_after > $1 AND a.retired_at IS NULL`,
    [new Date(now.getTime() + renewedBeforeMs)],
  );
  return row;
}

async function opened({ db }: ProductDeps, row: Row): Promise<ProductCertificate> {
  const { serial, subject, fingerprint, der, privateKey, authority, root, crl } = row;
  if (!privateKey) throw new Error(`the key of certificate ${serial} is gone`);
  return {
    subject,
    fingerprint,
    privateKey: await privateKeyOf(db, 'product_certificate', serial, privateKey),
    chain: [der, authority, root].map(bytes),
    crl: crl && bytes(crl),
  };
}

/** In the place of the one that ends soon, whose key serves nobody from then on. */
async function makeNext(tx: Tx, { publicUrl, ocspUrl, organisation }: ProductDeps, now: Date): Promise<void> {
  const authority = await issuingAuthority(tx, now);
  // Whoever issues holds the authority: the one that waited here finds what the other has made.
  await tx.query('SELECT id FROM certificate_authority WHERE id = $1 FOR NO KEY UPDATE', [authority.id]);
  if (await currentOf(tx, now)) return;
  await tx.query(
    'UPDATE product_certificate SET superseded_at = $1, private_key = NULL WHERE superseded_at IS NULL',
    [now],
  );
  const { newKeyPair, issueCertificate, detailsOf } = await pki();
  const keys = await newKeyPair();
  const der = await issueCertificate({
    issuer: authority.issuer,
    subject: { name: productName, organisation },
    publicKey: keys.publicKey,
    now,
    days: certificateDays,
    crlUrl: crlUrl(publicUrl, authority.id),
    caUrl: `${publicUrl}${caPath}`,
    ...(ocspUrl && { ocspUrl }),
  });
  const { serial, subject, fingerprint, notAfter } = detailsOf(der);
  const sealed = await tx.keys.seal('product_certificate', serial, {
    private_key: Buffer.from(keys.privateKey),
  });
  await tx.query(
    `INSERT INTO product_certificate (authority_id, serial, subject, fingerprint, der, private_key, not_after, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [authority.id, serial, subject.text, fingerprint, Buffer.from(der), sealed.private_key, notAfter, now],
  );
  // Whoever verifies wants the list of its issuer, also while nothing is revoked.
  await publishRevocations(tx);
}

/** The fingerprints of all that the product has signed with. */
export async function productFingerprints(db: Queryable): Promise<ReadonlySet<string>> {
  const rows = await db.query<{ fingerprint: string }>('SELECT fingerprint FROM product_certificate');
  return new Set(rows.map(({ fingerprint }) => fingerprint));
}
