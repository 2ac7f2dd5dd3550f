import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { sessionProblem } from '../../src/db/sessions.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';
import { hasPooler, type Pooler, poolerTitle, startPooler } from '../support/pgbouncer.ts';
import { runProgram } from '../support/program.ts';

let database: TestDatabase;
let pooler: Pooler | undefined;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await pooler?.stop();
  pooler = undefined;
  await database.drop();
});

const ourLimits = 'statement_timeout,idle_in_transaction_session_timeout,extra_float_digits';

/** The prepared statements of a session in which these were run. */
async function preparedAfter(...texts: string[]): Promise<Record<string, string>> {
  const db = openDatabase(database.url, { max: 1, timeoutMs: 60_000 });
  try {
    for (const text of texts) await db.query(text);
    const names = await db.query<{ statement: string; name: string }>(
      'SELECT statement, name FROM pg_prepared_statements',
    );
    return Object.fromEntries(names.map(({ statement, name }) => [statement, name]));
  } finally {
    await db.close();
  }
}

describe('sessions of the database', () => {
  it('know each statement by a name that means the same text in every program', async () => {
    const one = await preparedAfter('SELECT 1 AS one', 'SELECT 2 AS two');
    // As in a program that began with another statement.
    const other = await preparedAfter('SELECT 2 AS two', 'SELECT 1 AS one');
    expect(other['SELECT 1 AS one']).toBe(one['SELECT 1 AS one']);
    expect(other['SELECT 2 AS two']).toBe(one['SELECT 2 AS two']);
    expect(one['SELECT 1 AS one']).not.toBe(one['SELECT 2 AS two']);
  });

  it('of PostgreSQL itself are its programs’ own', async () => {
    expect(await sessionProblem(database.url)).toBe(null);
  });

  it.skipIf(!hasPooler)(
    poolerTitle('that a pooler shares out by transaction keep the program from starting, in words'),
    async () => {
      pooler = await startPooler(inject('postgresUrl'), {
        pool_mode: 'transaction',
        ignore_startup_parameters: ourLimits,
      });
      const started = runProgram({
        DATABASE_URL: pooler.url(database.url),
        SECRET_KEY: '00'.repeat(32),
        PLAYGROUND: 'true',
      });
      await expect(started).rejects.toThrow(/ended with 1[\s\S]*gives each transaction another session/);
      await expect(started).rejects.not.toThrow(/ at /);
    },
  );

  it.skipIf(!hasPooler)(
    poolerTitle(
      'that a pooler opens without our time limits are refused in words, told to ignore them or not',
    ),
    async () => {
      for (const ignored of [ourLimits, 'extra_float_digits']) {
        pooler = await startPooler(inject('postgresUrl'), {
          pool_mode: 'session',
          ignore_startup_parameters: ignored,
        });
        expect(await sessionProblem(pooler.url(database.url))).toContain('drops the time limits');
        await pooler.stop();
        pooler = undefined;
      }
    },
  );
});
