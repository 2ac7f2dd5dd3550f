import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { ownRetention } from '../../src/retention/own.ts';
import type { Retention } from '../../src/retention/rule.ts';
import { retentionJobs } from '../../src/retention/run.ts';
import { createSampleDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';
import { dayMs, daysIn, takeStep, usualDays } from '../support/retention.ts';

let database: TestDatabase;
let db: Database;
let replicas: Database[];
beforeAll(async () => {
  database = await createSampleDatabase();
  [db, ...replicas] = [1, 2, 3].map(() => openDatabase(database.url, { timeoutMs: 60_000 })) as [Database];
});
afterAll(async () => {
  for (const one of [db, ...replicas]) await one.close();
  await database.drop();
});

const now = new Date('2026-11-21T03:00:00Z');

it('T-3 of two replicas that do the same step of a run at one moment one waits for the other, and the log has one entry with what both have removed', async () => {
  const longAgo = new Date(now.getTime() - ((usualDays.get('portal.link') ?? 0) + 1) * dayMs);
  await db.query(
    `INSERT INTO one_time_link (token_hash, purpose, subject, created_at, expires_at)
     SELECT convert_to('link ' || n, 'UTF8'), 'enter', '{}', at, at FROM generate_series(1, 5) n, LATERAL (SELECT $1::timestamptz - make_interval(secs => n) AS at) a`,
    [longAgo],
  );
  let within = 0;
  let isHeld = false;
  let leave = (): void => undefined;
  const left = new Promise<void>((resolve) => (leave = resolve));
  /** Whoever has removed what it can stays where it is, before it counts that. */
  const rules = ownRetention
    .filter(({ kind }) => kind === 'portal.link')
    .map(
      (rule): Retention => ({
        ...rule,
        async step(tx, step) {
          const stepped = await rule.step(tx, step);
          within += 1;
          if (isHeld) await left;
          return stepped;
        },
      }),
    );
  const jobsOf = (own: Database) =>
    retentionJobs({ db: own, clock: () => now, rules, daysKept: daysIn(usualDays), most: 3 });
  const [first, second] = replicas.map(jobsOf);
  await first?.['retention.begin']({});
  const step = (await takeStep(db)) ?? { run: 0 };
  await first?.['retention.step'](step);
  [within, isHeld] = [0, true];
  const both = [first?.['retention.step'](step)];
  await expect.poll(() => within).toBe(1);
  both.push(second?.['retention.step'](step));
  const waiting = async () => {
    const [found] = await db.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return found?.n ?? 0;
  };
  // The second one waits for the first, or does its work beside it.
  await expect.poll(async () => within - 1 + (await waiting())).toBe(1);
  leave();
  await Promise.all(both);
  const entries = await db.query(
    `SELECT data->'removed' AS removed FROM audit_entry WHERE action = 'retention.removed' AND subject = 'retention:' || $1::int`,
    [step.run],
  );
  expect(entries).toEqual([{ removed: 5 }]);
  expect(within).toBe(1);
});
