import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { createDigit, type Digit, type NewDigitAccount } from '../../src/neighbours/digit/digit.ts';
import { digitSandbox } from '../../src/neighbours/digit/sandbox.ts';
import type { Fetch } from '../../src/neighbours/http/exchange.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';
import { type NeighbourServer, patient, serve } from './server.ts';

const budi: NewDigitAccount = {
  nik: '3173050907880003',
  name: 'Budi Hartono',
  nip: null,
  email: 'budi.hartono@nusantara.example',
  phone: '0812-3333-4444',
};
const password = 'pintu kayu jati tua';
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

describe.each(['in process', 'over HTTP'])('the sandbox of DIGIT %s', (way) => {
  let server: NeighbourServer | undefined;
  let fetch: Fetch;
  let url: string;
  let digit: Digit;

  beforeAll(async () => {
    const sandbox = digitSandbox({ db, clock });
    if (way === 'over HTTP') server = await serve(sandbox);
    url = server?.url ?? 'http://sandbox';
    fetch = server ? globalThis.fetch : sandbox;
    // Hashing on a busy machine takes longer than a click would wait.
    digit = createDigit({ url, fetch, sandbox: true, ...patient });
  });
  afterAll(() => server?.close());
  beforeEach(() => db.query('DELETE FROM digit_sandbox_account'));

  /** Logs in with a wrong password so many times. */
  async function guess(times: number): Promise<string[]> {
    const results: string[] = [];
    for (let count = 0; count < times; count += 1)
      results.push((await digit.authenticate(budi.nik, `wrong ${count}`)).type);
    return results;
  }

  async function registerBudi(): Promise<void> {
    await digit.register(budi, 'budi');
    await digit.setPassword(budi.nik, password);
  }

  it('is well, and says that it is a sandbox', async () => {
    await digit.check();
    expect(digit.sandbox).toBe(true);
    expect(createDigit({ url, fetch }).sandbox).toBe(false);
  });

  it('S-5: finds an account with NIP, name and e-mail, and nobody else’s', async () => {
    await digit.register({ ...budi, nip: '198807092010011001' }, 'budi');
    expect(await digit.account(budi.nik)).toEqual({
      nik: budi.nik,
      name: 'Budi Hartono',
      nip: '198807092010011001',
      email: 'budi.hartono@nusantara.example',
      activated: false,
    });
    expect(await digit.account('3173050000000000')).toBeNull();
  });

  it('S-5: makes an account once; whoever comes with another one is told that it exists', async () => {
    expect(await digit.register(budi, 'first')).toBe('made');
    expect(await digit.register({ ...budi, email: 'other@nusantara.example' }, 'second')).toBe('exists');
    expect(await digit.account(budi.nik)).toMatchObject({ nip: null, email: budi.email });
  });

  it('S-5: answers a repetition as the first time', async () => {
    expect(await digit.register(budi, 'first')).toBe('made');
    expect(await digit.register(budi, 'first')).toBe('made');
  });

  it('S-5: makes one account when ten different ones come for a NIK at once', async () => {
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, n) => digit.register({ ...budi, phone: `0812${n}` }, `key ${n}`)),
    );
    expect(results.filter((result) => result === 'made')).toHaveLength(1);
  });

  it('S-13: is activated by its password, with which its owner logs in', async () => {
    await digit.register(budi, 'budi');
    expect(await digit.authenticate(budi.nik, password)).toEqual({ type: 'refused' });
    expect(await digit.setPassword(budi.nik, password)).toBe(true);
    expect(await digit.account(budi.nik)).toMatchObject({ activated: true });
    const { nik, name, email } = budi;
    expect(await digit.authenticate(nik, password)).toEqual({
      type: 'granted',
      account: { nik, name, email },
    });
    expect(await digit.authenticate(nik, `${password}.`)).toEqual({ type: 'refused' });
  });

  it('S-13: keeps no password as it was typed', async () => {
    await registerBudi();
    const rows = await db.query('SELECT * FROM digit_sandbox_account');
    expect(JSON.stringify(rows)).not.toContain(password);
    expect(JSON.stringify(rows)).toContain('$argon2id$');
  });

  it('S-13: takes the same characters, however a keyboard composed them', async () => {
    await registerBudi();
    await digit.setPassword(budi.nik, 'Ren\u00e9e menanam padi');
    expect((await digit.authenticate(budi.nik, 'Rene\u0301e menanam padi')).type).toBe('granted');
  });

  it('says no to somebody who has no account, and sets no password for them', async () => {
    expect(await digit.authenticate('3173050000000000', password)).toEqual({ type: 'refused' });
    expect(await digit.setPassword('3173050000000000', password)).toBe(false);
  });

  it('locks after five failures, even for the right password, for fifteen minutes', async () => {
    await registerBudi();
    expect(await guess(6)).toEqual([...Array(5).fill('refused'), 'locked']);
    expect(await digit.authenticate(budi.nik, password)).toEqual({ type: 'locked' });
    now = new Date(now.getTime() + 15 * minute - 1);
    expect(await digit.authenticate(budi.nik, password)).toEqual({ type: 'locked' });
    now = new Date(now.getTime() + 1);
    expect((await digit.authenticate(budi.nik, password)).type).toBe('granted');
  });

  it('counts from one again after a lock has passed', async () => {
    await registerBudi();
    await guess(5);
    now = new Date(now.getTime() + 16 * minute);
    expect(await guess(4)).toEqual(Array(4).fill('refused'));
    expect((await digit.authenticate(budi.nik, password)).type).toBe('granted');
  });

  it('forgets failures after a success', async () => {
    await registerBudi();
    await guess(4);
    expect((await digit.authenticate(budi.nik, password)).type).toBe('granted');
    expect(await guess(4)).toEqual(Array(4).fill('refused'));
    expect((await digit.authenticate(budi.nik, password)).type).toBe('granted');
  });

  it('S-13: a new password takes back a lock', async () => {
    await registerBudi();
    await guess(5);
    await digit.setPassword(budi.nik, 'pintu besi baru');
    expect((await digit.authenticate(budi.nik, 'pintu besi baru')).type).toBe('granted');
  });

  it('lets five guesses through when twenty come at once on two replicas', async () => {
    await registerBudi();
    const otherDb = openDatabase(database.url, { timeoutMs: 60_000 });
    const other = createDigit({
      url: 'http://sandbox',
      fetch: digitSandbox({ db: otherDb, clock }),
      timeoutMs: 5000,
      totalMs: 12_000,
    });
    try {
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, n) => (n % 2 ? digit : other).authenticate(budi.nik, `wrong ${n}`)),
      );
      expect(results.filter(({ type }) => type === 'refused')).toHaveLength(5);
      expect(results.filter(({ type }) => type === 'locked')).toHaveLength(15);
    } finally {
      await otherDb.close();
    }
  });

  const withKey = { 'idempotency-key': 'budi' };
  const nik = budi.nik;
  it.each<[string, string, string, unknown, Record<string, string>?]>([
    ['a lookup without a NIK', 'POST', '/accounts/lookup', {}],
    ['a lookup of an ill-formed NIK', 'POST', '/accounts/lookup', { nik: `${nik}0` }],
    ['a lookup of a number', 'POST', '/accounts/lookup', { nik: Number(nik) }],
    ['an account without a name', 'POST', '/accounts', { ...budi, name: ' ' }, withKey],
    ['an account without a NIP, not even null', 'POST', '/accounts', { ...budi, nip: undefined }, withKey],
    ['an account with something that is no e-mail', 'POST', '/accounts', { ...budi, email: 'budi' }, withKey],
    ['an account whose phone is a number', 'POST', '/accounts', { ...budi, phone: 812 }, withKey],
    ['an account of an ill-formed NIK', 'POST', '/accounts', { ...budi, nik: 'abc' }, withKey],
    ['an account without a key', 'POST', '/accounts', budi],
    ['a password without a NIK', 'PUT', '/accounts/password', { password }],
    ['an empty password', 'PUT', '/accounts/password', { nik, password: '' }],
    ['a password of 257 characters', 'PUT', '/accounts/password', { nik, password: 'x'.repeat(257) }],
    ['a login without a password', 'POST', '/sessions', { nik }],
    ['a login with a number', 'POST', '/sessions', { nik, password: 1234 }],
  ])('refuses %s', async (_, method, path, body, headers = {}) => {
    const response = await fetch(url + path, { method, headers, body: JSON.stringify(body) });
    expect(response.status).toBe(422);
    expect(await db.query('SELECT 1 FROM digit_sandbox_account')).toEqual([]);
  });

  it('answers with the statuses and codes of the contract', async () => {
    const ask = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
      const response = await fetch(url + path, { method, headers, body: JSON.stringify(body) });
      const text = await response.text();
      return [response.status, text && JSON.parse(text)];
    };
    const { phone: _, ...account } = { ...budi, activated: false };
    expect(await ask('POST', '/accounts/lookup', { nik })).toEqual([404, { error: 'not_found' }]);
    expect(await ask('PUT', '/accounts/password', { nik, password })).toEqual([404, { error: 'not_found' }]);
    expect(await ask('POST', '/accounts', { ...budi, more: 1 }, withKey)).toEqual([201, account]);
    expect(await ask('POST', '/accounts', { ...budi, phone: '1' }, { 'idempotency-key': 'x' })).toEqual([
      409,
      { error: 'exists' },
    ]);
    expect(await ask('POST', '/accounts/lookup', { nik })).toEqual([200, account]);
    expect(await ask('PUT', '/accounts/password', { nik, password })).toEqual([204, '']);
    const { name, email } = budi;
    expect(await ask('POST', '/sessions', { nik, password })).toEqual([200, { nik, name, email }]);
    expect(await ask('POST', '/sessions', { nik, password: 'x' })).toEqual([401, { error: 'refused' }]);
    await guess(4);
    expect(await ask('POST', '/sessions', { nik, password })).toEqual([423, { error: 'locked' }]);
  });
});
