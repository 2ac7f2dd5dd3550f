import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database } from '../../src/db/database.ts';
import { satkerCompanies } from '../../src/desks/marketplace/companies/kind.ts';
import { loadCompany, mappedCompanies } from '../../src/desks/marketplace/companies/store.ts';
import { undoCompany } from '../../src/desks/marketplace/companies/undo.ts';
import type { Satker } from '../../src/desks/marketplace/model.ts';
import { beginProfile } from '../../src/desks/marketplace/profile/add.ts';
import { mapSatker } from '../../src/desks/marketplace/shop/map.ts';
import { historyOf, loadSatker, profileOf } from '../../src/desks/marketplace/store.ts';
import { doing } from '../support/acting.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { actingAs, give, now } from '../support/everything.ts';
import { leaving } from '../support/house.ts';
import { openDatabase } from '../support/open-database.ts';
import { means } from '../support/step-up.ts';

let database: SampleDatabase;
let db: Database;
let tono: Context;
let putri: Context;
let second: Context;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  await give(db, 'tono.wijaya', 'ADMIN');
  await db.query(
    `INSERT INTO role_grant (person_id, role, unit_id)
     SELECT p.id, 'PROCUREMENT_OFFICER', u.id FROM person p, unit u WHERE p.email LIKE 'ali.rahman@%' AND u.code = '527010'`,
  );
});
beforeEach(async () => {
  for (const table of ['market_link', 'satker_company', 'procurement_satker'])
    await db.query(`DELETE FROM ${table}`);
  await db.query('UPDATE person SET active = true');
  await db.query(`UPDATE role_grant SET withdrawn_at = NULL WHERE role = 'PROCUREMENT_OFFICER'`);
  [tono, putri, second] = (await Promise.all(
    ['tono.wijaya', 'putri.maharani', 'ali.rahman'].map((account) => actingAs(db, account)),
  )) as [Context, Context, Context];
  await Promise.all([beginProfile(db, putri), beginProfile(db, second)]);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const mainOf = async (ctx: Context): Promise<Satker> => {
  const { main } = await profileOf(db, ctx.actor.id, {});
  if (!main) throw new Error('no main satker');
  return main;
};
/** Has an officer's main satker mapped to this company; answers it. */
async function mapped(ctx: Context, company: string): Promise<{ satker: Satker; companyId: number }> {
  const { id } = await mainOf(ctx);
  const { email } = ctx.actor;
  const account = { id: `a-${ctx.actor.id}`, email, satker: null };
  const at = { ...account, company: { id: company, name: `PT ${company}`, address: 'Jakarta' } };
  await mapSatker(means(db), ctx, id, { account: at, way: 'LOGIN' }, crypto.randomUUID());
  const satker = await mainOf(ctx);
  return { satker, companyId: satker.company?.id ?? 0 };
}
const undo = (ctx: Context, id: number) =>
  doing(db, satkerCompanies)(undoCompany, ctx, id, { reason: 'Satker ini keliru' });
const withdraw = ({ actor }: Context) =>
  db.query(`UPDATE role_grant SET withdrawn_at = $2 WHERE person_id = $1 AND role = 'PROCUREMENT_OFFICER'`, [
    actor.id,
    now,
  ]);

describe('a satker’s company', () => {
  it('I-10 is undone by an ADMIN once its officers have left, and the next one maps it anew', async () => {
    const { companyId } = await mapped(putri, 'keliru');
    await db.transaction(withoutDeadline, (tx) => leaving.leave(tx, [putri.actor.id], tono));
    expect(await loadCompany(db, companyId)).toMatchObject({ officers: [], endedAt: null });
    expect((await mainOf(second)).company).toMatchObject({ id: companyId });
    expect(await undo(tono, companyId)).toMatchObject({ type: 'decided' });
    expect((await mainOf(second)).company).toBeNull();
    expect((await mapped(second, 'benar')).satker.company).toMatchObject({ companyId: 'benar' });
    const [entry] = await db.query(
      `SELECT actor_id AS "by", action, reason FROM audit_entry WHERE subject = 'market-company:' || $1`,
      [companyId],
    );
    expect(entry).toEqual({
      by: tono.actor.id,
      action: 'market.company-undone',
      reason: 'Satker ini keliru',
    });
  });

  it('A-2 I-10 is undone once by one form, however often that arrives at the same moment', async () => {
    const { companyId } = await mapped(putri, 'keliru');
    await withdraw(putri);
    const said = { reason: 'Satker ini keliru', key: 'form' };
    const sent = () => doing(db, satkerCompanies)(undoCompany, tono, companyId, said);
    const three = await Promise.all([sent(), sent(), sent()]);
    expect(three.map(({ type }) => type)).toEqual(['decided', 'decided', 'decided']);
    expect(
      await db.query(`SELECT FROM audit_entry WHERE subject = 'market-company:' || $1`, [companyId]),
    ).toHaveLength(1);
  });

  it('I-10 ends with the links of those who are no officers any more, and their profiles’ history says why', async () => {
    const { satker, companyId } = await mapped(putri, 'keliru');
    await withdraw(putri);
    await undo(tono, companyId);
    expect(await loadSatker(db, satker.id)).toMatchObject({ link: null, company: null });
    expect((await historyOf(db, putri.actor.id, {})).items[0]).toMatchObject({
      action: 'market.undone',
      reason: 'Satker ini keliru',
      data: { company: 'PT keliru' },
    });
  });

  it('I-3 I-10 stays while somebody buys by it, and is nobody else’s than an ADMIN’s to undo', async () => {
    const { companyId } = await mapped(putri, 'keliru');
    await expect(undo(tono, companyId)).rejects.toMatchObject({
      reason: { key: 'market.refuse.held', args: { officers: putri.actor.name } },
    });
    await withdraw(putri);
    await expect(undo(second, companyId)).rejects.toMatchObject({
      reason: { key: 'market.refuse.companyUnknown' },
    });
    expect(await loadCompany(db, companyId)).toMatchObject({ endedAt: null });
  });

  it('M-2 I-10 stays where somebody links to it while it is undone', async () => {
    const { companyId } = await mapped(putri, 'satu');
    await withdraw(putri);
    let undoing: Promise<unknown> | undefined;
    await db.transaction(withoutDeadline, async (tx) => {
      // As whoever maps: the company, and then how its officer comes in.
      await tx.query('SELECT FROM satker_company WHERE id = $1 FOR UPDATE', [companyId]);
      undoing = undo(tono, companyId);
      await expect
        .poll(() =>
          db.query(
            `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          ),
        )
        .toHaveLength(1);
      await tx.query(
        `INSERT INTO market_link (satker_id, company_id, account, email, linked_at) VALUES ($1, $2, 'a-9', 'a@x', $3)`,
        [(await mainOf(second)).id, companyId, now],
      );
    });
    expect(await undoing).toMatchObject({ type: 'passed' });
    expect(await loadCompany(db, companyId)).toMatchObject({ endedAt: null, officers: [second.actor.name] });
  });

  it('M-2 is found by words of its satker, newest first, for as long as it is mapped', async () => {
    await db.query(
      `WITH made AS (INSERT INTO unit (code, name, kind) SELECT 'MC' || n, 'BALAI UJI ' || n, 'SATKER' FROM generate_series(10, 19) n RETURNING id, code)
       INSERT INTO satker_company (unit_id, company_id, name, address, mapped_at, ended_at)
       SELECT id, code, 'PT ' || code, '', $1::timestamptz, CASE WHEN code = 'MC19' THEN $1::timestamptz END FROM made ORDER BY code`,
      [now],
    );
    const named = async (text?: string, before?: number) =>
      (await mappedCompanies(db, { text, before })).items.map(({ name }) => name);
    expect(await named('balai uji')).toHaveLength(8);
    const first = await mappedCompanies(db, { text: 'balai' });
    expect(await named('balai', first.older)).toEqual(['PT MC10']);
    expect(await named('MC12')).toEqual(['PT MC12']);
    expect(await named('mc19')).toEqual([]);
    expect(await named('!')).toEqual([]);
    expect((await named())[0]).toBe('PT MC18');
  });
});
