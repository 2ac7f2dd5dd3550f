import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { runDeadlines } from '../../src/deadlines/run.ts';
import { expiry } from '../../src/desks/partners/expiry/deadline.ts';
import { secretariesButton, secretariesForm } from '../../src/desks/partners/forms/secretaries.ts';
import { addMapping, NoSecretaryRole } from '../../src/desks/partners/mappings/add.ts';
import { confirmSecretaries, secretariesOf } from '../../src/desks/partners/secretaries.ts';
import { createPeople } from '../../src/people/contexts.ts';
import { sampleDatabase } from '../support/bot.ts';
import { openDatabase } from '../support/open-database.ts';
import {
  auditOf,
  deskRecord,
  mappingsOf,
  rolesOf,
  writeAccount,
  writeGrant,
  writeImport,
  writeMapping,
} from '../support/partner-desk.ts';

const policy = { timeZone: 'Asia/Jakarta', partnerMailDomains: [] };
let now = new Date('2026-11-21T03:00:00Z');
let database: { url: string; drop(): Promise<void> };
let db: Database;
let tono: Context;
let rina: Context;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 30_000, max: 20 });
  tono = await contextOf('tono.wijaya');
  rina = await contextOf('rina.wulandari');
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

async function contextOf(account: string): Promise<Context> {
  const people = createPeople({
    db,
    clock: () => now,
    reached: async () => {},
    spoken: (_surface, language) => translate(language),
    timeZone: policy.timeZone,
    defaultLanguage: () => 'id',
  });
  const [row] = await db.query<{ id: number }>(`SELECT id FROM person WHERE email LIKE $1 || '@%'`, [
    account,
  ]);
  const ctx = await people.contextOf(row?.id ?? 0, 'slack');
  if (!ctx) throw new Error(`${account} is nobody`);
  return ctx;
}

const all = ['P-Office 2.0: Member User', 'P-Office 2.0: Secretary User', 'Universal Apps: Member'];
let made = 0;
const nextAccount = () => {
  made += 1;
  return `impor.${made}`;
};

describe('what an import proposes for its secretaries', () => {
  it('P-1 is the bundle and the mapping to the parent position for the account’s dates, each with its entry', async () => {
    const importId = await writeImport(db);
    const [fresh, member, mapped, partner] = [nextAccount(), nextAccount(), nextAccount(), nextAccount()];
    for (const account of [fresh, member, mapped])
      await writeAccount(db, { account, name: `Nama ${account}`, importId });
    await writeAccount(db, { account: partner, name: `Nama ${partner}`, kind: 'PARTNER', importId });
    await writeAccount(db, { account: nextAccount(), name: 'Tanpa impor' });
    await writeGrant(db, member, 'Member User');
    await writeMapping(db, { account: mapped, start: '2025-06-01', end: '2028-06-30' });
    const proposed = await secretariesOf(db, tono, importId, policy);
    expect(proposed.secretaries.map(({ name, lacksMapping }) => [name, lacksMapping])).toEqual([
      [`Nama ${fresh}`, true],
      [`Nama ${member}`, true],
      [`Nama ${mapped}`, false],
    ]);
    const form = await secretariesForm(tono, { db, policy }, importId);
    expect(JSON.stringify(form.fields)).toContain(`Nama ${fresh} → 50012345 VP Retail Operation`);
    expect(await secretariesButton(db, tono, importId, policy)).toHaveLength(1);
    expect(await confirmSecretaries(db, tono, importId, policy)).toEqual({
      granted: 3,
      mapped: 2,
      leftOut: [],
    });
    for (const account of [fresh, member, mapped]) {
      expect(await rolesOf(db, account)).toEqual(all);
      expect(await mappingsOf(db, account)).toHaveLength(1);
    }
    expect((await mappingsOf(db, fresh))[0]).toMatchObject({
      start: '2026-01-01',
      end: '2027-12-31',
      position: '50012345',
    });
    expect((await mappingsOf(db, fresh))[0]?.number).toMatch(/^MAP-2026-\d{6}$/);
    expect(await rolesOf(db, partner)).toEqual([]);
    expect((await auditOf(db, member)).map(({ action, actor, data }) => [action, actor, data.roles])).toEqual(
      [
        ['whitelist.granted', 'Tono Wijaya', all.slice(1)],
        ['mapping.added', 'Tono Wijaya', undefined],
      ],
    );
    expect(await secretariesButton(db, tono, importId, policy)).toEqual([]);
  });

  it('P-1 confirmed twice, or by several at once, changes nothing more', async () => {
    const importId = await writeImport(db);
    const accounts = Array.from({ length: 20 }, nextAccount);
    for (const account of accounts) await writeAccount(db, { account, name: account, importId });
    const results = await Promise.all(
      Array.from({ length: 5 }, () => confirmSecretaries(db, tono, importId, policy)),
    );
    expect(results.map(({ granted, mapped }) => granted + mapped).sort((a, b) => a - b)).toEqual([
      0, 0, 0, 0, 40,
    ]);
    const before = await deskRecord(db);
    expect(await confirmSecretaries(db, tono, importId, policy)).toEqual({
      granted: 0,
      mapped: 0,
      leftOut: [],
    });
    expect(await deskRecord(db)).toEqual(before);
  });

  it('P-1 what has been done for somebody is not proposed again when it ended since', async () => {
    const importId = await writeImport(db);
    const account = nextAccount();
    await writeAccount(db, { account, name: account, importId });
    await confirmSecretaries(db, tono, importId, policy);
    await db.query(`UPDATE secretary_mapping SET ended_at = now()`);
    await db.query(`UPDATE whitelist_grant SET withdrawn_at = now()`);
    expect((await secretariesOf(db, tono, importId, policy)).secretaries).toEqual([]);
  });

  it('P-1 leaves out, and names, whose mapping overlaps another one or is past', async () => {
    const importId = await writeImport(db);
    const [free, overlaps, past] = [nextAccount(), nextAccount(), nextAccount()];
    await writeAccount(db, { account: free, name: 'Bebas', importId });
    await writeAccount(db, { account: overlaps, name: 'Bertumpuk', importId });
    await writeAccount(db, {
      account: past,
      name: 'Lewat',
      importId,
      startsOn: '2025-01-01',
      endsOn: '2026-11-20',
    });
    await writeMapping(db, { account: overlaps, start: '2027-12-31', end: '2028-01-31' });
    const done = await confirmSecretaries(db, tono, importId, policy);
    expect(done).toEqual({ granted: 1, mapped: 1, leftOut: ['Bertumpuk', 'Lewat'] });
    expect(await mappingsOf(db, overlaps)).toHaveLength(1);
    expect(await rolesOf(db, past)).toEqual([]);
  });

  it('I-2 I-3 is confirmed by directory admins alone', async () => {
    const importId = await writeImport(db);
    await writeAccount(db, { account: nextAccount(), name: 'Menunggu', importId });
    const before = await deskRecord(db);
    await expect(confirmSecretaries(db, rina, importId, policy)).rejects.toThrow(
      'partner.refuse.directoryAdmin',
    );
    await expect(secretariesForm(rina, { db, policy }, importId)).rejects.toThrow();
    expect(await deskRecord(db)).toEqual(before);
  });
});

