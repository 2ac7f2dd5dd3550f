import type { Clock } from '../core/clock.ts';
import { withoutDeadline } from '../core/deadline.ts';
import { audit } from '../db/audit.ts';
import type { Database, Tx } from '../db/database.ts';
import { showLess } from '../erasure/named.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Schedule } from '../jobs/schedules.ts';
import { type JobsOf, job } from '../jobs/worker.ts';
import { refreshLater } from '../posted/post.ts';
import type { Place, Retention } from './rule.ts';

declare module '../core/names.ts' {
  interface Jobs {
    'retention.begin': Nothing;
    'retention.catch-up': Nothing;
    'retention.step': { run: number };
  }
}

/** Daily, and at a start what a program that was down has missed. */
export const retentionSchedule: Schedule = {
  at: '17 3 * * *',
  job: 'retention.begin',
  atStart: 'retention.catch-up',
};

/** Rows that one transaction looks at. */
const usualMost = 500;
const dayMs = 24 * 60 * 60_000;

export interface RetentionDeps {
  db: Database;
  clock: Clock;
  /** In their order: a record's files go before what it says. */
  rules: readonly Retention[];
  /** How many days a kind is kept. */
  daysKept(kind: string): number;
  /** Instead of the usual number of rows. */
  most?: number;
}

/**
 * A run removes what had come to the end of its period when it began (T-3), kind by kind, in transactions of few rows; where there are more, another
 * job goes on, after everything else that is due. What a transaction removed it has counted, so that whoever goes on, on whatever replica, knows.
 */
export function retentionJobs(deps: RetentionDeps): JobsOf<'retention'> {
  const { db, clock, rules } = deps;
  return {
    'retention.begin': job('retention.begin', 'jobs.name.retention', () =>
      db.transaction(withoutDeadline, (tx) => begin(tx, clock())),
    ),
    'retention.catch-up': job('retention.catch-up', 'jobs.name.retention', () =>
      db.transaction(withoutDeadline, async (tx) => {
        const now = clock();
        if (await isMissed(tx, now)) await begin(tx, now);
      }),
    ),
    'retention.step': job('retention.step', 'jobs.name.retention', async ({ run }) => {
      const ended = new Set(await endedKinds(db, run));
      let fault: unknown;
      for (const rule of rules.filter(({ kind }) => !ended.has(kind))) {
        try {
          if ((await step(deps, run, rule)) === 'there is more') return;
        } catch (error) {
          // The others do not wait for a kind that cannot be removed now; that it cannot is seen once they are done.
          fault ??= error;
        }
      }
      if (fault) throw fault;
      await db.query('UPDATE retention_run SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL', [
        run,
        clock(),
      ]);
    }),
  };
}

/** Begins a run, or goes on with the one that is open. */
async function begin(tx: Tx, now: Date): Promise<void> {
  // Of two that begin at once one waits here for the other and finds its run.
  await tx.query(
    `INSERT INTO retention_run (begun_at) VALUES ($1) ON CONFLICT ((true)) WHERE ended_at IS NULL DO NOTHING`,
    [now],
  );
  const [open] = await tx.query<{ id: number }>('SELECT id FROM retention_run WHERE ended_at IS NULL');
  if (open) await goOn(tx, open.id);
}

/** Whether one is open, or none has begun within a day: then one was due while nobody looked at the clock. */
async function isMissed(tx: Tx, now: Date): Promise<boolean> {
  const [done] = await tx.query<{ id: number }>(
    `SELECT id FROM retention_run WHERE begun_at > $1 AND NOT EXISTS (SELECT 1 FROM retention_run WHERE ended_at IS NULL) LIMIT 1`,
    [new Date(now.getTime() - dayMs)],
  );
  return !done;
}

const goOn = (tx: Tx, run: number): Promise<void> =>
  enqueue(tx, 'retention.step', { run }, { key: `retention ${run}`, lane: 'retention' });

async function endedKinds(db: Database, run: number): Promise<string[]> {
  const rows = await db.query<{ kind: string }>(
    'SELECT kind FROM retention_removal WHERE run_id = $1 AND ended_at IS NOT NULL',
    [run],
  );
  return rows.map(({ kind }) => kind);
}

/**
 * One transaction's part of one kind. Its last one writes the log's entry: one for a run and kind, with how many there were in all, in the
 * transaction that ends it. One a transaction would be thousands that say nothing more, and one a run would come long after most of it is gone.
 */
function step(
  { db, clock, daysKept, most = usualMost }: RetentionDeps,
  run: number,
  rule: Retention,
): Promise<'it is done' | 'there is more'> {
  const { kind } = rule;
  const limit = Math.min(most, rule.atOnce ?? most);
  return db.transaction(withoutDeadline, async (tx) => {
    // Whoever does a step of a run holds it: steps of two replicas come one after the other.
    const [open] = await tx.query<{ begunAt: Date }>(
      'SELECT begun_at AS "begunAt" FROM retention_run WHERE id = $1 AND ended_at IS NULL FOR UPDATE',
      [run],
    );
    if (!open) return 'it is done';
    await tx.query('INSERT INTO retention_removal (run_id, kind) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      run,
      kind,
    ]);
    const [far] = await tx.query<{ fromAt: Date | null; fromId: string; endedAt: Date | null }>(
      `SELECT from_at AS "fromAt", from_id::text AS "fromId", ended_at AS "endedAt" FROM retention_removal WHERE run_id = $1 AND kind = $2`,
      [run, kind],
    );
    if (!far || far.endedAt) return 'it is done';
    const now = clock();
    const until = new Date(open.begunAt.getTime() - daysKept(kind) * dayMs);
    const from: Place = { at: far.fromAt ?? new Date(0), id: far.fromId };
    const stepped = await rule.step(tx, { until, from, most: limit, now });
    const { looked, removed, at, id, subjects, lessened = [] } = stepped;
    const isDone = looked < limit;
    const [counted] = await tx.query<{ removed: number }>(
      `UPDATE retention_removal SET removed = removed + $3, from_at = coalesce($4, from_at), from_id = coalesce($5, from_id), ended_at = $6
       WHERE run_id = $1 AND kind = $2 RETURNING removed`,
      [run, kind, removed, at, id, isDone ? now : null],
    );
    await refreshLater(tx, subjects);
    await showLess(tx, lessened);
    if (!isDone) {
      await goOn(tx, run);
      return 'there is more';
    }
    if (counted && counted.removed > 0)
      await audit(tx, {
        at: now,
        actor: { id: null, name: 'retention' },
        surface: 'system',
        action: 'retention.removed',
        subject: `retention:${run}`,
        data: { kind, removed: counted.removed, until: until.toISOString() },
      });
    return 'it is done';
  });
}
