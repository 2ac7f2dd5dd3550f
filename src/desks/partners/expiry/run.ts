import type { Clock } from '../../../core/clock.ts';
import { type Day, dayOf, hourOf } from '../../../core/day.ts';
import type { Database, Tx } from '../../../db/database.ts';
import { type Job, job } from '../../../jobs/worker.ts';
import { endMappings, tell } from '../ending.ts';
import type { PartnerPolicy } from '../parts.ts';
import { reminderDays } from '../rules.ts';

declare module '../../../core/jobs.ts' {
  interface Jobs {
    'partner.mappings': Nothing;
  }
}

export interface ExpiryParts {
  db: Database;
  policy: PartnerPolicy;
  clock: Clock;
  /** Mappings that one transaction changes. */
  batch?: number;
}

/** How many mappings ended on a day's run, and how many reminders it made. */
export interface DayOfExpiry {
  day: Day;
  ended: number;
  reminded: number;
}

/**
 * A day's run: mappings past their End end, and those whose End is near are reminded of (P-12). Whatever was missed on
 * earlier days is due as well, so a run after an outage catches up; of several reminders only the last one goes out.
 *
 * Every batch is a transaction of its own that changes each row together with its audit entry and its notice, whose primary
 * key makes it once-only, and leaves nothing that a second run would do again. Rows that somebody else holds at this moment
 * are left to the next run: they may well be extending them.
 */
export async function runExpiry(parts: ExpiryParts): Promise<DayOfExpiry> {
  const { db, policy, clock, batch = 500 } = parts;
  const now = clock();
  const day = dayOf(now, policy.timeZone);
  const repeat = async (work: (tx: Tx) => Promise<number>): Promise<number> => {
    let all = 0;
    for (;;) {
      const done = await db.transaction(work);
      all += done;
      if (done < batch) return all;
    }
  };
  const ended = await repeat((tx) => endDue(tx, day, now, batch));
  const reminded = await repeat((tx) => remindDue(tx, day, batch));
  return { day, ended, reminded };
}

async function endDue(tx: Tx, day: Day, now: Date, batch: number): Promise<number> {
  const due = await tx.query<{ id: number; personId: number }>(
    `SELECT id, person_id AS "personId" FROM secretary_mapping WHERE ended_at IS NULL AND ends_on < $1
     ORDER BY ends_on, id LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [day, batch],
  );
  await endMappings(tx, due, {
    action: 'mapping.ended',
    actor: { id: null, name: 'partner.mappings' },
    surface: 'system',
    now,
    day,
    reason: null,
    key: null,
  });
  return due.length;
}

/** `rules.reminderDue`, for all mappings at once. */
async function remindDue(tx: Tx, day: Day, batch: number): Promise<number> {
  const made = await tx.query<{ id: number }>(
    `WITH due AS (
       SELECT m.id, m.ends_on, r.days FROM secretary_mapping m
       CROSS JOIN LATERAL (SELECT min(d.days) AS days FROM unnest($3::int[]) AS d(days) WHERE m.ends_on - d.days <= $1::date) r
       WHERE m.ended_at IS NULL AND m.ends_on BETWEEN $1::date AND $1::date + $4::int AND NOT m.let_end
         AND m.ends_on - r.days > m.end_set_on
         AND NOT EXISTS (SELECT 1 FROM mapping_notice n WHERE n.mapping_id = m.id AND n.ends_on = m.ends_on AND n.days = r.days)
       ORDER BY m.ends_on, m.id LIMIT $2 FOR UPDATE OF m SKIP LOCKED
     )
     INSERT INTO mapping_notice (mapping_id, ends_on, days, made_on) SELECT id, ends_on, days, $1 FROM due
     ON CONFLICT DO NOTHING RETURNING mapping_id AS id`,
    [day, batch, [...reminderDays], Math.max(...reminderDays)],
  );
  if (made.length > 0) await tell(tx);
  return made.length;
}

/** Nobody is written to before this hour of the day. */
const firstHour = 6;

/** The daily job: runs as often as it is called, and does what is due. */
export function expiryJob(parts: ExpiryParts): Job<'partner.mappings'> {
  const { clock, policy } = parts;
  return job('partner.mappings', 'jobs.name.partnerMappings', async () => {
    if (hourOf(clock(), policy.timeZone) >= firstHour) await runExpiry(parts);
  });
}
