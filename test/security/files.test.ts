import { createHash, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAttachments, fetching, maxAttachments } from '../../src/attachments/attachments.ts';
import { keepAppended } from '../../src/attachments/kept.ts';
import type { FileRef } from '../../src/chat/form.ts';
import { OverLarge } from '../../src/chat/messenger.ts';
import { systemClock } from '../../src/core/clock.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database } from '../../src/db/database.ts';
import { contentOf } from '../../src/db/file-content.ts';
import { createMessenger } from '../../src/platforms/slack/messenger.ts';
import { createNewerBlocks } from '../../src/platforms/slack/newer-blocks.ts';
import { collectLog } from '../support/bot.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';

describe('Files that lie with Slack', () => {
  const botToken = 'xoxb-known-to-slack-alone';
  let server: Server;
  let origin: string;
  let asked: (string | undefined)[] = [];
  /** Bytes of a file without an end. */
  let sent = 0;
  beforeAll(async () => {
    server = createServer((req, res) => {
      asked.push(req.headers.authorization);
      if (req.url === '/moved') res.writeHead(302, { location: '/file' });
      if (req.url === '/endless') {
        const more = () => {
          while (res.writable && res.write(Buffer.alloc(64 * 1024))) sent += 64 * 1024;
        };
        res.on('drain', more);
        return more();
      }
      res.end('0123456789');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  /** Fetches a file that Slack says is at `address`. */
  function fetched(address: string, apiUrl: string, maxBytes = 100): Promise<Buffer> {
    asked = [];
    const client = new WebClient(botToken, { slackApiUrl: apiUrl });
    client.files.info = async () => ({ ok: true, file: { url_private_download: address } }) as never;
    const messenger = createMessenger(client, { teamId: 'T1', botToken }, createNewerBlocks(collectLog()));
    return messenger.download({ source: 'slack:F1', name: 'surat.pdf', size: 10 }, maxBytes);
  }

  it('U-6 gives the bot token to no other host, whatever address a file has', async () => {
    for (const address of [
      `${origin}/file`,
      'https://slack.com.evil.example/f',
      'http://files.slack.com/f',
    ]) {
      await expect(fetched(address, 'https://slack.com/api/'), address).rejects.toThrow('not lie with Slack');
    }
    expect(asked).toEqual([]);
  });

  it('U-6 fetches a file from where the Web API is, follows no redirect and reads no more than allowed', async () => {
    expect(String(await fetched(`${origin}/file`, `${origin}/api/`))).toBe('0123456789');
    expect(asked).toEqual([`Bearer ${botToken}`]);
    // By the word of whoever sends it, or as soon as there is more.
    await expect(fetched(`${origin}/file`, `${origin}/api/`, 9)).rejects.toThrow(OverLarge);
    await expect(fetched(`${origin}/endless`, `${origin}/api/`, 100_000)).rejects.toThrow(OverLarge);
    expect(sent).toBeLessThan(50 * 1024 * 1024);
    await expect(fetched(`${origin}/moved`, `${origin}/api/`)).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });
});

describe('Files that somebody brings', () => {
  let database: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await createTestDatabase();
    db = openDatabase(database.url, { max: 2, timeoutMs: 10_000 });
    await db.query(`INSERT INTO person (email, name) VALUES ('a@x.example', 'A'), ('b@x.example', 'B')`);
  });
  afterAll(async () => {
    await db.close();
    await database.drop();
  });

  const pdf = Buffer.from('%PDF-1.4\n%%EOF\n');
  const file = (source: string): FileRef => ({ source, name: `${source}.pdf`, size: pdf.length });

  it('U-6 G-7 may be larger where a desk says so, come back byte for byte, and are taken for nothing else', async () => {
    const download = () => Promise.reject(new OverLarge('26 MB'));
    const attachments = createAttachments({
      db,
      download,
      clock: systemClock,
      log: collectLog(),
      patienceMs: 60_000,
    });
    const larger = 25 * 1024 * 1024;
    const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(12 * 1024 * 1024)]);
    const keep = (maxBytes?: number) => attachments.keep(2, 'portal:large', 'pindaian.pdf', pdf, maxBytes);
    expect(await keep()).toMatchObject({ key: 'attachment.error.size', args: { max: 5 } });
    const kept = await keep(larger);
    expect(await keep(larger)).toEqual(kept);
    const id = 'id' in kept ? kept.id : 0;
    expect((await contentOf(db, id))?.equals(pdf)).toBe(true);
    expect(await contentOf(db, id + 1)).toBeNull();

    const given = [{ source: `kept:${id}`, name: '', size: 0 }];
    const tooLarge = { fields: { file: { key: 'attachment.error.size' } } };
    await expect(attachments.take(2, given, 'file')).rejects.toMatchObject(tooLarge);
    expect(await attachments.take(2, given, 'file', larger)).toMatchObject([{ id }]);
    expect([await attachments.waiting(2), await attachments.waiting(2, larger)]).toMatchObject([[], [{}]]);
    // Of what arrives nobody has counted the bytes.
    const arriving = [{ source: 'slack:F2', name: 'a.pdf', size: 0 }];
    await expect(attachments.take(2, arriving, 'file', larger)).rejects.toMatchObject({
      fields: { file: { key: 'attachment.error.over', args: { max: 25 } } },
    });

    const appended = Buffer.from('\n% selanjutnya');
    const next = await db.transaction(withoutDeadline, (tx) =>
      keepAppended(tx, id, { source: 'next', appended, at: new Date() }),
    );
    const whole = await contentOf(db, next.id);
    expect(whole?.equals(Buffer.concat([pdf, appended]))).toBe(true);
    expect(next.sha256).toBe(
      createHash('sha256')
        .update(whole ?? '')
        .digest('hex'),
    );
  });

  it('U-6 are so many of a form, and one more is refused at its field before any is fetched', async () => {
    const fetched: string[] = [];
    const download = async ({ source }: FileRef) => {
      fetched.push(source);
      return pdf;
    };
    const attachments = createAttachments({ db, download, clock: systemClock, log: collectLog() });
    const files = Array.from({ length: maxAttachments + 1 }, (_, n) => file(`form ${n}`));
    await expect(attachments.take(1, files, 'file')).rejects.toMatchObject({
      fields: { file: { key: 'attachment.error.count', args: { max: maxAttachments } } },
    });
    expect(fetched).toEqual([]);
    expect(await attachments.take(1, files.slice(1), 'file')).toHaveLength(maxAttachments);
  });

  it('U-6 are fetched so many at once, of one person and in all; whoever has too many waiting is told so at the field, and others are served', async () => {
    const fetched: string[] = [];
    const held: (() => void)[] = [];
    const download = async ({ source }: FileRef) => {
      fetched.push(source);
      await new Promise<void>((resolve) => held.push(resolve));
      return pdf;
    };
    // By one session what was given first is asked for first: the last one is refused, and no other.
    const own = openDatabase(database.url, { max: 1, timeoutMs: 600_000 });
    const given = { db: own, download, clock: systemClock, log: collectLog(), patienceMs: 600_000 };
    const attachments = createAttachments(given);
    await db.query(
      `INSERT INTO person (email, name) SELECT 'penuh' || n || '@x.example', 'Penuh' FROM generate_series(1, 4) n`,
    );
    const people = await db.query<{ id: number }>(`SELECT id FROM person WHERE name = 'Penuh' ORDER BY id`);
    const [first = 0, ...others] = people.map(({ id }) => id);
    const give = (personId: number, name: string) => attachments.take(personId, [file(name)], 'file');
    const most = fetching.each + fetching.waitingEach;
    const all = Array.from({ length: most }, (_, n) => give(first, `banyak ${n}`));
    await expect.poll(() => fetched.length).toBe(fetching.each);
    await expect(give(first, 'satu lagi')).rejects.toMatchObject({
      fields: { file: { key: 'error.crowded' } },
    });
    const beside = others.flatMap((id) =>
      Array.from({ length: fetching.each }, (_, n) => give(id, `milik ${id} ${n}`)),
    );
    await expect.poll(() => fetched.length).toBe(fetching.atOnce);
    expect(fetched.filter((name) => name.startsWith('banyak'))).toHaveLength(fetching.each);
    const ended = Promise.all([...all, ...beside]);
    let isOver = false;
    ended.finally(() => {
      isOver = true;
    });
    while (!isOver) {
      for (const end of held.splice(0)) end();
      await setImmediate();
    }
    expect((await ended).flat()).toHaveLength(most + beside.length);
    expect(fetched).not.toContain('satu lagi');
    // What was refused is as if it had not been given: pressed again it is taken.
    const again = give(first, 'satu lagi');
    await expect.poll(() => held.length).toBe(1);
    held[0]?.();
    expect(await again).toHaveLength(1);
    await own.close();
  });

  it('U-6 are kept until there are too many for one day, each person by themselves', async () => {
    const download = () => Promise.reject(new Error('nothing is fetched here'));
    const attachments = createAttachments({ db, download, clock: systemClock, log: collectLog() });
    const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(1024)]);
    const keep = (personId: number, source: string) => attachments.keep(personId, source, 'surat.pdf', pdf);
    expect(await keep(1, 'portal:1')).toMatchObject({ name: 'surat.pdf' });

    // What was brought before, without the bytes themselves.
    await db.query(
      `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id)
       SELECT 'surat.pdf', 'application/pdf', 5 * 1024 * 1024, '', '', 'earlier ' || n, 1 FROM generate_series(1, 40) n`,
    );
    expect(await keep(1, 'portal:2')).toMatchObject({ key: 'attachment.error.daily' });
    expect(await keep(2, 'portal:2')).toMatchObject({ name: 'surat.pdf' });
    await db.query(
      `UPDATE attachment SET created_at = now() - interval '25 hours' WHERE source LIKE 'earlier%'`,
    );
    expect(await keep(1, 'portal:2')).toMatchObject({ name: 'surat.pdf' });
  });

  it('U-6 are fetched four at a time of one person, and another one’s is not behind them', async () => {
    const pdf = Buffer.from('%PDF-1.7\n');
    const asked: string[] = [];
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const attachments = createAttachments({
      ...{ db, clock: systemClock, log: collectLog(), patienceMs: 60_000 },
      async download({ source }) {
        asked.push(source);
        if (source.startsWith('slack:flood')) await held;
        return pdf;
      },
    });
    const file = (source: string) => ({ source, name: 'surat.pdf', size: pdf.length });
    const flood = Array.from({ length: 30 }, (_, n) => file(`slack:flood${n}`));
    const taken = [0, 10, 20].map((n) => attachments.take(1, flood.slice(n, n + 10), 'file'));
    await expect.poll(() => asked.length).toBe(4);
    expect(await attachments.take(2, [file('slack:other')], 'file')).toMatchObject([{ name: 'surat.pdf' }]);
    expect(asked).toHaveLength(5);
    // What waits is so much: more of one person's is refused in words, and nothing of what waits is lost.
    const more = Array.from({ length: 90 }, (_, n) => file(`slack:flood more ${n}`));
    const outcomes = Array.from({ length: 9 }, (_, n) =>
      attachments.take(1, more.slice(10 * n, 10 * n + 10), 'file'),
    );
    await expect(outcomes.at(-1)).rejects.toMatchObject({ fields: { file: { key: 'error.crowded' } } });
    release();
    expect((await Promise.all(taken)).flat()).toHaveLength(30);
    await Promise.allSettled(outcomes);
    expect(await attachments.take(1, more.slice(80), 'file')).toHaveLength(10);
  });
});
