import { withoutDeadline } from '../core/deadline.ts';
import type { Database, Tx } from '../db/database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { type Job, job } from '../jobs/worker.ts';
import type { DeadlineKind, Notice } from './kind.ts';

declare module '../core/names.ts' {
  interface Jobs extends Named<'deadlines', 'tell', Nothing> {}
}

/**
 * SQL: notes that the deadlines of some records have come, whose ids, days and unit are columns of `from`; `madeOn` is an
 * expression for the local day. Whoever ends something so has it told by `haveTold`.
 */
export const notingEnds = (
  kind: string,
  { from, fallsOn, madeOn, unit = 'NULL' }: { from: string; fallsOn: string; madeOn: string; unit?: string },
): string =>
  `INSERT INTO deadline_notice (kind, record, falls_on, days, unit_id, made_on)
   SELECT '${kind}', id, ${fallsOn}, 0, ${unit}, ${madeOn} FROM ${from} ON CONFLICT DO NOTHING`;

/** Has all that was noted told to whom it concerns, once this transaction commits. */
export async function haveTold(tx: Tx): Promise<void> {
  await enqueue(tx, 'deadlines.tell', {}, { key: 'deadlines.tell', queue: 'deadlines.tell' });
}

const pageSize = 100;

/** Tells what was noted of each kind, a page at a time: one transaction has it noted as told, with all that this causes. */
export function tellJob({
  db,
  kinds,
}: {
  db: Database;
  kinds: readonly DeadlineKind[];
}): Job<'deadlines.tell'> {
  const tellPage = (kind: DeadlineKind) =>
    db.transaction(withoutDeadline, async (tx) => {
      const notices = await tx.query<Notice>(
        `UPDATE deadline_notice n SET told = true
         FROM (SELECT record, days, falls_on FROM deadline_notice WHERE kind = $1 AND NOT told
               ORDER BY made_on, record LIMIT $2 FOR UPDATE SKIP LOCKED) AS untold
         WHERE n.kind = $1 AND n.record = untold.record AND n.days = untold.days AND n.falls_on = untold.falls_on
         RETURNING n.record, n.days, n.falls_on::text AS "fallsOn"`,
        [kind.name, pageSize],
      );
      if (notices.length > 0) await kind.tell(tx, notices);
      return notices.length;
    });
  return job('deadlines.tell', 'jobs.name.deadlinesTell', () =>
    eachOf(kinds, async (kind) => {
      while ((await tellPage(kind)) === pageSize);
    }),
  );
}

/** Does the work for each kind; one that fails holds up no other. */
export async function eachOf(
  kinds: readonly DeadlineKind[],
  work: (kind: DeadlineKind) => Promise<void>,
): Promise<void> {
  const faults: unknown[] = [];
  for (const kind of kinds) await work(kind).catch((fault) => faults.push(fault));
  if (faults.length > 0) throw faults[0];
}