describe('a mapping made while another one ends', () => {
  const ends = () =>
    runDeadlines({
      db,
      timeZone: policy.timeZone,
      kinds: [expiry({ timeZone: 'Asia/Jakarta' })],
      clock: () => now,
    });

  it('P-10 P-12 never stands without its role, whichever comes first', async () => {
    const [position] = await db.query<{ id: number }>(`SELECT id FROM position WHERE code = '50023456'`);
    for (let round = 0; round < 25; round += 1) {
      const account = nextAccount();
      const personId = await writeAccount(db, { account, name: account });
      await writeGrant(db, account);
      await writeMapping(db, { account, start: '2026-01-01', end: '2026-11-20' });
      const wanted = { personId, positionId: position?.id ?? 0, start: '2026-11-21', end: '2026-12-31' };
      const [added] = await Promise.allSettled([
        addMapping({ db, policy }, tono, wanted, `race ${round}`),
        ends(),
        ends(),
      ]);
      await ends();
      const mappings = await mappingsOf(db, account);
      expect(mappings[0]?.ended).toBe(true);
      if (added.status === 'rejected') expect(added.reason).toBeInstanceOf(NoSecretaryRole);
      expect(await rolesOf(db, account)).toHaveLength(added.status === 'fulfilled' ? 1 : 0);
      expect(mappings).toHaveLength(added.status === 'fulfilled' ? 2 : 1);
    }
  });

  it('P-10 of ten at once for the same days exactly one is made', async () => {
    const account = nextAccount();
    const personId = await writeAccount(db, { account, name: account });
    await writeGrant(db, account);
    const [position] = await db.query<{ id: number }>(`SELECT id FROM position WHERE code = '50012345'`);
    now = new Date('2026-11-21T03:00:00Z');
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) =>
        addMapping(
          { db, policy },
          tono,
          { personId, positionId: position?.id ?? 0, start: '2026-12-01', end: `2026-12-${20 + (n % 5)}` },
          `at once ${n}`,
        ),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(String(result.reason)).toContain('invalid: position');
  });
});
