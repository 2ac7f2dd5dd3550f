import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { answered } from '../../src/desks/marketplace/shop/step.ts';
import type { Fetch } from '../../src/neighbours/http/exchange.ts';
import {
  createMarketplace,
  type Marketplace,
  type NewCompany,
} from '../../src/neighbours/marketplace/marketplace.ts';
import {
  marketPassword,
  marketplaceSandbox,
  signedIn,
  signInPath,
} from '../../src/neighbours/marketplace/sandbox.ts';
import { UntrustedAddress } from '../../src/neighbours/marketplace/site.ts';
import { collectLog } from '../support/bot.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';
import { answerJson, type NeighbourServer, serve, startNeighbour } from './server.ts';

const toko: NewCompany = {
  email: 'Putri.Maharani@nusantara.example',
  name: 'Gedung Keuangan Negara Biak',
  city: 'Biak Kota',
  postalCode: '98111',
  address: 'Jalan Sudirman 12',
};
const email = toko.email.toLowerCase();
const minute = 60_000;

let database: TestDatabase;
let db: Database;
let now = new Date('2026-11-22T03:00:00Z');
const clock = () => now;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

describe.each(['in process', 'over HTTP'])('the sandbox of the marketplace %s', (way) => {
  let server: NeighbourServer | undefined;
  let market: Marketplace;

  beforeAll(async () => {
    const sandbox = marketplaceSandbox({ db, clock, publicUrl: 'https://pintu.example.com' });
    if (way === 'over HTTP') server = await serve(sandbox);
    const fetch: Fetch = server ? globalThis.fetch : sandbox;
    const patience = { timeoutMs: 5000, totalMs: 12_000 };
    const site = 'pintu.example.com';
    const url = server?.url ?? 'http://sandbox';
    market = createMarketplace({ url, site, fetch, sandbox: true, ...patience });
  });
  afterAll(() => server?.close());
  beforeEach(async () => {
    for (const table of ['sign_in', 'account', 'company', 'user'])
      await db.query(`DELETE FROM market_sandbox_${table}`);
  });

  async function made(company: NewCompany, key: string) {
    const answer = await market.register(company, key);
    if (answer.type !== 'made') throw new Error(answer.type);
    return answer.account;
  }

  it('is well, and says that it is a sandbox', async () => {
    await market.check();
    expect(market.sandbox).toBe(true);
  });

  it('M-5: makes a company with an account, which is found by its e-mail however that is written', async () => {
    expect(await market.accounts(toko.email)).toEqual([]);
    const account = await made(toko, 'first');
    expect(account).toMatchObject({
      email,
      satker: null,
      company: { name: toko.name, address: 'Jalan Sudirman 12, Biak Kota 98111' },
    });
    expect(await market.accounts(toko.email)).toEqual([account]);
    expect(await market.accounts('ali.rahman@nusantara.example')).toEqual([]);
  });

  it('M-5: answers a repetition with what it made then, and makes nothing', async () => {
    const account = await made(toko, 'first');
    expect(await Promise.all(Array.from({ length: 5 }, () => made(toko, 'first')))).toEqual(
      Array.from({ length: 5 }, () => account),
    );
    expect(await market.accounts(toko.email)).toHaveLength(1);
  });

  it('M-5: another registration of the same company is told that it exists; one of another name is another company', async () => {
    await made(toko, 'first');
    expect(await market.register(toko, 'second')).toEqual({ type: 'exists' });
    await made({ ...toko, name: 'Sekretariat Pengadilan Pajak' }, 'third');
    expect((await market.accounts(toko.email)).map(({ company }) => company.name)).toEqual([
      toko.name,
      'Sekretariat Pengadilan Pajak',
    ]);
  });

  it('M-5: logs in with all accounts of an e-mail, and says nothing of why it does not', async () => {
    const account = await made(toko, 'first');
    expect(await market.logIn(toko.email, marketPassword)).toEqual({ type: 'granted', accounts: [account] });
    expect(await market.logIn(toko.email, 'salah')).toEqual({ type: 'refused' });
    expect(await market.logIn('nobody@nusantara.example', marketPassword)).toEqual({ type: 'refused' });
  });

  it('M-5: is locked after five wrong passwords for a while, also where they came at once', async () => {
    await made(toko, 'first');
    const guesses = await Promise.all(
      Array.from({ length: 10 }, (_, n) => market.logIn(email, `salah ${n}`)),
    );
    expect(guesses.filter(({ type }) => type === 'refused')).toHaveLength(5);
    expect(await market.logIn(email, marketPassword)).toEqual({ type: 'locked' });
    now = new Date(now.getTime() + 16 * minute);
    expect(await market.logIn(email, marketPassword)).toMatchObject({ type: 'granted' });
  });

  it('M-4: signs one account in, once, for a few minutes', async () => {
    const account = await made(toko, 'first');
    const link = await market.signIn(account.id);
    expect(link?.url).toContain(`https://pintu.example.com${signInPath}`);
    const token = link?.url.split('/').at(-1) ?? '';
    expect(await signedIn(db, token, now)).toMatchObject({ email, company: { name: toko.name } });
    expect(await signedIn(db, token, now)).toBeNull();
    const late = (await market.signIn(account.id))?.url.split('/').at(-1) ?? '';
    expect(await signedIn(db, late, new Date(now.getTime() + 6 * minute))).toBeNull();
    expect(await market.signIn('987654')).toBeNull();
  });
});

