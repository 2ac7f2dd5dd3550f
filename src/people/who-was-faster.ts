import type { Context } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import { type Message, msg, type Name } from '../core/texts/index.ts';
import { nameOrErased } from './shown-name.ts';

/** The last change of a record, where a person made it. */
export interface Last {
  action: string;
  actor: Name;
  /** In whose place they did (I-6). */
  principal: Name | null;
  at: Date;
}

/** The newest entry about a record, or about that part of it which has this `data`; null where no person made it. */
export async function lastChange(
  db: Queryable,
  subject: string,
  data: Record<string, unknown> = {},
): Promise<Last | null> {
  const [last] = await db.query<
    Pick<Last, 'action' | 'at'> & { actor: string; principal: string | null; actorId: number | null }
  >(
    `SELECT action, actor, actor_id AS "actorId", coalesce(data->'onBehalfOf'->>'name', CASE jsonb_typeof(data->'onBehalfOf') WHEN 'object' THEN '' END) AS principal, at FROM audit_entry
     WHERE subject = $1 AND ($2::jsonb = '{}' OR data @> $2) ORDER BY id DESC LIMIT 1`,
    [subject, JSON.stringify(data)],
  );
  if (!last?.actorId) return null;
  const { actor, principal } = last;
  return {
    ...last,
    actor: nameOrErased(actor),
    principal: principal === null ? null : nameOrErased(principal),
  };
}

/**
 * What somebody is told who comes second, with who did last what they wanted to do, and when (U-13, A-2): the audit knows. What no
 * person did has no name beneath it.
 */
export async function withWhoWasFaster(
  db: Queryable,
  ctx: Pick<Context, 'time'>,
  told: Message,
  subject: string,
  data: Record<string, unknown> = {},
): Promise<Message> {
  return named(ctx, told, await lastChange(db, subject, data));
}

/** The same by a change that has been looked up. */
export function named({ time }: Pick<Context, 'time'>, told: Message, last: Last | null): Message {
  if (!last) return told;
  return {
    ...told,
    more: [...(told.more ?? []), doneBy(last, time(last.at))],
  };
}

const doneBy = ({ actor: name, principal }: Last, time: string): Message =>
  principal ? msg('error.doneByFor', { name, principal, time }) : msg('error.doneBy', { name, time });
