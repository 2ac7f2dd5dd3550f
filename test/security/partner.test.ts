import excel from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Context } from '../../src/core/context.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { importCard } from '../../src/desks/imports/cards.ts';
import { addMapping } from '../../src/desks/partners/mappings/add.ts';
import { confirmSecretaries } from '../../src/desks/partners/secretaries.ts';
import { createWhitelistService } from '../../src/desks/partners/whitelist/granting.ts';
import { runJob } from '../../src/imports/run.ts';
import { sampleDatabase } from '../support/bot.ts';
import { uses } from '../support/house.ts';
import { importBench, partnerRow, partnerTitles } from '../support/imports.ts';
import { openDatabase } from '../support/open-database.ts';
import { lestari, writeAccount, writeGrant, writeImport } from '../support/partner-desk.ts';
import { means } from '../support/step-up.ts';

const policy = { timeZone: 'Asia/Jakarta', partnerMailDomains: ['mitra.example'] };
const now = new Date('2026-11-21T03:00:00Z');

let database: { url: string; drop(): Promise<void> };
let db: Database;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 20_000 });
  await db.query(
    `INSERT INTO position (code, name, holder_id) SELECT '50012345', 'VP Retail Operation', id FROM person
     WHERE email LIKE 'hendra.%' ON CONFLICT DO NOTHING`,
  );
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** Somebody of the sample organisation, as a directory admin. */
async function directoryAdmin(account: string): Promise<Context> {
  const [row] = await db.query<Omit<Actor, 'roles'>>(
    'SELECT id, name, email, registered, identity_of(p) AS identity FROM person p WHERE email = $1',
    [`${account}@nusantara.example`],
  );
  if (!row) throw new Error(`${account} is nobody`);
  const actor: Actor = { ...row, roles: [{ role: 'DIRECTORY_ADMIN', unitId: null }] };
  return {
    actor,
    surface: 'slack',
    now,
    until: null,
    t: translate('id'),
    timeZone: 'Asia/Jakarta',
    time: String,
  };
}

