import type { Value, Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { type DraftKey, draftOf, dropDraft, keepDraft } from '../../../db/drafts.ts';
import type { DeskDeps } from '../deps.ts';

/** A request that could not be checked because the employee register was down. */
export interface KeptRequest {
  /** The form in which it was filled in. */
  key: string;
  /** The request that it starts again from (U-18). */
  from: number | null;
  /** Files that were given with it and that no record has. */
  files: number[];
  values: Values;
}

const form = 'user-id.kept';
const keyOf = ({ actor }: Context): DraftKey => ({ id: `${form} ${actor.id}`, form, personId: actor.id });

/**
 * Keeps what was typed, and the files that were given, for the next time the form is opened. Files that were given with an
 * earlier sending of the same form stay: where it is drawn anew, they do not come along.
 */
export async function keepRequest(
  ctx: Context,
  deps: DeskDeps,
  { key, from, files }: Omit<KeptRequest, 'values'>,
  { attachments: _, kept, ...typed }: Values,
  given: readonly { id: number; name: string }[] = [],
): Promise<void> {
  const earlier = await loadKept(ctx, deps);
  const added = given.map(({ id, name }) => ({ value: String(id), label: name }));
  const ticked: Value | undefined =
    kept?.type === 'chosen' ? { type: 'chosen', chosen: [...kept.chosen, ...added] } : undefined;
  const request: KeptRequest = {
    key,
    from,
    files: [
      ...new Set([...files, ...(earlier?.key === key ? earlier.files : []), ...given.map(({ id }) => id)]),
    ],
    values: { ...typed, kept: ticked },
  };
  await keepDraft(deps.db, keyOf(ctx), request, ctx.now);
}

export const loadKept = (ctx: Context, { db }: DeskDeps): Promise<KeptRequest | null> =>
  draftOf(db, keyOf(ctx));

export const dropKept = (ctx: Context, { db }: DeskDeps): Promise<void> => dropDraft(db, keyOf(ctx));
