import type { Context } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import { type Message, msg } from '../core/texts/index.ts';

/**
 * What somebody is told who comes second, with who did last what they wanted to do, and when (U-13, A-2). The audit knows:
 * the newest entry about the record, or about that part of it which has this `data`. What no person did has no name beneath it.
 */
export async function withWhoWasFaster(
  db: Queryable,
  ctx: Pick<Context, 'time'>,
  told: Message,
  subject: string,
  data: Record<string, unknown> = {},
): Promise<Message> {
  const [last] = await db.query<{ actor: string; actorId: number | null; at: Date }>(
    `SELECT actor, actor_id AS "actorId", at FROM audit_entry
     WHERE subject = $1 AND ($2::jsonb = '{}' OR data @> $2) ORDER BY id DESC LIMIT 1`,
    [subject, JSON.stringify(data)],
  );
  if (!last?.actorId) return told;
  return {
    ...told,
    more: [...(told.more ?? []), msg('error.doneBy', { name: last.actor, time: ctx.time(last.at) })],
  };
}
