import { type SealedColumns, type SealedTable, sealedTables } from '../core/data-keys.ts';
import { withoutDeadline } from '../core/deadline.ts';
import { deriveKey, unseal } from '../core/keys.ts';
import type { Database, Tx } from './database.ts';
import { rewriteContent } from './file-content.ts';
import type { Steps } from './migrate.ts';

/** Rows of one transaction: of a table of any size a start that is ended half-way has done most. */
const batch = 500;
/** Of one file at a time. */
const sliceBytes = 512 * 1024;

/** What seals clear columns before the migration of this name takes them away. */
export type Sealing = Readonly<Record<string, (db: Database, rootKey: string) => Promise<void>>>;

/**
 * Seals what a database from before holds in clear (T-2), each between the migration that makes the place for it and the one that takes the clear
 * column away. Where it is ended half-way the next start goes on with what is left.
 * @param others what those seal who know more of it than its columns
 */
export function sealingSteps(open: () => Promise<{ db: Database; rootKey: string }>, others: Sealing): Steps {
  const opened = (work: Sealing[string]) => async () => {
    const { db, rootKey } = await open();
    await work(db, rootKey).finally(() => db.close());
  };
  return {
    ...Object.fromEntries(Object.entries(others).map(([name, work]) => [name, opened(work)])),
    '20261130021100_identity_sealed': opened(async (db) => {
      await sealRows(db, 'satker_user', ['clear_nik', 'clear_phone'], 'submission_key');
      await sealRows(db, 'digit_registration', ['clear_nik', 'clear_phone']);
      await sealRows(db, 'digit_sandbox_account', ['clear_phone']);
      await hashRows(db, 'portal_session');
    }),
    '20261130040100_files_sealed': opened(sealFiles),
    '20261130040300_drafts_sealed': opened((db) => sealTexts(db, 'form_draft')),
    '20261130050300_partner_phones_sealed': opened(async (db) => {
      await sealTexts(db, 'partner_account');
      await sealTexts(db, 'partner_withdrawal');
    }),
    '20261130060100_secrets_sealed': opened(async (db, rootKey) => {
      for (const former of formerly) await sealUnderDataKeys(db, rootKey, former);
    }),
  };
}

interface ClearRow {
  at: string;
  row: string | null;
  nik: string;
  values: Record<string, string | null>;
}

/** Each row with its NIK's hash; `row` is the column that it is sealed by, absent where that hash is. */
async function sealRows(
  db: Database,
  table: SealedTable,
  clear: readonly string[],
  row?: string,
): Promise<void> {
  const { columns } = sealedTables[table];
  const pairs = clear.map((column, n) => `'${columns[n]}', ${column}`).join(', ');
  await inBatches(db, async (tx) => {
    const rows = await tx.query<ClearRow>(
      `SELECT ctid::text AS at, ${row ?? 'NULL'} AS row, clear_nik AS nik, json_build_object(${pairs}) AS values FROM ${table}
       WHERE nik_hash IS NULL AND clear_nik IS NOT NULL LIMIT ${batch} FOR UPDATE`,
    );
    const sealed = await Promise.all(
      rows.map(async ({ at, row, nik, values }) => {
        const hash = await tx.keys.hash('nik', nik);
        return { at, hash, ...(await tx.keys.seal(table, row ?? hash, values)) };
      }),
    );
    const sets = columns.map((column, n) => `${column} = v.c${n}`).join(', ');
    const names = columns.map((_, n) => `c${n}`).join(', ');
    const arrays = columns.map((_, n) => `$${n + 3}::bytea[]`).join(', ');
    await tx.query(
      `UPDATE ${table} t SET nik_hash = v.hash, ${sets} FROM unnest($1::text[], $2::text[], ${arrays}) AS v(at, hash, ${names})
       WHERE t.ctid = v.at::tid`,
      [
        sealed.map(({ at }) => at),
        sealed.map(({ hash }) => hash),
        ...columns.map((column) => sealed.map((one) => (one as Record<string, unknown>)[column] ?? null)),
      ],
    );
    return rows.length;
  });
}

/** What is compared alone, and never shown. */
async function hashRows(db: Database, table: 'portal_session'): Promise<void> {
  await inBatches(db, async (tx) => {
    const rows = await tx.query<{ at: string; nik: string }>(
      `SELECT ctid::text AS at, clear_nik AS nik FROM ${table} WHERE nik_hash IS NULL AND clear_nik IS NOT NULL LIMIT ${batch} FOR UPDATE`,
    );
    const hashes = await Promise.all(rows.map(({ nik }) => tx.keys.hash('nik', nik)));
    await tx.query(
      `UPDATE ${table} t SET nik_hash = v.hash FROM unnest($1::text[], $2::text[]) AS v(at, hash) WHERE t.ctid = v.at::tid`,
      [rows.map(({ at }) => at), hashes],
    );
    return rows.length;
  });
}

