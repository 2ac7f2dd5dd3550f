import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hubJob } from '../../src/desks/partners/accounts/hub.ts';
import { createDirectoryHub, type HubUser } from '../../src/neighbours/directory-hub/hub.ts';
import { directoryHubSandbox } from '../../src/neighbours/directory-hub/sandbox.ts';
import {
  type ImportBench,
  importBench,
  partnerEnd,
  partnerRow,
  partnerTitles,
  sheetOf,
} from '../support/imports.ts';
import { contents, undoing } from '../support/undoing.ts';

let bench: ImportBench;
let undo: ReturnType<typeof undoing>;
let hub: Map<string, HubUser>;
/** Tells the hub what it has still to be told. */
let tell: () => Promise<void>;
beforeEach(async () => {
  bench = await importBench();
  undo = undoing(bench.db, bench.ctx, bench.kinds);
  hub = new Map();
  const directoryHub = createDirectoryHub({
    url: 'http://hub.invalid',
    fetch: directoryHubSandbox({ accounts: hub }),
  });
  tell = () => hubJob({ db: bench.db, directoryHub, clock: () => bench.ctx.now })({}) as Promise<void>;
});
afterEach(() => bench.close());

async function imported(...rows: unknown[][]): Promise<number> {
  const { id } = await bench.checked(await sheetOf(partnerTitles, ...rows));
  await bench.press(id);
  await bench.run(id);
  return id;
}
const personOf = async (account: string) => {
  const [row] = await bench.db.query<{ id: number }>(
    'SELECT person_id AS id FROM partner_account WHERE account_name = $1',
    [account],
  );
  return row?.id ?? 0;
};

