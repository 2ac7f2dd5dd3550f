import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { sandboxPassword } from '../../src/neighbours/digit/sandbox.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { connected } from '../support/database.ts';
import { ali, budi, decide, register, rizky, siti } from '../support/satker-steps.ts';
import { sendDone, settled } from '../support/user-id-steps.ts';
import { Visitor } from '../support/visitor.ts';

let workspace: Workspace;
const now = new Date();
beforeAll(async () => {
  workspace = await openWorkspace({ clock: () => now });
});
afterAll(() => workspace.stop());

const password = 'perahu kertas di Selayar';
const visitor = (language?: string) => new Visitor(workspace.url, language);
const loginPath = '/portal/login/nik';

async function activationLink(to: string): Promise<string> {
  const mail = await workspace.mail.to(to).latest(/\/portal\/activate\//);
  return /\/portal\/activate\/[\w-]+/.exec(mail.text)?.[0] ?? '';
}

/** What the browser computes for the captcha. */
async function solved(guest: Visitor): Promise<string> {
  const challenge = JSON.parse((await guest.get('/portal/captcha')).text);
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}

/** Logs in in the manual's steps; answers what the last one answered. */
async function login(guest: Visitor, nik: string, typed: string, altcha?: string) {
  const step = await guest.send(loginPath, { nik });
  expect(step.status).toBe(200);
  const [, csrf = ''] =
    /name="csrf" value="([^"]+)"/.exec(step.text.slice(step.text.indexOf('/nik/password'))) ?? [];
  const fields = { csrf, nik, password: typed, altcha: altcha ?? (await solved(guest)) };
  return guest.post(`${loginPath}/password`, new URLSearchParams(fields));
}

describe('the activation page', () => {
  it('S-13 sets the DIGIT password once; until the KPPN has approved, MyIntress stays closed', async () => {
    const number = await register(workspace.person('ali.rahman'), budi);
    const link = await activationLink(budi.email);
    const guest = visitor();
    const page = await guest.get(link);
    expect(page.text).toMatch(new RegExp(`value="${budi.nik}"[^>]*readonly`));
    for (const weak of ['pendek', 'budi.hartono', 'passwordpassword'])
      expect((await guest.send(link, { password: weak, repeat: weak })).status).toBe(422);
    expect((await guest.send(link, { password, repeat: password })).status).toBe(200);
    expect((await guest.get(link)).status).toBe(410);

    const early = await login(guest, budi.nik, password);
    expect(early.status).toBe(403);
    expect(early.text).toContain('1 Terdaftar, belum disetujui');

    await decide(workspace.person('maya.anggraini'), number, 'Approve');
    const entered = await login(guest, budi.nik, password);
    expect(entered.headers.get('location')).toBe('/portal');
    const home = await guest.get('/portal');
    expect(home.text).toContain('527010 SEKRETARIAT JENDERAL');
    expect(home.text).toContain('2 Aktif');
  });

  it('S-13 an expired link offers a new one, which goes to the mailbox alone', async () => {
    await register(workspace.person('ali.rahman'), rizky);
    const link = await activationLink(rizky.email);
    await workspace.query(
      `UPDATE one_time_link SET expires_at = created_at WHERE purpose = 'activate' AND used_at IS NULL`,
    );
    const guest = visitor();
    const gone = await guest.get(link);
    expect(gone.status).toBe(410);
    expect(gone.text).toContain('Kirim tautan baru');
    expect((await guest.send(link)).text).not.toContain(rizky.email);
    await expect.poll(() => activationLink(rizky.email)).not.toBe(link);
    expect((await guest.get(await activationLink(rizky.email))).status).toBe(200);
  });

  it('S-13 is for the first password alone: an account that has one, or another address, is nobody’s to open by it', async () => {
    const link = await activationLink(budi.email);
    await workspace.query(`UPDATE one_time_link SET used_at = NULL WHERE purpose = 'activate'`);
    const guest = visitor();
    expect((await guest.get(link)).text).toContain('hanya untuk password pertama');
    expect((await guest.get(link)).text).not.toContain('Kirim tautan baru');
    const open = await activationLink(rizky.email);
    await workspace.query('UPDATE digit_sandbox_account SET email = $2 WHERE nik_hash = nik_hash_of($1)', [
      rizky.nik,
      'pemilik@baru.example',
    ]);
    expect((await guest.get(open)).status).toBe(410);
    const [row] = await workspace.query<{ hash: string | null }>(
      'SELECT password_hash AS hash FROM digit_sandbox_account WHERE nik_hash = nik_hash_of($1)',
      [rizky.nik],
    );
    expect(row).toEqual({ hash: null });
  });

  it('S-13 a link of another purpose, or none of ours, leads nowhere', async () => {
    expect((await visitor().get('/portal/activate/abc')).status).toBe(404);
    const link = await activationLink(budi.email);
    expect((await visitor().get(link.replace('activate', 'password'))).status).toBe(404);
  });
});

