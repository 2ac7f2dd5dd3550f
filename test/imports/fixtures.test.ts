import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/core/root.ts';
import { type ImportBench, importBench, problemsOf } from '../support/imports.ts';

const folder = path.join(projectRoot, 'test/fixtures/imports');
type Outcome = { refused: string } | { accounts: string[]; days?: string[]; failed?: string[] };
const outcomes: Record<string, Outcome> = JSON.parse(
  readFileSync(path.join(folder, 'outcomes.json'), 'utf8'),
);

describe('registration forms as people bring them', () => {
  let bench: ImportBench;
  beforeAll(async () => {
    bench = await importBench();
  });
  afterAll(() => bench.close());

  it('has an outcome for every form', () => {
    expect(Object.keys(outcomes).sort()).toEqual(
      readdirSync(folder)
        .filter((name) => name.endsWith('.xlsx'))
        .sort(),
    );
  });

  it.each(Object.entries(outcomes))('P-5 P-6 %s comes out as it should', async (name, expected) => {
    await bench.db.query('DELETE FROM partner_account');
    await bench.db.query(`DELETE FROM person WHERE email LIKE '%@vendor.example'`);
    const found = await bench.drop(readFileSync(path.join(folder, name)));
    if ('refused' in expected) {
      const why = 'refused' in found ? found.refused : found.refusal;
      expect(why?.key).toBe(expected.refused);
      return;
    }
    if ('refused' in found) throw new Error(`refused: ${found.refused.key}`);
    expect(found.status).toBe('CHECKED');
    expect(problemsOf(await bench.rows(found.id, 'failed'))).toEqual(expected.failed ?? []);
    if (expected.accounts.length > 0) {
      await bench.press(found.id);
      await bench.run(found.id);
    }
    const made = await bench.db.query<{ account: string; days: string }>(
      `SELECT account_name AS account, starts_on || ' ' || ends_on AS days FROM partner_account ORDER BY account_name`,
    );
    expect(made.map(({ account }) => account)).toEqual(expected.accounts);
    const days = expected.days ?? ['2026-12-01 2027-11-30'];
    expect([...new Set(made.map((one) => one.days))]).toEqual(made.length > 0 ? days : []);
  });
});

describe('workbooks that are no registration form', () => {
  let bench: ImportBench;
  beforeAll(async () => {
    bench = await importBench();
  });
  afterAll(() => bench.close());
  const workbooks = path.join(projectRoot, 'test/fixtures/workbooks');
  const read: Record<string, { rows: string[] } | { refused: string }> = JSON.parse(
    readFileSync(path.join(workbooks, 'outcomes.json'), 'utf8'),
  );
  // What is read of each of them is another test's: here the first of each kind, by why it is not read.
  const kinds = new Map<string, string>();
  for (const [name, outcome] of Object.entries(read)) {
    const kind = 'refused' in outcome ? outcome.refused : 'readable';
    if (!kinds.has(kind)) kinds.set(kind, name);
  }

  it.each([...kinds])(
    'P-2 one that is %s (%s) is refused in words, and nothing is kept of it',
    async (_kind, name) => {
      const found = await bench.drop(readFileSync(path.join(workbooks, name)));
      if (!('refused' in found)) throw new Error('became an import');
      expect(bench.ctx.t.message(found.refused)).toMatch(/\w{3}/);
      expect(await bench.db.query('SELECT 1 FROM import')).toEqual([]);
      expect(await bench.db.query('SELECT 1 FROM import_row')).toEqual([]);
    },
  );
});
