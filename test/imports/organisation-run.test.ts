import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import { formatTime, translate } from '../../src/core/texts/index.ts';
import { type Database, interactiveTimeoutMs } from '../../src/db/database.ts';
import { editOrganisation } from '../../src/desks/organisation/edit.ts';
import type { RowData } from '../../src/imports/kind.ts';
import { runJob } from '../../src/imports/run.ts';
import { type SampleDatabase, sampleDatabase, testPatience } from '../support/bot.ts';
import { employeeKind, organisationKinds } from '../support/house.ts';
import { known } from '../support/known.ts';
import { openDatabase } from '../support/open-database.ts';
import { stageImport } from '../support/staged-rows.ts';

let database: SampleDatabase;
/** As jobs have it, and as clicks have it: with little time for a statement. */
let jobs: Database;
let clicks: Database;
let ctx: Context;
const now = new Date('2026-11-21T03:00:00Z');
beforeAll(async () => {
  database = await sampleDatabase();
  jobs = openDatabase(database.url, { max: 2, timeoutMs: 60_000 });
  clicks = openDatabase(database.url, { timeoutMs: testPatience * interactiveTimeoutMs });
  const [tono] = await jobs.query<{ id: number; name: string; email: string }>(
    `SELECT id, name, email FROM person WHERE email LIKE 'tono.%'`,
  );
  if (!tono) throw new Error('Tono is not there');
  ctx = {
    actor: { ...known(tono), registered: true, roles: [{ role: 'ADMIN', unitId: null }] },
    surface: 'slack',
    now,
    until: null,
    t: translate('id'),
    timeZone: 'Asia/Jakarta',
    time: (at) => formatTime('id', 'Asia/Jakarta', at),
  };
});
afterAll(async () => {
  await clicks.close();
  await jobs.close();
  await database.drop();
});

const at = (account: string) => `${account}@nusantara.example`;
const employee = (account: string, more: RowData = {}): RowData => ({
  email: at(account),
  name: account,
  ...more,
});

/**
 * Somebody presses Import for these employees: how many rows are written, and how many are not. `before` is done before each
 * batch is begun.
 */
async function run(
  rows: RowData[],
  { batch, before }: { batch?: number; before?: () => Promise<void> } = {},
) {
  const staged = await stageImport(jobs, ctx, [{ kind: employeeKind, rows }]);
  await staged.check();
  const failed = (await staged.problems()).length;
  await jobs.query(`UPDATE import_sheet SET failed = $2 WHERE import_id = $1`, [staged.id, failed]);
  await jobs.query(`UPDATE import SET status = 'RUNNING' WHERE id = $1`, [staged.id]);
  const people = {
    async contextOf() {
      await before?.();
      return ctx;
    },
  };
  await runJob({ db: jobs, people, kinds: organisationKinds, clock: () => now, batch })({ id: staged.id });
  const [state] = await jobs.query<{ done: number; failed: number }>(
    'SELECT done, failed FROM import_sheet WHERE import_id = $1',
    [staged.id],
  );
  return { ...staged, ...state };
}

describe('the organisation while an import is written', () => {
  it('I-9 an edit in chat gets through at any moment of an import of 20,000 employees', async () => {
    const many = 20_000;
    const rows = Array.from({ length: many }, (_, index) => {
      const number = many - 1 - index;
      const superior: RowData = number === 0 ? {} : { superior: at(`p${Math.floor(number / 10)}`) };
      return employee(`p${number}`, { nopek: `5${number}`, unit: 'HO-FIN', ...superior });
    });
    const edits: string[] = [];
    const edit = async () => {
      const position = `Analis ${edits.length}`;
      const data = employee('joko.prasetyo', {
        name: 'Joko Prasetyo',
        position,
        superior: at('bima.santoso'),
      });
      await editOrganisation(clicks, ctx, { kind: employeeKind, data });
      edits.push(position);
    };
    let ended = false;
    const importing = run(rows).finally(() => {
      ended = true;
    });
    do await edit();
    while (!ended);
    expect(await importing).toMatchObject({ done: many, failed: 0 });
    expect(edits.length).toBeGreaterThan(2);
    const told = await jobs.query<{ position: string }>(
      `SELECT e.data->'to'->>'position' AS position FROM audit_entry e JOIN person p ON e.subject = 'person:' || p.id
       WHERE p.email = $1 AND e.action = 'person.changed' ORDER BY e.id`,
      [at('joko.prasetyo')],
    );
    expect(told.map(({ position }) => position)).toEqual(edits);
    const [counted] = await jobs.query(
      `SELECT count(superior_id)::int AS led FROM person WHERE email ~ '^p[0-9]+@'`,
    );
    expect(counted).toEqual({ led: many - 1 });
  });

  it('I-9 a superior who becomes somebody’s subordinate while an import is written is not set above them', async () => {
    const rows = [employee('atas', { superior: at('bawah') }), employee('bawah'), employee('lain')];
    let batches = 0;
    const before = async () => {
      batches += 1;
      if (batches !== 2) return;
      const data = employee('bawah', { superior: at('atas') });
      await editOrganisation(clicks, ctx, { kind: employeeKind, data });
    };
    const ran = await run(rows, { batch: 1, before });
    expect(ran).toMatchObject({ done: 2, failed: 1 });
    expect(await ran.problems()).toEqual(['0/2 superior organisation.expected.superiorCircle']);
    expect(
      await jobs.query(
        `SELECT p.email, s.email AS superior FROM person p LEFT JOIN person s ON s.id = p.superior_id
         WHERE p.email = ANY($1) ORDER BY p.email`,
        [[at('atas'), at('bawah')]],
      ),
    ).toEqual([
      { email: at('atas'), superior: null },
      { email: at('bawah'), superior: at('atas') },
    ]);
  });

  it('I-9 a superior who is let in no more once the import has begun is told of at the rows that are still to be written', async () => {
    const rows = ['satu', 'dua', 'tiga'].map((name) => employee(name, { superior: at('pergi') }));
    await run([employee('pergi')]);
    let batches = 0;
    const before = async () => {
      batches += 1;
      if (batches !== 2) return;
      const data = employee('pergi', { active: 'NO' });
      await editOrganisation(clicks, ctx, { kind: employeeKind, data });
    };
    const ran = await run(rows, { batch: 1, before });
    // Who has left is above nobody any more, nor above the one that was written before.
    expect(ran).toMatchObject({ done: 0, failed: 3 });
    expect(await ran.problems()).toEqual([
      '0/2 superior organisation.expected.superior',
      '0/3 superior organisation.expected.superior',
      '0/4 superior organisation.expected.superior',
    ]);
  });

  it('I-9 P-7 a run that is begun again after its rows were written sets what is above them, and counts nothing twice', async () => {
    const rows = [employee('awal', { superior: at('akhir') }), employee('akhir')];
    const ran = await run(rows, { batch: 1 });
    await jobs.query(`UPDATE import SET status = 'RUNNING' WHERE id = $1`, [ran.id]);
    await jobs.query('UPDATE person SET superior_id = NULL WHERE email = $1', [at('awal')]);
    const people = { contextOf: async () => ctx };
    await runJob({ db: jobs, people, kinds: organisationKinds, clock: () => now })({ id: ran.id });
    expect(
      await jobs.query(
        `SELECT s.email, i.done, i.failed FROM person p JOIN person s ON s.id = p.superior_id, import_sheet i
         WHERE p.email = $1 AND i.import_id = $2`,
        [at('awal'), ran.id],
      ),
    ).toEqual([{ email: at('akhir'), done: 2, failed: 0 }]);
  });
});
