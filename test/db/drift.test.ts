import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findDrift } from '../../prisma/drift.ts';
import { withSchemaEngine } from '../../prisma/engine.ts';
import { findStaleFiles } from '../../prisma/generated.ts';
import { runPrisma } from '../../prisma/run.ts';
import { projectRoot } from '../../src/core/root.ts';
import { migrate } from '../../src/db/migrate.ts';
import { connected, createEmptyDatabase, type TestDatabase } from '../support/database.ts';

const schema = `
datasource db {
  provider = "postgresql"
}

model Probe {
  id   Int    @id
  name String
  @@map("probe")
}`;

let database: TestDatabase;

beforeAll(async () => {
  database = await createEmptyDatabase();
  await change('CREATE TABLE probe (id int PRIMARY KEY, name text NOT NULL)');
});

afterAll(() => database.drop());

const change = (sql: string) => connected(database.url, (client) => client.query(sql));

test('a column that only the schema has is found, in words and as SQL', async () => {
  expect(await findDrift(database.url, schema)).toEqual(undefined);
  const drift = await findDrift(database.url, schema.replace('name String', 'name String\n  more String?'));
  expect(drift?.summary).toContain('Added column `more`');
  expect(drift?.sql).toMatch(/ALTER TABLE "probe" ADD COLUMN\s+"more" TEXT;/);
});

test('a column that only the database has is found', async () => {
  await change('ALTER TABLE probe ADD COLUMN extra int');
  expect((await findDrift(database.url, schema))?.sql).toContain('DROP COLUMN "extra"');
  await change('ALTER TABLE probe DROP COLUMN extra');
});

test('what Prisma cannot express is no drift', async () => {
  await change(`
    CREATE UNIQUE INDEX ON probe (name) WHERE id > 1;
    CREATE INDEX ON probe (lower(name));
    ALTER TABLE probe ADD CHECK (id > 0), ADD EXCLUDE USING btree (name WITH =);
    CREATE FUNCTION probe() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TRIGGER probe BEFORE UPDATE ON probe FOR EACH ROW EXECUTE FUNCTION probe();
  `);
  expect(await findDrift(database.url, schema)).toEqual(undefined);
});

test('a generated file that was edited, or is no longer generated, is found', async () => {
  const root = await mkdtemp(join(tmpdir(), 'stale-client-'));
  const generated = join(root, 'src', 'db', 'generated');
  const ours = await readFile(join(projectRoot, 'prisma', 'schema.prisma'), 'utf8');
  const [generator] = /^generator client \{[^}]*\}/m.exec(ours) ?? [];
  const copy = join(root, 'prisma', 'schema.prisma');
  try {
    await mkdir(dirname(copy));
    await writeFile(copy, `${generator}\n${schema}`);
    expect(await runPrisma(['generate', '--schema', copy], true)).toMatchObject({ code: 0 });
    await writeFile(join(generated, 'client.ts'), '// edited', { flag: 'a' });
    await writeFile(join(generated, 'gone.ts'), '');
    expect(await findStaleFiles(root)).toEqual(['client.ts', 'gone.ts']);
  } finally {
    await rm(root, { recursive: true });
  }
});

test("Prisma's own engine finds our record of applied migrations complete, and an edited one edited", async () => {
  const empty = await createEmptyDatabase();
  const baseDir = await mkdtemp(join(tmpdir(), 'history-'));
  const name = '20260101000000_first';
  const sql = 'CREATE TABLE a (id int PRIMARY KEY);\n';
  await mkdir(join(baseDir, name));
  await writeFile(join(baseDir, name, 'migration.sql'), sql);
  expect(await migrate(empty.url, baseDir)).toEqual([name]);
  const diagnose = (value: string) =>
    withSchemaEngine(empty.url, (engine) =>
      engine.diagnoseMigrationHistory({
        optInToShadowDatabase: false,
        filters: { externalTables: [], externalEnums: [] },
        migrationsList: {
          baseDir,
          shadowDbInitScript: '',
          lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
          migrationDirectories: [
            { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok', value } } },
          ],
        },
      }),
    );
  try {
    const clean = { failedMigrationNames: [], hasMigrationsTable: true, history: null };
    expect(await diagnose(sql)).toMatchObject({ ...clean, editedMigrationNames: [] });
    expect(await diagnose(`${sql}-- edited`)).toMatchObject({ ...clean, editedMigrationNames: [name] });
  } finally {
    await empty.drop();
    await rm(baseDir, { recursive: true });
  }
});
