import type { Tx } from './database.ts';

/** What one change of state leaves behind (I-5). `subject` names the record: `user-id:42`. */
export interface AuditRecord {
  at: Date;
  /** Whoever no register knows is noted with the address that was verified: their name is what they call themselves. */
  actor:
    | { id: number | null; name: string }
    | { id: number; name: string; email: string; registered: boolean };
  surface: string;
  action: string;
  subject: string;
  from?: string;
  to?: string;
  reason?: string | null;
  data?: Record<string, unknown>;
}

const entryColumns = 'at, actor_id, actor, surface, action, subject, from_state, to_state, reason, data';

/** What an entry's columns hold, in their order. */
export function entryValues(entry: AuditRecord): unknown[] {
  const { actor } = entry;
  const data =
    'registered' in actor && !actor.registered ? { ...entry.data, stranger: actor.email } : entry.data;
  return [
    entry.at,
    actor.id,
    actor.name,
    entry.surface,
    entry.action,
    entry.subject,
    entry.from ?? null,
    entry.to ?? null,
    entry.reason ?? null,
    data ? JSON.stringify(data) : null,
  ];
}

/**
 * SQL: one entry, of `entryValues`. It is not written where the record has an entry with its `key` already: that form's change has
 * been made, and this one is undone.
 */
export const insertEntry = `INSERT INTO audit_entry (${entryColumns})
  SELECT $1::timestamptz, $2::int, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text, $10::jsonb
  WHERE $10::jsonb->>'key' IS NULL OR NOT EXISTS (SELECT 1 FROM audit_entry WHERE subject = $6 AND data->>'key' = $10::jsonb->>'key')
  RETURNING id::text`;

/** Writes the one entry of a change of state, in the transaction of that change (I-5). Answers its id. */
export async function audit(tx: Tx, entry: AuditRecord): Promise<string> {
  const [written] = await tx.query<{ id: string }>(insertEntry, entryValues(entry));
  if (!written) throw new Error('the audit entry was not written');
  return written.id;
}
