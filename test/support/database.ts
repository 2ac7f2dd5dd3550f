import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { Pool } from '../../src/db/pool.ts';
import { databaseOver } from './open-database.ts';

/** The migrated databases that every test database is a copy of: one empty, one with the sample organisation. Nobody may stay connected to them. */
export const template = 'satu_pintu_template';
export const sampleTemplate = 'satu_pintu_sample';

export type TestDatabase = {
  url: string;
  /** Ends all sessions and removes it. */
  drop(): Promise<void>;
};

/** A database of one's own with all migrations applied and the jobs' schema made, in some 20 ms where the server's files are in memory. */
export async function createTestDatabase(): Promise<TestDatabase> {
  return createDatabaseFrom(template);
}

/** The same with the sample organisation in it. */
export async function createSampleDatabase(): Promise<TestDatabase> {
  return createDatabaseFrom(sampleTemplate);
}

/** A database with nothing in it, for the tests of what fills one. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabaseFrom('template0');
}

async function createDatabaseFrom(source: string): Promise<TestDatabase> {
  const maintenance = inject('postgresUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const url = databaseUrl(maintenance, name);
  await lasting(maintenance).query(`CREATE DATABASE ${name} TEMPLATE ${source} STRATEGY FILE_COPY`);
  return {
    url,
    drop: async () => {
      await forget(url);
      await lasting(maintenance).query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

const kept = new Map<string, Pool>();

/**
 * Sessions that last from look to look, since opening one costs PostgreSQL a hundred times what a look does. Whoever changes its
 * session takes one of their own, by `connected`.
 */
export function lasting(url: string): Pool {
  let pool = kept.get(url);
  if (!pool) {
    pool = new Pool({ connectionString: url, max: 4, idleTimeoutMillis: 0, allowExitOnIdle: true });
    // One that the server ends is replaced at the next look.
    pool.on('error', () => {});
    kept.set(url, pool);
  }
  return pool;
}

/** One piece of work with the keys of a database, as they are now, for who has it by its address alone. */
export function withDatabase<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  return work(databaseOver(lasting(url)));
}

async function forget(url: string): Promise<void> {
  await kept.get(url)?.end();
  kept.delete(url);
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
