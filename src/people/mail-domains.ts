import { withoutDeadline } from '../core/deadline.ts';
import type { Database } from '../db/database.ts';

/** Has the database know which mail domains have several names: an address is the same mailbox under each of them (I-4). */
export async function noteMailDomains(db: Database, domains: readonly (readonly string[])[]): Promise<void> {
  const rows = domains.flatMap((names) => names.map((name) => ({ name, domain: names[0] })));
  // Nearly every start finds them so, and waits for nobody.
  const known = await db.query<{ name: string; domain: string }>('SELECT name, domain FROM mail_domain');
  const domainOf = new Map(known.map(({ name, domain }) => [name, domain]));
  if (known.length === rows.length && rows.every(({ name, domain }) => domainOf.get(name) === domain)) return;
  await db.transaction(withoutDeadline, async (tx) => {
    // Replicas that start at once write one after the other.
    await tx.query('LOCK TABLE mail_domain IN SHARE ROW EXCLUSIVE MODE');
    await tx.query('DELETE FROM mail_domain WHERE NOT name = ANY($1)', [rows.map(({ name }) => name)]);
    await tx.query(
      `INSERT INTO mail_domain (name, domain) SELECT name, domain FROM jsonb_to_recordset($1) AS r(name text, domain text)
       ON CONFLICT (name) DO UPDATE SET domain = excluded.domain WHERE mail_domain.domain <> excluded.domain`,
      [JSON.stringify(rows)],
    );
  });
}
