import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hubJob } from '../../src/desks/partners/accounts/hub.ts';
import { countsOf } from '../../src/imports/model.ts';
import { createDirectoryHub } from '../../src/neighbours/directory-hub/hub.ts';
import { directoryHubSandbox } from '../../src/neighbours/directory-hub/sandbox.ts';
import {
  type ImportBench,
  importBench,
  partnerRow,
  partnerTitles,
  problemsOf,
  sheetOf,
} from '../support/imports.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await importBench();
});
afterEach(() => bench.close());

const accounts = () =>
  bench.db.query<{ account: string; contact: string | null; email: string; importId: number }>(
    `SELECT a.account_name AS account, a.contact_email AS contact, h.email, a.import_id AS "importId"
     FROM partner_account a JOIN person h ON h.id = a.person_id ORDER BY a.account_name`,
  );

/** As many good rows, each of somebody else. */
const people = (count: number, prefix = 'mitra') =>
  Array.from({ length: count }, (_, n) => partnerRow(`${prefix}.${n}@vendor.example`));

describe('what is checked before anything is written', () => {
  it('P-4 reduces the partner domain to the account name, keeps other addresses, and takes a bare account name', async () => {
    const found = await bench.checked(
      await sheetOf(
        partnerTitles,
        partnerRow('Siti.Aminah@mitrakerja.pertamina.com'),
        partnerRow('budi@vendor.example'),
        partnerRow('dewi_2'),
      ),
    );
    expect(countsOf(found)).toMatchObject({ rows: 3, failed: 0, done: 0 });
    const said = await bench.remarks(found);
    expect(said.join()).toContain('siti.aminah@mitrakerja.pertamina.com menjadi siti.aminah');
    await bench.press(found.id);
    await bench.run(found.id);
    expect(await accounts()).toMatchObject([
      { account: 'budi', contact: 'budi@vendor.example', email: 'budi@vendor.example' },
      { account: 'dewi_2', contact: null, email: 'dewi_2@mitrakerja.pertamina.com' },
      { account: 'siti.aminah', contact: 'siti.aminah@mitrakerja.pertamina.com' },
    ]);
  });

  it('P-4 a collision of account names is an error on that row: in the file, with accounts, and with employees', async () => {
    const before = await bench.checked(await sheetOf(partnerTitles, partnerRow('ada@vendor.example')));
    await bench.press(before.id);
    await bench.run(before.id);
    await bench.db.query(
      `INSERT INTO person (email, name, registered) VALUES ('tamu@vendor.example', 'Tamu', false)`,
    );
    const found = await bench.checked(
      await sheetOf(
        partnerTitles,
        partnerRow('ADA@mitra.example'),
        partnerRow('baru@vendor.example'),
        partnerRow('Baru@mitrakerja.pertamina.com'),
        partnerRow('rina.wulandari@vendor.example'),
        partnerRow('tamu@vendor.example'),
      ),
    );
    const failed = await bench.rows(found.id, 'failed');
    expect(problemsOf(failed)).toEqual(['2 email free', '4 email notTwice', '5 email free']);
    expect(failed[0]?.problems?.[0]?.expected.args).toEqual({ account: 'ada', name: 'Orang ada' });
    expect(failed[1]?.problems?.[0]?.expected.args).toEqual({ row: 3 });
    expect(failed[2]?.problems?.[0]?.expected.args).toMatchObject({ name: 'Rina Wulandari' });
    await bench.press(found.id);
    await bench.run(found.id);
    // Asked once more at writing, what was wrong before is not said twice.
    expect(await bench.rows(found.id, 'failed')).toEqual(failed);
    expect((await accounts()).map(({ account }) => account)).toEqual(['ada', 'baru', 'tamu']);
    // Who was known by the address alone is that same person, registered now.
    expect(
      await bench.db.query(
        `SELECT registered, count(*)::int AS n FROM person WHERE email = 'tamu@vendor.example' GROUP BY 1`,
      ),
    ).toEqual([{ registered: true, n: 1 }]);
  });

  it('P-5 knows units by code and name, positions by id and by their official, and says which are unknown or ambiguous', async () => {
    await bench.db.query(
      `INSERT INTO unit (code, name, kind) VALUES ('HO-X1', 'Kembar', 'HO'), ('HO-X2', 'Kembar', 'HO')`,
    );
    await bench.db.query(
      `INSERT INTO position (code, name, holder_id) SELECT c, c, h.id FROM person h, unnest(ARRAY['60000001', '60000002']) AS c WHERE h.email LIKE 'agus.%'`,
    );
    const found = await bench.checked(
      await sheetOf(
        partnerTitles,
        partnerRow('a@vendor.example', { unit: 'ho-ret', parent: 'Hendra.Gunawan@nusantara.example' }),
        partnerRow('b@vendor.example', { unit: 'Retail Operation' }),
        partnerRow('c@vendor.example', { unit: 'Kembar', parent: 'agus.pranoto@nusantara.example' }),
        partnerRow('d@vendor.example', { unit: 'Tidak Ada', parent: '59999999' }),
        partnerRow('e@vendor.example', { unit: '527010' }),
      ),
    );
    expect(problemsOf(await bench.rows(found.id, 'failed'))).toEqual([
      '4 unit unitCode',
      '4 parent parentCode',
      '5 unit unit',
      '5 parent parent',
      '6 unit unit',
    ]);
  });

  it('P-5 writes nothing before Import, and nothing of what was cancelled', async () => {
    const found = await bench.checked(await sheetOf(partnerTitles, ...people(3)));
    const written = async () =>
      (await bench.db.query(`SELECT 1 FROM person WHERE email LIKE '%@vendor.example'`)).length;
    expect(await written()).toBe(0);
    await bench.service.cancel(bench.ctx, found.id);
    await expect(bench.press(found.id)).rejects.toMatchObject({
      reason: { key: 'imports.refuse.cancelled' },
    });
    await bench.run(found.id);
    expect(await written()).toBe(0);
  });

  it('P-5 refuses a sheet without a required column, or with none but the example, and keeps nothing of it', async () => {
    const without = await bench.drop(
      await sheetOf(partnerTitles.slice(0, 8), partnerRow('a@vendor.example').slice(0, 8)),
    );
    expect(without).toMatchObject({ status: 'REFUSED', refusal: { key: 'imports.refuse.missing' } });
    const empty = await bench.drop(await sheetOf(partnerTitles));
    expect(empty).toMatchObject({ status: 'REFUSED', refusal: { key: 'imports.refuse.empty' } });
    expect(await bench.db.query('SELECT 1 FROM import_row')).toEqual([]);
  });
});

