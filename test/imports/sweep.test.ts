import { afterEach, beforeEach, expect, it } from 'vitest';
import { countsOf } from '../../src/imports/model.ts';
import { loadImport } from '../../src/imports/store.ts';
import { keptDays, sweepJob } from '../../src/imports/sweep.ts';
import { type ImportBench, importBench, partnerRow, partnerTitles, sheetOf } from '../support/imports.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await importBench();
});
afterEach(() => bench.close());

const day = 24 * 60 * 60_000;
const sweep = (afterDays: number) =>
  sweepJob({ db: bench.db, clock: () => new Date(bench.ctx.now.getTime() + afterDays * day) })({});
const rows = async () => (await bench.db.query('SELECT 1 FROM import_row')).length;

it('P-6 the rows of an import go some time after it ended; its counts and what it wrote stay', async () => {
  const { id } = await bench.checked(await sheetOf(partnerTitles, partnerRow('satu@vendor.example')));
  await bench.press(id);
  await bench.run(id);
  await sweep(keptDays - 1);
  expect(await rows()).toBe(1);
  await sweep(keptDays + 1);
  expect(await rows()).toBe(0);
  const left = await loadImport(bench.db, id);
  expect(left && countsOf(left)).toMatchObject({ rows: 1, failed: 0, done: 1 });
  expect(await bench.db.query('SELECT 1 FROM partner_account')).toHaveLength(1);
});

it('I-5 an import that nobody has run in all that time is given up, with an entry in the audit', async () => {
  const { id } = await bench.checked(await sheetOf(partnerTitles, partnerRow('satu@vendor.example')));
  await sweep(keptDays - 1);
  expect((await loadImport(bench.db, id))?.status).toBe('CHECKED');
  await sweep(keptDays + 1);
  expect((await loadImport(bench.db, id))?.status).toBe('CANCELLED');
  expect(
    await bench.db.query(
      `SELECT actor, from_state AS before FROM audit_entry WHERE action = 'import.cancelled' AND subject = $1`,
      [`import:${id}`],
    ),
  ).toEqual([{ actor: 'imports.sweep', before: 'CHECKED' }]);
  await expect(bench.press(id)).rejects.toMatchObject({ reason: { key: 'imports.refuse.cancelled' } });
});