/** Of each row the one text that it seals. */
async function sealTexts(
  db: Database,
  table: 'form_draft' | 'partner_account' | 'partner_withdrawal',
): Promise<void> {
  const { columns, row } = sealedTables[table];
  const [column] = columns;
  await inBatches(db, async (tx) => {
    const rows = await tx.query<{ at: string; row: string; text: string }>(
      `SELECT ctid::text AS at, ${row} AS row, clear_${column}::text AS text FROM ${table}
       WHERE ${column} IS NULL AND clear_${column} IS NOT NULL LIMIT ${batch} FOR UPDATE`,
    );
    const sealed = await Promise.all(
      rows.map(async ({ row, text }) => (await tx.keys.seal(table, row, { [column]: text }))[column]),
    );
    await tx.query(
      `UPDATE ${table} t SET ${column} = v.sealed FROM unnest($1::text[], $2::bytea[]) AS v(at, sealed) WHERE t.ctid = v.at::tid`,
      [rows.map(({ at }) => at), sealed],
    );
    return rows.length;
  });
}

/** What lay under keys that come from the root key, until data keys were for it too. */
interface Former {
  table: SealedTable;
  /** What that key was derived for. */
  purpose: string;
  /** As what a column of a row was sealed. */
  as(row: string, column: string): string;
}

const formerly: readonly Former[] = [
  { table: 'authenticator', purpose: 'authenticators', as: (person) => `person:${person}` },
  { table: 'signer', purpose: 'signature', as: (id, column) => `${column} of signer:${id}` },
  { table: 'certificate', purpose: 'signature', as: (serial) => `key of certificate ${serial}` },
  { table: 'product_certificate', purpose: 'signature', as: (serial) => `key of certificate ${serial}` },
  {
    table: 'certificate_authority',
    purpose: 'signature',
    as: (_, column) => (column === 'root_key' ? 'key of the root' : 'key of the issuing authority'),
  },
];

async function sealUnderDataKeys(
  db: Database,
  rootKey: string,
  { table, purpose, as }: Former,
): Promise<void> {
  const { columns, row }: SealedColumns = sealedTables[table];
  const key = deriveKey(rootKey, purpose);
  await inBatches(db, async (tx) => {
    const rows = await tx.query<{ at: string; row: string } & Record<string, Buffer | string | null>>(
      `SELECT ctid::text AS at, ${row} AS row, ${columns.map((column) => `former_${column} AS ${column}`).join(', ')} FROM ${table}
       WHERE ${columns.map((column) => `former_${column} IS NOT NULL AND ${column} IS NULL`).join(' OR ')} LIMIT ${batch} FOR UPDATE`,
    );
    const sealed = await Promise.all(
      rows.map((one) => {
        const fields = columns.map((column) => {
          const value = one[column] as Buffer | null;
          const opened = value && unseal(value, key, as(one.row, column));
          if (value && !opened) throw new Error(`${as(one.row, column)} does not open`);
          return [column, opened] as const;
        });
        return tx.keys.seal(table, one.row, Object.fromEntries(fields));
      }),
    );
    await tx.query(
      `UPDATE ${table} t SET ${columns.map((column, n) => `${column} = v.c${n}`).join(', ')}
       FROM unnest($1::text[], ${columns.map((_, n) => `$${n + 2}::bytea[]`).join(', ')}) AS v(at, ${columns.map((_, n) => `c${n}`).join(', ')})
       WHERE t.ctid = v.at::tid`,
      [rows.map(({ at }) => at), ...columns.map((column) => sealed.map((one) => one[column]))],
    );
    return rows.length;
  });
}

/** One after the other, each whole in memory. */
async function sealFiles(db: Database): Promise<void> {
  let after = 0;
  for (;;) {
    const [file] = await db.query<{ id: number; sha256: Buffer; bytes: number }>(
      `SELECT id, sha256, octet_length(clear_content) AS bytes FROM attachment
       WHERE id > $1 AND clear_content IS NOT NULL ORDER BY id LIMIT 1`,
      [after],
    );
    if (!file) return;
    const content = await clearContent(db, file);
    await db.transaction(withoutDeadline, async (tx) => {
      await rewriteContent(tx, file.id, content, file.sha256);
      await tx.query('UPDATE attachment SET clear_content = NULL WHERE id = $1', [file.id]);
    });
    after = file.id;
  }
}

async function clearContent(db: Database, { id, bytes }: { id: number; bytes: number }): Promise<Buffer> {
  const content = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; at += sliceBytes) {
    const [slice] = await db.query<{ bytes: Buffer }>(
      'SELECT substring(clear_content FROM $2 FOR $3) AS bytes FROM attachment WHERE id = $1',
      [id, at + 1, sliceBytes],
    );
    content.set(slice?.bytes ?? [], at);
  }
  return content;
}

/** Until a batch finds nothing. */
export async function inBatches(db: Database, work: (tx: Tx) => Promise<number>): Promise<void> {
  while ((await db.transaction(withoutDeadline, work)) > 0);
}