describe('an import and its hub', () => {
  it.each([
    ['is not connected', () => 'certificate expired', 'partnerAccount.hub.notConnected'],
    ['is connected', () => null, null],
  ])('P-3 asks the hub at the press: one that %s', async (_what, connected, refused) => {
    await bench.close();
    bench = await importBench({
      hub: createDirectoryHub({ url: 'http://hub.invalid', fetch: directoryHubSandbox({ connected }) }),
    });
    const found = await bench.checked(await sheetOf(partnerTitles, ...people(1)));
    if (refused) {
      await expect(bench.press(found.id)).rejects.toMatchObject({ reason: { key: refused } });
      expect(await bench.db.query('SELECT status FROM import')).toEqual([{ status: 'CHECKED' }]);
    } else {
      await bench.press(found.id);
      expect(await bench.db.query('SELECT status FROM import')).toEqual([{ status: 'RUNNING' }]);
    }
  });

  it('P-3 refuses where there is no hub, and where it does not answer', async () => {
    for (const [hub, key] of [
      [null, 'partnerAccount.hub.none'],
      [
        createDirectoryHub({ url: 'http://hub.invalid', fetch: () => Promise.reject(new Error('gone')) }),
        'partnerAccount.hub.down',
      ],
    ] as const) {
      await bench.close();
      bench = await importBench({ hub });
      const found = await bench.checked(await sheetOf(partnerTitles, ...people(1)));
      await expect(bench.press(found.id)).rejects.toMatchObject({ reason: { key } });
    }
  });

  it('P-8 the hub is told of each account once, and its Position Ids and refusals are kept', async () => {
    const asked: string[][] = [];
    const sandbox = directoryHubSandbox();
    const hub = createDirectoryHub({
      url: 'http://hub.invalid',
      fetch: (url, init) => {
        if (init.method === 'PUT')
          asked.push(
            [...String(init.body).matchAll(/"accountName":"([^"]+)"/g)].map(([, name]) => name ?? ''),
          );
        return sandbox(url, init);
      },
    });
    const found = await bench.checked(await sheetOf(partnerTitles, ...people(3)));
    await bench.press(found.id);
    await bench.run(found.id);
    await hubJob({ db: bench.db, directoryHub: hub, clock: () => bench.ctx.now })({});
    await hubJob({ db: bench.db, directoryHub: hub, clock: () => bench.ctx.now })({});
    expect(asked).toEqual([['mitra.0', 'mitra.1', 'mitra.2']]);
    const codes = await bench.db.query<{ code: string | null }>(
      'SELECT position_code AS code FROM partner_account',
    );
    expect(codes).toHaveLength(3);
    for (const { code } of codes) expect(code).toMatch(/\w+/);
  });
});

