import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Button, buttonsOf } from '../../src/chat/card.ts';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database } from '../../src/db/database.ts';
import { postedCards } from '../../src/desks/marketplace/cards/posted.ts';
import { profileCard } from '../../src/desks/marketplace/cards/profile.ts';
import { satkerCard } from '../../src/desks/marketplace/cards/satker.ts';
import type { DeskDeps } from '../../src/desks/marketplace/deps.ts';
import { submitChoice } from '../../src/desks/marketplace/forms/choose.ts';
import type { Satker } from '../../src/desks/marketplace/model.ts';
import { satkerActs } from '../../src/desks/marketplace/profile/acts.ts';
import { addSatker, beginProfile } from '../../src/desks/marketplace/profile/add.ts';
import { profileSatkers } from '../../src/desks/marketplace/profile/kind.ts';
import { mapSatker } from '../../src/desks/marketplace/shop/map.ts';
import { nextStep } from '../../src/desks/marketplace/shop/step.ts';
import {
  addable,
  historyOf,
  institutions,
  loadSatker,
  profileOf,
} from '../../src/desks/marketplace/store.ts';
import { createMarketplace, type MarketAccount } from '../../src/neighbours/marketplace/marketplace.ts';
import { marketplaceSandbox } from '../../src/neighbours/marketplace/sandbox.ts';
import { admitAll } from '../../src/people/admission.ts';
import { withdrawRole } from '../../src/people/grants.ts';
import { grantRole } from '../../src/people/proposals.ts';
import { doing } from '../support/acting.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { actingAs, now } from '../support/everything.ts';
import { leaving } from '../support/house.ts';
import { openDatabase } from '../support/open-database.ts';
import { means } from '../support/step-up.ts';

