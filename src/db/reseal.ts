import { type Purpose, type SealedColumns, type SealedTable, sealedTables } from '../core/data-keys.ts';
import { withoutDeadline } from '../core/deadline.ts';
import { type Database, isForeignKeyViolation, type Tx } from './database.ts';
import { contentOf, rewriteContent } from './file-content.ts';
import { retiredMs } from './keyring.ts';
import { rotator } from './retire-keys.ts';

/** Rows of one transaction, where they are small. */
const smallRows = 200;

/**
 * Rotation (T-2): seals anew what lies under retired keys, a few rows at a time beside everybody else's work, and destroys each of them once nothing
 * names it. Whatever ends it half-way, the next run goes on with what is left. Answers whether no retired key is left.
 */
export async function reseal(db: Database): Promise<boolean> {
  const retired = await db.query<{ id: number; purpose: Purpose }>(
    'SELECT id, purpose FROM data_key WHERE retired_at IS NOT NULL ORDER BY id',
  );
  if (retired.length === 0) return true;
  await db.keyring?.renew(db.query);
  for (const { id, purpose } of retired)
    for (const table of tablesOf(purpose))
      while ((await db.transaction(withoutDeadline, (tx) => resealSome(tx, table, id))) > 0);
  const gone = [];
  for (const { id, purpose } of retired) gone.push(await isDestroyed(db, id, purpose));
  return gone.every(Boolean);
}

const tablesOf = (purpose: Purpose): SealedTable[] =>
  (Object.keys(sealedTables) as SealedTable[]).filter((table) => sealedTables[table].purpose === purpose);

const resealSome = (tx: Tx, table: SealedTable, key: number): Promise<number> =>
  table === 'attachment' ? resealFile(tx, key) : resealRows(tx, table, key);

type Row = { at: string; row: string } & Record<string, Buffer | string | null>;

/** Those that somebody else holds at this moment are left for later, so that nobody waits for anybody in a circle. */
async function resealRows(tx: Tx, table: SealedTable, key: number): Promise<number> {
  const { columns, row, batch = smallRows }: SealedColumns = sealedTables[table];
  const rows = await tx.query<Row>(
    `SELECT ctid::text AS at, ${row} AS row, ${columns.join(', ')} FROM ${table} WHERE key_id = $1 LIMIT ${batch} FOR UPDATE SKIP LOCKED`,
    [key],
  );
  const sealed = await Promise.all(
    rows.map(async (one) => {
      const fields = Object.fromEntries(columns.map((column) => [column, one[column] as Buffer | null]));
      return tx.keys.seal(table, one.row, await tx.keys.openBytes(table, one.row, fields));
    }),
  );
  await tx.query(
    `UPDATE ${table} t SET ${columns.map((column, n) => `${column} = v.c${n}`).join(', ')}
     FROM unnest($1::text[], ${columns.map((_, n) => `$${n + 2}::bytea[]`).join(', ')}) AS v(at, ${columns.map((_, n) => `c${n}`).join(', ')})
     WHERE t.ctid = v.at::tid`,
    [rows.map(({ at }) => at), ...columns.map((column) => sealed.map((one) => one[column]))],
  );
  return rows.length;
}

/** One at a time, as each may be of many MB. */
async function resealFile(tx: Tx, key: number): Promise<number> {
  const [file] = await tx.query<{ id: number; sha256: Buffer }>(
    'SELECT id, sha256 FROM attachment WHERE key_id = $1 LIMIT 1 FOR UPDATE SKIP LOCKED',
    [key],
  );
  const content = file && (await contentOf(tx, file.id));
  if (!content) return 0;
  await rewriteContent(tx, file.id, content, file.sha256);
  return 1;
}

/** The database itself keeps a key that anything is still sealed under, also what was written a moment ago. */
async function isDestroyed(db: Database, key: number, purpose: Purpose): Promise<boolean> {
  // Looked at first: the database would wait for whoever holds a row of it.
  for (const table of tablesOf(purpose))
    if ((await db.query(`SELECT 1 FROM ${table} WHERE key_id = $1 LIMIT 1`, [key])).length > 0) return false;
  try {
    const gone = await db.query(
      `WITH gone AS (
         DELETE FROM data_key WHERE id = $1 AND retired_at < now() - make_interval(secs => $2) RETURNING id
       ), logged AS (
         INSERT INTO audit_entry (at, actor, surface, action, subject)
         SELECT now(), $3, 'system', 'data-key.destroyed', 'data-key:' || id FROM gone
       )
       SELECT id FROM gone`,
      [key, retiredMs / 1000, rotator],
    );
    return gone.length > 0;
  } catch (error) {
    if (isForeignKeyViolation(error)) return false;
    throw error;
  }
}
