import type { Playground } from '@satu-pintu/playground';
import { type Platform, platforms, slackPerson } from '@satu-pintu/playground/people';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { noticeLife } from '../../src/db/life.ts';
import { aroundBot, sampleDatabase, samplePlayground } from '../support/bot.ts';
import { connected, databaseUrl } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';
import { type Program, replicaEnv, runProgram } from '../support/program.ts';
import { approve, ask, forJoko, forRina } from '../support/user-id-steps.ts';

/** The request of the old card is none of this life's. */
const refusal = /Permohonan ini tidak ditemukan|bukan wewenang Anda|kartu versi lama/;
const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A database as it was when it was last run, and a backup of that moment. */
async function withBackup(): Promise<{ url: string; backup: string }> {
  const database = await sampleDatabase();
  const db = openDatabase(database.url, { max: 1, timeoutMs: 60_000 });
  await noticeLife(db, new Date());
  await db.close();
  cleanups.push(() => database.drop());
  return { url: database.url, backup: await copyOf(database.url, 'backup') };
}

/** What `pg_dump` and `pg_restore` make of a database, in one of its own. PostgreSQL itself copies none that is in use, so its sessions end first. */
async function copyOf(url: string, called: string): Promise<string> {
  const name = new URL(url).pathname.slice(1);
  const maintenance = (text: string) => connected(inject('postgresUrl'), (client) => client.query(text));
  cleanups.push(() => maintenance(`DROP DATABASE IF EXISTS ${name}_${called} WITH (FORCE)`));
  await maintenance(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
  await maintenance(`CREATE DATABASE ${name}_${called} TEMPLATE ${name} STRATEGY FILE_COPY`);
  return databaseUrl(url, `${name}_${called}`);
}

async function run(playground: Playground, url: string, platform: Platform) {
  const program: Program = await runProgram(replicaEnv(playground, url, [platform]));
  cleanups.push(() => program.kill());
  const around = aroundBot(playground, url, [platform]);
  await around.door().deliverTo(program.url);
  return { ...around, program };
}

describe.each(platforms)('a backup that is restored, in %s', (platform) => {
  it('U-1 I-3 knows nothing of what came after it: an old card decides nobody’s new request', async () => {
    const { url, backup } = await withBackup();
    const playground = await samplePlayground([platform], 10);
    cleanups.push(() => playground.stop());
    const lost = await run(playground, url, platform);
    const old = await ask(lost.person('rina.wulandari'), forRina);
    await lost.person('bima.santoso').sees(old);
    await lost.program.kill();

    const restored = await run(playground, backup, platform);
    const anew = await ask(restored.person('rina.wulandari'), forJoko);
    expect(anew).not.toBe(old);
    const bima = restored.person('bima.santoso');
    await bima.sees(anew);
    const [before] = await restored.query('SELECT status FROM user_id_request');
    await bima.click('Approve', { in: old });
    await bima.sees(refusal);
    expect(await restored.query('SELECT 1 FROM user_id_decision')).toEqual([]);
    expect(await restored.query('SELECT status FROM user_id_request')).toEqual([before]);
  });
});

describe('a backup of a moment at which work was under way', () => {
  it('U-10 T-6 is restored twice: what was not sent then arrives, and what has been sent since is not sent again', async () => {
    const database = await sampleDatabase();
    const db = openDatabase(database.url, { max: 1, timeoutMs: 60_000 });
    await noticeLife(db, new Date());
    await db.close();
    const playground = await samplePlayground(['slack'], 10);
    cleanups.push(
      () => database.drop(),
      () => playground.stop(),
    );
    const first = await run(playground, database.url, 'slack');
    const [rina, bima] = [first.person('rina.wulandari'), first.person('bima.santoso')];
    const decided = await ask(rina, forRina);
    await bima.sees(decided);
    const { channel } = await slackPerson(playground, 'bima.santoso').message(decided);
    await playground.api.failApi({
      ...{ method: 'chat.postMessage', kind: 'rate_limited', channel },
      ...{ retryAfter: 3600, times: 1 },
    });
    const unsent = await ask(rina, forJoko);
    const waiting = `SELECT count(*)::int AS n FROM posted_card c JOIN graphile_worker.jobs j ON j.key = 'deliver ' || c.key
      WHERE c.posted_at IS NULL AND j.locked_at IS NULL AND j.run_at > now() + interval '1 minute'`;
    await expect.poll(() => first.query(waiting)).toEqual([{ n: 1 }]);
    await first.program.kill();
    const deadlines = 'SELECT subject, since FROM waiting_record ORDER BY subject';
    const due = await first.query(deadlines);
    expect(due).toHaveLength(2);
    const [one, other] = [await copyOf(database.url, 'one'), await copyOf(database.url, 'other')];

    // What Slack put off for an hour was put off in the other life.
    const atOnce = "UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key LIKE 'deliver %'";
    await connected(one, (client) => client.query(atOnce));
    const lost = await run(playground, one, 'slack');
    await bima.sees(unsent);
    expect(await lost.query(deadlines)).toEqual(due);
    await approve(bima, decided);
    await expect.poll(() => bima.buttons(decided)).not.toContain('Approve');
    await lost.program.kill();

    await connected(other, (client) => client.query(atOnce));
    const restored = await run(playground, other, 'slack');
    // Here it waits still, and so it says.
    await expect.poll(() => bima.buttons(decided)).toContain('Approve');
    const undelivered = 'SELECT 1 FROM posted_card WHERE posted_at IS NULL AND failure IS NULL';
    await expect.poll(() => restored.query(undelivered)).toEqual([]);
    expect(await bima.cards(unsent)).toHaveLength(1);
    expect(await bima.cards(decided)).toHaveLength(1);
    expect(await restored.query(deadlines)).toEqual(due);
    const toSend = "SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'mail.send'";
    await expect.poll(() => restored.query(toSend)).toEqual([]);
    const letters = await playground.api.mails({ to: 'bima.santoso@nusantara.example' });
    const ids = letters
      .filter(({ subject }) => subject.includes(unsent))
      .map(({ headers }) => headers.find(({ name }) => name.toLowerCase() === 'message-id')?.value);
    // A mailbox folds those of one Message-ID into one.
    expect(new Set(ids).size).toBe(1);
    await approve(bima, unsent);
  });
});
