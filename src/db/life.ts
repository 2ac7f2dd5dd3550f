import pg from 'pg';
import { withoutDeadline } from '../core/deadline.ts';
import { audit } from './audit.ts';
import type { Database, Tx } from './database.ts';

/** More than a database gives out of any one kind between a backup and its restoration. */
const gap = 100_000;

/**
 * Notices that this database was restored, so that nothing which another life of it gave out means anything in this one: what
 * was decided, sent and numbered after the backup is not in it, and its next ids and numbers would be those of that time. From
 * then on ids and numbers go on far beyond: a card, a letter or a key of the other life names a record that is not there.
 *
 * It is noticed by what a copy cannot have in common with the original: the cluster (dump into another), the database (another
 * one in the same cluster), the table (dump into the same one), the timeline (recovery to a point in time, a standby that was
 * promoted) and, for files that we keep ourselves, the place on the disk. A disk that is set back as a whole shows nothing of
 * that: whoever does so says it, by `isRestored`. What else is to be done then is `reconcile`'s, in the same transaction. True when the life is
 * another one.
 */
export async function noticeLife(
  db: Database,
  now: Date,
  {
    place = '',
    isRestored = false,
    reconcile,
  }: { place?: string; isRestored?: boolean; reconcile?: (tx: Tx, now: Date) => Promise<void> } = {},
): Promise<boolean> {
  const mark = [await markOf(db), place].filter(Boolean).join(' ');
  // Nearly always it is the one that was noted, and nothing is written.
  const [last] = await db.query<{ mark: string }>('SELECT mark FROM database_life');
  if (last?.mark === mark && !isRestored) return false;
  return db.transaction(withoutDeadline, async (tx) => {
    const begun = await tx.query(
      'INSERT INTO database_life (mark, began_at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING one',
      [mark, now],
    );
    const [noted] = await tx.query<{ mark: string }>('SELECT mark FROM database_life FOR UPDATE');
    if ((begun.length > 0 || noted?.mark === mark) && !isRestored) return false;
    await tx.query('UPDATE database_life SET mark = $1, began_at = $2', [mark, now]);
    // Far beyond whatever is drawn at this moment: nobody has to be kept from drawing.
    await tx.query(
      `SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, least(coalesce(last_value, 0) + $1, max_value))
       FROM pg_sequences WHERE schemaname = current_schema()`,
      [gap],
    );
    await reconcile?.(tx, now);
    await audit(tx, {
      at: now,
      actor: { id: null, name: 'database' },
      surface: 'system',
      action: 'database.restored',
      subject: 'database',
      data: { from: noted?.mark, to: mark },
    });
    return true;
  });
}

const cluster = 'SELECT system_identifier::text AS mark FROM pg_control_system()';
const table = `SELECT concat_ws(' ', oid, 'database_life'::regclass::oid) AS mark FROM pg_database WHERE datname = current_database()`;
const timeline = 'SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) AS mark';
/** SQLSTATEs of a provider's PostgreSQL that does not tell something: not allowed, not supported, not there. */
const untold = new Set(['42501', '0A000', '42883']);

/** All of them by one statement; one by one where PostgreSQL does not tell one. */
async function markOf(db: Database): Promise<string> {
  const whole = await toldBy(db, `SELECT concat_ws(' ', (${cluster}), (${table}), (${timeline})) AS mark`);
  if (whole !== null) return whole;
  const found: (string | null)[] = [];
  for (const mark of [cluster, table, timeline]) found.push(await toldBy(db, mark));
  return found.filter(Boolean).join(' ');
}

/** Null where this PostgreSQL does not tell it. */
async function toldBy(db: Database, mark: string): Promise<string | null> {
  const [row] = await db.query<{ mark: string }>(mark).catch((error: unknown) => {
    if (error instanceof pg.DatabaseError && untold.has(error.code ?? '')) return [];
    throw error;
  });
  return row?.mark ?? null;
}
