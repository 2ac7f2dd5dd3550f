import type pg from 'pg';

/** The schema that holds what the tables held at first. */
const schema = 'pristine';

interface Table {
  name: string;
  /** Those that can be written. */
  columns: string;
}

/**
 * Keeps what a database holds now, so that `makePristine` brings it back: rows and where sequences stand. A new database would be as
 * good, but for the sessions that know this one already.
 */
export async function keepPristine(db: Pick<pg.Client, 'query'>): Promise<void> {
  const { rows: tables } = await db.query<Table>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relkind = 'r' AND n.nspname IN ('public', 'graphile_worker') GROUP BY 1 ORDER BY 1`,
  );
  const { rows: sequences } = await db.query<{ name: string; last: string; called: boolean }>(
    `SELECT format('%I.%I', schemaname, sequencename) AS name, coalesce(last_value, start_value)::text AS last, last_value IS NOT NULL AS called
     FROM pg_sequences ORDER BY 1`,
  );
  const statements: string[] = [];
  await db.query(`CREATE SCHEMA ${schema}`);
  for (const [place, { name, columns }] of tables.entries()) {
    statements.push(`DELETE FROM ${name};`);
    const kept = `${schema}.kept_${place}`;
    const { rowCount } = await db.query(`CREATE TABLE ${kept} AS SELECT ${columns} FROM ${name}`);
    if (rowCount === 0) await db.query(`DROP TABLE ${kept}`);
    else
      statements.push(
        `INSERT INTO ${name} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM ${kept};`,
      );
  }
  for (const { name, last, called } of sequences)
    statements.push(`PERFORM setval('${name}', ${last}, ${called});`);
  // As a replica's would be, the rows are written without triggers and without references being looked at.
  await db.query(
    `CREATE FUNCTION ${schema}.bring_back() RETURNS void LANGUAGE plpgsql SET session_replication_role = replica AS $$
     BEGIN ${statements.join('\n')} END $$`,
  );
}

/** The database holds what it held when that was kept. Whatever still runs in it ends first: it is of a program that is gone. */
export async function makePristine(db: Pick<pg.Pool, 'query'>): Promise<void> {
  await db.query(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
     WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid() AND state <> 'idle'`,
  );
  await db.query(`SELECT ${schema}.bring_back()`);
}
