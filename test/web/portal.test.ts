import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { giveBytesAt } from '../support/sealed-files.ts';
import { ask, bringTo, confirm, forJoko, forRina, stages, unchanged } from '../support/user-id-steps.ts';
import { Visitor } from '../support/visitor.ts';

let workspace: Workspace;
let now = new Date();
let number: string;
beforeAll(async () => {
  workspace = await openWorkspace({ clock: () => now });
  number = await ask(workspace.person('rina.wulandari'), forRina);
  await bringTo(workspace, number, stages[3]);
  await confirm(workspace.person('eko.saputra'), number, 'rina.wulandari');
});
afterAll(() => workspace.stop());

const password = 'kereta senja di Gambir';
const visitor = (language?: string) => new Visitor(workspace.url, language);

async function latestLink(to: string, part: string): Promise<string> {
  const mail = await workspace.mail.to(to).latest(new RegExp(`/portal/${part}/`));
  return new RegExp(`/portal/${part}/[\\w-]+`).exec(mail.text)?.[0] ?? '';
}

const rinaMail = 'rina.wulandari@nusantara.example';

describe('the password page', () => {
  it('U-16 is not used up by looking at it, and refuses a weak or differing password at its field', async () => {
    const link = await latestLink(rinaMail, 'password');
    const guest = visitor();
    const page = await guest.get(link);
    expect(page.text).toMatch(/value="rina\.wulandari"[^>]*readonly/);
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('cache-control')).toContain('no-store');
    for (const [fields, problem] of [
      [{ password: 'pendek', repeat: 'pendek' }, 'terlalu pendek'],
      [{ password: 'passwordpassword', repeat: 'passwordpassword' }, 'mudah ditebak'],
      [{ password: 'rina.wulandari', repeat: 'rina.wulandari' }, 'mudah ditebak'],
      [{ password, repeat: `${password}!` }, 'tidak sama'],
    ] as const) {
      const answer = await guest.send(link, fields);
      expect(answer.status).toBe(422);
      expect(answer.text).toContain(problem);
    }
    expect((await guest.get(link)).status).toBe(200);
  });

  it('U-16 works once, even for two who press at the same moment, and then offers a new link by e-mail', async () => {
    const link = await latestLink(rinaMail, 'password');
    const pages = await Promise.all([visitor(), visitor()].map((one) => one.open(link)));
    const answers = await Promise.all(pages.map((page) => page.send({ password, repeat: password })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 410]);

    const used = await visitor().get(link);
    expect(used.status).toBe(410);
    expect(used.text).toContain('sudah dipakai');
    await visitor().send(link);
    await expect.poll(() => latestLink(rinaMail, 'password')).not.toBe(link);
    expect((await visitor('en').get(await latestLink(rinaMail, 'password'))).text).toContain('New password');
  });

  it('U-16 says that an expired link has expired, and an unknown one nothing at all', async () => {
    const link = await latestLink(rinaMail, 'password');
    const before = now;
    now = new Date(now.getTime() + 25 * 60 * 60_000);
    const expired = await visitor().get(link);
    now = before;
    expect(expired.status).toBe(410);
    expect(expired.text).toContain('24 jam');
    expect((await visitor().get(`/portal/password/${'x'.repeat(43)}`)).status).toBe(404);
  });
});

