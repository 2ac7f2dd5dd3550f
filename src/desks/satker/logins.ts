import type { Tx } from '../../db/database.ts';
import { refreshLater } from '../../posted/post.ts';
import { userSubject } from './model.ts';

/** A login to MyIntress, wherever it happened (S-18). */
export interface Login {
  nik: string;
  at: Date;
}

/** How many people these logins were of, and how many NIKs no satker has. */
export interface Counted {
  people: number;
  unknown: number;
}

/** As many logins as one transaction counts. */
export const mostLogins = 10_000;

/**
 * Counts logins for all rows of each person; the newest of each counts, and an older one than is known changes nothing
 * (S-16, S-18). A login that arrives after its row became dormant is noted and does not wake it: that is the KPPN's to
 * decide (S-19). `kppns` leaves out whom none of these KPPNs supervises in any satker. Rows are locked in the order of their ids, so that batches never wait for each other in a circle;
 * the cards of those whose login is news are brought up to date (U-13).
 */
export async function countLogins(
  tx: Tx,
  logins: readonly Login[],
  kppns: readonly number[] | null = null,
): Promise<Counted> {
  const hashes = await Promise.all(logins.map(({ nik }) => tx.keys.hash('nik', nik)));
  return countHashed(
    tx,
    hashes,
    logins.map(({ at }) => at),
    kppns,
  );
}

async function countHashed(
  tx: Tx,
  hashes: readonly string[],
  moments: readonly Date[],
  kppns: readonly number[] | null,
): Promise<Counted> {
  const [counted] = await tx.query<Counted & { changed: number[] }>(
    `WITH given AS MATERIALIZED (
       SELECT hash, max(at) AS at FROM unnest($1::text[], $2::timestamptz[]) AS t(hash, at) GROUP BY hash
     ), rows AS MATERIALIZED (
       SELECT s.id, g.hash, g.at FROM satker_user s JOIN given g ON g.hash = s.nik_hash
       WHERE s.removed_at IS NULL AND ($3::int[] IS NULL OR EXISTS (
         SELECT 1 FROM satker_user o JOIN unit u ON u.id = o.unit_id AND u.kppn_id = ANY($3)
         WHERE o.nik_hash = g.hash AND o.removed_at IS NULL))
       ORDER BY s.id FOR UPDATE OF s
     ), changed AS (
       UPDATE satker_user s SET last_login_at = r.at,
         counted_from = greatest(s.counted_from, CASE WHEN s.counted_from IS NOT NULL THEN r.at END)
       FROM rows r WHERE s.id = r.id AND (s.last_login_at IS NULL OR s.last_login_at < r.at)
       RETURNING s.id
     )
     SELECT (SELECT count(DISTINCT hash)::int FROM rows) AS people,
            (SELECT count(*)::int FROM given g WHERE NOT EXISTS (SELECT 1 FROM rows r WHERE r.hash = g.hash)) AS unknown,
            ARRAY(SELECT id FROM changed) AS changed`,
    [hashes, moments, kppns],
  );
  if (!counted) return { people: 0, unknown: 0 };
  const { changed, ...figures } = counted;
  await refreshLater(tx, changed.map(userSubject));
  return figures;
}

/** A login to the portal by User ID counts for the rows with that person's address as well (U-17). */
export async function countLoginOf(tx: Tx, personId: number, at: Date): Promise<void> {
  const rows = await tx.query<{ hash: string }>(
    `SELECT DISTINCT nik_hash AS hash FROM satker_user WHERE email = (SELECT email FROM person WHERE id = $1 AND active)
       AND removed_at IS NULL AND nik_hash IS NOT NULL`,
    [personId],
  );
  if (rows.length > 0)
    await countHashed(
      tx,
      rows.map(({ hash }) => hash),
      rows.map(() => at),
      null,
    );
}
