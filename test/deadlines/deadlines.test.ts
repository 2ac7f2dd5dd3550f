import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addDays, type Day } from '../../src/core/day.ts';
import type { Database } from '../../src/db/database.ts';
import { deadlineJobs } from '../../src/deadlines/jobs.ts';
import type { DeadlineKind, Notice } from '../../src/deadlines/kind.ts';
import { notingEnds } from '../../src/deadlines/notices.ts';
import { runDeadlines } from '../../src/deadlines/run.ts';
import { keptDays, sweepDeadlines } from '../../src/deadlines/sweep.ts';
import { sampleDatabase } from '../support/bot.ts';
import { openDatabase } from '../support/open-database.ts';
import { workingDaysBefore } from '../support/working-days.ts';

let database: { url: string; drop(): Promise<void> };
let db: Database;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 30_000 });
  await db.query(
    `CREATE TABLE permit (id serial PRIMARY KEY, issued_on date NOT NULL, expires_on date NOT NULL, status text NOT NULL DEFAULT 'ISSUED')`,
  );
  await db.query(
    `CREATE TABLE stage (id serial PRIMARY KEY, entered_at timestamptz NOT NULL, status text NOT NULL DEFAULT 'WAITING')`,
  );
});
const told: (Notice & { kind: string })[] = [];
const closed: Day[] = [];
afterEach(async () => {
  for (const table of ['permit', 'stage', 'deadline_notice', 'deadline_day'])
    await db.query(`DELETE FROM ${table}`);
  told.length = 0;
  closed.length = 0;
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** A permit, reminded of before it expires (G-6). */
const permits: DeadlineKind = {
  name: 'sign.permit',
  table: 'permit',
  open: `r.status = 'ISSUED'`,
  counted: { day: 'r.expires_on' },
  givenOn: 'r.issued_on',
  reminders: [30, 7, 1],
  end: {
    daysAfter: 0,
    async end(tx, due, { day }) {
      await tx.query(
        `WITH expired AS (UPDATE permit SET status = 'EXPIRED' WHERE id = ANY($1) RETURNING id, expires_on)
         ${notingEnds('sign.permit', { from: 'expired', fallsOn: 'expires_on', madeOn: '$2::date' })}`,
        [due.map(({ id }) => id), day],
      );
    },
  },
  async tell(_tx, notices) {
    told.push(...notices.map((notice) => ({ ...notice, kind: 'sign.permit' })));
  },
  async closeDay(_tx, day) {
    closed.push(day);
  },
};

/** A stage that waits: whoever could decide is reminded after 1 and 3 working days, after 5 somebody above is told (U-19). */
const stages: DeadlineKind = {
  name: 'request.stage',
  table: 'stage',
  open: `r.status = 'WAITING'`,
  counted: { moment: 'r.entered_at' },
  falls: `(r.entered_at AT TIME ZONE 'Asia/Jakarta')::date`,
  reaches: (days, today) => workingDaysBefore(today, -days),
  reminders: [-1, -3, -5],
  async tell(_tx, notices) {
    told.push(...notices.map((notice) => ({ ...notice, kind: 'request.stage' })));
  },
};

/** Eight in the morning of that day, there. */
const on = (day: Day, kinds: readonly DeadlineKind[] = [permits, stages]) => ({
  db,
  timeZone: 'Asia/Jakarta',
  kinds,
  clock: () => new Date(`${day}T01:00:00Z`),
  batch: 2,
});
const tellOf = (day: Day, kinds?: readonly DeadlineKind[]) =>
  deadlineJobs(on(day, kinds))['deadlines.tell']?.({});

const inserted = async (sql: string, values: unknown[]): Promise<number> =>
  (await db.query<{ id: number }>(`${sql} RETURNING id`, values))[0]?.id ?? 0;
const permit = (expires: Day, issued: Day = '2026-01-01') =>
  inserted('INSERT INTO permit (issued_on, expires_on) VALUES ($1, $2)', [issued, expires]);
const waiting = (entered: string) => inserted('INSERT INTO stage (entered_at) VALUES ($1)', [entered]);

/** What was noted of a record, each with the day of the run that noted it. */
async function story(record: number): Promise<string[]> {
  const rows = await db.query<{ on: Day; days: number }>(
    'SELECT made_on::text AS on, days FROM deadline_notice WHERE record = $1 ORDER BY made_on, days DESC',
    [record],
  );
  return rows.map(({ on, days }) => `${on} ${days}`);
}

describe('a kind of deadline is data', () => {
  it('G-6 reminds of a permit 30, 7 and 1 days before, each once in several replicas, and ends it on the day', async () => {
    const ids = await Promise.all(Array.from({ length: 9 }, (_, n) => permit(addDays('2026-07-01', n))));
    const short = await permit('2026-07-05', '2026-06-20');
    for (let day = '2026-05-25'; day < '2026-07-15'; day = addDays(day, 1)) {
      await Promise.all([1, 2, 3].map(() => runDeadlines(on(day))));
      await tellOf(day);
      await tellOf(day);
    }
    for (const [n, id] of ids.entries()) {
      const expires = addDays('2026-07-01', n);
      expect(await story(id)).toEqual([30, 7, 1, 0].map((days) => `${addDays(expires, -days)} ${days}`));
      expect(told.filter(({ record }) => record === id).map(({ days }) => days)).toEqual([30, 7, 1, 0]);
    }
    // Whoever issued it for fifteen days knew that it ends within thirty.
    expect(await story(short)).toEqual(['2026-06-28 7', '2026-07-04 1', '2026-07-05 0']);
    expect(await db.query(`SELECT 1 FROM permit WHERE status <> 'EXPIRED'`)).toEqual([]);
  });

  it('U-19 reminds after 1 and 3 working days and escalates after 5, until the stage is left', async () => {
    // Thursday evening in UTC: Friday there.
    const friday = await waiting('2026-11-19T18:00:00Z');
    const decided = await waiting('2026-11-19T18:00:00Z');
    for (let day = '2026-11-20'; day < '2026-12-10'; day = addDays(day, 1)) {
      if (day === '2026-11-24') await db.query(`UPDATE stage SET status = 'DONE' WHERE id = $1`, [decided]);
      await runDeadlines(on(day));
    }
    expect(await story(friday)).toEqual(['2026-11-23 -1', '2026-11-25 -3', '2026-11-27 -5']);
    expect(await story(decided)).toEqual(['2026-11-23 -1']);
  });

  it('U-19 a stage that is entered anew is counted anew', async () => {
    const id = await waiting('2026-11-16T03:00:00Z');
    await runDeadlines(on('2026-11-17'));
    await db.query(`UPDATE stage SET entered_at = '2026-11-18T03:00:00Z' WHERE id = $1`, [id]);
    for (const day of ['2026-11-18', '2026-11-19', '2026-11-20']) await runDeadlines(on(day));
    expect(await story(id)).toEqual(['2026-11-17 -1', '2026-11-19 -1']);
  });

  it('U-19 G-6 after days that were missed only the last that is due is made', async () => {
    const [stage, soon] = [await waiting('2026-11-02T03:00:00Z'), await permit('2026-11-24')];
    await runDeadlines(on('2026-11-20'));
    expect([await story(stage), await story(soon)]).toEqual([['2026-11-20 -5'], ['2026-11-20 7']]);
  });

  it('G-6 closes a day once, however many runs it has', async () => {
    for (const day of ['2026-11-20', '2026-11-20', '2026-11-21'])
      await Promise.all([1, 2].map(() => runDeadlines(on(day))));
    expect(closed).toEqual(['2026-11-20', '2026-11-21']);
  });
});

describe('what was noted', () => {
  it('U-19 G-6 is told though another kind fails, and once that does not fail any more; what a lost job left too', async () => {
    let isBroken = true;
    const failing: DeadlineKind = {
      ...permits,
      async tell(tx, notices) {
        if (isBroken) throw new Error('broken');
        await permits.tell(tx, notices);
      },
    };
    const kinds = [failing, stages];
    await permit('2026-11-27');
    await waiting('2026-11-19T03:00:00Z');
    await runDeadlines(on('2026-11-20', kinds));
    await expect(tellOf('2026-11-20', kinds)).rejects.toThrow('broken');
    expect(told.map(({ kind }) => kind)).toEqual(['request.stage']);
    isBroken = false;
    await db.query('DELETE FROM graphile_worker._private_jobs');
    await runDeadlines(on('2026-11-20', kinds));
    expect(
      await db.query(`SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'deadlines.tell'`),
    ).toHaveLength(1);
    await tellOf('2026-11-20', kinds);
    expect(told.map(({ kind }) => kind)).toEqual(['request.stage', 'sign.permit']);
  });

  it('U-19 G-6 is noted though another kind fails', async () => {
    const [soon, stage] = [await permit('2026-11-20'), await waiting('2026-11-19T03:00:00Z')];
    const broken: DeadlineKind = {
      ...permits,
      end: {
        daysAfter: 0,
        end: async () => {
          throw new Error('broken');
        },
      },
    };
    await expect(runDeadlines(on('2026-11-20', [broken, stages]))).rejects.toThrow('broken');
    expect([await story(soon), await story(stage)]).toEqual([[], ['2026-11-20 -1']]);
  });

  it('U-19 G-6 is swept some time after its deadline is over, and kept for as long as that stands', async () => {
    const made = '2026-11-20';
    const [over, renewed, stage, decided] = [
      await permit(made),
      await permit('2026-11-27'),
      await waiting('2026-11-19T03:00:00Z'),
      await waiting('2026-11-19T03:00:00Z'),
    ];
    await runDeadlines(on(made));
    await db.query(`UPDATE permit SET expires_on = '2030-01-01' WHERE id = $1`, [renewed]);
    await db.query(`UPDATE stage SET status = 'DONE' WHERE id = $1`, [decided]);
    await db.query(
      `INSERT INTO deadline_notice (kind, record, falls_on, days, made_on) VALUES ('gone.desk', 1, $1, 7, $1)`,
      [made],
    );
    const left = async () =>
      (await db.query<{ record: number }>('SELECT record FROM deadline_notice'))
        .map(({ record }) => record)
        .sort();
    await sweepDeadlines(on(addDays(made, keptDays)));
    expect(await left()).toEqual([1, over, renewed, stage, decided].sort());
    await sweepDeadlines(on(addDays(made, keptDays + 1)));
    expect(await left()).toEqual([stage]);
    expect(await db.query('SELECT 1 FROM deadline_day')).toEqual([]);
    // So it is not reminded of a second time.
    await runDeadlines(on(addDays(made, keptDays + 1)));
    expect((await story(stage)).filter((line) => line.endsWith(' -1'))).toHaveLength(1);
  });
});
