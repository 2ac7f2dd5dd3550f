import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { everybody } from '../../src/core/context.ts';
import type { Database } from '../../src/db/database.ts';
import { alarmCards, alarmJob } from '../../src/desks/front/alarm.ts';
import { sampleDatabase } from '../support/bot.ts';
import { actingAs, give } from '../support/everything.ts';
import { openDatabase } from '../support/open-database.ts';

let database: { url: string; drop(): Promise<void> };
let db: Database;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 20_000 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

let now: Date;
const minutes = (count: number) => {
  now = new Date(now.getTime() + count * 60_000);
};
beforeEach(async () => {
  now = new Date('2026-11-21T03:00:00Z');
  await db.query('TRUNCATE alarm, posted_card CASCADE');
  await db.query('TRUNCATE failing_job');
  await db.query('DELETE FROM graphile_worker._private_jobs');
  await db.query(`DELETE FROM bound_channel`);
});

const look = () => alarmJob({ db, clock: () => now })({});

/** A job that has failed since now, as the database has it; `dead`: it is not tried again. */
async function failing({ dead = false } = {}): Promise<void> {
  await db.query(
    `WITH job AS (SELECT (graphile_worker.add_job('housekeeping', '{}'::json, job_key := 'fails', max_attempts := 2)).id)
     INSERT INTO failing_job (job_id, name, records, failures, since, reason, error, reference)
     SELECT id, 'housekeeping', '{}', 3, now(), 'mail', 'ECONNREFUSED', 'A1B2C3D4' FROM job`,
  );
  await db.query(
    `UPDATE graphile_worker._private_jobs SET attempts = $1, run_at = now() + interval '1 hour' WHERE key = 'fails'`,
    [dead ? 2 : 1],
  );
}
/** It has failed for so many minutes more, by the clock that has noted since when. */
async function lasts(count: number): Promise<void> {
  await db.query('UPDATE failing_job SET since = since - make_interval(mins => $1)', [count]);
}
async function mended(): Promise<void> {
  await db.query('TRUNCATE failing_job');
  await db.query(`DELETE FROM graphile_worker._private_jobs WHERE key = 'fails'`);
}

/** To whom cards of the alarms have gone: people's names and channels. */
const told = async () =>
  (
    await db.query<{ who: string }>(
      `SELECT coalesce(p.name, c.channel) AS who FROM posted_card c LEFT JOIN person p ON p.id = c.person_id
       WHERE c.card = 'pintu.alarm' ORDER BY c.id`,
    )
  ).map(({ who }) => who);
const letters = async () =>
  (
    await db.query<{ key: string }>(
      `SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'mail.send'`,
    )
  ).length;

async function cardFor(account: string) {
  const [alarm] = await db.query<{ id: number }>('SELECT id FROM alarm ORDER BY id DESC LIMIT 1');
  return alarmCards.alarm({ ...(await actingAs(db, account)), now }, alarm?.id ?? 0, {}, db);
}

describe('work that fails', () => {
  it('is told to the ADMINs once it has lasted ten minutes, once, in chat and by mail', async () => {
    await failing();
    await look();
    await lasts(9);
    await look();
    expect(await told()).toEqual([]);
    await lasts(1);
    await look();
    await look();
    expect(await told()).toEqual(['Tono Wijaya']);
    expect(await letters()).toBe(1);
    const card = await cardFor('tono.wijaya');
    expect(card?.status?.tone).toBe('bad');
    expect(JSON.stringify(card)).toContain('A1B2C3D4');
  });

  it('is not told because our clock is set: nothing has failed for longer by that', async () => {
    await failing();
    minutes(6 * 30 * 24 * 60);
    await look();
    expect(await told()).toEqual([]);
  });

  it('is told at once where it is not tried again', async () => {
    await failing({ dead: true });
    await look();
    expect(await told()).toEqual(['Tono Wijaya']);
  });

  it('is told where it neither ends nor is taken by anybody for ten minutes, and says for how long', async () => {
    await db.query(
      `SELECT graphile_worker.add_job('housekeeping', '{}'::json, job_key := 'fails', run_at := now() - interval '9 minutes')`,
    );
    await look();
    expect(await told()).toEqual([]);
    await db.query(
      `UPDATE graphile_worker._private_jobs SET run_at = now() - interval '11 minutes' WHERE key = 'fails'`,
    );
    await look();
    await look();
    expect(await told()).toEqual(['Tono Wijaya']);
    expect(JSON.stringify(await cardFor('tono.wijaya'))).toContain('(housekeeping)');
    await mended();
    await look();
    expect((await cardFor('tono.wijaya'))?.status?.tone).toBe('good');
  });

  it('I-9 is told in the channel of the ADMINs where they have one', async () => {
    await db.query(
      `INSERT INTO bound_channel (platform, tenant, channel, name, purpose, bound_at, bound_by_id)
       SELECT 'slack', 'T1', 'C9', 'admin', 'ADMINS', $1, min(id) FROM person`,
      [now],
    );
    await failing({ dead: true });
    await look();
    expect(await told()).toEqual(['C9']);
    expect(await letters()).toBe(1);
  });

  it('says that it is over, and is the same trouble where it comes again within the hour', async () => {
    await failing({ dead: true });
    await look();
    await mended();
    minutes(5);
    await look();
    expect((await cardFor('tono.wijaya'))?.status?.tone).toBe('good');
    minutes(50);
    await failing({ dead: true });
    await look();
    expect((await cardFor('tono.wijaya'))?.status?.tone).toBe('bad');
    expect(await told()).toHaveLength(1);
    await mended();
    await look();
    minutes(61);
    await failing({ dead: true });
    await look();
    expect(await told()).toHaveLength(2);
  });

  it('is told once by two replicas that look at the same moment', async () => {
    await failing({ dead: true });
    await Promise.all([look(), look(), look()]);
    expect(await told()).toHaveLength(1);
    expect(await db.query('SELECT FROM alarm')).toHaveLength(1);
  });

  it('I-3 shows nothing of it to whoever is no ADMIN any more, and all of it to the channel', async () => {
    await failing({ dead: true });
    await look();
    expect(JSON.stringify(await cardFor('rina.wulandari'))).not.toContain('A1B2C3D4');
    await give(db, 'rina.wulandari', 'ADMIN');
    expect(JSON.stringify(await cardFor('rina.wulandari'))).toContain('A1B2C3D4');
    await db.query(
      `DELETE FROM role_grant WHERE role = 'ADMIN' AND person_id = (SELECT id FROM person WHERE email LIKE 'rina.%')`,
    );
    const reader = await actingAs(db, 'rina.wulandari');
    const channel = { ...reader, actor: { ...reader.actor, id: everybody, roles: [] } };
    const [alarm] = await db.query<{ id: number }>('SELECT id FROM alarm');
    expect(JSON.stringify(await alarmCards.alarm(channel, alarm?.id ?? 0, {}, db))).toContain('A1B2C3D4');
  });
});
