import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { now } from '../support/importing.ts';
import { partner } from '../support/partners.ts';

/** Partners written without checks, batches or caution, and without their phones, which are sealed: their text copied into a table, and one statement. */
export async function writeByHand(url: string, rows: number): Promise<number> {
  const text = Buffer.from(Array.from({ length: rows }, (_, n) => lineOf(n + 1)).join(''));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const begin = performance.now();
  await client.query('BEGIN');
  await client.query(
    `CREATE TABLE staged (name text, email text, phone text, company text, kind partner_kind, unit text, parent text,
                          starts_on date, ends_on date)`,
  );
  await pipeline(Readable.from([text]), client.query(copyFrom('COPY staged FROM STDIN')));
  await client.query('ANALYZE staged');
  // As ours: the rows say which import they came by.
  await client.query(
    `INSERT INTO import (number, status_since, file_name, sha256, source, person_id, surface, created_at)
     SELECT 'IMP-1', $1, 'a.xlsx', '', 'by hand', min(id), 'slack', $1 FROM person`,
    [now],
  );
  await client.query(
    `WITH accepted AS (
       SELECT s.*, split_part(s.email, '@', 1) AS account, u.id AS unit_id, p.id AS parent_id, p.holder_id
       FROM staged s
       JOIN (SELECT code AS key, id FROM unit UNION SELECT name, id FROM unit) u ON u.key = s.unit
       JOIN (SELECT code AS key, id, holder_id FROM position
             UNION SELECT h.email, p.id, h.id FROM position p JOIN person h ON h.id = p.holder_id) p ON p.key = s.parent
     ), people AS (
       INSERT INTO person (email, name, unit_id, superior_id, created_at)
       SELECT email, name, unit_id, holder_id, $1 FROM accepted
       ON CONFLICT (email) DO UPDATE SET name = excluded.name, unit_id = excluded.unit_id,
         superior_id = excluded.superior_id, registered = true WHERE NOT person.registered
       RETURNING id, email
     ), accounts AS (
       INSERT INTO partner_account (person_id, account_name, contact_email, company, kind, unit_id, parent_id,
                                    starts_on, ends_on, import_id, created_at)
       SELECT people.id, account, email, company, kind, unit_id, parent_id, starts_on, ends_on,
         (SELECT id FROM import), $1
       FROM accepted JOIN people USING (email)
       RETURNING person_id, account_name, kind
     )
     INSERT INTO audit_entry (at, actor, surface, action, subject, to_state, data)
     SELECT $1, 'Tono', 'slack', 'partner.created', 'person:' || person_id, kind::text,
            jsonb_build_object('account', account_name, 'import', 1) FROM accounts`,
    [now],
  );
  await client.query('COMMIT');
  const ms = performance.now() - begin;
  const counted = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM partner_account');
  await client.end();
  if (counted.rows[0]?.n !== rows)
    throw new Error(`by hand ${counted.rows[0]?.n} accounts of ${rows} were written`);
  return ms;
}

function lineOf(n: number): string {
  const { name, email, phone, company, kind, unit, parent, startsOn, endsOn } = partner(n);
  const line = [name, email, phone, company, kind, unit, parent, startsOn, endsOn].join('\t');
  return `${line}\n`;
}
