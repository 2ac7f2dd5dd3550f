import { action } from '../../chat/action.ts';
import type { Card } from '../../chat/card.ts';
import type { ActionHandler, CardSource, Concerned, Desk } from '../../chat/desk.ts';
import type { Clock } from '../../core/clock.ts';
import { type Context, hasRole, isForEverybody } from '../../core/context.ts';
import type { Database } from '../../db/database.ts';
import type { Job } from '../../jobs/worker.ts';
import { askAdmins } from '../../people/admins.ts';
import { requireAdmin } from '../../people/grants.ts';
import { refresh } from '../../posted/post.ts';

/** What waits and has nobody who could decide it, at whichever desk. */
interface Parts {
  db: Database;
  desks: readonly Desk[];
}

const mostListed = 10;

async function unheldOf({ desks }: Pick<Parts, 'desks'>, concerned: Concerned) {
  const found = await Promise.all(desks.map((desk) => desk.unheld?.(concerned) ?? []));
  return found.flat();
}

/**
 * Tells the ADMINs of what has nobody left, once for what has brought it about, and has its own cards say so. Once a day of all that
 * still waits so.
 */
export function unheldJob(parts: Parts & { clock: Clock }): Job {
  return async ({ event, concerned = 'all' }) => {
    const records = await unheldOf(parts, concerned as Concerned);
    if (records.length === 0) return;
    await parts.db.transaction(async (tx) => {
      await askAdmins(tx, {
        card: 'pintu.unheld',
        subject: 'unheld:0',
        key: `unheld ${event ?? parts.clock().toISOString().slice(0, 10)}`,
        args: { concerned },
        live: false,
      });
      for (const { subject } of records) await refresh(tx, subject);
    });
  };
}

async function unheldCard(ctx: Context, parts: Pick<Parts, 'desks'>, concerned: Concerned): Promise<Card> {
  const { t } = ctx;
  const records = await unheldOf(parts, concerned);
  const more = records.length - mostListed;
  return {
    title: t('unheld.title'),
    status: { text: t('unheld.count', { count: records.length }), tone: records.length > 0 ? 'bad' : 'good' },
    parts: [
      { type: 'text', text: t('unheld.text') },
      {
        type: 'list',
        empty: t('unheld.nothing'),
        items: records.slice(0, mostListed).map(({ title, text, open }) => ({
          title,
          text,
          button: { label: t('userId.button.open'), does: { action: open } },
        })),
      },
      ...(more > 0 ? [{ type: 'text' as const, text: t('unheld.more', { count: more }), subtle: true }] : []),
    ],
    buttons: [
      { label: t('people.title'), does: { action: action('pintu', 'people') } },
      { label: t('unheld.all'), does: { action: action('pintu', 'unheld') } },
    ],
    again: action('pintu', 'unheld'),
  };
}

export function unheldCards(parts: Pick<Parts, 'desks'>): Record<'unheld', CardSource> {
  return {
    unheld: async (ctx, _, { concerned }) =>
      isForEverybody(ctx) || hasRole(ctx.actor, 'ADMIN')
        ? unheldCard(ctx, parts, concerned as Concerned)
        : null,
  };
}

export function unheldActions(parts: Pick<Parts, 'desks'>): Record<'unheld', ActionHandler> {
  return {
    unheld: {
      async run(ctx) {
        requireAdmin(ctx);
        return { type: 'card', card: await unheldCard(ctx, parts, 'all') };
      },
    },
  };
}
