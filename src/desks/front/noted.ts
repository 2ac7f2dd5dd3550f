import { randomUUID } from 'node:crypto';
import type { Context } from '../../core/context.ts';
import type { Database } from '../../db/database.ts';
import { type DraftKey, draftOf, keepDraft } from '../../db/drafts.ts';

/**
 * Notes for somebody what their next press is about and what no button may bring: a browser has the key alone, and it is of use to them alone.
 * Swept with the drafts of forms.
 */
export async function note(db: Database, ctx: Context, about: string, values: object): Promise<string> {
  const key = randomUUID();
  await keepDraft(db.within(ctx), keyOf(ctx, about, key), values, ctx.now);
  return key;
}

/** What was noted for this person under that key; null where nothing was, or not for them. */
export const noted = <Values extends object>(
  db: Database,
  ctx: Context,
  about: string,
  key: string,
): Promise<Values | null> => draftOf(db, keyOf(ctx, about, key));

const keyOf = ({ actor }: Context, about: string, key: string): DraftKey => ({
  id: `${about}:${key}`,
  form: about,
  personId: actor.id,
});
