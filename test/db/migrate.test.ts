import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectRoot } from '../../src/core/root.ts';
import { MigrationError, migrate } from '../../src/db/migrate.ts';
import {
  connected,
  createEmptyDatabase,
  createTestDatabase,
  type TestDatabase,
} from '../support/database.ts';

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await createEmptyDatabase();
  folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  await write('20260101000000_first', 'CREATE TABLE a (id int PRIMARY KEY);\nINSERT INTO a VALUES (1);\n');
  await write('20260102000000_second', 'ALTER TABLE a ADD COLUMN b text;\n');
  await writeFile(join(folder, 'migration_lock.toml'), 'provider = "postgresql"\n');
});

afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), sql);
}

const query = (sql: string) => connected(database.url, async (client) => (await client.query(sql)).rows);

async function problemOf(attempt: Promise<unknown>): Promise<[string, string]> {
  const error = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(MigrationError);
  return error instanceof MigrationError ? [error.problem, error.migration] : ['', ''];
}

test('pending migrations are applied once, in the order of their names', async () => {
  expect(await migrate(database.url, folder)).toEqual(['20260101000000_first', '20260102000000_second']);
  expect(await query('SELECT * FROM a')).toEqual([{ id: 1, b: null }]);
  expect(await migrate(database.url, folder)).toEqual([]);
  await write('20260103000000_third', 'DROP TABLE a');
  expect(await connected(database.url, (client) => migrate(client, folder))).toEqual([
    '20260103000000_third',
  ]);
});

test('eight replicas that start at once apply each migration once', async () => {
  const applied = await Promise.all(Array.from({ length: 8 }, () => migrate(database.url, folder)));
  expect(applied.flat()).toEqual(['20260101000000_first', '20260102000000_second']);
  expect(await query('SELECT count(*)::int AS rows FROM _prisma_migrations')).toEqual([{ rows: 2 }]);
});

test('a migration that fails leaves nothing behind, and what came before it stays', async () => {
  await write('20260102000000_second', 'CREATE TABLE c (); SELECT 1/0;');
  expect(await problemOf(migrate(database.url, folder))).toEqual(['refused', '20260102000000_second']);
  expect(await query(`SELECT to_regclass('c') AS c, to_regclass('a')::text AS a`)).toEqual([
    { c: null, a: 'a' },
  ]);
  await write('20260102000000_second', 'CREATE TABLE c ();');
  expect(await migrate(database.url, folder)).toEqual(['20260102000000_second']);
});

test('a file that was changed after it had been applied is refused, other line ends are not', async () => {
  await migrate(database.url, folder);
  await write('20260102000000_second', 'ALTER TABLE a ADD COLUMN b text;\r\n');
  expect(await migrate(database.url, folder)).toEqual([]);
  await write('20260102000000_second', 'ALTER TABLE a ADD COLUMN b integer;\n');
  expect(await problemOf(migrate(database.url, folder))).toEqual(['changed', '20260102000000_second']);
});

test('a database that is ahead of this program is refused before anything is applied', async () => {
  await migrate(database.url, folder);
  await rm(join(folder, '20260102000000_second'), { recursive: true });
  await write('20260103000000_third', 'CREATE TABLE c ();');
  expect(await problemOf(migrate(database.url, folder))).toEqual(['unknown', '20260102000000_second']);
  expect(await query(`SELECT to_regclass('c') AS c`)).toEqual([{ c: null }]);
});

test('a migration that another tool began and did not finish is refused until it is marked as rolled back', async () => {
  await migrate(database.url, folder);
  await query(`UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '%second'`);
  expect(await problemOf(migrate(database.url, folder))).toEqual(['failed', '20260102000000_second']);
  await query(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL`);
  await query('ALTER TABLE a DROP COLUMN b');
  expect(await migrate(database.url, folder)).toEqual(['20260102000000_second']);
});

test('the test databases are copies with every migration and the jobs of their own', async () => {
  const copy = await createTestDatabase();
  await cp(join(projectRoot, 'prisma', 'migrations'), join(folder, 'all'), { recursive: true });
  expect(await migrate(copy.url, join(folder, 'all'))).toEqual([]);
  const [jobs] = await connected(
    copy.url,
    async (client) => (await client.query(`SELECT to_regclass('graphile_worker.jobs')::text AS jobs`)).rows,
  );
  expect(jobs).toEqual({ jobs: 'graphile_worker.jobs' });
  await copy.drop();
});
