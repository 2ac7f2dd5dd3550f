import { type Day, isDay } from '../core/day.ts';
import type { LoggedDay, LoggedState } from '../core/names.ts';
import type { TextKey } from '../core/texts/index.ts';
import type { Tx } from './database.ts';
import { isReturned } from './returned.ts';

/** What the log calls something that was done: there is nothing without words for those whom it is about (T-3). */
export type LoggedAction =
  | { [Key in TextKey]: Key extends `logged.${infer Action}` ? Action : never }[TextKey]
  | `${string}.reassigned`;

/** A day as a state: until when something runs. */
export function loggedDay(day: Day): LoggedDay {
  if (!isDay(day)) throw new TypeError('a state of the log is no day');
  return day as LoggedDay;
}

/** What one change of state leaves behind (I-5). `subject` names the record: `user-id:42`. */
export interface AuditRecord {
  at: Date;
  /** Whoever no register knows is noted with the address that was verified: their name is what they call themselves. */
  actor:
    | { id: number | null; name: string }
    | { id: number; name: string; email: string; registered: boolean };
  surface: string;
  action: LoggedAction;
  subject: string;
  from?: LoggedState;
  to?: LoggedState;
  reason?: string | null;
  data?: Record<string, unknown>;
  /** To whom its record was handed when it was looked at, null for nobody: it is not written where that is another one by now. */
  handedTo?: number | null;
  /** It is not written while its record is returned with a question. */
  unlessReturned?: boolean;
}

/** An entry that is not written because its record stands otherwise than it was seen, or has this person's with the form's key already. */
export class EntryRefused extends Error {
  override name = 'EntryRefused';
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
    entry.handedTo === undefined ? null : (entry.handedTo ?? 0),
    entry.unlessReturned ?? false,
  ];
}

/**
 * SQL: one entry, of `entryValues`. It is not written where the record has an entry of this person's with its `key` already: that form's
 * change has been made, and this one is undone. Nor where the record has been handed to somebody else since, or returned: whoever writes it
 * holds the record's row by now, and so has whoever handed it on or returned it, so that this statement sees what they have done.
 */
export const insertEntry = `INSERT INTO audit_entry (${entryColumns})
  SELECT $1::timestamptz, $2::int, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text, $10::jsonb
  WHERE ($10::jsonb->>'key' IS NULL OR NOT EXISTS (SELECT 1 FROM audit_entry WHERE subject = $6 AND data->>'key' = $10::jsonb->>'key' AND actor_id IS NOT DISTINCT FROM $2::int))
    AND ($11::int IS NULL OR $11 = coalesce((handed_over($6, $7)->>'to')::int, 0))
    AND NOT ($12::boolean AND ${isReturned('$6')})
  RETURNING id::text`;

/** Writes the one entry of a change of state, in the transaction of that change (I-5). Answers its id. */
export async function audit(tx: Tx, entry: AuditRecord): Promise<string> {
  const [written] = await tx.query<{ id: string }>(insertEntry, entryValues(entry));
  if (!written) throw new EntryRefused('the audit entry was not written');
  return written.id;
}
