import { attestErasure, openColumns } from '../audit-log/erasing.ts';
import { erasedColumns } from '../audit-log/leaf.ts';
import { type ErasedEntries, erasedAction, personalColumns } from '../audit-log/line.ts';
import type { Tx } from '../db/database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { type Acting, type Demand, type Erased, isAnyInUse, persons, standing } from './kind.ts';

declare module '../core/names.ts' {
  interface Jobs {
    /** `entry` says what is erased from which others. */
    'audit.erase': { entry: string };
  }
}

/** Says what is erased from which entries, and has it erased once that is sealed. */
export async function haveErased(
  tx: Tx,
  erasure: { demand: string; at: Date; entries: ErasedEntries },
): Promise<void> {
  const entry = await attestErasure(tx, erasure);
  await enqueue(tx, 'audit.erase', { entry }, { key: `audit.erase ${entry}`, queue: 'audit.erase' });
}

interface Said {
  id: string;
  columns: string[];
}

/** SQL: of entries `e`, what is wanted and stands there still, with what was erased before: all of it is named anew. */
const named = (wanted: string): string =>
  `ARRAY(SELECT unnest(${openColumns}) INTERSECT SELECT unnest(${wanted}) UNION SELECT unnest(${erasedColumns}) ORDER BY 1)`;
const isOpen = (wanted: string): string => `${openColumns} && ${wanted} AND e.action <> '${erasedAction}'`;

const haveSaid = async (
  tx: Tx,
  { by, now }: Pick<Demand, 'by' | 'now'>,
  said: readonly Said[],
): Promise<void> => {
  if (said.length === 0) return;
  const entries = Object.fromEntries(
    said.map(({ id, columns }) => [id, personalColumns.filter((column) => columns.includes(column))]),
  );
  await haveErased(tx, { demand: by, at: now, entries });
};

/** SQL: what goes of an entry of themselves, or of a record that is emptied: what it says, and their own name in it. Another's stays. */
const ofTheirs = `CASE WHEN e.actor_id = ANY(${persons}) THEN ARRAY['actor', 'reason', 'data'] ELSE ARRAY['reason', 'data'] END`;

/** What the log says of records goes with what they say themselves, in the same transaction: a job erases it once that is sealed. */
export async function eraseEntriesOf(tx: Tx, demand: Demand, emptied: readonly string[]): Promise<number> {
  if (emptied.length === 0) return 0;
  const said = await tx.query<Said>(
    `SELECT e.id::text, ${named(ofTheirs)} AS columns FROM audit_entry e WHERE e.subject = ANY($1::text[]) AND ${isOpen(ofTheirs)} ORDER BY e.id`,
    [emptied, demand.theirs.persons],
  );
  await haveSaid(tx, demand, said);
  return said.length;
}

/** Entries that are looked through in one transaction. */
export const entriesAtOnce = 5000;

/** SQL: as what the log knows themselves: as a person, and by their User IDs. */
const themselves = `ARRAY(SELECT unnest(ARRAY['person:' || i, 'my-data:' || i]) FROM unnest(${persons}) i
    UNION ALL SELECT 'account:' || a.id FROM account a WHERE a.person_id = ANY(${persons}))`;

/**
 * SQL: what goes of any other entry `e`. Their name where they acted, whatever it was about; what is said of themselves; and what names them elsewhere by their
 * address, their Nopek or a name that nobody else has. What a record of theirs says that is kept stays as long as that is.
 */
const wanted = `CASE WHEN e.subject = ANY(o.own) THEN ${ofTheirs}
  ELSE array_cat(CASE WHEN e.actor_id = ANY($2::int[]) THEN ARRAY['actor'] ELSE '{}'::text[] END,
    CASE WHEN e.subject <> ALL($3::text[]) AND (e.data->'onBehalfOf'->>'id' = ANY($2::int[]::text[]) OR lower(e.data::text) LIKE ANY(o.marks)) THEN ARRAY['data'] ELSE '{}'::text[] END) END`;

/** Of somebody who is in use it looks at nothing, and begins once they are not. */
async function eraseEntries(tx: Tx, demand: Demand): Promise<Erased> {
  const { theirs, from } = demand;
  const [found] = await tx.query<{ looked: number; next: string | null; said: Said[] }>(
    `WITH seen AS MATERIALIZED (SELECT * FROM audit_entry WHERE id > $1::bigint AND NOT ${isAnyInUse()} ORDER BY id LIMIT ${entriesAtOnce}),
     o AS MATERIALIZED (
       SELECT ${themselves} AS own,
         ARRAY(SELECT '%' || regexp_replace(to_jsonb(lower(m))::text, '([%_\\\\])', '\\\\\\1', 'g') || '%' FROM (
           SELECT unnest($4::text[]) AS m UNION SELECT unnest($5::text[]) UNION SELECT p.email FROM person p WHERE p.id = ANY($2)
           UNION SELECT p.name FROM person p WHERE p.id = ANY($2) AND NOT EXISTS (SELECT 1 FROM person q WHERE lower(q.name) = lower(p.name) AND q.id <> ALL($2))
         ) all_of WHERE length(m) > 3) AS marks
     )
     SELECT (SELECT count(*)::int FROM seen) AS looked, (SELECT max(id)::text FROM seen) AS next,
       coalesce((SELECT json_agg(json_build_object('id', e.id::text, 'columns', ${named(wanted)}) ORDER BY e.id) FROM seen e, o WHERE ${isOpen(wanted)}), '[]') AS said`,
    [from, theirs.persons, theirs.subjects, theirs.mailboxes, theirs.nopeks],
  );
  const said = found?.said ?? [];
  await haveSaid(tx, demand, said);
  return { looked: found?.looked ?? 0, removed: said.length, subjects: [], next: found?.next ?? from };
}

/**
 * What else the log says of somebody. How much that is, is known once it has been looked through: before that it stands with what it says of themselves. Jobs
 * erase what is due of it, once that is sealed.
 */
export const logEntries: Acting = {
  kind: 'people.log',
  called: 'erasure.kind.log',
  covers: ['AuditEntry'],
  atOnce: entriesAtOnce,
  onDemand: {
    stands: standing({
      among: 'audit_entry e',
      at: null,
      over: 'true',
      inUse: isAnyInUse(),
      whose: `e.subject = ANY(${themselves}) AND ${isOpen(ofTheirs)}`,
    }),
    erase: eraseEntries,
  },
};
