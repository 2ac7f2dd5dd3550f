import type { Queryable } from '../../core/queryable.ts';

/** SQL: a registration that was approved for its address since that is who has it now: its NIK is proved to be that one's own (I-1). */
const approved = `created_at > address_since(email) AND status IN ('ACTIVE', 'DORMANT', 'INACTIVE') AND nik_hash IS NOT NULL`;

interface Approved {
  mailbox: string;
  /** As it is hashed; null where people of several NIKs were approved for the mailbox: nobody knows whose each is. */
  nik: string | null;
  /** One of the registrations was not removed since. */
  stands: boolean;
}

/** By which NIK people were approved for these mailboxes. */
export const approvedFor = (db: Queryable, mailboxes: readonly string[]): Promise<Approved[]> =>
  db.query<Approved & object>(
    `SELECT mailbox_of(email) AS mailbox, CASE WHEN count(DISTINCT nik_hash) = 1 THEN min(nik_hash) END AS nik, bool_or(removed_at IS NULL) AS stands
     FROM satker_user WHERE mailbox_of(email) = ANY($1) AND ${approved} GROUP BY 1 ORDER BY 1`,
    [mailboxes],
  );

/**
 * The mailboxes that somebody was approved for by the one NIK of these: it proves that they are the same person, where it is the only one on either
 * side. It is narrower than what bars somebody from deciding (I-4), since what is found by it is erased: a mailbox of an office and a registration that
 * was removed tell nobody that two are one.
 */
export async function mailboxesOfSame(db: Queryable, mailboxes: readonly string[]): Promise<string[]> {
  const standing = (await approvedFor(db, mailboxes)).filter(({ stands }) => stands);
  const [nik, ...more] = new Set(standing.map((one) => one.nik));
  if (!nik || more.length > 0) return [];
  const found = await db.query<{ mailbox: string }>(
    `SELECT DISTINCT mailbox_of(email) AS mailbox FROM satker_user WHERE nik_hash = $1 AND removed_at IS NULL AND ${approved}`,
    [nik],
  );
  const others = await approvedFor(
    db,
    found.map(({ mailbox }) => mailbox),
  );
  return others.filter((one) => one.nik === nik).map(({ mailbox }) => mailbox);
}
