import { randomUUID } from 'node:crypto';
import { type Context, hasRole } from '../../core/context.ts';
import { FieldErrors, Refusal } from '../../core/errors.ts';
import { type Message, msg } from '../../core/texts/index.ts';
import type { Database, Tx } from '../../db/database.ts';
import type { RowData, RowProblem } from '../../imports/kind.ts';
import { openRow } from '../../imports/opened.ts';
import { holdOrganisation } from '../../people/held.ts';
import { withWhoWasFaster } from '../../people/who-was-faster.ts';
import type { OrganisationKind } from './sheets/kinds.ts';

export interface Edit {
  kind: OrganisationKind;
  data: RowData;
  /** Why somebody leaves, where it makes somebody inactive. */
  reason?: string;
  /** A record that is to be made: nobody else's may be changed instead. `exists` is what its key field says then. */
  adding?: { field: string; table: string; subject: string; exists: Message };
}

/**
 * One edit of the organisation in chat; only an ADMIN may (I-3, I-9). It is staged as the only row of a sheet, checked and
 * written as such, and nothing of the sheet stays: one set of rules holds for both. What is wrong becomes FieldErrors.
 */
export function editOrganisation(db: Database, ctx: Context, edit: Edit): Promise<void> {
  return db.transaction(ctx, (tx) => editWithin(tx, ctx, edit));
}

/** The same in an open transaction. */
export async function editWithin(tx: Tx, ctx: Context, { kind, data, reason, adding }: Edit): Promise<void> {
  if (!hasRole(ctx.actor, 'ADMIN')) throw new Refusal(msg('error.adminOnly'));
  refuse(kind.problemsOf?.(ctx, data) ?? []);
  await holdOrganisation(tx);
  if (adding) await requireNew(tx, ctx, data, adding);
  const importId = await stage(tx, ctx, kind, data);
  const scope = { importId, kind: kind.id, run: {}, reason };
  await kind.check(tx, ctx, scope);
  await kind.write(tx, ctx, { ...scope, range: { sheet: 0, after: 0, through: 1 } });
  const [row] = await tx.query<{ problems: RowProblem[] | null }>(
    'SELECT problems FROM opened_row WHERE import_id = $1',
    [importId],
  );
  refuse(row?.problems ?? []);
  await tx.query('DELETE FROM opened_row WHERE import_id = $1', [importId]);
  await tx.query('DELETE FROM import_sheet WHERE import_id = $1', [importId]);
  await tx.query('DELETE FROM import WHERE id = $1', [importId]);
}

function refuse(problems: readonly RowProblem[]): void {
  if (problems.length > 0)
    throw new FieldErrors(Object.fromEntries(problems.map(({ field, expected }) => [field, expected])));
}

async function requireNew(
  tx: Tx,
  ctx: Context,
  data: RowData,
  { field, table, subject, exists }: NonNullable<Edit['adding']>,
): Promise<void> {
  // Whom no register knew becomes registered.
  const also = table === 'person' ? ' AND registered' : '';
  const [found] = await tx.query<{ id: number }>(`SELECT id FROM ${table} WHERE ${field} = $1${also}`, [
    data[field] ?? '',
  ]);
  if (found)
    throw new FieldErrors({ [field]: await withWhoWasFaster(tx, ctx, exists, `${subject}:${found.id}`) });
}

/** The edit as an import that nobody sees: it is gone before this transaction ends. An edit has no number (`ofImport`). */
async function stage(tx: Tx, ctx: Context, kind: OrganisationKind, data: RowData): Promise<number> {
  const [staged] = await tx.query<{ id: number }>(
    `INSERT INTO import (number, status, status_since, file_name, sha256, source, person_id, surface, created_at)
     VALUES ('', 'RUNNING', $1, '', '', $2, $3, $4, $1) RETURNING id`,
    [ctx.now, `edit:${randomUUID()}`, ctx.actor.id, ctx.surface],
  );
  if (!staged) throw new Error('the edit was not staged');
  await tx.query(
    `INSERT INTO import_sheet (import_id, position, kind, name, titles, fields, rows) VALUES ($1, 0, $2, '', '{}', '{}', 1)`,
    [staged.id, kind.id],
  );
  await openRow(tx, staged.id, data);
  return staged.id;
}
