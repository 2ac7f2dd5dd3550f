import type { Queryable } from '../core/queryable.ts';

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

/** Null as well for what is no id of one. */
export async function loadEntry(db: Queryable, id: string): Promise<Entry | null> {
  if (!isEntryId(id)) return null;
  const rows = await db.query<Entry>(`SELECT ${columns} FROM audit_entry e WHERE e.id = $1`, [id]);
  return rows[0] ?? null;
}

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