/** Whom the press before is not. */
async function somebodyElse(): Promise<number> {
  const [row] = await bench.db.query<{ id: number }>(`SELECT id FROM person WHERE email LIKE 'rina.%'`);
  return row?.id ?? 0;
}

describe('once, whatever happens', () => {
  it('P-7 an import that is killed after any batch goes on where it was: no person twice, none lost, the counts right', async () => {
    const rows = people(25);
    rows[7] = partnerRow('mitra.7@vendor.example', { kind: 'Tamu' });
    const found = await bench.checked(await sheetOf(partnerTitles, ...rows));
    await bench.press(found.id);
    const kind = bench.kinds[0];
    if (!kind) throw new Error('no kind');
    const { write } = kind;
    // Each attempt dies in the transaction of its second batch, after having written in it.
    let batches = 0;
    kind.write = async (...args) => {
      await write(...args);
      batches += 1;
      if (batches % 2 === 0) throw new Error('killed');
    };
    let attempts = 0;
    for (;;) {
      attempts += 1;
      try {
        await bench.run(found.id, 4);
        break;
      } catch (error) {
        expect(String(error)).toContain('killed');
      }
    }
    expect(attempts).toBeGreaterThan(5);
    const after = await bench.run(found.id, 4);
    expect(after.status).toBe('DONE');
    expect(countsOf(after)).toMatchObject({ rows: 25, failed: 1, done: 24 });
    expect(await accounts()).toHaveLength(24);
    const logged = await bench.db.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM audit_entry WHERE action = 'partner.created' GROUP BY subject`,
    );
    expect(logged).toHaveLength(24);
    expect(logged.every(({ n }) => n === 1)).toBe(true);
  });

  it('P-7 reading that was killed begins anew, and the same delivery again changes nothing', async () => {
    const content = await sheetOf(partnerTitles, ...people(5));
    const found = await bench.checked(content, 'slack:F9');
    // As it stands when the reader dies after its first rows.
    await bench.db.query(`UPDATE import SET status = 'READING'`);
    await bench.db.query('DELETE FROM import_sheet');
    const again = await bench.checked(content, 'slack:F9');
    expect(again).toMatchObject({ id: found.id, status: 'CHECKED' });
    expect(countsOf(again)).toMatchObject({ rows: 5, failed: 0, done: 0 });
    await bench.press(found.id);
    await bench.run(found.id);
    const late = await bench.checked(content, 'slack:F9');
    expect(late).toMatchObject({ id: found.id, status: 'DONE' });
    expect(await accounts()).toHaveLength(5);
  });

  it('P-7 the same file twice: refused while the first one waits, and every row a duplicate after it was imported', async () => {
    const content = await sheetOf(partnerTitles, ...people(5));
    const first = await bench.checked(content);
    expect(await bench.drop(content)).toEqual({
      refused: { key: 'imports.refuse.waits', args: { number: first.number, name: 'Tono Wijaya' } },
    });
    await bench.press(first.id);
    await bench.run(first.id);
    const second = await bench.checked(content);
    expect(countsOf(second)).toMatchObject({ rows: 5, failed: 5, done: 0 });
    await expect(bench.press(second.id)).rejects.toMatchObject({ reason: { key: 'imports.refuse.nothing' } });
    expect(await accounts()).toHaveLength(5);
  });

  it('P-7 two admins with overlapping files at once make each person once, and both summaries are right', async () => {
    const one = await bench.checked(await sheetOf(partnerTitles, ...people(40)));
    const two = await bench.checked(await sheetOf(partnerTitles, ...people(20), ...people(20, 'lain')));
    await Promise.all([bench.press(one.id), bench.press(two.id)]);
    const ended = await Promise.all([bench.run(one.id, 7), bench.run(two.id, 5)]);
    const counts = ended.map(countsOf);
    expect(counts[0]?.rows).toBe(40);
    expect((counts[0]?.done ?? 0) + (counts[1]?.done ?? 0)).toBe(60);
    expect((counts[0]?.failed ?? 0) + (counts[1]?.failed ?? 0)).toBe(20);
    const made = await accounts();
    expect(made).toHaveLength(60);
    for (const [index, { id }] of [one, two].entries())
      expect(made.filter(({ importId }) => importId === id)).toHaveLength(counts[index]?.done ?? -1);
  });

  it('P-7 I-5 A-2 of presses at once one starts the import: whoever pressed that is answered alike each time, anybody else hears by whom', async () => {
    const found = await bench.checked(await sheetOf(partnerTitles, ...people(3)));
    await Promise.all([1, 2, 3].map(() => bench.press(found.id)));
    const other = { ...bench.ctx, actor: { ...bench.ctx.actor, id: await somebodyElse() } };
    await expect(bench.service.run(other, found.id)).rejects.toMatchObject({
      reason: { key: 'imports.refuse.running', args: { name: 'Tono Wijaya' } },
    });
    expect(await bench.db.query(`SELECT 1 FROM audit_entry WHERE action = 'import.started'`)).toHaveLength(1);
  });

  it('P-6 the card of a running import is brought up to date at most every 3 seconds', async () => {
    const found = await bench.checked(await sheetOf(partnerTitles, ...people(60)));
    await bench.press(found.id);
    const { transaction } = bench.db;
    let at = new Date('2026-11-21T03:00:00Z').getTime();
    const refreshed: number[] = [];
    bench.db.transaction = (until, work) =>
      transaction(until, async (tx) => {
        const texts: string[] = [];
        const result = await work({
          ...tx,
          query(text, values) {
            texts.push(text);
            return tx.query(text, values);
          },
        });
        // What changes something refreshes as well: here those count that do so for progress alone.
        if (texts.length === 1 && texts[0]?.includes('posted.refresh')) refreshed.push(at);
        return result;
      });
    // Every look at the clock finds a quarter of a second gone by.
    await bench.run(found.id, 1, () => {
      at += 250;
      return new Date(at);
    });
    bench.db.transaction = transaction;
    expect(refreshed.length).toBeGreaterThan(2);
    for (const [index, moment] of refreshed.slice(1).entries())
      expect(moment - (refreshed[index] ?? 0)).toBeGreaterThanOrEqual(3000);
  });

  it('P-7 two runs of one import at once write each row once', async () => {
    const found = await bench.checked(await sheetOf(partnerTitles, ...people(60)));
    await bench.press(found.id);
    await Promise.all([bench.run(found.id, 3), bench.run(found.id, 4), bench.run(found.id, 5)]);
    const after = await bench.run(found.id);
    expect(after.status).toBe('DONE');
    expect(countsOf(after)).toMatchObject({ rows: 60, failed: 0, done: 60 });
    expect(await accounts()).toHaveLength(60);
    expect(await bench.db.query(`SELECT 1 FROM audit_entry WHERE action = 'import.done'`)).toHaveLength(1);
  });

  it('I-3 neither sees nor runs the import of others who has lost the role', async () => {
    const found = await bench.checked(await sheetOf(partnerTitles, ...people(1)));
    const nobody = { ...bench.ctx, actor: { ...bench.ctx.actor, roles: [] } };
    for (const act of [bench.service.visible, bench.service.run, bench.service.cancel])
      await expect(act(nobody, found.id)).rejects.toMatchObject({
        reason: { key: 'imports.refuse.notYours' },
      });
  });
});
