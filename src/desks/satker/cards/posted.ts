import { closedCard } from '../../../chat/card.ts';
import type { CardSource, CardsOf } from '../../../chat/desk.ts';
import type { DeskDeps } from '../deps.ts';
import { maySee } from '../rules.ts';
import { loadTicket, loadUserDetail, standingOf } from '../store.ts';
import { ticketTitle } from './facts.ts';
import { stepCard } from './step.ts';
import { ticketCard } from './ticket.ts';
import { userCard } from './user.ts';

declare module '../../../core/names.ts' {
  interface Cards {
    'satker.approval': Nothing;
    'satker.root': Nothing;
    'satker.work': Nothing;
    'satker.ticket': Nothing;
    'satker.step': { entry: string };
  }
}

/** The cards that the desk keeps in conversations, built for their reader from the state of this moment. */
export function postedCards(deps: DeskDeps) {
  const user: CardSource = async (ctx, id, _args, moment) => {
    const found = await loadUserDetail(moment, id);
    return found && userCard(ctx, { ...deps, db: moment }, found, { isPosted: true });
  };
  const ticket: CardSource = async (ctx, id, _args, moment) => {
    const found = await loadTicket(moment, id);
    if (!found) return null;
    return maySee(ctx.actor, await standingOf(moment, ctx.actor), found)
      ? ticketCard(ctx, { ...deps, db: moment }, found, { isPosted: true })
      : closedCard(ctx.t, `${found.number} · ${ticketTitle(ctx, found)}`);
  };
  return {
    /** An officer's card with the document: loses its buttons everywhere once it is decided (S-7, U-13). */
    approval: user,
    /** The root of the thread of whoever registered, kept up to date (S-7). */
    root: user,
    /** An officer's card of a ticket (S-8, S-14, S-19). */
    work: ticket,
    /** The root of the thread of whoever opened a ticket. */
    ticket,
    /** One reply per step. */
    step: (ctx, _id, args, moment) => stepCard(ctx, { ...deps, db: moment }, args.entry),
  } satisfies Partial<CardsOf<'satker'>>;
}