describe('login', () => {
  it('U-17 opens the portal with the new User ID and password, counts as a login, and ends with Logout', async () => {
    const guest = visitor();
    const asked = await guest.get(`/portal/requests/${number}`);
    expect(asked.headers.get('location')).toContain('/portal/login?to=');
    const opened = await guest.send(asked.headers.get('location') ?? '', {
      userId: 'RINA.WULANDARI ',
      password,
    });
    expect(opened.headers.get('location')).toBe(`/portal/requests/${number}`);
    const page = await guest.get(`/portal/requests/${number}`);
    expect(page.text).toContain('Completed');
    expect(page.text).toContain('Activity Log');
    expect(await workspace.query('SELECT 1 FROM account WHERE last_login_at IS NOT NULL')).toHaveLength(1);
    await guest.send('/portal');
    expect((await guest.get('/portal')).status).toBe(303);
  });

  it('U-17 S-18 counts against dormancy for the rows that have the address of the User ID', async () => {
    await workspace.query(
      `INSERT INTO satker_user (number, unit_id, nik_hash, name, email, letter_number, status, status_since, surface,
                                submission_key, created_at, counted_from)
       SELECT 'SAT-2026-900000', id, nik_hash_of('3173050000000009'), 'Rina Wulandari', $1, 'ST-9', 'ACTIVE', now(), 'system', 'rina', now(),
              '2026-06-01' FROM unit WHERE code = '527010'`,
      [rinaMail],
    );
    await visitor().send('/portal/login', { userId: 'rina.wulandari', password });
    const rows = await workspace.query(
      `SELECT last_login_at AS login, counted_from AS counted FROM satker_user WHERE email = $1`,
      [rinaMail],
    );
    expect(rows).toEqual([{ login: now, counted: now }]);
  });

  it('U-17 leads back only to pages of its own', async () => {
    for (const to of ['https://evil.example/', '//evil.example', '/\\evil.example', '/slack/events']) {
      const guest = visitor();
      const opened = await guest.send(`/portal/login?to=${encodeURIComponent(to)}`, {
        userId: 'rina.wulandari',
        password,
      });
      expect(opened.headers.get('location')).toBe('/portal');
    }
  });

  it('U-17 refuses a form that is not its own', async () => {
    const guest = visitor();
    for (const options of [{ csrf: 'forged' }, { origin: 'https://evil.example' }]) {
      const answer = await guest.send('/portal/login', { userId: 'rina.wulandari', password }, options);
      expect(answer.status).toBe(403);
      expect(answer.headers.getSetCookie().join()).not.toContain('session');
    }
  });

  it('U-21 answers alike whether an account exists or not, and mails a link only when it does', async () => {
    const bodies = [];
    for (const who of ['rina.wulandari', 'tidak.ada', rinaMail, 'tidak.ada@nusantara.example']) {
      const answer = await visitor().send('/portal/forgot', { who });
      bodies.push(answer.text.replaceAll(/value="[\w-]{20,}"/g, ''));
    }
    expect(new Set(bodies).size).toBe(1);
    const before = await latestLink(rinaMail, 'password');
    await expect.poll(() => latestLink(rinaMail, 'password')).not.toBe('');
    expect(before).toMatch(/^\/portal\/password\//);
    expect(await workspace.mail.to('tidak.ada@nusantara.example').all()).toEqual([]);
  });

  it('U-17 asks for a proof of work after failures and closes the account after more of them', async () => {
    const guest = visitor();
    for (let n = 0; n < 3; n += 1) {
      const answer = await guest.send('/portal/login', { userId: 'rina.wulandari', password: `salah ${n}` });
      expect(answer.status).toBe(403);
      expect(answer.text).not.toContain('tidak ada');
    }
    const answer = await guest.send('/portal/login', { userId: 'rina.wulandari', password });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('altcha-widget');
  });
});

describe('the doors from chat and mail', () => {
  it('I-1 opens the portal by a one-time link for the person who asked for it in chat', async () => {
    const bima = workspace.person('bima.santoso');
    await bima.command('/pintu portal');
    const { opens: link = '' } = await bima.click(/portal/i, { in: 'Portal' });
    const guest = visitor();
    expect((await guest.get(link)).text).toContain('Bima Santoso');
    expect((await guest.send(link)).headers.get('location')).toBe('/portal');
    expect((await guest.get(`/portal/requests/${number}`)).text).toContain('Rina Wulandari');
    expect((await visitor().get(link)).status).toBe(410);
  });

  it('U-14 shows a request to nobody who may not see it', async () => {
    const other = await ask(workspace.person('rina.wulandari'), forJoko);
    const putri = workspace.person('putri.maharani');
    await putri.command('/pintu portal');
    const { opens: link = '' } = await putri.click(/portal/i, { in: 'Portal' });
    const guest = visitor();
    await guest.send(link);
    const answer = await guest.get(`/portal/requests/${other}`);
    expect(answer.text).toContain('Halaman tidak ada');
    expect(answer.status).toBe(404);
  });

  it('I-3 I-5 hands out the berita acara of a request that is over, to whoever may see that', async () => {
    const enter = async (account: string) => {
      const person = workspace.person(account);
      await person.command('/pintu portal');
      const { opens: link = '' } = await person.click(/portal/i, { in: 'Portal' });
      const guest = visitor();
      await guest.send(link);
      return guest;
    };
    const [bima, putri] = [await enter('bima.santoso'), await enter('putri.maharani')];
    const shown = (await bima.get(`/portal/requests/${number}`)).text;
    const [, path = ''] = /href="([^"]+)">Berita acara</.exec(shown) ?? [];
    const page = (await bima.get(path)).text;
    expect(page).toContain('Buat berita acara');
    const [, csrf = ''] = /name="csrf" value="([^"]*)"><p class="actions">/.exec(page) ?? [];
    const asked = await bima.post(path, new URLSearchParams({ csrf }));
    const then = asked.headers.get('location') ?? '';
    await expect.poll(async () => (await bima.get(then)).text).toContain('SHA-256');
    const file = await bima.get(`${path}/file`);
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect(file.text).toContain('ETSI.CAdES.detached');
    expect([(await putri.get(path)).status, (await putri.get(`${path}/file`)).status]).toEqual([404, 404]);
  });

  it('U-7 lets somebody without chat ask, once their address is proven, and tells nobody whether it is known', async () => {
    const guest = visitor();
    const answers = [];
    for (const email of ['warga.baru@mitra.example', rinaMail]) {
      answers.push(
        (await guest.send('/portal/account', { email })).text
          .replaceAll(email, '')
          .replaceAll(/value="[\w-]{20,}"/g, ''),
      );
    }
    expect(new Set(answers).size).toBe(1);
    const link = await latestLink('warga.baru@mitra.example', 'account');
    const opened = await guest.send(link);
    expect(opened.headers.get('location')).toBe('/portal/new');
    const form = await guest.get((await guest.get('/portal/new')).headers.get('location') ?? '');
    expect(form.text).toContain('HO-Organik/PKWT');
    expect((await visitor().get(link)).status).toBe(410);
    await unchanged(workspace, () => guest.get('/portal/requests/UID-2026-999999'));
  });

  it('U-14 hands a file out once, as what it is, and never to be shown inside a page', async () => {
    const [given] = await workspace.query<{ id: number }>(
      `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, record)
       SELECT '"><script>.pdf', 'application/pdf', 4, '', '', 'test', requester_id, 'user-id:' || id FROM user_id_request WHERE number = $1 RETURNING id`,
      [number],
    );
    await giveBytesAt(workspace.databaseUrl, given?.id ?? 0, '%PDF');
    const rina = workspace.person('rina.wulandari');
    await rina.command(`/userid show ${number}`);
    await rina.click('Open', { in: '.pdf' });
    const { opens: link = '' } = await rina.click('Buka berkas', { in: /di peramban/ });
    const guest = visitor();
    expect((await guest.get(link)).text).not.toContain('<script>.pdf');
    const file = await guest.send(link);
    expect(file.text).toBe('%PDF');
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await guest.get(link)).status).toBe(410);
  });
});

