import { action } from '../../chat/action.ts';
import type { Card, ListItem } from '../../chat/card.ts';
import type { ActionHandler, CardsOf, Concerned, Desk, Waiting } from '../../chat/desk.ts';
import type { Clock } from '../../core/clock.ts';
import { type Context, hasRole, isForEverybody } from '../../core/context.ts';
import { withoutDeadline } from '../../core/deadline.ts';
import { nameIn } from '../../core/texts/index.ts';
import type { Database, Tx } from '../../db/database.ts';
import { enqueueAll } from '../../jobs/enqueue.ts';
import { type Job, job } from '../../jobs/worker.ts';
import { askAdmins } from '../../people/admins.ts';
import { requireAdmin } from '../../people/grants.ts';
import { refreshAll, refreshLater } from '../../posted/post.ts';
import { returnedTo } from '../../records/remarks.ts';
import { waitingOf } from '../../records/waiting.ts';
import { adoptWaits } from '../../reminders/waits.ts';

declare module '../../core/names.ts' {
  interface Actions extends Named<'pintu', 'unheld'> {}
  interface Cards {
    'pintu.unheld': { concerned: Concerned };
  }
  interface Jobs {
    'waiting.holders': { event?: string; concerned?: Concerned };
  }
}

/** What waits and has nobody who could decide it, at whichever desk. */
interface Deps {
  db: Database;
  desks: readonly Pick<Desk, 'waiting'>[];
}

const mostListed = 6;

/** What waits for nobody, at whichever desk. */
const unheldOf = async (deps: Deps, concerned: Concerned): Promise<Waiting[]> =>
  (await waitingFor(deps, concerned)).filter(isUnheld);

/** What waits for people whom no chat reaches, with their names: they decide by mail and on the portal, or somebody else does. */
export async function heldByMailAlone(db: Database, waiting: readonly Waiting[]): Promise<HeldByMail[]> {
  const people = await db.query<{ id: number; name: string; hasAccount: boolean }>(
    `SELECT p.id, p.name, EXISTS (SELECT 1 FROM chat_identity c WHERE c.person_id = p.id) AS "hasAccount"
     FROM person p WHERE p.id = ANY($1) ORDER BY p.name`,
    [[...new Set(waiting.flatMap(({ holders }) => holders))]],
  );
  return waiting.flatMap((record) => {
    const holders = people.filter(({ id }) => record.holders.includes(id));
    const isReached = holders.some(({ hasAccount }) => hasAccount);
    return holders.length > 0 && !isReached ? [{ record, names: holders.map(({ name }) => name) }] : [];
  });
}

export interface HeldByMail {
  record: Waiting;
  names: string[];
}

/** What waits that this concerns: of whoever has left also what was returned to them, which no desk finds by what they held. */
async function waitingFor({ db, desks }: Deps, concerned: Concerned): Promise<Waiting[]> {
  const found = await waitingOf(desks, concerned);
  if (concerned === 'all' || !('lost' in concerned)) return found;
  const subjects = (await returnedTo(db, concerned.lost)).filter((one) =>
    found.every(({ subject }) => subject !== one),
  );
  return subjects.length > 0 ? [...found, ...(await waitingOf(desks, { subjects }))] : found;
}

export const isUnheld = ({ holders }: Waiting): boolean => holders.length === 0;

/**
 * Tells the ADMINs of what has nobody left, once for what has brought it about, and has its own cards say so; once a day of all that
 * still waits so. What only those can decide who have just got a right waited for nobody until then: it is told to them as it is
 * to whoever holds it when it comes.
 */
export function holdersJob(deps: Deps & { clock: Clock }): Job<'waiting.holders'> {
  return job('waiting.holders', 'jobs.name.waitingHolders', async ({ concerned = 'all', event: heard }) => {
    if (concerned !== 'all' && 'gained' in concerned) return tellNew(deps, concerned);
    if (concerned !== 'all' && 'heldBy' in concerned) return tellAgain(deps, concerned);
    const waiting = await waitingFor(deps, concerned);
    if (concerned === 'all') await adoptWaits(deps.db, waiting);
    const records = waiting.filter(isUnheld);
    // Whoever holds it no more is named no more, nor has its buttons.
    const changed = concerned === 'all' ? records : waiting;
    if (changed.length === 0) return;
    const event = heard ?? deps.clock().toISOString().slice(0, 10);
    await deps.db.transaction(withoutDeadline, async (tx) => {
      await refreshAll(
        tx,
        changed.map(({ subject }) => subject),
      );
      if (records.length > 0)
        await askAdmins(tx, {
          card: 'pintu.unheld',
          subject: 'unheld:0',
          key: `unheld ${event}`,
          args: { concerned },
          live: false,
        });
      // What was handed to somebody who holds it no more is everybody's again, who are told as if it came to them.
      if (concerned !== 'all')
        await retell(
          tx,
          waiting.filter((one) => !isUnheld(one)),
        );
    });
  });
}

