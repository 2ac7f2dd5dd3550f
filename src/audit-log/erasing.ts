import { audit } from '../db/audit.ts';
import type { Tx } from '../db/database.ts';
import { erasedColumns } from './leaf.ts';
import { type ErasedEntries, erasedAction, type PersonalColumn, personalColumns } from './line.ts';

/**
 * Notes what is erased from which entries, and on whose demand: nothing is erased before this entry is sealed behind them. It is erased from no more.
 * Columns that were erased from an entry before are named again. Answers its id.
 */
export const attestErasure = (
  tx: Tx,
  { demand, at, entries }: { demand: string; at: Date; entries: ErasedEntries },
): Promise<string> =>
  audit(tx, {
    at,
    actor: { id: null, name: erasedAction },
    surface: 'system',
    action: erasedAction,
    subject: demand,
    data: { entries },
  });

/** What stays of an entry's data: what forms are known by, and who stood for whom, without their names. The log proves it no more. */
const stays = `nullif(jsonb_strip_nulls(jsonb_build_object('key', e.data->'key', 'factor', e.data->'factor', 'import', e.data->'import',
  'onBehalfOf', CASE WHEN e.data->'onBehalfOf'->'id' IS NOT NULL THEN jsonb_build_object('id', e.data->'onBehalfOf'->'id') END)), '{}')`;

/** SQL: the columns of `e` that something stands in which can be erased. */
export const openColumns = `array_remove(ARRAY[CASE WHEN e.actor <> '' THEN 'actor' END, CASE WHEN e.reason IS NOT NULL THEN 'reason' END,
  CASE WHEN e.data IS DISTINCT FROM ${stays} THEN 'data' END], NULL)`;

const among = (columns: readonly string[]): PersonalColumn[] =>
  personalColumns.filter((column) => columns.includes(column));

/** What of an entry can be erased; null where there is none of this id. */
export async function openIn(
  tx: Tx,
  id: string,
): Promise<{ actorId: number | null; isAttesting: boolean; columns: PersonalColumn[] } | null> {
  const [found] = await tx.query<{ actorId: number | null; isAttesting: boolean; columns: string[] }>(
    `SELECT e.actor_id AS "actorId", e.action = '${erasedAction}' AS "isAttesting", ${openColumns} AS columns FROM audit_entry e WHERE e.id = $1::bigint`,
    [id],
  );
  return found ? { ...found, columns: among(found.columns) } : null;
}

/** What was to be erased and could not, since more has been erased from its entry by now than is said of it: that is to be said with it. */
export interface Left {
  id: string;
  demand: string;
  columns: PersonalColumn[];
}

export interface Attested {
  /** The records whose entries say less by now. */
  subjects: string[];
  left: Left[];
}

/**
 * Erases what an entry says; null as long as that one is not sealed, or one of those it names is not. What was erased already stays so. A trigger allows
 * this change of an entry and no other (docs/audit-log.md).
 */
export async function eraseAttested(tx: Tx, attesting: string): Promise<Attested | null> {
  const [waits] = await tx.query<{ waits: boolean }>(
    `SELECT EXISTS (
       SELECT FROM audit_entry a, jsonb_object_keys(a.data->'entries') AS named(id) JOIN audit_unsealed w ON w.entry_id = named.id::bigint WHERE a.id = $1
     ) OR NOT EXISTS (SELECT FROM audit_seal WHERE entry_id = $1) AS waits`,
    [attesting],
  );
  if (waits?.waits !== false) return null;
  const erased = await tx.query<{ subject: string }>(
    `WITH said AS (
       SELECT a.id AS attesting, named.key::bigint AS id, named.value AS columns
       FROM audit_entry a, jsonb_each(a.data->'entries') AS named WHERE a.id = $1 AND a.action = '${erasedAction}'
     ), emptied AS (
       SELECT e.id, said.attesting, e.actor_opening IS NULL AS is_first, s.hash,
         e.actor <> '' AND said.columns ? 'actor' AS actor, e.reason IS NOT NULL AND said.columns ? 'reason' AS reason,
         e.data IS DISTINCT FROM ${stays} AND said.columns ? 'data' AS data
       FROM said JOIN audit_entry e ON e.id = said.id JOIN audit_seal s ON s.entry_id = e.id
       WHERE said.columns ?& ${erasedColumns}
     )
     UPDATE audit_entry e SET erased_by = m.attesting, leaf = CASE WHEN m.is_first THEN m.hash END,
       actor = CASE WHEN m.actor THEN '' ELSE e.actor END,
       reason = CASE WHEN m.reason THEN NULL ELSE e.reason END,
       data = CASE WHEN m.data THEN ${stays} ELSE e.data END,
       actor_opening = CASE WHEN m.actor THEN sha256(e.actor_opening || convert_to(e.actor, 'UTF8')) ELSE e.actor_opening END,
       reason_opening = CASE WHEN m.reason THEN sha256(e.reason_opening || convert_to(e.reason, 'UTF8')) ELSE e.reason_opening END,
       data_opening = CASE WHEN m.data AND octet_length(e.data_opening) = 16
         THEN sha256(e.data_opening || convert_to(e.data::text, 'UTF8')) ELSE e.data_opening END
     FROM emptied m WHERE e.id = m.id AND (m.actor OR m.reason OR m.data) RETURNING e.subject`,
    [attesting],
  );
  const left = await tx.query<{ id: string; demand: string; columns: string[] }>(
    `SELECT e.id::text, a.subject AS demand, ARRAY(SELECT jsonb_array_elements_text(named.value) UNION SELECT unnest(${erasedColumns})) AS columns
     FROM audit_entry a, jsonb_each(a.data->'entries') AS named JOIN audit_entry e ON e.id = named.key::bigint
     WHERE a.id = $1 AND a.action = '${erasedAction}' AND named.value ?| ${openColumns}`,
    [attesting],
  );
  return {
    subjects: [...new Set(erased.map(({ subject }) => subject))],
    left: left.map((one) => ({ ...one, columns: among(one.columns) })),
  };
}