describe('a User ID', () => {
  const former = 'lama.sekali@nusantara.example';
  const moved = 'lama.baru@nusantara.example';
  const userId = 'lama.sekali';
  let owner: number | undefined;
  beforeAll(async () => {
    const [made] = await workspace.query<{ id: number }>(
      `WITH p AS (INSERT INTO person (email, name) VALUES ($1, 'Pemilik Lama') RETURNING id),
       q AS (INSERT INTO user_id_request (kind, requester_id, surface, name, position, email, unit_id, atasan_id, submission_key,
               created_at, status_since, status, new_user_id)
             SELECT 'UNIT', p.id, 'portal', 'Pemilik Lama', '-', $1, (SELECT min(id) FROM unit), p.id, $2, now(), now(), 'COMPLETED', $2
             FROM p RETURNING id)
       INSERT INTO account (user_id, person_id, request_id, created_at) SELECT $2, p.id, q.id, now() FROM p, q RETURNING person_id AS id`,
      [former, userId],
    );
    owner = made?.id;
    await workspace.query('UPDATE person SET email = $2 WHERE id = $1', [owner, moved]);
    await workspace.query(`INSERT INTO person (email, name) VALUES ($1, 'Pemilik Alamat')`, [former]);
  });

  it('I-1 opens the portal of the person it was made for, whoever has their former address by now', async () => {
    await visitor().send('/portal/forgot', { who: former });
    await visitor().send('/portal/forgot', { who: userId });
    await expect.poll(() => workspace.mail.to(moved).all()).toHaveLength(1);
    expect(await workspace.mail.to(former).all()).toEqual([]);
    await visitor().send(await latestLink(moved, 'password'), { password, repeat: password });
    const guest = visitor();
    await guest.send('/portal/login', { userId, password });
    expect((await guest.get('/portal')).text).toContain('Pemilik Lama');
    const [session] = await workspace.query<{ personId: number }>(
      'SELECT s.person_id AS "personId" FROM portal_session s JOIN account a ON a.id = s.account_id WHERE a.user_id = $1',
      [userId],
    );
    expect(session?.personId).toBe(owner);
  });

  it('I-1 that has ended opens nothing: no login, no session that is open, no link that sets a password', async () => {
    const guest = visitor();
    await guest.send('/portal/login', { userId, password });
    expect((await guest.get('/portal')).status).toBe(200);
    await visitor().send('/portal/forgot', { who: moved });
    await expect.poll(() => workspace.mail.to(moved).all()).toHaveLength(2);
    const link = await latestLink(moved, 'password');
    expect((await visitor().get(link)).status).toBe(200);
    await workspace.query('UPDATE account SET ended_at = now() WHERE user_id = $1', [userId]);
    expect((await guest.get('/portal')).status).toBe(303);
    expect((await visitor().get(link)).status).toBe(404);
    expect((await visitor().send('/portal/login', { userId, password })).status).toBe(403);
  });
});
