import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import type { Playground } from '@satu-pintu/playground';
import { afterEach, expect, it } from 'vitest';
import { type SealedColumns, type SealedTable, sealedTables } from '../../src/core/data-keys.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { built } from '../../src/core/root.ts';
import { contentOf } from '../../src/db/file-content.ts';
import { importRows } from '../../src/imports/store.ts';
import { migrateJobs } from '../../src/jobs/migrate.ts';
import { samplePlayground } from '../support/bot.ts';
import { createEmptyDatabase, lasting, type TestDatabase, withDatabase } from '../support/database.ts';
import { migrateThrough } from '../support/earlier-version.ts';
import { formerlySealed } from '../support/former-secrets.ts';
import { holdAt } from '../support/held-statement.ts';
import { type Program, replicaEnv, runProgram } from '../support/program.ts';

// Programs are started and killed several times in one test.

let database: TestDatabase;
let playground: Playground;
let program: Program | undefined;
afterEach(async () => {
  await program?.kill();
  await playground.stop();
  await database.drop();
});

/** Nothing was sealed before it. */
const nothingSealed = '20261130020000';
/** More than one step takes of each. */
const users = 700;
const partners = 600;
const rows = 450;
const letters = ['Surat satu', 'Surat dua', 'Surat tiga'];

const nikOf = (n: number) => String(3171_0101_0101_0000 + n);
const all = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
const query = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await lasting(database.url).query<Row>(text, values)).rows;

/** Rows as the version of that time wrote them. */
async function fill(): Promise<void> {
  const statements = [
    `INSERT INTO unit (code, name, kind) VALUES ('527010', 'Sekretariat', 'SATKER')`,
    `INSERT INTO person (email, name, registered) SELECT n || '@x.example', 'Nama ' || n, true FROM generate_series(1, ${partners}) AS n`,
    `INSERT INTO satker_user (unit_id, nik, name, phone, email, letter_number, status, status_since, surface, submission_key, created_at)
     SELECT u.id, (3171010101010000 + n)::text, 'Nama', '0812-' || n, 's' || n || '@x.example', 'ST', 'REJECTED', now(), 'system', 'k' || n, now()
     FROM unit u, generate_series(1, ${users}) AS n ORDER BY n`,
    `INSERT INTO position (code, name) VALUES ('1', 'VP')`,
    `INSERT INTO import (number, status, status_since, file_name, sha256, source, person_id, surface, created_at)
     SELECT 'IMP-L', 'CHECKED', now(), 'besar.xlsx', '', 'slack:F3', min(id), 'slack', now() FROM person`,
    `INSERT INTO import_sheet (import_id, position, kind, name, titles, fields, rows, failed) SELECT id, 0, 'partner.account', 'Mitra', '{Email}', '["email"]', ${rows}, ${rows} FROM import`,
    `INSERT INTO import_row (import_id, sheet, n, row, cells, data, problems) SELECT i.id, 0, n, n + 1, json_build_array('orang' || n),
       jsonb_build_object('phone', '0857-' || n), '[{"field": "unit", "expected": {"key": "partnerAccount.expected.unit"}}]' FROM import i, generate_series(1, ${rows}) AS n`,
    `INSERT INTO partner_account (person_id, account_name, phone, company, kind, unit_id, parent_id, starts_on, ends_on, import_id, created_at)
     SELECT p.id, 'mitra' || p.id, '0813-' || p.id, 'PT', 'PARTNER', u.id, o.id, '2026-01-01', '2027-01-01', i.id, now() FROM person p, unit u, position o, import i ORDER BY p.id`,
    `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, record)
     SELECT 'surat.pdf', 'application/pdf', length(v.text), sha256(convert_to(v.text, 'UTF8')), convert_to(v.text, 'UTF8'), 'slack:F' || v.n, (SELECT min(id) FROM person), 'user-id:1'
     FROM unnest(ARRAY[${letters.map((one) => `'${one}'`).join(', ')}]) WITH ORDINALITY AS v(text, n)`,
  ];
  for (const statement of statements) await query(statement);
  const people = await query<{ id: number }>('SELECT id FROM person ORDER BY id');
  for (const { id } of people)
    await query(
      'INSERT INTO authenticator (person_id, secret, begun_at, confirmed_at) VALUES ($1, $2, now(), now())',
      [id, formerlySealed('authenticators', `person:${id}`, `RAHASIA ${id}`)],
    );
}

