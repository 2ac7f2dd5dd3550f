import type { Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { type DraftKey, draftOf, dropDraft as drop, keepDraft } from '../../../db/drafts.ts';
import type { DeskDeps } from '../deps.ts';

/** A registration that could not be checked because a register was down. */
export interface AddDraft {
  searched: string;
  values: Values;
  documentId: number | null;
}

const form = 'satker.add';
const keyOf = ({ actor }: Context, ticketId: number | null): DraftKey => ({
  id: `${form} ${actor.id} ${ticketId ?? ''}`,
  form,
  personId: actor.id,
});

/** Keeps what was typed, and the document that was given, for the next time the form is opened. */
export async function saveDraft(
  ctx: Context,
  { db }: DeskDeps,
  ticketId: number | null,
  draft: AddDraft,
): Promise<void> {
  const typed = Object.entries(draft.values).filter(([, value]) => value?.type !== 'files');
  await keepDraft(db, keyOf(ctx, ticketId), { ...draft, values: Object.fromEntries(typed) }, ctx.now);
}

export const loadDraft = (
  ctx: Context,
  { db }: DeskDeps,
  ticketId: number | null,
): Promise<AddDraft | null> => draftOf(db, keyOf(ctx, ticketId));

export const dropDraft = (ctx: Context, { db }: DeskDeps, ticketId: number | null): Promise<void> =>
  drop(db, keyOf(ctx, ticketId));
