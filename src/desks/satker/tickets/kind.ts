import type { Part } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { msg } from '../../../core/texts/index.ts';
import { shownName } from '../../../people/shown-name.ts';
import type { Kind, Told } from '../../../records/kind.ts';
import { overtaken } from '../../../records/overtaken.ts';
import type { Waits } from '../../../records/waits.ts';
import { aboutUser, ticketAsks, ticketTitle } from '../cards/facts.ts';
import { maxReason } from '../forms/check.ts';
import { announced, type Ticket, ticketSubject } from '../model.ts';
import { maySee } from '../rules.ts';
import { loadTicket, standingOf } from '../store.ts';
import { kinds, ticketAtKppn, waitOfRow } from '../waiting.ts';

/** How tickets are logged and told of. */
export const logged: Told<Pick<Ticket, 'id' | 'status'>> = {
  name: 'satker-ticket',
  state: ({ status }) => status,
  announced: ({ id }) => announced(ticketSubject(id)),
};

/**
 * A ticket that this person may see. Null for what they may not and for what is not there alike, so that no refusal tells which ids
 * exist (I-3, U-14).
 */
async function seen(db: Queryable, { actor }: Pick<Context, 'actor'>, id: number): Promise<Ticket | null> {
  const ticket = await loadTicket(db, id);
  return ticket && maySee(actor, await standingOf(db, actor), ticket) ? ticket : null;
}

/** What a satker asks its KPPN to do (S-8, S-14, S-19). */
export const tickets: Kind<Ticket> & Waits<Ticket> = {
  ...logged,
  table: 'satker_ticket',
  load: loadTicket,
  seen,
  whole: seen,
  unknown: msg('satker.refuse.unknown'),
  passed: ({ number }) => overtaken(msg('satker.refuse.ticketPassed', { number })),
  shown: (ctx, ticket) => [factsInShort(ctx, ticket)],
  asked: ticketAsks,
  names: namesOf,
  maxReason,
  title: (ctx, ticket) => `${ticket.number} · ${ticketTitle(ctx, ticket)}`,
  asker: ({ requesterId }) => requesterId,
  waits: ticketAtKppn,
  waitsNow: (ticket) => waitOfRow(ticketAtKppn(ticket), ticket, 'ticket'),
  named: kinds.ticket.named,
};

/** What the words of acts on a ticket name. */
function namesOf({ number, user, satker }: Ticket): Record<string, string> {
  return { number, name: user?.name ?? '', satker: satker.name };
}

function factsInShort(ctx: Context, ticket: Ticket): Part {
  const { t } = ctx;
  const { number, user, requester } = ticket;
  return {
    type: 'facts',
    facts: [
      { label: number, value: ticketTitle(ctx, ticket) },
      ...(user ? [{ label: t('satker.field.user'), value: aboutUser(ctx, user) }] : []),
      { label: t('satker.card.askedBy'), value: shownName(t, requester) },
    ],
  };
}
