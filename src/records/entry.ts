import type { Moment } from '../core/moment.ts';
import type { Queryable } from '../core/queryable.ts';
import { readWhole, type WholeRow, type Written, wholeRows, writtenRow } from '../core/whole-row.ts';

/** One change of a record, as the log has it: what is told of it stays true however late it is told. */
export interface Entry {
  id: string;
  at: Date;
  actor: string;
  actorId: number | null;
  action: string;
  subject: string;
  from: string | null;
  to: string | null;
  reason: string | null;
  data: unknown;
}

/** SQL: what an entry `e` says, without its id: for whoever reads it beside its record. */
export const saidColumns = `e.at, e.actor, e.actor_id AS "actorId", e.action, e.subject, e.from_state AS "from", e.to_state AS "to", e.reason, e.data`;
const columns = `e.id::text, ${saidColumns}`;

/** Whether this may be the id of one. */
export const isEntryId = (id: string): boolean => /^\d{1,18}$/.test(id);

const entryOf = (id: string) => `SELECT ${columns} FROM audit_entry e WHERE e.id = ${id}`;
const entryById = wholeRows(entryOf('$1'));

/** Null as well for what is no id of one. */
export async function loadEntry(db: Queryable, id: string): Promise<Entry | null> {
  if (!isEntryId(id)) return null;
  const [found] = await db.query<WholeRow<Entry>>(entryById, [id]);
  return found ? readWhole(found, { at: true }) : null;
}

/** An entry as JSON, where a time is a text: what another statement reads of it along with its own. */
export type EntryRead = Written<Entry>;

/** SQL: an entry by an expression for its id, as `EntryRead`; NULL where there is none. */
export const entryRead = (id: string): string => writtenRow(entryOf(id));

/** Has a moment know an entry that another statement has read. */
export const knowEntry = (moment: Moment, read: EntryRead): void =>
  moment.knows(entryById, [read.id], [{ whole: { ...read } }]);

/** So many at once: what somebody has done to a record a thousand times is read in turns. */
const entriesAtOnce = 100;

/** The changes of a record that are of these actions, oldest first: its Activity Log, whole however long it has become. */
export async function entriesOf(
  db: Queryable,
  subject: string,
  actions: readonly string[],
): Promise<Entry[]> {
  const found: Entry[] = [];
  for (;;) {
    const next = await db.query<Entry>(
      `SELECT ${columns} FROM audit_entry e WHERE e.subject = $1 AND e.action = ANY($2) AND e.id > $3 ORDER BY e.id LIMIT $4`,
      [subject, actions, found.at(-1)?.id ?? '0', entriesAtOnce],
    );
    found.push(...next);
    if (next.length < entriesAtOnce) return found;
  }
}

/** The last of them. */
export async function lastEntryOf(
  db: Queryable,
  subject: string,
  actions: readonly string[],
): Promise<Entry | null> {
  const rows = await db.query<Entry>(
    `SELECT ${columns} FROM audit_entry e WHERE e.subject = $1 AND e.action = ANY($2) ORDER BY e.id DESC LIMIT 1`,
    [subject, actions],
  );
  return rows[0] ?? null;
}
