import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { ownRetention } from '../../src/retention/own.ts';
import { type Retention, removingOldest } from '../../src/retention/rule.ts';
import { retentionJobs, retentionSchedule } from '../../src/retention/run.ts';
import { createSampleDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';
import { dayMs, daysIn, retain, takeStep, usualDays } from '../support/retention.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createSampleDatabase();
  db = openDatabase(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  await db.query('DELETE FROM one_time_link');
  await db.query('DELETE FROM retention_run');
  while (await takeStep(db));
});

const now = new Date('2026-11-21T03:00:00Z');
const clock = () => now;
const links = ownRetention.filter(({ kind }) => kind === 'portal.link');
const keptMs = (usualDays.get('portal.link') ?? 0) * dayMs;

/** Links that expired so long ago. */
async function linksOf(...ages: number[]): Promise<void> {
  await db.query(
    `INSERT INTO one_time_link (token_hash, purpose, subject, created_at, expires_at)
     SELECT convert_to('link ' || n, 'UTF8'), 'enter', '{}', at, at FROM unnest($1::timestamptz[]) WITH ORDINALITY AS d(at, n)`,
    [ages.map((age) => new Date(now.getTime() - age))],
  );
}
const left = async () => (await db.query('SELECT 1 FROM one_time_link')).length;
const entries = () =>
  db.query<{ kind: string; removed: number; until: string }>(
    `SELECT data->>'kind' AS kind, (data->>'removed')::int AS removed, data->>'until' AS until FROM audit_entry
     WHERE action = 'retention.removed' AND subject = ANY(SELECT 'retention:' || id FROM retention_run) ORDER BY id`,
  );
const runs = () =>
  db.query<{ ended: boolean; removed: number }>(
    `SELECT r.ended_at IS NOT NULL AS ended, coalesce(sum(m.removed), 0)::int AS removed FROM retention_run r
     LEFT JOIN retention_removal m ON m.run_id = r.id GROUP BY r.id ORDER BY r.id`,
  );
const many = (count: number) => Array.from({ length: count }, (_, n) => keptMs + 1000 + n);

/** A kind of which nothing can be removed. */
const broken: Retention = {
  ...(links[0] as Retention),
  kind: 'broken',
  async step(tx, step) {
    await removingOldest({ table: 'one_time_link', at: 't.expires_at' })(tx, step);
    throw new Error('it breaks after it has removed');
  },
};

