import type { Queryable } from '../../core/queryable.ts';
import { handedOver } from '../../records/handing.ts';
import { remarksColumn } from '../../records/remarks.ts';
import type { Certificate, NewPhone, Signer } from './model.ts';

type Row = Omit<Signer, 'certificate' | 'person' | 'phone'> & {
  /** Sealed. */
  phone: Buffer | null;
  personId: number;
  name: string;
  email: string;
  certificateId: number | null;
} & Omit<Certificate, 'id'>;

const signers = `
  SELECT s.id, s.person_id AS "personId", p.name, p.email, s.phone, s.method, s.initial_at AS "initialAt", s.enrolled_at AS "enrolledAt",
    c.id AS "certificateId", c.serial, c.subject, c.issuer, c.fingerprint, c.not_before AS "notBefore", c.not_after AS "notAfter", c.expired_at AS "expiredAt",
    c.revoked_at AS "revokedAt", c.revocation
  FROM signer s JOIN person p ON p.id = s.person_id
  LEFT JOIN certificate c ON c.signer_id = s.id AND c.superseded_at IS NULL`;

async function signerOf(db: Queryable, found: Row | undefined): Promise<Signer | null> {
  if (!found) return null;
  const { personId, name, email, certificateId, ...row } = found;
  const { id, phone, method, initialAt, enrolledAt, ...certificate } = row;
  return {
    id,
    person: { id: personId, name, email },
    ...(await db.keys.open('signer', String(id), { phone })),
    method,
    initialAt,
    enrolledAt,
    certificate: certificateId === null ? null : { ...certificate, id: certificateId },
  };
}

export async function loadSigner(db: Queryable, id: number): Promise<Signer | null> {
  const [row] = await db.query<Row>(`${signers} WHERE s.id = $1`, [id]);
  return signerOf(db, row);
}

/** Null for whoever has not begun. */
export async function signerOfPerson(db: Queryable, personId: number): Promise<Signer | null> {
  const [row] = await db.query<Row>(`${signers} WHERE s.person_id = $1`, [personId]);
  return signerOf(db, row);
}

/** By their address, as an ADMIN types it. */
export async function signerOfAddress(db: Queryable, email: string): Promise<Signer | null> {
  const [row] = await db.query<Row>(`${signers} WHERE p.email = lower($1)`, [email]);
  return signerOf(db, row);
}

/** Whose a certificate is, with the one that is theirs now. */
export async function signerOfCertificate(db: Queryable, certificateId: number): Promise<Signer | null> {
  const [row] = await db.query<Row>(
    `${signers} WHERE s.id = (SELECT signer_id FROM certificate WHERE id = $1)`,
    [certificateId],
  );
  return signerOf(db, row);
}

/** The drawn signature; null where there is none. */
export async function initialOf(db: Queryable, id: number): Promise<Buffer | null> {
  const [row] = await db.query<{ initial: Buffer | null }>('SELECT initial FROM signer WHERE id = $1', [id]);
  return row ? (await db.keys.openBytes('signer', String(id), row)).initial : null;
}

type PhoneRow = Omit<NewPhone, 'signer'> & {
  signerId: number;
  personId: number;
  name: string;
  email: string;
};

const phoneColumns = `n.id, n.reason, n.status, n.emptied_at AS "emptiedAt", n.emptied_on_demand AS "emptiedOnDemand", n.asked_at AS "askedAt", n.signer_id AS "signerId", s.person_id AS "personId", p.name, p.email,
  ${remarksColumn(`'new-phone:' || n.id`)}, ${handedOver(`'new-phone:' || n.id`, 'n.status')}`;
const phoneTables = 'new_phone n JOIN signer s ON s.id = n.signer_id JOIN person p ON p.id = s.person_id';

const newPhoneOf = ({ signerId, personId, name, email, ...row }: PhoneRow): NewPhone => ({
  ...row,
  signer: { id: signerId, personId, name, email },
});

export async function loadNewPhone(db: Queryable, id: number): Promise<NewPhone | null> {
  const [row] = await db.query<PhoneRow>(`SELECT ${phoneColumns} FROM ${phoneTables} WHERE n.id = $1`, [id]);
  return row ? newPhoneOf(row) : null;
}

/** The one that this signer waits for. */
export async function newPhoneOfSigner(db: Queryable, signerId: number): Promise<NewPhone | null> {
  const [row] = await db.query<PhoneRow>(
    `SELECT ${phoneColumns} FROM ${phoneTables} WHERE n.signer_id = $1 AND n.status = 'WAITING'`,
    [signerId],
  );
  return row ? newPhoneOf(row) : null;
}

/** All that wait, or those of these, the oldest first. */
export async function newPhonesWaiting(db: Queryable, ids: readonly number[] | null): Promise<NewPhone[]> {
  const rows = await db.query<PhoneRow>(
    `SELECT ${phoneColumns} FROM ${phoneTables}
     WHERE n.status = 'WAITING' AND ($1::int[] IS NULL OR n.id = ANY($1)) ORDER BY n.id`,
    [ids],
  );
  return rows.map(newPhoneOf);
}