describe('what a sender can change at the partner desk', () => {
  it('I-3 P-10 the key of somebody else’s mapping in a form’s state ends at once, instead of holding a connection for ever', async () => {
    const workspace = { query: db.query.bind(db) } as Parameters<typeof writeAccount>[0];
    const personId = await writeAccount(workspace, lestari);
    await writeGrant(workspace, lestari.account);
    const [position] = await db.query<{ id: number }>(`SELECT id FROM position WHERE code = '50012345'`);
    const positionId = position?.id ?? 0;
    let asked = 0;
    /** Counts what one form asks of the database, and gives up where nobody else would. */
    const counting: Database = {
      ...db,
      query: db.query.bind(db),
      transaction: (...[until, work]: Parameters<Database['transaction']>) =>
        db.transaction(until, (tx) =>
          work({
            ...tx,
            query: (...args: Parameters<typeof tx.query>) => {
              asked += 1;
              if (asked > 200) throw new Error('still asking');
              return tx.query(...args);
            },
          } as typeof tx),
        ),
    } as Database;
    const at = { db: counting, policy };
    const first = { personId, positionId, start: '2027-01-01', end: '2027-01-31' };
    await addMapping(at, await directoryAdmin('tono.wijaya'), first, 'key');
    asked = 0;
    const second = { personId, positionId, start: '2027-03-01', end: '2027-03-31' };
    const outcome = await addMapping(at, await directoryAdmin('maya.anggraini'), second, 'key').catch(
      (error: Error) => error.message,
    );
    expect(outcome).not.toBe('still asking');
  });

  it('P-9 the confirmation for the secretaries of an import grants no role of an application that is out of use', async () => {
    const workspace = { query: db.query.bind(db) } as Parameters<typeof writeAccount>[0];
    const importId = await writeImport(workspace);
    const personId = await writeAccount(workspace, { account: 'sari.baru', name: 'Sari Baru', importId });
    await db.query(`UPDATE application SET active = false WHERE name = 'Universal Apps'`);
    const admin = await directoryAdmin('tono.wijaya');
    try {
      await confirmSecretaries(db, admin, importId, policy);
      const granted = await db.query(
        `SELECT a.name FROM whitelist_grant g JOIN application_role r ON r.id = g.role_id
         JOIN application a ON a.id = r.application_id WHERE g.person_id = $1 AND NOT a.active`,
        [personId],
      );
      expect(granted).toEqual([]);
    } finally {
      await db.query('UPDATE application SET active = true');
    }
  });

  it('P-10 nobody is mapped who is let in no more', async () => {
    const workspace = { query: db.query.bind(db) } as Parameters<typeof writeAccount>[0];
    const personId = await writeAccount(workspace, { account: 'dewi.keluar', name: 'Dewi Keluar' });
    await createWhitelistService(db).grantBundle(await directoryAdmin('tono.wijaya'), personId);
    await db.query('UPDATE person SET active = false WHERE id = $1', [personId]);
    const [position] = await db.query<{ id: number }>(`SELECT id FROM position WHERE code = '50012345'`);
    const wanted = { personId, positionId: position?.id ?? 0, start: '2027-01-01', end: '2027-01-31' };
    await expect(
      addMapping({ db, policy }, await directoryAdmin('tono.wijaya'), wanted, 'inactive'),
    ).rejects.toThrow();
  });

  it('P-5 a file of some kilobytes, whose rows all name one long shared text, does not become a hundred megabytes here', async () => {
    const bench = await importBench();
    try {
      const long = 'isi '.repeat(8000);
      const book = new excel.Workbook();
      const sheet = book.addWorksheet('Registrasi');
      const others = Array.from({ length: 51 }, (_, i) => `Lain ${i}`);
      sheet.addRow([...partnerTitles, ...others]);
      for (let i = 0; i < 60; i += 1)
        sheet.addRow([...partnerRow(`orang${i}@mitra.example`), ...others.map(() => long)]);
      const content = Buffer.from(await book.xlsx.writeBuffer({ useSharedStrings: true } as object));
      expect(content.length).toBeLessThan(100_000);
      await bench.drop(content);
      const [kept] = await bench.db.query<{ characters: number }>(
        'SELECT coalesce(sum(length(cells)), 0)::float8 AS characters FROM import_block',
      );
      expect(kept?.characters).toBeLessThan(10_000_000);
    } finally {
      await bench.close();
    }
  });

  it('P-6 a title that is thousands of spaces long is not repeated in the reason of every row, nor in the card', async () => {
    const bench = await importBench();
    try {
      const titles = partnerTitles.with(1, `Email${':'.repeat(30_000)}`);
      const book = new excel.Workbook();
      book.addWorksheet('Registrasi').addRows([titles, ...Array.from({ length: 8 }, () => partnerRow('?'))]);
      const found = await bench.checked(Buffer.from(await book.xlsx.writeBuffer()));
      const card = await importCard(
        bench.ctx,
        { ...means(bench.db), kinds: bench.kinds, uses, daysKept: () => 30, publicUrl: '' },
        found,
      );
      expect(JSON.stringify(card).length).toBeLessThan(20_000);
    } finally {
      await bench.close();
    }
  });

  it('I-3 an import whose presser has lost the role before the queue came to it writes nothing', async () => {
    const bench = await importBench();
    try {
      const book = new excel.Workbook();
      book.addWorksheet('Registrasi').addRows([partnerTitles, partnerRow('orang.baru@mitra.example')]);
      const { id } = await bench.checked(Buffer.from(await book.xlsx.writeBuffer()));
      await bench.press(id);
      const without: Context = { ...bench.ctx, actor: { ...bench.ctx.actor, roles: [] } };
      const people = { contextOf: async () => without };
      await runJob({ db: bench.db, people, kinds: bench.kinds, clock: () => now })({ id }).catch(
        () => undefined,
      );
      expect(await bench.db.query('SELECT 1 FROM partner_account WHERE import_id = $1', [id])).toEqual([]);
      // It has ended, so that the same file can be given again, and says why.
      expect(await bench.db.query('SELECT status FROM import WHERE id = $1', [id])).toEqual([
        { status: 'CANCELLED' },
      ]);
      expect(
        await bench.db.query(
          `SELECT 1 FROM audit_entry WHERE action = 'import.stopped' AND from_state = 'RUNNING'`,
        ),
      ).toHaveLength(1);
    } finally {
      await bench.close();
    }
  });

  it('I-5 whose name, unit and superior an import changes as it raises them, the audit says what they were', async () => {
    const bench = await importBench();
    try {
      await bench.db.query(
        `INSERT INTO person (email, name, registered) VALUES ('tamu@mitra.example', 'Tamu Lama', false)`,
      );
      const book = new excel.Workbook();
      const row = partnerRow('tamu@mitra.example', { name: 'Orang Lain' });
      book.addWorksheet('Registrasi').addRows([partnerTitles, row]);
      const { id } = await bench.checked(Buffer.from(await book.xlsx.writeBuffer()));
      await bench.press(id);
      await bench.run(id);
      const entries = await bench.db.query<{ data: unknown }>(
        `SELECT data FROM audit_entry WHERE subject = (SELECT 'person:' || id FROM person WHERE email = 'tamu@mitra.example')`,
      );
      expect(JSON.stringify(entries)).toContain('Tamu Lama');
    } finally {
      await bench.close();
    }
  });
});
