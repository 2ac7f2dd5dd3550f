import { randomUUID } from 'node:crypto';
import type { Context } from '../../core/context.ts';
import type { Database } from '../../db/database.ts';

/**
 * Notes for somebody what their next press is about and what no button may bring: a browser has the key alone, and it is of use to them alone.
 * Swept with the drafts of forms.
 */
export async function note(db: Database, ctx: Context, about: string, values: object): Promise<string> {
  const key = randomUUID();
  await db.query(
    'INSERT INTO form_draft (id, form, person_id, values, updated_at) VALUES ($1, $2, $3, $4, $5)',
    [`${about}:${key}`, about, ctx.actor.id, JSON.stringify(values), ctx.now],
  );
  return key;
}

/** What was noted for this person under that key; null where nothing was, or not for them. */
export async function noted<Values extends object>(
  db: Database,
  ctx: Context,
  about: string,
  key: string,
): Promise<Values | null> {
  const [found] = await db.query<{ values: Values }>(
    'SELECT values FROM form_draft WHERE id = $1 AND form = $2 AND person_id = $3',
    [`${about}:${key}`, about, ctx.actor.id],
  );
  return found?.values ?? null;
}
