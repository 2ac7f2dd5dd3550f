import { afterEach, beforeEach, expect, it } from 'vitest';
import { createImportsDesk } from '../../src/desks/imports/index.ts';
import { countsOf } from '../../src/imports/model.ts';
import { retention } from '../../src/imports/retention.ts';
import { loadImport } from '../../src/imports/store.ts';
import { sweepJob } from '../../src/imports/sweep.ts';
import { uses } from '../support/house.ts';
import { type ImportBench, importBench, partnerRow, partnerTitles, sheetOf } from '../support/imports.ts';
import { retain } from '../support/retention.ts';
import { means } from '../support/step-up.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await importBench();
});
afterEach(() => bench.close());

const day = 24 * 60 * 60_000;
const keptDays = 30;
const after = (days: number) => () => new Date(bench.ctx.now.getTime() + days * day);
const sweep = (days: number) => sweepJob({ db: bench.db, clock: after(days) })({});
const rows = async () =>
  (await bench.db.query('SELECT 1 FROM import_row UNION ALL SELECT 1 FROM import_block')).length;

it('P-6 the rows of an import go some time after it ended; its counts and what it wrote stay', async () => {
  const { id } = await bench.checked(await sheetOf(partnerTitles, partnerRow('satu@vendor.example')));
  await bench.press(id);
  await bench.run(id);
  await retain(bench.db, after(keptDays - 1), { rules: retention });
  expect(await rows()).toBe(2);
  await retain(bench.db, after(keptDays + 1), { rules: retention });
  expect(await rows()).toBe(0);
  const left = await loadImport(bench.db, id);
  expect(left && countsOf(left)).toMatchObject({ rows: 1, failed: 0, done: 1 });
  expect(await bench.db.query('SELECT 1 FROM partner_account')).toHaveLength(1);
});

it('I-10 U-13 the cards of an import are brought up to date once its rows are gone, by which it could be undone', async () => {
  const { id } = await bench.checked(await sheetOf(partnerTitles, partnerRow('satu@vendor.example')));
  await bench.press(id);
  await bench.run(id);
  const refreshed = () =>
    bench.db.query<{ subject: string }>(
      `DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
       WHERE t.id = j.task_id AND t.identifier = 'posted.refresh' RETURNING j.payload->>'subject' AS subject`,
    );
  await retain(bench.db, after(keptDays - 1), { rules: retention });
  await refreshed();
  await retain(bench.db, after(keptDays + 1), { rules: retention });
  expect(await refreshed()).toEqual([{ subject: `import:${id}` }]);
});

it('T-3 an import itself says nothing of its file years later, and its card says that this is gone', async () => {
  const { id } = await bench.checked(await sheetOf(partnerTitles, partnerRow('satu@vendor.example')));
  await bench.press(id);
  await bench.run(id);
  await retain(bench.db, after(1826), { rules: retention });
  const left = await loadImport(bench.db, id);
  if (!left) throw new Error('the import is gone');
  expect(left).toMatchObject({ fileName: '', notes: [], emptiedAt: after(1826)() });
  expect(left.sheets).toMatchObject([{ titles: [], fields: {} }]);
  const desk = createImportsDesk({
    ...means(bench.db),
    kinds: bench.kinds,
    uses,
    daysKept: () => keptDays,
    publicUrl: '',
  });
  for (const [name, make] of Object.entries(desk.cards))
    expect(JSON.stringify(await make?.(bench.ctx, id, {}, bench.db)), name).toContain('IMP-');
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
