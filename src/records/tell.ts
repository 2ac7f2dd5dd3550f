import { type AuditRecord, entryValues, insertEntry } from '../db/audit.ts';
import type { Tx } from '../db/database.ts';
import { queueName } from '../jobs/enqueue.ts';

/** The job that tells everybody concerned what a change means. */
export interface Announcement {
  name: string;
  payload?: object;
  /** Announcements of one queue keep their order. */
  queue: string;
}

/**
 * Writes the one audit entry of a change (I-5) and has its announcement made, in the transaction of that change. The job gets
 * the entry's id as `entry`: what it tells stays true however late it is told. Answers that id.
 */
export async function tell(
  tx: Tx,
  entry: AuditRecord,
  { name, payload = {}, queue }: Announcement,
): Promise<string> {
  const [told] = await tx.query<{ id: string }>(
    `WITH entry AS (
       ${insertEntry}
     ), announced AS (
       SELECT graphile_worker.add_job($11, ($12::jsonb || jsonb_build_object('entry', id))::json, queue_name := ${queueName('$13')}) FROM entry
     )
     SELECT id FROM entry, announced`,
    [...entryValues(entry), name, JSON.stringify(payload), queue],
  );
  if (!told) throw new Error('the audit entry was not written');
  return told.id;
}
