import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** The migrated database that every test database is a copy of. Nobody may stay connected to it. */
export const template = 'satu_pintu_template';

export type TestDatabase = {
  url: string;
  /** Ends all sessions and removes it. */
  drop(): Promise<void>;
};

/** A database of one's own with all migrations applied and the jobs' schema made, in some 20 ms where the server's files are in memory. */
export async function createTestDatabase(): Promise<TestDatabase> {
  return createDatabaseFrom(template);
}

/** A database with nothing in it, for the tests of what fills one. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabaseFrom('template0');
}

async function createDatabaseFrom(source: string): Promise<TestDatabase> {
  const maintenance = inject('postgresUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await connected(maintenance, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${source} STRATEGY FILE_COPY`),
  );
  return {
    url: databaseUrl(maintenance, name),
    drop: async () => {
      await connected(maintenance, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

/** The URL of another database of the same server. */
export function databaseUrl(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

/** Runs `work` on a connection of its own. */
export async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