describe('login by NIK', () => {
  it('S-13 S-18 lets somebody with a DIGIT account in without activation, and the login counts', async () => {
    await workspace.query(
      `UPDATE satker_user SET counted_from = '2026-01-01' WHERE nik_hash = nik_hash_of($1)`,
      [ali.nik],
    );
    const answer = await login(visitor(), ali.nik, sandboxPassword);
    expect(answer.headers.get('location')).toBe('/portal');
    const rows = await workspace.query(
      'SELECT last_login_at AS login, counted_from AS counted FROM satker_user WHERE nik_hash = nik_hash_of($1)',
      [ali.nik],
    );
    expect(rows).toEqual([{ login: now, counted: now }]);
  });

  it('S-13 asks for the captcha every time, and takes each solution once', async () => {
    const guest = visitor();
    expect((await login(guest, ali.nik, sandboxPassword, '')).status).toBe(403);
    const solution = await solved(guest);
    expect((await login(guest, ali.nik, 'bukan passwordnya', solution)).status).toBe(403);
    expect((await login(guest, ali.nik, sandboxPassword, solution)).status).toBe(403);
    expect((await login(guest, ali.nik, sandboxPassword)).status).toBe(303);
  });

  it('S-13 answers a wrong password and an unknown NIK alike', async () => {
    const guest = visitor();
    const wrong = await login(guest, siti.nik, 'bukan passwordnya');
    const unknown = await login(guest, '3173059999999999', 'bukan passwordnya');
    expect(wrong.status).toBe(403);
    const shown = (text: string) => text.replaceAll(/value="[^"]*"/g, '');
    expect(shown(unknown.text)).toBe(shown(wrong.text));
  });

  it('S-5 S-13 opens MyIntress for nobody whom no satker has registered', async () => {
    const answer = await login(visitor(), siti.nik, sandboxPassword);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('tidak terdaftar di satker');
  });

  it('S-13 makes nobody somebody else: DIGIT and the satker have to name the same address', async () => {
    await workspace.query(
      `UPDATE satker_user SET email = 'tono.wijaya@nusantara.example' WHERE nik_hash = nik_hash_of($1)`,
      [ali.nik],
    );
    const refused = await login(visitor(), ali.nik, sandboxPassword);
    expect(refused.status).toBe(403);
    await workspace.query(`UPDATE satker_user SET email = $2 WHERE nik_hash = nik_hash_of($1)`, [
      ali.nik,
      ali.email,
    ]);
    expect((await login(visitor(), ali.nik, sandboxPassword)).status).toBe(303);
  });

  it('S-20 ends the login of somebody who was made inactive, and lets them in no more', async () => {
    const guest = visitor();
    expect((await login(guest, budi.nik, password)).status).toBe(303);
    const maya = workspace.person('maya.anggraini');
    await maya.command('/satker list budi');
    await maya.clickBeside('Budi Hartono', 'Open');
    await maya.click('Nonaktifkan', { in: 'Budi Hartono' });
    const form = await maya.modal('Nonaktifkan');
    await form.type('Alasan', 'Pindah tugas');
    await sendDone(maya, form);
    await settled(workspace);
    expect((await guest.get('/portal')).headers.get('location')).toMatch(/^\/portal\/login/);
    const again = await login(visitor(), budi.nik, password);
    expect(again.text).toContain('0 Tidak Aktif');
  });

  it('S-13 leads a NIK that is typed as a User ID to its own page', async () => {
    const answer = await visitor().send('/portal/login', { userId: ali.nik, password: 'apa saja' });
    expect(answer.headers.get('location')).toBe(loginPath);
  });

  it('S-13 takes no password of a NIK after four wrong ones, known or not, and never locks it at DIGIT', async () => {
    for (const nik of [siti.nik, '3173058888888888']) {
      const guest = visitor();
      for (let attempt = 0; attempt < 4; attempt += 1) await login(guest, nik, 'bukan passwordnya');
      expect((await login(guest, nik, sandboxPassword)).text).toContain('terlalu banyak percobaan');
    }
    const locked = await workspace.query(
      'SELECT name FROM digit_sandbox_account WHERE locked_until IS NOT NULL',
    );
    expect(locked).toEqual([]);
  });

  it('S-20 lets nobody in whose row is made inactive while they log in', async () => {
    const guest = visitor();
    const sessions = () =>
      workspace.query('SELECT token_hash FROM portal_session WHERE nik_hash = nik_hash_of($1) ORDER BY 1', [
        ali.nik,
      ]);
    const before = await sessions();
    const gone = connected(workspace.databaseUrl, async (client) => {
      await client.query('BEGIN');
      await client.query(`UPDATE satker_user SET status = 'INACTIVE' WHERE nik_hash = nik_hash_of($1)`, [
        ali.nik,
      ]);
      const answer = login(guest, ali.nik, sandboxPassword);
      // The login waits for the row; who is made inactive meanwhile stays outside.
      await expect
        .poll(
          async () =>
            (
              await workspace.query(
                `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
              )
            ).length,
        )
        .toBeGreaterThan(0);
      await client.query('COMMIT');
      return answer;
    });
    expect((await gone).status).toBe(403);
    expect(await sessions()).toEqual(before);
    await workspace.query(`UPDATE satker_user SET status = 'ACTIVE' WHERE nik_hash = nik_hash_of($1)`, [
      ali.nik,
    ]);
  });

  it('A-3 S-13 says of somebody’s own registration and ticket that they are returned while they are', async () => {
    const number = await register(workspace.person('ali.rahman'), siti);
    const person = workspace.person('siti.nurhaliza');
    await person.command('/pintu portal');
    const { opens = '' } = await person.click(/portal/i, { in: 'Portal' });
    const guest = visitor();
    await guest.send(opens);
    const ticket = 'SAT-2026-009001';
    await workspace.query(
      `INSERT INTO satker_ticket (number, kind, status_since, unit_id, requester_id, surface, submission_key, created_at)
       SELECT $2, 'REGISTRATION', now(), u.id, p.id, 'slack', $2, now() FROM unit u, person p WHERE u.code = '527010' AND p.email = $1`,
      [siti.email, ticket],
    );
    const heads = async () => {
      const { text } = await guest.get('/portal');
      return [number, ticket].map((one) => {
        const items = text.split('<li>').filter((part) => part.includes(one));
        expect(items).toHaveLength(1);
        return items[0]?.includes(`${translate('id')('record.head.returned')} · `);
      });
    };
    expect(await heads()).toEqual([false, false]);
    await workspace.query(
      `INSERT INTO record_remark (subject, kind, stage, person_id, surface, text, at)
       SELECT r.subject, 'QUESTION', 'WAITING', p.id, 'slack', 'Untuk apa?', now() FROM person p, (
         SELECT 'satker:' || id AS subject FROM satker_user WHERE number = $1 UNION ALL SELECT 'satker-ticket:' || id FROM satker_ticket WHERE number = $2) r
       WHERE p.email LIKE 'maya.%'`,
      [number, ticket],
    );
    expect(await heads()).toEqual([true, true]);
  });
});
