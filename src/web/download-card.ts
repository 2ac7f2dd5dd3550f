import type { Card } from '../chat/card.ts';
import type { Context } from '../core/context.ts';
import type { Database } from '../db/database.ts';
import { createLink } from './links.ts';

/** How long a download link works once it was asked for. */
const validMs = 10 * 60_000;

/** A one-time link to a kept file. Whether this person may have it is decided by who calls this. */
export async function downloadCard(
  ctx: Context,
  parts: { db: Pick<Database, 'query'>; publicUrl: string },
  file: { id: number; name: string },
  title: string,
): Promise<Card> {
  const token = await createLink(parts.db, {
    purpose: 'file',
    subject: { attachmentId: file.id },
    now: ctx.now,
    validMs,
  });
  return {
    title,
    parts: [{ type: 'text', text: ctx.t('file.ready', { name: file.name }) }],
    buttons: [
      {
        label: ctx.t('file.download'),
        style: 'primary',
        does: { url: `${parts.publicUrl}/portal/file/${token}` },
      },
    ],
  };
}