async function tellNew(deps: Deps, concerned: { gained: number[] }): Promise<void> {
  const isNew = (id: number) => concerned.gained.includes(id);
  const found = await waitingOf(deps.desks, concerned);
  const records = found.filter(({ holders }) => holders.length > 0 && holders.every(isNew));
  const others = found.filter((one) => !records.includes(one));
  await deps.db.transaction(withoutDeadline, async (tx) => {
    // It waits for others, beside whom its cards name them too (U-13), or who could hand it to them now.
    await refreshLater(
      tx,
      others.map(({ subject }) => subject),
    );
    await retell(tx, records);
  });
}

/**
 * Whoever stands in for somebody is told of what waits for these as if they had held it when it came; whoever has been told before is
 * told nothing twice. Every copy shows who holds it now, so that one that was taken back has its buttons no more (I-6).
 */
async function tellAgain(deps: Deps, concerned: { heldBy: number[] }): Promise<void> {
  const records = await waitingOf(deps.desks, concerned);
  await deps.db.transaction(withoutDeadline, (tx) => retell(tx, records));
}

/** Whoever has been told of what has made it wait is told nothing twice. */
const retell = (tx: Tx, records: readonly Waiting[]): Promise<void> =>
  enqueueAll(
    tx,
    records.map(({ subject, tell }) => ({ ...tell, key: `tell ${subject}` })),
  );

/** The first of them, each with the way to it. */
export const unheldItems = ({ t }: Context, records: readonly Waiting[]): ListItem[] =>
  records.slice(0, mostListed).map(({ title, text, open }) => ({
    title,
    text: nameIn(t.language, text),
    button: { label: t('record.open'), does: { action: open } },
  }));

/** The same of what waits for people whom no chat reaches: these are of several desks, so that where it waits tells one from another. */
export const heldByMailItems = ({ t }: Context, records: readonly HeldByMail[]): ListItem[] =>
  records.slice(0, mostListed).map(({ record: { title, text, open }, names }) => ({
    title: `${title} · ${nameIn(t.language, text)}`,
    text: names.join(', '),
    button: { label: t('record.open'), does: { action: open } },
  }));

async function unheldCard(ctx: Context, deps: Deps, concerned: Concerned): Promise<Card> {
  const { t } = ctx;
  const records = await unheldOf(deps, concerned);
  const more = records.length - mostListed;
  return {
    title: t('unheld.title'),
    status: { text: t('unheld.count', { count: records.length }), tone: records.length > 0 ? 'bad' : 'good' },
    parts: [
      { type: 'text', text: t('unheld.text') },
      {
        type: 'list',
        empty: t('unheld.nothing'),
        items: unheldItems(ctx, records),
      },
      ...(more > 0 ? [{ type: 'text' as const, text: t('unheld.more', { count: more }), subtle: true }] : []),
    ],
    buttons: [
      { label: t('people.title'), does: { action: action('pintu.people') } },
      { label: t('unheld.all'), does: { action: action('pintu.unheld') } },
    ],
    again: action('pintu.unheld'),
  };
}

export function unheldCards(deps: Deps): Pick<CardsOf<'pintu'>, 'unheld'> {
  return {
    unheld: async (ctx, _, { concerned }) =>
      isForEverybody(ctx) || hasRole(ctx.actor, 'ADMIN') ? unheldCard(ctx, deps, concerned) : null,
  };
}

export function unheldActions(deps: Deps): Record<'unheld', ActionHandler> {
  return {
    unheld: {
      async run(ctx) {
        requireAdmin(ctx);
        return { type: 'card', card: await unheldCard(ctx, deps, 'all') };
      },
    },
  };
}
