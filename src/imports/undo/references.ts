import type { Queryable } from '../../core/queryable.ts';
import type { TextKey } from '../../core/texts/index.ts';
import { keptAs, recordOf } from './undo.ts';

/** What a record is used by, in words, by the table that refers to it. */
export type UsedBy = Readonly<Record<string, TextKey>>;

export const ownUses: UsedBy = {
  account: 'imports.kept.portal',
  address_claim: 'imports.kept.chat',
  attachment: 'imports.kept.file',
  audit_check: 'imports.kept.chat',
  authenticator: 'imports.kept.chat',
  bound_channel: 'imports.kept.channel',
  chat_identity: 'imports.kept.chat',
  delegation: 'imports.kept.delegation',
  erasure: 'imports.kept.erasure',
  form_draft: 'imports.kept.chat',
  former_chat_identity: 'imports.kept.chat',
  handover: 'imports.kept.handover',
  import: 'imports.kept.importer',
  person: 'imports.kept.organisation',
  personal_view: 'imports.kept.chat',
  record_remark: 'imports.kept.chat',
  portal_session: 'imports.kept.portal',
  role_grant: 'imports.kept.role',
  role_proposal: 'imports.kept.role',
  unit: 'imports.kept.organisation',
};

export interface Reference {
  table: string;
  column: string;
  /** The columns of the table's primary key, in their order. */
  key: string[];
}

/** Everything in the schema that can refer to the rows of a table: a table that comes later is among them. */
export async function referencesTo(tx: Queryable, table: string): Promise<Reference[]> {
  return tx.query<Reference>(
    `SELECT t.relname AS table, a.attname AS column,
       (SELECT json_agg(k.attname ORDER BY array_position(i.indkey::int2[], k.attnum))
        FROM pg_index i JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = ANY(i.indkey)
        WHERE i.indrelid = c.conrelid AND i.indisprimary) AS key
     FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
     WHERE c.contype = 'f' AND c.confrelid = $1::regclass ORDER BY 1, 2`,
    [table],
  );
}

/** Those of `mine m` that `made` holds for and that something refers to which does not go with the same import, $1. */
export function keptByReferences(made: string, references: readonly Reference[], uses: UsedBy): string {
  const words = new Map(Object.entries(uses));
  const kept = references.map(({ table, column, key }) => {
    const used = words.get(table) ?? 'imports.kept.other';
    const record = recordOf(table, ...key.map((one) => `x.${one}`));
    return `SELECT x.${column} AS id, ${keptAs(used)} FROM "${table}" x WHERE x.${column} IN (SELECT id FROM mine)
      AND NOT EXISTS (SELECT 1 FROM import_row g WHERE g.import_id = $1 AND g.undo IN ('PLANNED', 'TAKING') AND g.record = ${record})`;
  });
  return `SELECT m.sheet, m.n, u.kept FROM mine m JOIN (${kept.join(' UNION ALL ')}) u USING (id) WHERE ${made}`;
}