describe('a marketplace that breaks its contract', () => {
  const account = { id: '7', email, company: { id: 'c-1', name: 'Toko', address: '' } };
  it.each([
    ['an account of somebody else', { accounts: [{ ...account, email: 'lain@nusantara.example' }] }],
    ['an account without a company', { accounts: [{ id: '7', email }] }],
    ['an id that is none', { accounts: [{ ...account, id: 'x y' }] }],
    ['another shape', { accounts: 'none' }],
  ])('M-4: is down for whoever asks, and its answer stands nowhere: %s', async (_, answer) => {
    const server = await startNeighbour((_request, response) => answerJson(response, 200, answer));
    try {
      const market = createMarketplace({ url: server.url });
      await expect(market.accounts(email)).rejects.toThrow(
        /^marketplace: POST \/accounts\/lookup: answered 200 in another shape/,
      );
    } finally {
      await server.close();
    }
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '/sign-in'])(
    'M-4: leads to web pages alone, not to %s',
    async (url) => {
      const expiresAt = '2026-11-22T03:00:00Z';
      const server = await startNeighbour((_request, response) =>
        answerJson(response, 201, { url, expiresAt }),
      );
      try {
        await expect(createMarketplace({ url: server.url }).signIn('7')).rejects.toThrow(
          /another shape \(url\)/,
        );
      } finally {
        await server.close();
      }
    },
  );

  it.each([
    ['http://market.example.com/in', 'https://market.example.com', undefined],
    ['https://market.example.com.evil.example/in', 'https://market.example.com', undefined],
    ['https://evilmarket.example.com/in', 'https://market.example.com', undefined],
    ['https://market.example.com@evil.example/in', 'https://market.example.com', undefined],
    ['https://adapter.internal/in', 'https://adapter.internal', 'market.example.com'],
  ])('M-4: leads to its own site alone, not to %s, and the log says where', async (url, at, site) => {
    const log = collectLog();
    const fetch = async () =>
      Response.json({ url: `${url}/token`, forgotPassword: url, expiresAt: now }, { status: 201 });
    const market = createMarketplace({ url: at, site, fetch, log });
    await expect(market.signIn('7')).rejects.toThrow(UntrustedAddress);
    expect(log.lines).toEqual([
      expect.objectContaining({
        level: 'warn',
        fields: expect.objectContaining({ hostname: new URL(url).hostname }),
      }),
    ]);
    expect(JSON.stringify(log.lines)).not.toContain('token');
    const told = await answered(market.signIn('7')).catch((error) => error.reason);
    expect(told).toEqual({ key: 'market.refuse.untrusted' });
    const forgotten = createMarketplace({
      url: at,
      site,
      fetch: async () => Response.json({ forgotPassword: url }),
    });
    await expect(forgotten.forgotten()).rejects.toThrow(UntrustedAddress);
  });

  it.each([
    ['https://market.example.com:8443/in', 'https://market.example.com', undefined],
    ['https://www.market.example.com/in', 'https://pintu:secret@market.example.com/api', undefined],
    ['https://www.market.example.com/in', 'http://adapter.internal:8080', 'market.example.com'],
    ['http://127.0.0.1:4000/in', 'http://127.0.0.1:3000', undefined],
  ])('M-4: leads to %s of %s', async (url, at, site) => {
    const fetch = async () => Response.json({ url, expiresAt: now }, { status: 201 });
    expect(await createMarketplace({ url: at, site, fetch }).signIn('7')).toMatchObject({ url });
  });

  it('M-5: a login is never asked twice', async () => {
    const server = await startNeighbour((_request, response) => answerJson(response, 503));
    try {
      await expect(createMarketplace({ url: server.url }).logIn(email, 'rahasia')).rejects.toThrow(
        'marketplace',
      );
      expect(server.received).toHaveLength(1);
    } finally {
      await server.close();
    }
  });
});
