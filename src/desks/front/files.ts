import type { Attachments } from '../../attachments/attachments.ts';
import type { Card } from '../../chat/card.ts';
import type { Desk } from '../../chat/desk.ts';
import type { FileRef } from '../../chat/form.ts';
import type { OfferedFiles } from '../../chat/router.ts';
import type { Context } from '../../core/context.ts';
import { FieldErrors } from '../../core/errors.ts';
import type { Database } from '../../db/database.ts';
import { createLink } from '../../web/links.ts';

export interface FilesParts {
  db: Database;
  desks: readonly Desk[];
  attachments: Attachments;
  publicUrl: string;
}

/** How long the page that takes files for a form stays open. */
const attachLinkMs = 60 * 60_000;

/** What somebody may choose from in a form, and the one-time page where more is given. */
export async function offeredFiles(ctx: Context, parts: FilesParts): Promise<OfferedFiles> {
  const token = await createLink(parts.db, {
    purpose: 'attach',
    subject: { personId: ctx.actor.id },
    now: ctx.now,
    validMs: attachLinkMs,
  });
  return {
    uploadUrl: `${parts.publicUrl}/portal/attach/${token}`,
    files: await parts.attachments.waiting(ctx.actor.id),
  };
}

/** Files that were sent to the bot, kept for the next form of the one who sent them. */
export async function takeFiles(ctx: Context, parts: FilesParts, files: FileRef[]): Promise<Card> {
  const taken = await Promise.all(files.map((file) => takeOne(ctx, parts, file)));
  const kept = taken.flatMap((one) => ('name' in one ? [one.name] : []));
  const problems = taken.flatMap((one) => ('problems' in one ? one.problems : []));
  const offers = (await Promise.all(parts.desks.map((desk) => desk.offers(ctx)))).flat();
  return {
    title: ctx.t(kept.length > 0 ? 'chat.filesTaken' : 'chat.filesRefused'),
    parts: [
      ...(kept.length > 0
        ? [{ type: 'text' as const, text: ctx.t('chat.filesTakenText', { names: kept.join(', ') }) }]
        : []),
      ...problems.map((problem) => ({ type: 'text' as const, text: `⚠️ ${problem}` })),
    ],
    buttons: offers.slice(0, 1).map(({ label, action }) => ({ label, style: 'primary', does: { action } })),
  };
}

async function takeOne(
  ctx: Context,
  { attachments }: FilesParts,
  file: FileRef,
): Promise<{ name: string } | { problems: string[] }> {
  try {
    const [taken] = await attachments.take(ctx.actor.id, [file], 'file');
    return { name: taken?.name ?? file.name };
  } catch (error) {
    if (!(error instanceof FieldErrors)) throw error;
    return { problems: Object.values(error.fields).map((problem) => ctx.t.message(problem)) };
  }
}