describe('T-3 a run of retention', () => {
  it('removes what is older than its period at that very moment, and not what has just come to its end', async () => {
    await linksOf(keptMs - 1, keptMs, keptMs + 1);
    await retain(db, clock, { rules: links });
    expect(await left()).toBe(2);
    expect(await entries()).toEqual([
      { kind: 'portal.link', removed: 1, until: new Date(now.getTime() - keptMs).toISOString() },
    ]);
  });

  it('goes by the operator’s own period, and keeps again what it kept before once that is put back', async () => {
    await linksOf(20 * dayMs);
    await retain(db, clock, { rules: links });
    expect(await left()).toBe(1);
    await retain(db, clock, { rules: links, days: new Map([['portal.link', 15]]) });
    expect(await left()).toBe(0);
    await db.query('DELETE FROM one_time_link');
    await linksOf(20 * dayMs);
    await retain(db, clock, { rules: links, days: usualDays });
    expect(await left()).toBe(1);
  });

  it('takes few rows in a transaction, each by a job of its own after the one before, and writes one entry with all of them', async () => {
    await linksOf(...many(7), 0);
    const largest: number[] = [];
    const counted = links.map(
      (rule): Retention => ({
        ...rule,
        async step(tx, step) {
          const stepped = await rule.step(tx, step);
          largest.push(stepped.removed);
          return stepped;
        },
      }),
    );
    expect(await retain(db, clock, { rules: counted, most: 3 })).toBe(3);
    expect(largest).toEqual([3, 3, 1]);
    expect(await left()).toBe(1);
    expect(await entries()).toMatchObject([{ kind: 'portal.link', removed: 7 }]);
    expect(await runs()).toEqual([{ ended: true, removed: 7 }]);
  });

  it('writes nothing into the log where there was nothing to remove, and does it again without harm', async () => {
    await linksOf(...many(2));
    await retain(db, clock, { rules: links });
    await retain(db, clock, { rules: links });
    expect(await entries()).toHaveLength(1);
    expect(await runs()).toEqual([
      { ended: true, removed: 2 },
      { ended: true, removed: 0 },
    ]);
  });

  it('is begun daily, and at a start only where none has begun for a day; one that is open goes on', async () => {
    const startedAt = async (at: Date) => {
      const jobs = retentionJobs({ db, clock: () => at, rules: links, daysKept: daysIn(usualDays), most: 3 });
      await jobs['retention.catch-up']({});
      return (await runs()).length;
    };
    const later = (ms: number) => new Date(now.getTime() + ms);
    await linksOf(...many(4));
    // Whoever starts the program first waits for no clock.
    expect(await startedAt(now)).toBe(1);
    const first = await takeStep(db);
    expect(await startedAt(later(60_000))).toBe(1);
    // What the worker of the first has lost is taken up.
    expect(await takeStep(db)).toEqual(first);
    await retain(db, clock, { rules: links });
    expect(await runs()).toEqual([{ ended: true, removed: 4 }]);
    for (const hours of [1, 12, 23]) expect(await startedAt(later(hours * 60 * 60_000))).toBe(1);
    expect(await takeStep(db)).toBeNull();
    expect(await startedAt(later(dayMs))).toBe(2);
    await retain(db, clock, { rules: links });
    // The clock of the schedule asks nobody how long ago that was.
    await retain(db, clock, { rules: links });
    expect(await runs()).toHaveLength(3);
    expect(retentionSchedule).toMatchObject({ job: 'retention.begin', atStart: 'retention.catch-up' });
  });

  it('is one for two replicas that begin and work at once: each row is counted once, in one entry', async () => {
    await linksOf(...many(40));
    const replicas = [openDatabase(database.url), openDatabase(database.url)].map((own) => ({
      own,
      jobs: retentionJobs({ db: own, clock, rules: links, daysKept: daysIn(usualDays), most: 3 }),
    }));
    try {
      await Promise.all(replicas.map(({ jobs }) => jobs['retention.begin']({})));
      expect(await runs()).toHaveLength(1);
      const step = await takeStep(db);
      expect(await takeStep(db)).toBeNull();
      if (!step) throw new Error('nothing goes on');
      // Both do what the other one does, as where one was taken for dead.
      while ((await runs()).some(({ ended }) => !ended))
        await Promise.all(replicas.map(({ jobs }) => jobs['retention.step'](step)));
    } finally {
      for (const { own } of replicas) await own.close();
    }
    expect(await left()).toBe(0);
    expect(await entries()).toMatchObject([{ removed: 40 }]);
    expect(await runs()).toEqual([{ ended: true, removed: 40 }]);
  });

  it('goes on where it was killed, between two steps and in one of them, and counts neither too much nor too little', async () => {
    await linksOf(...many(8));
    const jobs = retentionJobs({ db, clock, rules: links, daysKept: daysIn(usualDays), most: 3 });
    await jobs['retention.begin']({});
    const first = await takeStep(db);
    await jobs['retention.step'](first ?? { run: 0 });
    expect(await left()).toBe(5);
    // The job that goes on is lost with its worker; another one dies before its commit.
    await takeStep(db);
    const dies = links.map(
      (rule): Retention => ({
        ...rule,
        async step(tx, step) {
          await rule.step(tx, step);
          throw new Error('killed');
        },
      }),
    );
    await expect(retain(db, clock, { rules: dies, most: 3 })).rejects.toThrow('killed');
    expect(await left()).toBe(5);
    await retain(db, () => new Date(now.getTime() + dayMs), { rules: links, most: 3 });
    expect(await left()).toBe(0);
    expect(await runs()).toEqual([{ ended: true, removed: 8 }]);
    expect(await entries()).toMatchObject([{ removed: 8 }]);
  });

  it('does the other kinds where one cannot be removed, and is not over until that one was', async () => {
    await linksOf(...many(4));
    const rules = [broken, ...links];
    const days = new Map([...usualDays, ['broken', 30]]);
    await expect(retain(db, clock, { rules, days, most: 3 })).rejects.toThrow('it breaks');
    expect(await left()).toBe(0);
    expect(await entries()).toMatchObject([{ kind: 'portal.link', removed: 4 }]);
    expect(await runs()).toEqual([{ ended: false, removed: 4 }]);
    await retain(db, clock, { rules: links, days });
    expect(await runs()).toEqual([{ ended: true, removed: 4 }]);
  });
});
