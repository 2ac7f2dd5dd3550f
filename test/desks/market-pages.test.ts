import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import type { Satker } from '../../src/desks/marketplace/model.ts';
import { marketPages } from '../../src/desks/marketplace/pages/market.ts';
import { satkerActs } from '../../src/desks/marketplace/profile/acts.ts';
import { beginProfile } from '../../src/desks/marketplace/profile/add.ts';
import { profileSatkers } from '../../src/desks/marketplace/profile/kind.ts';
import { loadSatker, profileOf } from '../../src/desks/marketplace/store.ts';
import { NeighbourDown } from '../../src/neighbours/http/down.ts';
import type { MarketAccount, Marketplace } from '../../src/neighbours/marketplace/marketplace.ts';
import { admitAll } from '../../src/people/admission.ts';
import { NotFound } from '../../src/web/errors.ts';
import { createLink, readLink } from '../../src/web/links.ts';
import { fieldsOf } from '../../src/web/multipart.ts';
import type { Visit } from '../../src/web/page.ts';
import { doing } from '../support/acting.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { actingAs, now } from '../support/everything.ts';
import { openDatabase } from '../support/open-database.ts';
import { means } from '../support/step-up.ts';

const t = translate('id');
const email = 'putri.maharani@nusantara.example';
const account = (id: string, company: string): MarketAccount => ({
  id,
  email,
  company: { id: company, name: `PT ${company}`, address: 'Jakarta' },
  satker: null,
});

