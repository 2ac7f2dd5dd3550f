import type { Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import type { Prisma } from '../../../db/generated/client.ts';
import type { DeskDeps } from '../deps.ts';

/** A registration that could not be checked because a register was down. */
export interface AddDraft {
  searched: string;
  values: Values;
  documentId: number | null;
}

const form = 'satker.add';
const idOfDraft = (ctx: Context, ticketId: number | null) => `${form} ${ctx.actor.id} ${ticketId ?? ''}`;

/** Keeps what was typed, and the document that was given, for the next time the form is opened. */
export async function saveDraft(
  ctx: Context,
  deps: DeskDeps,
  ticketId: number | null,
  draft: AddDraft,
): Promise<void> {
  const typed = Object.entries(draft.values).filter(([, value]) => value?.type !== 'files');
  const values = { ...draft, values: Object.fromEntries(typed) } as unknown as Prisma.InputJsonObject;
  const id = idOfDraft(ctx, ticketId);
  await deps.db.prisma.formDraft.upsert({
    where: { id, personId: ctx.actor.id },
    create: { id, form, personId: ctx.actor.id, values },
    update: { values },
  });
}

export async function loadDraft(
  ctx: Context,
  deps: DeskDeps,
  ticketId: number | null,
): Promise<AddDraft | null> {
  const draft = await deps.db.prisma.formDraft.findUnique({
    where: { id: idOfDraft(ctx, ticketId), personId: ctx.actor.id },
  });
  return draft ? (draft.values as unknown as AddDraft) : null;
}

export async function dropDraft(ctx: Context, deps: DeskDeps, ticketId: number | null): Promise<void> {
  await deps.db.prisma.formDraft.deleteMany({
    where: { id: idOfDraft(ctx, ticketId), personId: ctx.actor.id },
  });
}
