import { afterEach, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { countsOf } from '../../src/imports/model.ts';
import { loadImport } from '../../src/imports/store.ts';
import { partnerRow, partnerTitles, sheetOf } from '../support/imports.ts';
import { keyless } from '../support/open-database.ts';
import { type OutsideWorkspace, openOutside } from '../support/program.ts';

// Programs are started and killed several times in one test.

const t = translate('id');
let workspace: OutsideWorkspace;
afterEach(() => workspace.stop());

const rows = 24_000;

/** Waits until the import is at least so far, by what the database says. */
const reached = (what: string, enough: (n: number) => boolean) =>
  expect
    .poll(async () => (await workspace.query<{ n: number }>(what))[0]?.n ?? 0, { interval: 5 })
    .toSatisfy(enough);

it('P-7 the program is killed while it reads and while it writes: no person twice, none lost, the summary right', async () => {
  workspace = await openOutside(1, ['slack']);
  const tono = workspace.person('tono.wijaya');
  const people = Array.from({ length: rows }, (_, n) =>
    partnerRow(`mitra.${n}@vendor.example`, n % 1000 === 999 ? { kind: 'Tamu' } : {}),
  );
  const restart = async () => {
    await workspace.programs.at(-1)?.kill();
    await workspace.query('UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL');
    await workspace.deliverTo(await workspace.start({ DIRECTORY_HUB_URL: '', SANDBOX: 'true' }));
  };
  await restart();
  await tono.give('', { name: 'banyak.xlsx', data: await sheetOf(partnerTitles, ...people) });
  await reached('SELECT count(*)::int AS n FROM import_row', (n) => n > 0);
  await restart();
  await tono.sees(t('imports.status.CHECKED'));
  await tono.click(t('imports.button.run'), { in: 'banyak.xlsx' });
  let killed = 0;
  for (const share of [0.05, 0.4, 0.7]) {
    await reached('SELECT done_through AS n FROM import_sheet', (n) => n >= share * rows);
    const [state] = await workspace.query<{ status: string }>('SELECT status FROM import');
    if (state?.status !== 'RUNNING') break;
    await restart();
    killed += 1;
  }
  expect(killed).toBeGreaterThan(0);
  await tono.sees(t('imports.status.DONE'));
  const after = await loadImport(keyless(workspace.query), 1);
  if (!after) throw new Error('the import is gone');
  expect(countsOf(after)).toMatchObject({ rows, failed: 24, done: rows - 24 });
  const [made] = await workspace.query<{ accounts: number; people: number; logged: number }>(
    `SELECT (SELECT count(*)::int FROM partner_account) AS accounts,
       (SELECT count(DISTINCT email)::int FROM person WHERE email LIKE 'mitra.%') AS people,
       (SELECT count(DISTINCT subject)::int FROM audit_entry WHERE action = 'partner.created') AS logged`,
  );
  expect(made).toEqual({ accounts: rows - 24, people: rows - 24, logged: rows - 24 });
  await tono.sees(t('imports.summary.title', { number: after.number, done: rows - 24, failed: 24 }));
  // What the hub was to be told it was told, whatever was killed.
  await reached('SELECT count(*)::int AS n FROM partner_account WHERE position_code IS NULL', (n) => n === 0);
});
