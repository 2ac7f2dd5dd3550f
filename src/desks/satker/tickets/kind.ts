import type { Part } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { msg } from '../../../core/texts/index.ts';
import { shownName } from '../../../people/shown-name.ts';
import type { Kind, Logging } from '../../../records/kind.ts';
import { overtaken } from '../../../records/overtaken.ts';
import { aboutUser, ticketTitle } from '../cards/parts.ts';
import { maxReason } from '../forms/check.ts';
import { announced, type Ticket, ticketSubject } from '../model.ts';
import { seenTicket } from '../store.ts';

/** How tickets are logged and told of. */
export const logged: Logging<Pick<Ticket, 'id' | 'status'>> = {
  name: 'satker-ticket',
  state: ({ status }) => status,
  announced: ({ id }) => announced(ticketSubject(id)),
};

const seen = (db: Queryable, { actor }: Context, id: number) => seenTicket(db, actor, id);

/** What a satker asks its KPPN to do (S-8, S-14, S-19). */
export const tickets: Kind<Ticket> = {
  ...logged,
  desk: 'satker',
  seen,
  whole: seen,
  unknown: msg('satker.refuse.unknown'),
  passed: ({ number }) => overtaken(msg('satker.refuse.ticketPassed', { number })),
  shown: (ctx, ticket) => [factsInShort(ctx, ticket)],
  names: ({ number, user, satker }) => ({ number, name: user?.name ?? '', satker: satker.name }),
  maxReason,
};

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
