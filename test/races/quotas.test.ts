import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAttachments } from '../../src/attachments/attachments.ts';
import { maxDailyBytes } from '../../src/attachments/kept.ts';
import { systemClock } from '../../src/core/clock.ts';
import { translate } from '../../src/core/texts/index.ts';
import { withdrawRole } from '../../src/people/grants.ts';
import { checkLogin, hashPassword, maxFailures } from '../../src/web/accounts.ts';
import { createLink, readLink } from '../../src/web/links.ts';
import { attachPages } from '../../src/web/pages/attach.ts';
import { collectLog } from '../support/bot.ts';
import { leaving } from '../support/house.ts';
import { type Contest, cell, now, openContest } from './contest.ts';

let contest: Contest;
beforeAll(async () => {
  contest = await openContest(10);
});
afterAll(() => contest.end());

const atOnce = <T>(count: number, act: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => act(n)));

/** The smallest thing that is a PDF by its content. */
const pdf = Buffer.from('%PDF-1.4\n%%EOF\n');

const attachments = () =>
  createAttachments({ db: contest.db, clock: systemClock, log: collectLog(), download: async () => pdf });

describe('What somebody may do so many times', () => {
  it('U-6 is held to where sixteen files arrive at once: a day takes what it holds', async () => {
    const personId = contest.contenders[0].actor.id;
    await contest.aside.query(
      `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id)
       VALUES ('besar.pdf', 'application/pdf', $1, '', '', 'test:besar', $2)`,
      [maxDailyBytes - 3 * pdf.length, personId],
    );
    // What we have made for somebody they have not brought.
    await contest.aside.query(
      `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, is_brought)
       VALUES ('signed.pdf', 'application/pdf', $1, '', '', 'signed:0', $2, false)`,
      [maxDailyBytes, personId],
    );
    const kept = await atOnce(16, (n) => attachments().keep(personId, `test:${n}`, 'surat.pdf', pdf));
    expect(kept.filter((one) => 'id' in one)).toHaveLength(3);
    expect(kept.filter((one) => 'key' in one && one.key === 'attachment.error.daily')).toHaveLength(13);
    const brought = await cell(
      contest.aside,
      'SELECT sum(size)::int FROM attachment WHERE uploader_id = $1 AND is_brought',
      [personId],
    );
    expect(brought).toBe(maxDailyBytes);
  });

  it('U-6 is held to where a one-time link for files is used sixteen times at once: one use brings files', async () => {
    const personId = contest.contenders[1]?.actor.id ?? 0;
    const token = await createLink(contest.aside, {
      purpose: 'attach',
      subject: { personId },
      now,
      validMs: 60_000,
    });
    const upload = attachPages({
      db: contest.db,
      clock: () => now,
      people: { contextOf: async () => null },
      attachments: attachments(),
    }).find(({ method }) => method === 'post');
    const visit = (name: string, content: Buffer) => ({
      params: { token },
      t: translate('id'),
      here: '',
      csrf: '',
      read: (take: (file: object) => Promise<void>) => take({ name, content, cut: false }),
    });
    const send = (name: string, content: Buffer) => upload?.answer(visit(name, content) as never);
    // What comes to nothing leaves the link as it was.
    await send('catatan.txt', Buffer.from('bukan PDF'));
    expect(await readLink(contest.aside, 'attach', token, now)).toMatchObject({ state: 'valid' });
    await atOnce(16, async (n) => send(`${n}.pdf`, pdf));
    expect(
      await cell(contest.aside, 'SELECT count(*)::int FROM attachment WHERE uploader_id = $1', [personId]),
    ).toBe(1);
    expect(await readLink(contest.aside, 'attach', token, now)).toMatchObject({ state: 'used' });
  });

  it('U-17 is held to where sixteen passwords are tried at once: five are looked at', async () => {
    await contest.aside.query(
      `WITH r AS (INSERT INTO user_id_request (kind, requester_id, surface, name, position, email, unit_id, atasan_id, submission_key,
                                               created_at, status_since)
                  SELECT 'UNIT', p.id, 'slack', 'Pemilik', 'Staf', 'pemilik@nusantara.example', u.id, p.id, 'quota', now(), now()
                  FROM person p, unit u ORDER BY p.id, u.id LIMIT 1 RETURNING id, requester_id)
       INSERT INTO account (user_id, person_id, request_id, password_hash, created_at) SELECT 'pemilik', requester_id, id, $1, now() FROM r`,
      [await hashPassword('benar sekali')],
    );
    const tried = await atOnce(16, () => checkLogin(contest.db, 'pemilik', 'benar sekali', now));
    expect(tried.filter(Boolean)).toHaveLength(maxFailures);
  });

  it('I-9 is held to where all ADMINs withdraw each other at once: one stays', async () => {
    const grants = await contest.aside.query<{ id: number }>(
      `SELECT id FROM role_grant WHERE role = 'ADMIN' AND withdrawn_at IS NULL ORDER BY id`,
    );
    await atOnce(grants.length, (n) =>
      withdrawRole(
        { db: contest.db, leaving },
        contest.contenders[n % 16] ?? contest.contenders[0],
        grants[n]?.id ?? 0,
        'uji',
      ).catch(() => {}),
    );
    expect(
      await cell(
        contest.aside,
        `SELECT count(*)::int FROM role_grant WHERE role = 'ADMIN' AND withdrawn_at IS NULL`,
      ),
    ).toBe(1);
  });
});
