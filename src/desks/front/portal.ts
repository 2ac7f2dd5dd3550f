import type { Card } from '../../chat/card.ts';
import type { Context } from '../../core/context.ts';
import type { Database } from '../../db/database.ts';
import { createLink } from '../../web/links.ts';

/** How long the door from chat to the portal stays open. */
const enterLinkMs = 10 * 60_000;

/** The way from chat into the portal. */
export async function portalCard(ctx: Context, deps: { db: Database; publicUrl: string }): Promise<Card> {
  const token = await createLink(deps.db, {
    purpose: 'enter',
    subject: { personId: ctx.actor.id },
    now: ctx.now,
    validMs: enterLinkMs,
  });
  return {
    title: ctx.t('pintu.portal.title'),
    parts: [{ type: 'text', text: ctx.t('pintu.portal.ready') }],
    buttons: [
      {
        label: ctx.t('pintu.portal.open'),
        style: 'primary',
        does: { url: `${deps.publicUrl}/portal/enter/${token}` },
      },
    ],
  };
}
