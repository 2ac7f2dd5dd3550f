import { createHash } from 'node:crypto';
import type { Shown } from '../authenticators/step-up.ts';
import type { Context } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import { audit } from '../db/audit.ts';
import type { Tx } from '../db/database.ts';
import { post } from '../posted/post.ts';
import { Blocks, insertRows } from './blocks.ts';
import type { OneByOneKind, RowData } from './kind.ts';
import { importSubject } from './model.ts';
import { orderRun } from './run.ts';

/** Rows that somebody has chosen in a form, instead of giving a file with them. */
export interface Chosen {
  /** The form's own key: the same form makes one import. */
  key: string;
  /** What they are, together. */
  name: string;
  rows: readonly RowData[];
}

const sourceOf = (ctx: Pick<Context, 'actor'>, key: string): string => `chosen ${ctx.actor.id} ${key}`;

/** Whether this form has its import already. */
export async function wasChosen(db: Queryable, ctx: Pick<Context, 'actor'>, key: string): Promise<boolean> {
  const found = await db.query('SELECT 1 FROM import WHERE source = $1', [sourceOf(ctx, key)]);
  return found.length > 0;
}

/**
 * Has such rows done from now on, as those of a file are whose button has been pressed: each is checked when it is done. False where the
 * form has done so before.
 */
export async function runChosen(
  tx: Tx,
  ctx: Context,
  kind: OneByOneKind,
  { key, name, rows }: Chosen,
  shown: Shown,
): Promise<boolean> {
  const { actor, surface, t, now } = ctx;
  const sha256 = createHash('sha256').update(key).digest();
  const [begun] = await tx.query<{ id: number }>(
    `INSERT INTO import (status, status_since, file_name, sha256, source, person_id, run_by_id, surface, created_at)
     VALUES ('RUNNING', $1, $2, $3, $4, $5, $5, $6, $1) ON CONFLICT (source) DO NOTHING RETURNING id`,
    [now, name, sha256, sourceOf(ctx, key), actor.id, surface],
  );
  if (!begun) return false;
  const { id } = begun;
  const titles = kind.columns.map(({ title }) => t.message({ key: title }));
  const fields = Object.fromEntries(kind.columns.map(({ field }, place) => [field, place]));
  await tx.query(
    `INSERT INTO import_sheet (import_id, position, kind, name, titles, fields, rows) VALUES ($1, 0, $2, $3, $4, $5, $6)`,
    [id, kind.id, name, titles, JSON.stringify(fields), rows.length],
  );
  const cellsOf = (data: RowData) => kind.columns.map(({ field }) => data[field] ?? '');
  const blocks = new Blocks();
  for (const [at, data] of rows.entries()) {
    const cells = cellsOf(data);
    const characters = cells.reduce((sum, { length }) => sum + length, 0);
    blocks.add({ sheet: 0, n: at + 1, row: at + 1, cells, data, problems: null }, characters);
  }
  await insertRows(tx, id, blocks);
  const subject = importSubject(id);
  await audit(tx, {
    at: now,
    actor,
    surface,
    action: 'import.started',
    subject,
    to: 'RUNNING',
    data: { rows: rows.length, ...shown },
  });
  await post(tx, [{ key: subject, card: 'import.import', subject, live: true, personId: actor.id }]);
  await orderRun(tx, [kind], id);
  return true;
}