let database: SampleDatabase;
let db: Database;
let putri: Context;
let satker: Satker;
/** Who has logged in at the marketplace, and what happens while it answers. */
let accounts: MarketAccount[];
let meanwhile: () => Promise<unknown>;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
});
beforeEach(async () => {
  for (const table of ['market_link', 'satker_company', 'procurement_satker'])
    await db.query(`DELETE FROM ${table}`);
  await db.query(`UPDATE role_grant SET withdrawn_at = NULL WHERE role = 'PROCUREMENT_OFFICER'`);
  putri = await actingAs(db, 'putri.maharani');
  await beginProfile(db, putri);
  const { main } = await profileOf(db, putri.actor.id, {});
  if (!main) throw new Error('no main satker');
  satker = main;
  accounts = [account('a-1', 'c-1')];
  meanwhile = async () => {};
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const marketplace: Marketplace = {
  sandbox: false,
  check: async () => {},
  async accounts() {
    await meanwhile();
    return accounts;
  },
  async logIn() {
    await meanwhile();
    return { type: 'granted', accounts };
  },
  register: async () => ({ type: 'exists' }),
  signIn: async () => null,
  forgotten: async () => 'https://market.example.com/password',
};

async function link(way: 'LOGIN' | 'REGISTRATION' = 'LOGIN'): Promise<string> {
  const subject = { satkerId: satker.id, personId: putri.actor.id, way };
  return createLink(db, { purpose: 'market', subject, now, validMs: 60_000 });
}

/** What the page behind a link answers to somebody, with what they sent. */
async function answerTo(token: string, sent?: Record<string, string>, reader?: Context) {
  const pages = marketPages({
    ...means(db),
    admit: admitAll,
    marketplace,
    publicUrl: 'https://pintu.example.com',
    clock: () => now,
    contextOf: async () => actingAs(db, 'putri.maharani'),
  });
  const page = pages.find(({ method }) => method === (sent ? 'post' : 'get'));
  const visit = {
    t,
    now,
    here: `/portal/market/${token}`,
    params: { token },
    query: {},
    fields: fieldsOf(Object.entries(sent ?? {})),
    csrf: 'csrf',
    who: reader ? { ctx: reader } : null,
  } as unknown as Visit;
  const answer = await page?.answer(visit as never);
  return answer?.type === 'page' ? { status: answer.status ?? 200, text: String(answer.body) } : answer;
}
const login = { email, password: 'rahasia sekali' };
const withdraw = () =>
  db.query(`UPDATE role_grant SET withdrawn_at = $1 WHERE role = 'PROCUREMENT_OFFICER'`, [now]);

describe('a one-time page of the marketplace', () => {
  it('I-3 is nothing for an officer who is one no more, or whose satker is removed', async () => {
    const token = await link();
    await withdraw();
    await expect(answerTo(token)).rejects.toThrow(NotFound);
    await expect(answerTo(token, login)).rejects.toThrow(NotFound);
    expect(await db.query('SELECT FROM market_link')).toEqual([]);
  });

  it('I-3 maps nothing where the role ends while the marketplace answers', async () => {
    meanwhile = withdraw;
    expect(await answerTo(await link(), login)).toMatchObject({ status: 503 });
    expect(await db.query('SELECT FROM market_link')).toEqual([]);
  });

  it('M-5 says whose it is, and opens for nobody else who is logged in here', async () => {
    const token = await link();
    expect(await answerTo(token)).toMatchObject({
      status: 200,
      text: expect.stringContaining(putri.actor.name),
    });
    expect(await answerTo(token, undefined, putri)).toMatchObject({ status: 200 });
    const other = await actingAs(db, 'ali.rahman');
    await expect(answerTo(token, undefined, other)).rejects.toThrow(NotFound);
    await expect(answerTo(token, login, other)).rejects.toThrow(NotFound);
    expect(await db.query('SELECT FROM market_link')).toEqual([]);
  });

  it('M-6 maps once: its link is used up, also once the mapping is undone', async () => {
    const token = await link();
    expect(await answerTo(token, login)).toMatchObject({ status: 200 });
    expect(await loadSatker(db, satker.id)).toMatchObject({ link: { account: 'a-1' } });
    const undo = satkerActs.find(({ opens }) => opens === 'market.undo');
    if (!undo) throw new Error('no undo');
    await doing(db, profileSatkers)(undo, putri, satker.id, { reason: 'Keliru' });
    expect(await answerTo(token, login)).toMatchObject({ status: 410 });
    expect(await loadSatker(db, satker.id)).toMatchObject({ link: null });
  });

  it.each(['one_time_link', 'market_link'])(
    'M-6 maps and uses its link up at once: where %s cannot be written, neither has happened',
    async (table) => {
      const token = await link();
      await db.query(
        `CREATE FUNCTION breaks() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken at the commit'; END $$`,
      );
      await db.query(
        `CREATE CONSTRAINT TRIGGER breaks AFTER INSERT OR UPDATE ON ${table} DEFERRABLE INITIALLY DEFERRED
         FOR EACH ROW EXECUTE FUNCTION breaks()`,
      );
      try {
        await expect(answerTo(token, login)).rejects.toThrow('broken at the commit');
      } finally {
        await db.query('DROP FUNCTION breaks CASCADE');
      }
      expect(await loadSatker(db, satker.id)).toMatchObject({ link: null, company: null });
      expect(await readLink(db, 'market', token, now)).toMatchObject({ state: 'valid' });
      expect(await answerTo(token, login)).toMatchObject({ status: 200 });
    },
  );

  it('M-5 that has served or is too old says where there is a new one', async () => {
    const [used, old] = [await link(), await link()];
    await answerTo(used, login);
    await db.query('UPDATE market_link SET ended_at = linked_at');
    await db.query(`UPDATE one_time_link SET expires_at = created_at WHERE used_at IS NULL`);
    for (const [token, why] of [
      [used, 'portal.link.used'],
      [old, 'portal.link.expired'],
    ] as const) {
      const gone = await answerTo(token);
      expect(gone).toMatchObject({ status: 410, text: expect.stringContaining(t(why)) });
      expect(gone).toMatchObject({ text: expect.stringContaining(t('market.page.gone')) });
    }
  });

  it('M-4 for choosing says that the marketplace is down, and leads back to itself', async () => {
    accounts = [account('a-1', 'c-1'), account('a-2', 'c-2')];
    const to = await answerTo(await link(), login);
    if (to && !('to' in to)) throw new Error('no choice');
    const choice = String(to?.to).split('/').at(-1) ?? '';
    meanwhile = async () => {
      throw new NeighbourDown('marketplace', 'no answer in time');
    };
    for (const answer of [await answerTo(choice), await answerTo(choice, { account: 'a-1' })]) {
      expect(answer).toMatchObject({
        status: 503,
        text: expect.stringContaining(t('market.refuse.down')),
      });
      expect(answer).toMatchObject({
        text: expect.stringMatching(`href="/portal/market/${choice}">${t('market.page.again')}<`),
      });
    }
    meanwhile = async () => {};
    expect(await answerTo(choice)).toMatchObject({ status: 200, text: expect.stringContaining('PT c-2') });
    // What another satker has got meanwhile is not offered; where nothing is left, that is said.
    await db.query(
      `INSERT INTO satker_company (unit_id, company_id, name, address, mapped_at)
       SELECT id, 'c-2', 'PT c-2', '', $1 FROM unit WHERE code = '527021'`,
      [now],
    );
    expect(await answerTo(choice)).toMatchObject({ text: expect.not.stringContaining('PT c-2') });
    accounts = [];
    expect(await answerTo(choice)).toMatchObject({
      status: 422,
      text: expect.stringContaining(t('market.choose.none')),
    });
  });

  it('M-4 of several accounts of one login only those are chosen among, on a page that knows no password', async () => {
    accounts = [account('a-1', 'c-1'), account('a-2', 'c-2')];
    const token = await link();
    const to = await answerTo(token, login);
    if (to && !('to' in to)) throw new Error('no choice');
    const choice = String(to?.to).split('/').at(-1) ?? '';
    expect(await answerTo(token)).toMatchObject({ status: 410 });
    accounts = [...accounts, account('a-3', 'c-3')];
    expect(await answerTo(choice, { account: 'a-3' })).toMatchObject({ status: 422 });
    expect(await answerTo(choice, { account: 'a-2' })).toMatchObject({ status: 200 });
    expect(await loadSatker(db, satker.id)).toMatchObject({ link: { account: 'a-2' } });
    expect(
      await db.query(`SELECT FROM one_time_link WHERE subject::text LIKE '%' || $1 || '%'`, [login.password]),
    ).toEqual([]);
  });
});
