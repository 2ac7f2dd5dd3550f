import type { JobName } from '../core/jobs.ts';
import type { Jobs, Nothing } from '../core/names.ts';
import { type AuditRecord, EntryRefused, entryValues, insertEntry } from '../db/audit.ts';
import type { Tx } from '../db/database.ts';
import { queueName } from '../jobs/enqueue.ts';

/** The job that tells everybody concerned what a change means. */
export type Announcement = {
  [Name in JobName]: Jobs[Name] extends Nothing
    ? never
    : 'entry' extends keyof Jobs[Name]
      ? Announced<Name, Omit<Jobs[Name], 'entry'>>
      : never;
}[JobName];

type Announced<Name, Payload> = {
  name: Name;
  /** Announcements of one queue keep their order. */
  queue: string;
} & (Record<never, never> extends Payload ? { payload?: Payload } : { payload: Payload });

const telling = `WITH entry AS (
    ${insertEntry}
  ), announced AS (
    SELECT enqueue_job($13, ($14::jsonb || jsonb_build_object('entry', id))::json, queue_name := ${queueName('$15')}) FROM entry
  )
  SELECT id FROM entry, announced`;

/**
 * Writes the one audit entry of a change (I-5) and has its announcement made, in the transaction of that change. The job gets
 * the entry's id as `entry`: what it tells stays true however late it is told. Answers that id.
 */
export async function tell(
  tx: Tx,
  entry: AuditRecord,
  { name, payload = {}, queue }: Announcement,
): Promise<string> {
  const [told] = await tx.query<{ id: string }>(telling, [
    ...entryValues(entry),
    name,
    JSON.stringify(payload),
    queue,
  ]);
  if (!told) throw new EntryRefused('the audit entry was not written');
  return told.id;
}
