import { EventEmitter } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { Request, Response } from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Crowded } from '../../src/core/shares.ts';
import { languages, translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { hashPassword } from '../../src/web/accounts.ts';
import { addressLimits, inTurn, type LimitName, perAddress } from '../../src/web/limits.ts';
import { mailboxLetters } from '../../src/web/mailbox-letters.ts';
import { captchaAfter, loginPages } from '../../src/web/pages/login.ts';
import { looking, passwordTurn } from '../../src/web/password/turns.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { openDatabase } from '../support/open-database.ts';
import { Visitor } from '../support/visitor.ts';

let workspace: Workspace;
let db: Database;
const password = 'kereta senja di Gambir';
/** Whose User IDs there are. */
const owners = { rina: 'rina.wulandari', bima: 'bima.santoso' };
beforeAll(async () => {
  workspace = await openWorkspace();
  db = openDatabase(workspace.databaseUrl, { max: 2, timeoutMs: 60_000 });
  const hash = await hashPassword(password);
  for (const [userId, account] of Object.entries(owners))
    await db.query(
      `WITH r AS (INSERT INTO user_id_request (kind, requester_id, surface, name, position, email, unit_id, atasan_id, submission_key,
                                               created_at, status_since, status, new_user_id)
                  SELECT 'UNIT', p.id, 'slack', p.name, 'Staf', p.email, u.id, p.id, 'limits ' || $3, now(), now(), 'COMPLETED', $3
                  FROM person p, unit u WHERE p.email = $2 ORDER BY u.id LIMIT 1 RETURNING id, requester_id)
       INSERT INTO account (user_id, person_id, request_id, password_hash, created_at) SELECT $3, requester_id, id, $1, now() FROM r`,
      [hash, mailOf(account), userId],
    );
});
afterAll(async () => {
  await db.close();
  await workspace.stop();
});
beforeEach(() => db.query('DELETE FROM counted'));

const mailOf = (account: string) => `${account}@nusantara.example`;
const login = '/portal/login';
const bodyOf = ({ text }: { text: string }) => text;

/** As if this address had come so often already, and as if that were remembered for long; it has come once at least. */
const already = (limit: LimitName, hits: number) =>
  db.query(
    `UPDATE counted SET hits = $2, resets_at = now() + interval '1 hour' WHERE key LIKE 'limit ' || $1 || ' %' RETURNING 1`,
    [limit, hits],
  );
/** The time of every count is over, and the replica, which goes on refusing by itself for a moment, asks again. */
async function over(comes: () => Promise<{ status: number }>): Promise<void> {
  await db.query('UPDATE counted SET resets_at = now()');
  await expect.poll(async () => (await comes()).status).not.toBe(429);
}

/** One kind of page: what is done at it, so that it is taken, and what shows that nothing has come of it. */
interface Way {
  /** Before any of it: the page is opened, whoever must is logged in. */
  begun(guest: Visitor): Promise<(n: number) => Promise<{ status: number; text: string; headers: Headers }>>;
  taken: number | readonly number[];
  /** What is there of it in the database. */
  kept(): Promise<unknown>;
}

const ways: Record<Exclude<LimitName, 'token'>, Way> = {
  any: {
    begun: async (guest) => () => guest.get(login),
    taken: 200,
    kept: async () => null,
  },
  compute: {
    begun: async (guest) => () => guest.get('/portal/captcha'),
    taken: 200,
    kept: async () => null,
  },
  mail: {
    async begun(guest) {
      const page = await guest.open('/portal/account');
      return (n) => page.send({ email: `warga.${n}@mitra.example` });
    },
    taken: 200,
    kept: () => db.query(`SELECT key, hits FROM counted WHERE key LIKE 'new account %' ORDER BY key`),
  },
  upload: {
    async begun(guest) {
      await guest.send(login, { userId: 'rina', password });
      const path = (await guest.get('/portal/new')).headers.get('location') ?? '';
      return (n) =>
        guest.upload(path, { name: 'files', file: `surat ${n}.txt`, content: Buffer.from('bukan PDF') });
    },
    taken: 303,
    kept: () => db.query('SELECT * FROM form_draft ORDER BY id'),
  },
  login: {
    async begun(guest) {
      const page = await guest.open(login);
      return (n) => page.send({ userId: `tidak.ada.${n}`, password: 'salah' });
    },
    taken: 403,
    kept: () => db.query(`SELECT key, hits FROM counted WHERE key LIKE 'login %' ORDER BY key`),
  },
};

describe.each(languages)('U-16 what one address may do, to somebody who reads %s', (language) => {
  const t = translate(language);
  it.each(Object.entries(ways))(
    'is done up to its limit, and said beyond it, where nothing comes of it: %s',
    async (name, { begun, taken, kept }) => {
      const limit = name as LimitName;
      const come = await begun(new Visitor(workspace.url, language));
      expect((await come(1)).status).toBe(taken);
      await already(limit, addressLimits[limit].limit - 1);
      expect((await come(2)).status).toBe(taken);
      const before = await kept();
      const refused = await come(3);
      expect(refused.status).toBe(429);
      expect(refused.text).toContain(t('portal.tooMany.title'));
      expect(refused.text).toContain(t('portal.tooMany.text'));
      expect(await kept()).toEqual(before);
      // What was given in vain is given once more, and taken.
      let last = { status: 0 };
      await over(async () => (last = await come(3)));
      expect(last.status).toBe(taken);
    },
  );

  it('is a right password as well, which opens nothing beyond the limit and everything after it', async () => {
    const guest = new Visitor(workspace.url, language);
    const page = await guest.open(login);
    await page.send({ userId: 'tidak.ada', password: 'salah' });
    await already('login', addressLimits.login.limit - 1);
    const counted = () =>
      db.query<{ hits: number }>(`SELECT hits FROM counted WHERE key LIKE 'limit login %'`);
    // What succeeds counts for nothing, as soon as it has been answered and written down.
    for (const _ of [1, 2]) {
      const opened = await (await new Visitor(workspace.url, language).open(login)).send({
        userId: 'rina',
        password,
      });
      expect(opened.status).toBe(303);
      await expect.poll(counted).toEqual([{ hits: addressLimits.login.limit - 1 }]);
    }
    await page.send({ userId: 'tidak.ada.juga', password: 'salah' });
    const refused = await page.send({ userId: 'rina', password });
    expect(refused.status).toBe(429);
    expect(refused.headers.getSetCookie().join()).not.toContain('session');
    let last = refused;
    await over(async () => (last = await page.send({ userId: 'rina', password })));
    expect(last.headers.getSetCookie().join()).toContain('session');
  });

  it('is failing so often before it is asked for a captcha, whichever User ID it names', async () => {
    const guest = new Visitor(workspace.url, language);
    const page = await guest.open(login);
    const fail = async (userId: string) => bodyOf(await page.send({ userId, password: 'salah' }));
    expect(await fail('satu')).not.toContain('altcha-widget');
    await db.query(`UPDATE counted SET hits = $1 WHERE key LIKE 'login %'`, [captchaAfter.address - 1]);
    // The last one that is looked at without a captcha is answered with one.
    expect(await fail('dua')).toContain('altcha-widget');
    const wanted = await page.send({ userId: 'rina', password });
    expect(wanted.text).toContain(t('portal.login.captchaNeeded'));
    expect(wanted.headers.getSetCookie().join()).not.toContain('session');
    await db.query('UPDATE counted SET resets_at = now()');
    expect((await page.send({ userId: 'rina', password })).headers.getSetCookie().join()).toContain(
      'session',
    );
  });
});

describe('U-16 letters that anybody may ask for', () => {
  const lettersTo = async (mailbox: string) => (await workspace.mail.to(mailbox).all()).length;

  it.each([
    ['of a forgotten password', '/portal/forgot', 'who', mailOf(owners.rina), mailOf(owners.bima)],
    ['of a new account', '/portal/account', 'email', 'warga.satu@mitra.example', 'warga.dua@mitra.example'],
  ])(
    'U-21 %s go to one mailbox so often and no more, with the same answer',
    async (_what, path, field, mailbox, other) => {
      const page = await new Visitor(workspace.url).open(path);
      const ask = async (named: string) => (await page.send({ [field]: named })).text;
      const [before, others] = [await lettersTo(mailbox), await lettersTo(other)];
      const answers = new Set<string>();
      for (let n = 0; n < mailboxLetters.most + 1; n += 1) answers.add(await ask(mailbox));
      expect(answers.size).toBe(1);
      // Visitors' letters go one after the other: once the last one is there, so are all before it.
      await ask(other);
      await expect.poll(() => lettersTo(other)).toBe(others + 1);
      expect(await lettersTo(mailbox)).toBe(before + mailboxLetters.most);
      await db.query('UPDATE counted SET resets_at = now()');
      await ask(mailbox);
      await expect.poll(() => lettersTo(mailbox)).toBe(before + mailboxLetters.most + 1);
    },
  );
});

/** A request of this address, as far as turns look at it. */
const requestOf = (ip: string, isForm = false) =>
  ({ ip, method: isForm ? 'POST' : 'GET', is: () => isForm }) as unknown as Request;

describe('U-16 pages that one address asks for at the same time', () => {
  it('are made so many at once, wait in turn, and are refused beyond that; files on their way and other addresses are not', async () => {
    const turns = inTurn();
    const responses: (EventEmitter & { closed?: boolean })[] = [];
    const begun: string[] = [];
    const refused: unknown[] = [];
    const come = (name: string, ip: string, isForm = false) => {
      const response = new EventEmitter();
      turns(requestOf(ip, isForm), response as unknown as Response, (error?: unknown) => {
        if (error) return void refused.push(error);
        begun.push(name);
        responses.push(response);
      });
    };
    const { each, waitingEach } = perAddress;
    for (let n = 0; n < each + waitingEach; n += 1) come(`${n}`, '198.51.100.1');
    await setImmediate();
    expect([begun.length, refused.length]).toEqual([each, 0]);
    come('one more', '198.51.100.1');
    await setImmediate();
    expect(refused).toEqual([expect.any(Crowded)]);
    come('a file', '198.51.100.1', true);
    come('a neighbour', '198.51.100.2');
    await setImmediate();
    expect(begun.slice(each)).toEqual(['a file', 'a neighbour']);
    while (begun.length < each + waitingEach + 2) {
      for (const response of responses.splice(0)) response.emit('close');
      await setImmediate();
    }
    expect(begun).not.toContain('one more');
  });
});

describe('U-17 passwords that are looked at at the same time', () => {
  it('are so many of one address and in all, and what is refused beyond that counts for nothing', async () => {
    const address = '198.51.100.7';
    const held: (() => void)[] = [];
    const taken = Array.from({ length: looking.each + looking.waitingEach }, () =>
      passwordTurn(address, () => new Promise<void>((resolve) => held.push(resolve))),
    );
    const clock = () => new Date();
    const captcha = { passes: async () => true } as never;
    const page = loginPages({ db, clock, captcha, loggedIn: async () => {}, otherLogins: [] }).find(
      ({ path, method }) => path === login && method === 'post',
    );
    const given: Record<string, string> = { userId: 'rina', password };
    const field = (name: string) => given[name] ?? '';
    const visit = { address, t: translate('id'), fields: { line: field, exact: field }, who: null };
    const comes = async () => page?.answer(visit as never);
    try {
      await expect(comes()).rejects.toThrow(Crowded);
      expect(await db.query(`SELECT hits FROM counted WHERE key LIKE 'login %' AND hits > 0`)).toEqual([]);
    } finally {
      while (held.length > 0) {
        for (const end of held.splice(0)) end();
        await setImmediate();
      }
      await Promise.all(taken);
    }
    expect(await comes()).toMatchObject({ type: 'redirect' });
  });
});
