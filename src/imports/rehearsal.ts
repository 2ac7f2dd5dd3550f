import type { Desk } from '../chat/desk.ts';
import type { Context } from '../core/context.ts';
import { type Message, msg } from '../core/texts/index.ts';
import type { Tx } from '../db/database.ts';
import { consequencesOf, rehearseWithin } from '../records/rehearsal.ts';
import { type ImportKind, isWritten, type RowKind } from './kind.ts';

/** More rows are written in several transactions, and held up everybody who waits for the organisation. */
export const mostRehearsed = 5000;

/**
 * What an import that has been checked would do to whatever waits, before anybody presses the button for it: the kinds that may change who
 * decides write their rows as they will, which is then taken back. Nothing where there is no such row to be written.
 */
export async function rehearsed(
  tx: Tx,
  ctx: Context,
  desks: readonly Desk[],
  kinds: readonly ImportKind[],
  importId: number,
): Promise<Message[]> {
  const concerned = kinds.filter((kind): kind is RowKind => isWritten(kind) && kind.changesDeciders === true);
  const sheets = await tx.query<{ kind: string; position: number; rows: number; good: number }>(
    `SELECT kind, position, rows, rows - failed - unchanged AS good FROM import_sheet
     WHERE import_id = $1 AND kind = ANY($2) ORDER BY position`,
    [importId, concerned.map(({ id }) => id)],
  );
  if (sheets.every(({ good }) => good === 0)) return [];
  if (sheets.reduce((sum, { rows }) => sum + rows, 0) > mostRehearsed)
    return [msg('imports.rehearsal.tooMany', { count: mostRehearsed })];
  const found = await rehearseWithin(tx, { desks, now: ctx.now }, async (same) => {
    for (const kind of concerned) {
      const scopes = sheets
        .filter((sheet) => sheet.kind === kind.id)
        .map(({ position, rows }) => ({
          importId,
          kind: kind.id,
          range: { sheet: position, after: 0, through: rows },
          run: {},
        }));
      for (const scope of scopes) await kind.write(same, ctx, scope);
      for (const scope of scopes) await kind.link?.(same, ctx, scope);
    }
  });
  return consequencesOf(found);
}