/** Every row of a table with sealed columns, opened; its own bytes beside it. */
async function opened(table: SealedTable): Promise<{ row: string; sealed: string; fields: object }[]> {
  const { row, columns }: SealedColumns = sealedTables[table];
  return withDatabase(database.url, async (db) => {
    const found = await db.query<{ row: string } & Record<string, Buffer | null>>(
      `SELECT ${row} AS row, ${columns.join(', ')} FROM ${table} WHERE ${columns[0]} IS NOT NULL`,
    );
    return Promise.all(
      found.map(async ({ row: of, ...fields }) => ({
        row: of,
        sealed: JSON.stringify(fields),
        fields: await db.keys.open(table, of, fields as Record<string, Buffer | null>),
      })),
    );
  });
}

/** Starts the program, and kills it in the middle of this statement. */
async function killedAt(table: string, when: string): Promise<void> {
  const held = await holdAt(database.url, 'UPDATE', table, when);
  const child = spawn(process.execPath, [built('main.js')], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, PORT: '0', HOST: '127.0.0.1', ...replicaEnv(playground, database.url) },
    stdio: 'ignore',
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  await held.reached();
  child.kill('SIGKILL');
  await gone;
  await held.release();
}

it('T-2 a start that is killed at any point while it seals what a version before had in clear is done by the next one, once', async () => {
  database = await createEmptyDatabase();
  playground = await samplePlayground();
  await migrateThrough(database.url, nothingSealed);
  await migrateJobs(database.url);
  // Its root key is the one that the secrets lie under.
  await withDatabase(database.url, (db) => db.transaction(withoutDeadline, async () => {}));
  await fill();
  // The second step of each.
  await killedAt('satker_user', `OLD.submission_key = 'k650'`);
  const before = await opened('satker_user');
  expect(before).toHaveLength(500);
  await killedAt('attachment', `OLD.source = 'slack:F2'`);
  // Where its place was cleared: the table of blocks is not there yet.
  await killedAt('import_row', `NEW.n = 250 AND to_jsonb(NEW) @> '{"clear_cells": null}'`);
  await killedAt('partner_account', `OLD.account_name = 'mitra${partners}'`);
  await killedAt('authenticator', `OLD.person_id = ${partners}`);
  const secrets = await opened('authenticator');
  expect(secrets.length).toBeGreaterThanOrEqual(500);
  program = await runProgram(replicaEnv(playground, database.url));

  const after = await opened('satker_user');
  expect(after.map(({ row, fields }) => [row, fields]).sort()).toEqual(
    all(users)
      .map((n) => [`k${n}`, { nik: nikOf(n), phone: `0812-${n}` }])
      .sort(),
  );
  // What the first one had sealed lies as it did.
  const lying = new Map(
    [...after, ...(await opened('authenticator'))].map(({ row, sealed }) => [row, sealed]),
  );
  for (const { row, sealed } of [...before, ...secrets]) expect(lying.get(row)).toBe(sealed);
  expect((await opened('authenticator')).map(({ row, fields }) => [row, fields]).sort()).toEqual(
    all(partners)
      .map((id) => [String(id), { secret: `RAHASIA ${id}` }])
      .sort(),
  );
  expect((await opened('partner_account')).map(({ row, fields }) => [row, fields]).sort()).toEqual(
    all(partners)
      .map((id) => [`mitra${id}`, { phone: `0813-${id}` }])
      .sort(),
  );
  await withDatabase(database.url, async (db) => {
    const staged = await importRows(db, 1, 'failed', { sheet: -1, n: 0 }, 1000);
    expect(staged.map(({ n, cells, data }) => [n, cells, data])).toEqual(
      all(rows).map((n) => [n, [`orang${n}`], { phone: `0857-${n}` }]),
    );
    const files = await db.query<{ id: number }>('SELECT id FROM attachment ORDER BY id');
    const contents = await Promise.all(files.map(({ id }) => contentOf(db, id)));
    expect(contents.map(String)).toEqual(letters);
  });
  // No column that was in clear is left, and nothing of what stood there in any other.
  expect(
    await query(
      `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name ~ '^(clear|former)_'`,
    ),
  ).toEqual([]);
  const texts = ['317101010101', '0812-', '0813-', '0857-', 'orang', 'RAHASIA', 'Surat '];
  const inClear = [...texts, ...texts.map((text) => Buffer.from(text).toString('hex'))];
  for (const table of Object.keys(sealedTables)) {
    const found = JSON.stringify(await query(`SELECT t::text AS row FROM ${table} t`));
    for (const text of inClear) expect(found.includes(text), `${text} in ${table}`).toBe(false);
  }
});