let database: SampleDatabase;
let db: Database;
let deps: DeskDeps;
let putri: Context;
let second: Context;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  const publicUrl = 'https://pintu.example.com';
  const fetch = marketplaceSandbox({ db, clock: () => now, publicUrl });
  const marketplace = createMarketplace({
    url: 'http://sandbox',
    fetch,
    timeoutMs: 5000,
    totalMs: 12_000,
    sandbox: true,
  });
  deps = { ...means(db), admit: admitAll, marketplace, publicUrl };
  await db.query(
    `INSERT INTO unit (code, name, kind, institution) SELECT '9' || n, 'SATKER UJI ' || n, 'SATKER',
       CASE WHEN n % 2 = 0 THEN 'Kementerian Keuangan' ELSE 'Pemerintah Kota Biak' END FROM generate_series(100, 140) AS n`,
  );
  await db.query(
    `INSERT INTO role_grant (person_id, role, unit_id)
     SELECT p.id, 'PROCUREMENT_OFFICER', u.id FROM person p, unit u WHERE p.email LIKE 'ali.rahman@%' AND u.code = '527010'`,
  );
});
beforeEach(async () => {
  for (const table of [
    'market_link',
    'satker_company',
    'procurement_satker',
    'market_sandbox_sign_in',
    'market_sandbox_account',
    'market_sandbox_company',
  ])
    await db.query(`DELETE FROM ${table}`);
  [putri, second] = await Promise.all([actingAs(db, 'putri.maharani'), actingAs(db, 'ali.rahman')]);
  await Promise.all([beginProfile(db, putri), beginProfile(db, second)]);
});
afterEach(async () => {
  // Whatever was done: a satker has one company, a company one satker, an officer one main satker (M-1, M-2).
  for (const [table, column] of [
    ['satker_company', 'unit_id'],
    ['satker_company', 'company_id'],
    ['market_link', 'satker_id'],
  ])
    expect(
      await db.query(`SELECT 1 FROM ${table} WHERE ended_at IS NULL GROUP BY ${column} HAVING count(*) > 1`),
    ).toEqual([]);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const unitOf = async (code: string): Promise<number> =>
  (await db.query<{ id: number }>('SELECT id FROM unit WHERE code = $1', [code]))[0]?.id ?? 0;
const mainOf = async (ctx: Context): Promise<Satker> => {
  const { main } = await profileOf(db, ctx.actor.id, {});
  if (!main) throw new Error('no main satker');
  return main;
};
const added = async (ctx: Context, code: string, key: string = crypto.randomUUID()): Promise<Satker> =>
  addSatker(deps, ctx, await unitOf(code), key);
const account = (
  id: string,
  companyId: string,
  email = 'putri.maharani@nusantara.example',
): MarketAccount => ({
  id,
  email,
  company: { id: companyId, name: `PT ${companyId}`, address: 'Jakarta' },
  satker: null,
});
const mapTo = (ctx: Context, { id }: Satker, to: MarketAccount, key: string = crypto.randomUUID()) =>
  mapSatker(means(db), ctx, id, { account: to, way: 'EMAIL' }, key);
const actCalled = (verb: string) => {
  const act = satkerActs.find(({ opens }) => opens === `market.${verb}`);
  if (!act) throw new Error(verb);
  return act;
};
const act = (verb: string, ctx: Context, { id }: Satker, given: { reason?: string; key?: string } = {}) =>
  doing(db, profileSatkers)(actCalled(verb), ctx, id, given);

describe('a profile', () => {
  it('M-1 begins with the satker of the role, once', async () => {
    await Promise.all(Array.from({ length: 4 }, () => beginProfile(db, putri)));
    expect((await mainOf(putri)).unit).toMatchObject({ code: '527010' });
    expect(
      await db.query('SELECT 1 FROM procurement_satker WHERE person_id = $1', [putri.actor.id]),
    ).toHaveLength(1);
  });

  it('M-1 is searched by name, code and K/L/P/D, and has pages', async () => {
    for (let n = 100; n < 111; n += 1) await added(putri, `9${n}`);
    const first = await profileOf(db, putri.actor.id, {});
    expect(first.items).toHaveLength(8);
    const next = await profileOf(db, putri.actor.id, { before: first.older });
    expect([...first.items, ...next.items].map(({ unit }) => unit.code)).toEqual(
      Array.from({ length: 11 }, (_, n) => `9${110 - n}`),
    );
    expect((await profileOf(db, putri.actor.id, { text: 'uji 103' })).items).toHaveLength(1);
    expect((await profileOf(db, putri.actor.id, { text: 'kota biak' })).items).toHaveLength(5);
    expect((await profileOf(db, putri.actor.id, { text: '100%' })).items).toEqual([]);
  });

  it('M-1 M-8 each satker can be viewed and removed where it is listed, the main one only viewed', async () => {
    const one = await added(putri, '9101');
    const offered = (buttons: readonly Button[]) =>
      buttons.flatMap(({ does }) => ('action' in does ? [`${does.action.name} ${does.action.args[0]}`] : []));
    const rows = (await profileCard(putri, deps, {})).parts.flatMap((part) =>
      part.type === 'list' ? part.items : [],
    );
    const main = await mainOf(putri);
    expect(rows.map((row) => offered(buttonsOf(row)))).toEqual([
      [`market.open ${main.id}`],
      [`market.open ${one.id}`, `market.remove ${one.id}`],
    ]);
    expect(offered((await satkerCard(putri, deps, one)).buttons)).toContain(`market.remove ${one.id}`);
    expect(offered((await satkerCard(putri, deps, main)).buttons)).not.toContain(`market.remove ${main.id}`);
  });

  it('M-1 offers K/L/P/D, and the satkers of the chosen one that are not in it', async () => {
    expect(await institutions(db, 'kota', 9)).toEqual(['Pemerintah Kota Biak']);
    const offered = (institution: string | undefined, text: string) =>
      addable(db, putri.actor.id, { institution, text }, 99);
    expect(await offered('Pemerintah Kota Biak', '')).toHaveLength(20);
    expect(await offered('Pemerintah Kota Biak', 'UJI 102')).toEqual([]);
    expect(await offered(undefined, '9102')).toHaveLength(1);
    await added(putri, '9102');
    expect(await offered(undefined, '9102')).toEqual([]);
  });

  it('M-1 takes a satker once, also from a form that is sent again, and nothing that is none', async () => {
    const one = await added(putri, '9101', 'form');
    expect(await added(putri, '9101', 'form')).toMatchObject({ id: one.id });
    await expect(added(putri, '9101')).rejects.toMatchObject({
      fields: { satker: { key: 'market.error.already' } },
    });
    await expect(added(putri, 'HO-FIN')).rejects.toMatchObject({
      fields: { satker: { key: 'market.error.satker' } },
    });
    await expect(
      addSatker(deps, await actingAs(db, 'rina.wulandari'), one.unit.id, 'x'),
    ).rejects.toMatchObject({
      reason: { key: 'market.refuse.notOfficer' },
    });
  });

  it('M-8 replaces the main satker, which stays as an additional one; two at once take turns', async () => {
    const [one, two] = [await added(putri, '9101'), await added(putri, '9102')];
    const before = await mainOf(putri);
    const both = await Promise.all([act('make-main', putri, one), act('make-main', putri, two)]);
    expect(both.map(({ type }) => type)).toEqual(['decided', 'decided']);
    const main = await mainOf(putri);
    expect([one.id, two.id]).toContain(main.id);
    expect((await loadSatker(db, before.id))?.isMain).toBe(false);
    await expect(act('remove', putri, main)).rejects.toMatchObject({ reason: { key: 'market.refuse.main' } });
  });

  it('M-8 removing ends the officer’s mapping; the company stays its satker’s', async () => {
    const one = await added(putri, '9101');
    await mapTo(putri, one, account('a-1', 'c-1'));
    expect(await act('remove', putri, one)).toMatchObject({ type: 'decided' });
    expect(await loadSatker(db, one.id)).toBeNull();
    const again = await added(putri, '9101');
    expect(again).toMatchObject({ link: null, company: { companyId: 'c-1' } });
    expect((await historyOf(db, putri.actor.id, {})).items.map((line) => line.action)).toEqual([
      'market.added',
      'market.removed',
      'market.mapped',
      'market.added',
      'market.added',
    ]);
  });

  it('A-2 M-8 a removal that arrives three times at the same moment is done, for each of them', async () => {
    for (let round = 0; round < 5; round += 1) {
      const one = await added(putri, '9101');
      const three = await Promise.all(
        [1, 2, 3].map(() => act('remove', putri, one, { key: `thrice ${round}` })),
      );
      expect(three.map(({ type }) => type)).toEqual(['decided', 'decided', 'decided']);
    }
    const removals = await db.query(`SELECT 1 FROM audit_entry WHERE data->>'key' LIKE 'thrice %'`);
    expect(removals).toHaveLength(5);
  });

  it('A-2 M-8 a removal that arrives once more when all is over is done, another one of what is gone is not', async () => {
    const one = await added(putri, '9101');
    await act('remove', putri, one, { key: 'late' });
    expect(await act('remove', putri, one, { key: 'late' })).toMatchObject({ type: 'decided' });
    expect(await db.query(`SELECT 1 FROM audit_entry WHERE data->>'key' = 'late'`)).toHaveLength(1);
    for (const [ctx, key] of [
      [putri, 'another'],
      [second, 'late'],
    ] as const)
      await expect(act('remove', ctx, one, { key })).rejects.toMatchObject({
        reason: { key: 'market.refuse.unknown' },
      });
  });

  it('I-3 nobody sees or changes somebody else’s, nor does who lost the role', async () => {
    const one = await added(putri, '9101');
    expect(await profileSatkers.seen(db, second, one.id)).toBeNull();
    for (const verb of ['make-main', 'remove'])
      await expect(act(verb, second, one)).rejects.toMatchObject({
        reason: { key: 'market.refuse.unknown' },
      });
    await expect(mapTo(second, one, account('a-1', 'c-1'))).rejects.toMatchObject({
      reason: { key: 'market.refuse.unknown' },
    });
    const former: Context = { ...putri, actor: { ...putri.actor, roles: [] } };
    await expect(act('remove', former, one)).rejects.toMatchObject({
      reason: { key: 'market.refuse.unknown' },
    });
  });
});

describe('a profile whose officer loses the role', () => {
  const grantsOf = (ctx: Context) =>
    db.query<{ id: number }>(
      `SELECT id FROM role_grant WHERE person_id = $1 AND role = 'PROCUREMENT_OFFICER' AND withdrawn_at IS NULL ORDER BY id`,
      [ctx.actor.id],
    );
  const grantTo = async (ctx: Context, code: string) =>
    grantRole(means(db), tono, {
      personId: ctx.actor.id,
      role: 'PROCUREMENT_OFFICER',
      unitId: await unitOf(code),
    });
  const withdrawn = async (ctx: Context) => {
    for (const { id } of await grantsOf(ctx)) await withdrawRole({ db, leaving }, tono, id, 'Mutasi');
  };
  const standing = (ctx: Context) =>
    db.query(
      `SELECT FROM procurement_satker s LEFT JOIN market_link l ON l.satker_id = s.id
       WHERE s.person_id = $1 AND (s.removed_at IS NULL OR l.ended_at IS NULL AND l.id IS NOT NULL)`,
      [ctx.actor.id],
    );
  let tono: Context;
  beforeAll(async () => {
    tono = await actingAs(db, 'tono.wijaya');
  });
  beforeEach(async () => {
    await db.query(`DELETE FROM authenticator`);
  });
  afterEach(async () => {
    if ((await grantsOf(putri)).length === 0) await grantTo(putri, '527010');
  });

  it('I-2 M-8 ends with the way in, each with its entry and reason; the company stays, and a later grant begins anew', async () => {
    const [main, other] = [await mainOf(putri), await added(putri, '9101')];
    await mapTo(putri, main, account('a-1', 'c-1'));
    await withdrawn(putri);
    expect(await standing(putri)).toEqual([]);
    const { items } = await historyOf(db, putri.actor.id, {});
    expect(items.slice(0, 2)).toMatchObject([
      { action: 'market.left', reason: 'Mutasi', actor: tono.actor.name },
      { action: 'market.left', reason: 'Mutasi', actor: tono.actor.name },
    ]);
    expect(await db.query('SELECT FROM satker_company WHERE ended_at IS NULL')).toHaveLength(1);

    await grantTo(putri, '527010');
    putri = await actingAs(db, 'putri.maharani');
    expect(await profileOf(db, putri.actor.id, {})).toMatchObject({ main: null, items: [] });
    await beginProfile(db, putri);
    const again = await mainOf(putri);
    expect(again).toMatchObject({ link: null, company: { companyId: 'c-1' } });
    expect([main.id, other.id]).not.toContain(again.id);
    // The account that was theirs is free for them, and asked for as if for the first time.
    expect(await mapTo(putri, again, account('a-1', 'c-1'))).toMatchObject({ type: 'decided' });
  });

  it('I-2 stands for as long as they hold the role for another satker', async () => {
    const main = await mainOf(putri);
    await mapTo(putri, main, account('a-1', 'c-1'));
    await grantTo(putri, '9101');
    const [first, last] = await grantsOf(putri);
    expect(await leaving.endsWith(db, first?.id ?? 0)).toEqual([]);
    await withdrawRole({ db, leaving }, tono, first?.id ?? 0, 'Mutasi');
    expect(await loadSatker(db, main.id)).toMatchObject({ link: { account: 'a-1' } });
    expect(await leaving.endsWith(db, last?.id ?? 0)).toEqual(['market.endsWithRole']);
    await withdrawRole({ db, leaving }, tono, last?.id ?? 0, 'Mutasi');
    expect(await standing(putri)).toEqual([]);
  });

  it('I-2 M-6 whatever is mapped or added at the moment at which the role goes ends with it', async () => {
    for (let round = 0; round < 20; round += 1) {
      const main = await mainOf(putri);
      const ended = await Promise.allSettled([
        mapTo(putri, main, account('a-1', 'c-1')),
        added(putri, '9101'),
        withdrawn(putri),
        added(putri, '9102'),
      ]);
      const failed = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
      expect(failed.filter(({ name }) => name !== 'Refusal')).toEqual([]);
      expect(await grantsOf(putri)).toEqual([]);
      expect(await standing(putri), `round ${round}`).toEqual([]);
      await grantTo(putri, '527010');
      await beginProfile(db, putri);
    }
  });

  it('I-2 M-6 a mapping that is under way when the role goes leaves no way in behind', async () => {
    const main = await mainOf(putri);
    let withdrawing: Promise<unknown> | undefined;
    await db.transaction(withoutDeadline, async (tx) => {
      // As whoever maps: the officer, the satker, its company, and then how its officer comes in.
      await tx.query('SELECT FROM person WHERE id = $1 FOR SHARE', [putri.actor.id]);
      await tx.query('SELECT FROM procurement_satker WHERE id = $1 FOR UPDATE', [main.id]);
      withdrawing = withdrawn(putri);
      await expect
        .poll(() =>
          db.query(
            `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          ),
        )
        .toHaveLength(1);
      await tx.query(
        `WITH c AS (INSERT INTO satker_company (unit_id, company_id, name, address, mapped_at) VALUES ($1, 'c-1', 'PT', '', $2) RETURNING id)
         INSERT INTO market_link (satker_id, company_id, account, email, linked_at) SELECT $3, id, 'a-1', 'a@x', $2 FROM c`,
        [main.unit.id, now, main.id],
      );
    });
    await withdrawing;
    expect(await standing(putri)).toEqual([]);
  });
});

describe('mapping', () => {
  it('M-2 M-6 maps a satker once and tells so in its thread, with the account', async () => {
    const one = await added(putri, '9101');
    expect(await mapTo(putri, one, account('a-1', 'c-1'), 'form')).toMatchObject({ type: 'decided' });
    expect(await mapTo(putri, one, account('a-1', 'c-1'), 'form')).toMatchObject({ type: 'decided' });
    expect(await mapTo(putri, one, account('a-2', 'c-2'))).toMatchObject({ type: 'passed' });
    expect(await loadSatker(db, one.id)).toMatchObject({
      link: { account: 'a-1' },
      company: { companyId: 'c-1' },
    });
    const posted = await db.query<{ card: string; args: object }>(
      'SELECT card, args FROM posted_card WHERE subject = $1 ORDER BY id',
      [`market-satker:${one.id}`],
    );
    expect(posted.map(({ card }) => card)).toEqual(['market.satker', 'market.mapped']);
    const [link] = await db.query<{ id: number }>('SELECT id FROM market_link WHERE satker_id = $1', [
      one.id,
    ]);
    expect(posted[1]?.args).toEqual({ link: link?.id });
    const told = await postedCards(deps).mapped(putri, one.id, { link: link?.id ?? 0 }, db);
    expect(JSON.stringify(told)).toContain('PT c-1');
    expect(JSON.stringify(told)).toContain('putri.maharani@nusantara.example');
  });

  it('M-2 one company is one satker’s, whoever comes', async () => {
    const [one, two] = [await added(putri, '9101'), await added(putri, '9102')];
    await mapTo(putri, one, account('a-1', 'c-1'));
    await expect(mapTo(putri, two, account('a-1', 'c-1'))).rejects.toMatchObject({
      reason: { key: 'market.refuse.taken' },
    });
    await expect(mapTo(second, await added(second, '9102'), account('a-9', 'c-1'))).rejects.toMatchObject({
      reason: { key: 'market.refuse.taken' },
    });
  });

  it('M-2 a second officer links to the satker’s company with an account of their own, and to no other', async () => {
    const own = account('a-9', 'c-1', 'ali.rahman@nusantara.example');
    const [first, other] = [await mainOf(putri), await mainOf(second)];
    await mapTo(putri, first, account('a-1', 'c-1'));
    await expect(mapTo(second, other, account('a-8', 'c-8'))).rejects.toMatchObject({
      reason: { key: 'market.refuse.otherCompany', args: { company: 'PT c-1' } },
    });
    expect(await mapTo(second, other, own)).toMatchObject({ type: 'decided' });
    expect(await loadSatker(db, other.id)).toMatchObject({
      link: { account: 'a-9' },
      company: { companyId: 'c-1' },
    });
  });

  it('M-2 the account of one officer is no other’s way in', async () => {
    const [first, other] = [await mainOf(putri), await mainOf(second)];
    await mapTo(putri, first, account('a-1', 'c-1'));
    await expect(mapTo(second, other, account('a-1', 'c-1'))).rejects.toMatchObject({
      reason: { key: 'market.refuse.accountTaken' },
    });
    expect(await loadSatker(db, other.id)).toMatchObject({ link: null, company: { companyId: 'c-1' } });
  });

  it.each([2, 4, 16])(
    'M-2 of %i officers who map one satker at once all end with one company',
    async (many) => {
      const unit = await unitOf('9120');
      await db.query(
        `INSERT INTO person (email, name, registered) SELECT 'pp' || n || '@nusantara.example', 'Pejabat ' || n, true FROM generate_series(1, $1) n
       ON CONFLICT DO NOTHING`,
        [many],
      );
      await db.query(
        `INSERT INTO role_grant (person_id, role, unit_id) SELECT id, 'PROCUREMENT_OFFICER', $1 FROM person p
         WHERE p.email ~ '^pp\\d+@' AND NOT EXISTS (SELECT FROM role_grant g WHERE g.person_id = p.id)`,
        [unit],
      );
      const satkers = await db.query<{ id: number; personId: number }>(
        `INSERT INTO procurement_satker (person_id, unit_id, changed_at)
       SELECT p.id, $1, $2 FROM person p WHERE p.email ~ '^pp\\d+@' ORDER BY p.id LIMIT $3 RETURNING id, person_id AS "personId"`,
        [unit, now, many],
      );
      const officer = (personId: number): Context => ({ ...putri, actor: { ...putri.actor, id: personId } });
      const outcomes = await Promise.allSettled(
        satkers.map(({ id, personId }, n) =>
          mapSatker(
            means(db),
            officer(personId),
            id,
            { account: account(`a-${n}`, `c-${n % 2}`), way: 'LOGIN' },
            `k-${n}`,
          ),
        ),
      );
      const companies = await db.query(
        'SELECT company_id FROM satker_company WHERE unit_id = $1 AND ended_at IS NULL',
        [unit],
      );
      expect(companies).toHaveLength(1);
      // Those with the company that came first are in; the others are told which one the satker has.
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(many / 2);
      for (const one of outcomes)
        if (one.status === 'rejected')
          expect(one.reason).toMatchObject({ reason: { key: 'market.refuse.otherCompany' } });
    },
  );

  it('M-2 of two officers who map one satker by one account at once one is told that it is not theirs', async () => {
    const [first, other] = [await mainOf(putri), await mainOf(second)];
    const outcomes = await Promise.allSettled([
      mapTo(putri, first, account('a-1', 'c-1')),
      mapTo(second, other, account('a-1', 'c-1')),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it.each([2, 4, 16])('M-2 of %i satkers that are mapped to one company at once one has it', async (many) => {
    const satkers: Satker[] = [];
    for (let n = 0; n < many; n += 1) satkers.push(await added(putri, `9${110 + n}`));
    const outcomes = await Promise.allSettled(satkers.map((one) => mapTo(putri, one, account('a-1', 'c-1'))));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of outcomes)
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject({ reason: { key: 'market.refuse.taken' } });
    expect(await db.query('SELECT FROM market_link WHERE ended_at IS NULL')).toHaveLength(1);
  });

  it.each([2, 4, 16])(
    'M-6 of %i tabs that map one satker at once one does, and the others hear of it',
    async (many) => {
      const one = await added(putri, '9101');
      const outcomes = await Promise.all(
        Array.from({ length: many }, (_, n) => mapTo(putri, one, account(`a-${n}`, `c-${n}`))),
      );
      expect(outcomes.filter(({ type }) => type === 'decided')).toHaveLength(1);
      expect(await db.query('SELECT 1 FROM satker_company WHERE ended_at IS NULL')).toHaveLength(1);
    },
  );

  it('I-10 undoing with a reason frees satker and company, unless somebody else buys there', async () => {
    const [first, other] = [await mainOf(putri), await mainOf(second)];
    await mapTo(putri, first, account('a-1', 'c-1'));
    await mapTo(second, other, account('a-9', 'c-1', 'ali.rahman@nusantara.example'));
    await act('undo', putri, first, { reason: 'Akun keliru' });
    expect(await loadSatker(db, first.id)).toMatchObject({ link: null, company: { companyId: 'c-1' } });
    await act('undo', second, other, { reason: 'Akun keliru' });
    expect(await loadSatker(db, other.id)).toMatchObject({ link: null, company: null });
    expect(await mapTo(putri, first, account('a-2', 'c-2'))).toMatchObject({ type: 'decided' });
    expect((await historyOf(db, putri.actor.id, {})).items[1]).toMatchObject({
      action: 'market.undone',
      reason: 'Akun keliru',
    });
  });

  it('M-8 I-10 removing and undoing at one moment take turns, the satker’s own row first', async () => {
    const one = await added(putri, '9101');
    await mapTo(putri, one, account('a-1', 'c-1'));
    let undoing: Promise<unknown> | undefined;
    // As removing does: the satker, then how its officer comes in.
    await db.transaction(withoutDeadline, async (tx) => {
      await tx.query('SELECT FROM procurement_satker WHERE id = $1 FOR UPDATE', [one.id]);
      undoing = act('undo', putri, one, { reason: 'Keliru' });
      await expect
        .poll(() =>
          db.query(
            `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          ),
        )
        .toHaveLength(1);
      await tx.query('SELECT FROM market_link WHERE satker_id = $1 FOR UPDATE NOWAIT', [one.id]);
    });
    expect(await undoing).toMatchObject({ type: 'decided' });
  });

  it('M-2 I-10 undoing while somebody else links leaves no link to a company that has ended', async () => {
    for (let n = 0; n < 10; n += 1) {
      const [one, other] = [await added(putri, `91${10 + n}`), await added(second, `91${10 + n}`)];
      await mapTo(putri, one, account('a-1', `c-${n}`));
      await Promise.all([
        act('undo', putri, one, { reason: 'Keliru' }),
        mapTo(second, other, account('a-9', `c-${n}`, 'ali.rahman@nusantara.example')),
      ]);
      expect(
        await db.query(
          `SELECT 1 FROM market_link l JOIN satker_company c ON c.id = l.company_id WHERE l.ended_at IS NULL AND c.ended_at IS NOT NULL`,
        ),
      ).toEqual([]);
      expect((await loadSatker(db, other.id))?.company?.companyId).toBe(`c-${n}`);
    }
  });
});

describe('what the marketplace knows', () => {
  const market = () => {
    if (!deps.marketplace) throw new Error('no marketplace');
    return deps.marketplace;
  };
  const toko = (name: string) => ({
    email: putri.actor.email,
    name,
    city: 'Jakarta',
    postalCode: '10710',
    address: 'Jalan 1',
  });

  it('M-3 the satker of before goes to its company by itself', async () => {
    await market().register(toko('Lama'), 'lama');
    await db.query(`UPDATE market_sandbox_account SET satker = '527010'`);
    await market().register(toko('Baru'), 'baru');
    expect(await nextStep(deps, putri, await mainOf(putri))).toMatchObject({
      type: 'default',
      account: { company: { name: 'Lama' } },
    });
    expect(await nextStep(deps, putri, await added(putri, '9101'))).toMatchObject({
      type: 'choose',
      accounts: [{ company: { name: 'Baru' } }],
    });
  });

  it('A-2 M-4 a choice that arrives twice is done for both, also where the second read the satker before the first was through', async () => {
    const made = await market().register(toko('Dua Kali'), 'dua kali');
    const one = await added(putri, '9101');
    const chosen = made.type === 'made' ? made.account.id : '';
    const submit = (at: DeskDeps) => submitChoice(putri, at, [String(one.id), 'dua kali', chosen], {});
    let first: Promise<unknown> | undefined;
    const accounts = async (email: string) => {
      // The second has read the satker and asks the marketplace: here the first is through.
      first ??= submit(deps);
      await first;
      return market().accounts(email);
    };
    const second = await submit({ ...deps, marketplace: { ...market(), accounts } });
    expect(second).toEqual(await first);
    expect(second).toMatchObject({ type: 'done' });
    expect(await db.query('SELECT 1 FROM market_link WHERE satker_id = $1', [one.id])).toHaveLength(1);
  });

  it('M-4 M-5 asks by the officer’s e-mail, and has no answer while the marketplace has none', async () => {
    const one = await added(putri, '9101');
    expect(await nextStep(deps, putri, one)).toEqual({ type: 'ask' });
    const fetch = async () => new Response('<html>', { status: 502 });
    const broken = { ...deps, marketplace: createMarketplace({ url: 'http://broken', fetch }) };
    await expect(nextStep(broken, putri, one)).rejects.toMatchObject({
      reason: { key: 'market.refuse.down' },
    });
    await expect(nextStep({ ...deps, marketplace: null }, putri, one)).rejects.toMatchObject({
      reason: { key: 'market.refuse.notSetUp' },
    });
  });
});
