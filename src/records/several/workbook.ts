import { cut } from '../../chat/cut.ts';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/queryable.ts';
import { msg } from '../../core/texts/index.ts';
import { audit } from '../../db/audit.ts';
import type { Tx } from '../../db/database.ts';
import { workbookTemplate } from '../../imports/template.ts';
import { subjectOf } from '../kind.ts';
import { decisionColumns, longestSaid } from './columns.ts';
import type { Decidable, Look } from './decidable.ts';
import { saidDigest, tokenOf } from './token.ts';

/** What somebody reads of a record in one cell each, and what the row keeps of it. */
export function rowOf(kind: Pick<Decidable, 'name'>, { id, title, said, seen }: Look) {
  const cells = {
    title: cut(title, longestSaid),
    said: cut(said.map(({ label, value }) => `${label}: ${value}`).join('\n'), longestSaid),
  };
  const says = saidDigest(cells.title, cells.said);
  return { ...cells, token: tokenOf({ subject: subjectOf(kind, id), seen, says }) };
}

/**
 * What waits for somebody as a workbook to decide in, a sheet for each kind, and how many records stand in it, of `most` at
 * the most; null where nothing of it can be decided there.
 */
export async function inboxWorkbook(
  db: Queryable,
  ctx: Context,
  kinds: readonly Decidable[],
  most: number,
): Promise<{ content: Buffer; count: number } | null> {
  const { t } = ctx;
  let count = 0;
  const sheets = [];
  for (const kind of kinds) {
    const rows: string[][] = [];
    for (const id of await kind.waiting(ctx)) {
      if (count === most) break;
      const look = await kind.look(db, ctx, id);
      if (!look || look.open.length === 0) continue;
      const { title, said, token } = rowOf(kind, look);
      rows.push([title, said, '', '', token]);
      count += 1;
    }
    if (rows.length === 0) continue;
    const choices = [...new Set(kind.ways.filter(({ alone }) => !alone).map(({ label }) => label))];
    const columns = decisionColumns.map((column) =>
      column.field === 'decision' ? { ...column, choices } : column,
    );
    sheets.push({ name: { key: kind.called }, columns, rows });
  }
  if (count === 0) return null;
  const content = await workbookTemplate(t, sheets, {
    intro: t('several.intro'),
    explained: [{ name: msg('several.sheetName'), columns: decisionColumns }],
  });
  return { content, count };
}

/** Notes that somebody was handed what waits for them, with the personal data in it (I-5). */
export async function noteHandedOut(
  tx: Tx,
  { actor, surface, now: at }: Context,
  count: number,
): Promise<void> {
  const subject = `person:${actor.id}`;
  await audit(tx, { at, actor, surface, action: 'inbox.workbook', subject, data: { count } });
}

/** Whether somebody ever was. */
export async function wasHandedOut(db: Queryable, personId: number): Promise<boolean> {
  const found = await db.query(
    `SELECT 1 FROM audit_entry WHERE subject = $1 AND action = 'inbox.workbook' LIMIT 1`,
    [`person:${personId}`],
  );
  return found.length > 0;
}
