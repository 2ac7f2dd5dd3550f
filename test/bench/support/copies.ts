import pg from 'pg';

/** A copy of a database of its own, made anew: both sides of a pair begin with the same. Nobody may be in the original. */
export async function copyOf(url: string, name: string): Promise<string> {
  const admin = new pg.Client({ connectionString: withDatabase(url, 'template1') });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${databaseOf(url)} STRATEGY FILE_COPY`);
  await admin.end();
  return withDatabase(url, name);
}

const databaseOf = (url: string): string => new URL(url).pathname.slice(1) || 'postgres';

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}