describe('undoing an import of partners', () => {
  it('I-10 P-7 leaves the tables as they were, known addresses included, whatever is killed or run twice', async () => {
    await bench.db.query(
      `INSERT INTO person (email, name, registered) VALUES ('tamu@vendor.example', 'Tamu', false)`,
    );
    const before = await contents(bench.db);
    const rows = Array.from({ length: 7 }, (_, n) => partnerRow(`m${n}@vendor.example`));
    const id = await imported(...rows, partnerRow('tamu@vendor.example', { name: 'Tamu Baru' }));
    await undo.order(id);
    let turns = 0;
    const dies = async () => {
      turns += 1;
      if (turns === 3) throw new Error('killed');
      return bench.ctx;
    };
    await expect(undo.work(id, { batch: 2, contextOf: dies })).rejects.toThrow('killed');
    await Promise.all([undo.work(id, { batch: 3 }), undo.work(id, { batch: 1 })]);
    const { status, sheets } = await undo.load(id);
    expect({ status, ...sheets[0] }).toMatchObject({ status: 'UNDONE', undone: 8, kept: 0 });
    expect(await contents(bench.db)).toEqual(before);
    const removed = await bench.db.query(
      `SELECT 1 FROM audit_entry WHERE action = 'partner.removed' AND reason = 'Berkas yang salah'`,
    );
    expect(removed).toHaveLength(8);
  });

  it('I-10 has the hub end what it may know, which deletes nothing, and writes anew what is imported again', async () => {
    const id = await imported(partnerRow('ada@vendor.example'), partnerRow('besok@vendor.example'));
    await tell();
    expect([...hub.keys()].sort()).toEqual(['ada', 'besok']);
    await undo.order(id);
    await undo.work(id);
    await tell();
    // The day of the undoing is 2026-11-21; the accounts would have begun on 2026-12-01.
    expect(hub.get('ada')).toMatchObject({ startsOn: '2026-11-20', endsOn: '2026-11-20' });
    const said = await bench.kinds[0]?.next?.(bench.db, bench.ctx, id);
    expect(said?.says.join()).toContain('2 dari 2 akun yang diurungkan sudah diakhiri');
    await bench.db.query(
      `INSERT INTO posted_card (key, card, subject, args, thread, live) VALUES ('undone', 'import.summary', $1, '{}', 'undone', true)`,
      [`import:${id}`],
    );
    await imported(partnerRow('ada@vendor.example', { company: 'PT Baru' }));
    // What it says of its accounts is another thing now (U-13).
    expect(await bench.db.query(`SELECT revision FROM posted_card WHERE key = 'undone'`)).toEqual([
      { revision: 1 },
    ]);
    await bench.db.query(`DELETE FROM posted_card WHERE key = 'undone'`);
    await tell();
    expect(hub.get('ada')).toMatchObject({
      company: 'PT Baru',
      startsOn: '2026-12-01',
      endsOn: partnerEnd,
    });
    expect(await bench.db.query('SELECT account_name FROM partner_withdrawal')).toEqual([
      { account_name: 'besok' },
    ]);
  });

  it('I-10 tells the hub nothing of accounts that it was never told of', async () => {
    const id = await imported(partnerRow('belum@vendor.example'));
    await undo.order(id);
    await undo.work(id);
    await tell();
    expect([...hub.keys()]).toEqual([]);
  });

  it('I-10 an answer of the hub about an account that was taken back is none about its successor', async () => {
    const id = await imported(partnerRow('ganti@vendor.example'));
    const directoryHub = createDirectoryHub({
      url: 'http://hub.invalid',
      fetch: directoryHubSandbox({ accounts: hub }),
    });
    let meanwhile: (() => Promise<unknown>) | null = async () => {
      meanwhile = null;
      await undo.order(id);
      await undo.work(id);
      await imported(partnerRow('ganti@vendor.example', { company: 'PT Lain' }));
    };
    const slow = {
      ...directoryHub,
      async put(users: readonly HubUser[]) {
        const answers = await directoryHub.put(users);
        await meanwhile?.();
        return answers;
      },
    };
    const moments = [0, 1000, 2000, 3000].map((ms) => new Date(bench.ctx.now.getTime() + ms));
    const clock = () => moments.shift() ?? bench.ctx.now;
    await hubJob({ db: bench.db, directoryHub: slow, clock })({});
    expect(hub.get('ganti')).toMatchObject({ company: 'PT Lain', endsOn: partnerEnd });
  });

  const built: [string, string, (person: number) => Promise<unknown>][] = [
    [
      'a whitelist grant',
      'imports.kept.whitelist',
      (person) =>
        bench.db.query(
          `INSERT INTO whitelist_grant (person_id, role_id, granted_at) SELECT $1, min(id), now() FROM application_role`,
          [person],
        ),
    ],
    [
      'a role and a mapping that the log tells of',
      'imports.kept.mapping',
      (person) =>
        bench.db.query(
          `WITH logged AS (
             INSERT INTO audit_entry (at, actor, surface, action, subject) VALUES (now(), 'Tono', 'slack', 'whitelist.granted', 'person:' || $1)
           ), granted AS (
             INSERT INTO whitelist_grant (person_id, role_id, granted_at) SELECT $1::int, min(id), now() FROM application_role
           ) INSERT INTO secretary_mapping (number, person_id, position_id, starts_on, ends_on, end_set_on, created_by_id, created_at, submission)
           SELECT 'MAP-2026-999999', $1::int, min(p.id), '2026-12-01', '2027-05-31', '2026-11-30', $1::int, now(), 'undo' FROM position p`,
          [person],
        ),
    ],
    [
      'a chat account',
      'imports.kept.chat',
      (person) =>
        bench.db.query(
          `INSERT INTO chat_identity (platform, tenant, external_id, person_id) VALUES ('slack', 'T1', 'U1', $1)`,
          [person],
        ),
    ],
    [
      'a position that the person holds',
      'imports.kept.organisation',
      (person) =>
        bench.db.query(`UPDATE position SET holder_id = $1 WHERE id = (SELECT max(id) FROM position)`, [
          person,
        ]),
    ],
    [
      'an entry in the audit',
      'imports.kept.changed',
      (person) =>
        bench.db.query(
          `INSERT INTO audit_entry (at, actor, surface, action, subject) VALUES (now(), 'Tono', 'slack', 'person.changed', 'person:' || $1)`,
          [person],
        ),
    ],
  ];
  it.each(built)('I-10 leaves and lists an account with %s', async (_what, why, build) => {
    const id = await imported(partnerRow('dipakai@vendor.example'), partnerRow('bebas@vendor.example'));
    await build(await personOf('dipakai'));
    const plan = await undo.planned(id);
    expect(plan.sheets[0]).toMatchObject({ undoable: 1, kept: 1 });
    await undo.order(id);
    await undo.work(id);
    expect(await undo.kept(id)).toEqual([`0/1 ${why}`]);
    expect(await personOf('dipakai')).toBeGreaterThan(0);
    expect(await personOf('bebas')).toBe(0);
  });

  it('P-5 all rows of a new registration are new', async () => {
    const { sheets } = await bench.checked(
      await sheetOf(
        partnerTitles,
        partnerRow('satu@vendor.example'),
        partnerRow('dua@vendor.example', { unit: '?' }),
      ),
    );
    expect(sheets[0]).toMatchObject({ rows: 2, failed: 1, changed: 0, unchanged: 0 });
  });
});
