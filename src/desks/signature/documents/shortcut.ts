import type { AttachmentInfo } from '../../../attachments/attachments.ts';
import type { Shortcut } from '../../../chat/desk.ts';
import type { FileRef } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import { notRegisteredCard } from '../cards/not-registered.ts';
import type { DeskDeps } from '../deps.ts';
import { whyNotSign } from '../rules.ts';
import { signerOfPerson } from '../store.ts';
import { pdfForm } from './ask.ts';

/** Signs a PDF where it stands (G-7): its form with that file chosen, or, for whoever may not sign, why and what comes next (G-1). */
export const signShortcut = (deps: Pick<DeskDeps, 'db' | 'attachments' | 'maxPdfBytes'>): Shortcut => ({
  label: 'sign.shortcut',
  takes: ['pdf'],
  maxBytes: deps.maxPdfBytes,
  offered: async ({ actor, now }) => whyNotSign(await signerOfPerson(deps.db, actor.id), now) === null,
  async run(ctx, files) {
    const unregistered = notRegisteredCard(ctx, await signerOfPerson(deps.db, ctx.actor.id));
    if (unregistered) return { type: 'card', card: unregistered };
    const kept = await fetched(deps, ctx, files);
    return {
      type: 'form',
      form: pdfForm(ctx, deps.maxPdfBytes, kept ?? { unfetched: files.map(({ name }) => name).join(', ') }),
    };
  },
});

/** The files, which are its person's own copies from now on; null where the platform does not hand them out. */
async function fetched(
  { attachments, maxPdfBytes }: Pick<DeskDeps, 'attachments' | 'maxPdfBytes'>,
  { actor }: Pick<Context, 'actor'>,
  files: readonly FileRef[],
): Promise<{ files: AttachmentInfo[] } | null> {
  try {
    return { files: await attachments.take(actor.id, files, 'document', maxPdfBytes) };
  } catch (error) {
    const why = error instanceof FieldErrors && error.fields.document;
    if (!why) throw error;
    if (why.key === 'attachment.error.fetch') return null;
    throw new Refusal(why);
  }
}
