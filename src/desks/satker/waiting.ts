import { action } from '../../chat/action.ts';
import type { Handed } from '../../records/handing.ts';
import type { Remarked } from '../../records/remarks.ts';
import { orReturned, type Wait, waitForAnswer } from '../../records/waiting.ts';
import { type Satker, type Ticket, ticketSubject, type UserState, userSubject } from './model.ts';
import { officersOf, ownersOf, type Somebody } from './rules.ts';

/** What waits for the officers of a KPPN: a registration or a ticket. */
export interface AtKppn extends Remarked {
  id: number;
  number: string;
  satker: Satker;
  status: string;
  requesterId: number | null;
  statusSince: Date;
  handed: Handed | null;
  about: Somebody | null;
}

/** How either waits (S-7, S-8, I-4). */
const waitAtKppn = (
  { satker, requesterId, statusSince, handed, about }: AtKppn,
  told: Pick<Wait, 'subject' | 'card'> & { letter: 'satker.waiting' | 'satker.ticket' },
): Wait => ({
  ...told,
  held: officersOf(satker),
  barred: ownersOf(requesterId, about),
  handed,
  since: statusSince,
  asker: requesterId,
  words: { somebody: 'satker.card.waitsFor', nobody: 'satker.card.waitsForNobody' },
});

type Named = Pick<AtKppn, 'id' | 'number' | 'satker'>;

/** What differs between them: how they wait for their KPPN, the root of the thread of whoever asked, and their names in lists. */
export const kinds = {
  user: {
    root: 'satker.root' as const,
    wait: (record: AtKppn): Wait =>
      waitAtKppn(record, {
        subject: userSubject(record.id),
        card: 'satker.approval',
        letter: 'satker.waiting',
      }),
    named: ({ id, number, satker }: Named) => ({
      title: number,
      text: satker.name,
      open: action('satker.open', id),
    }),
  },
  ticket: {
    root: 'satker.ticket' as const,
    wait: (record: AtKppn): Wait =>
      waitAtKppn(record, { subject: ticketSubject(record.id), card: 'satker.work', letter: 'satker.ticket' }),
    named: ({ id, number, satker }: Named) => ({
      title: number,
      text: satker.name,
      open: action('satker.open-ticket', id),
    }),
  },
};

/** How a registration waits for its KPPN; null where it does not. */
export const userAtKppn = (user: UserState): Wait | null =>
  user.status === 'REGISTERED' && !user.removal ? kinds.user.wait({ ...user, about: user }) : null;

/** How a ticket waits for the KPPN, or would but for its correction; null where it does not. */
export const ticketAtKppn = (ticket: Ticket): Wait | null =>
  ticket.status === 'WAITING' || ticket.status === 'RETURNED'
    ? kinds.ticket.wait({ ...ticket, about: ticket.user })
    : null;

/** How either waits now: for its KPPN, or for whoever asked, to answer or to correct what was sent back to them (S-8). */
export function waitOfRow(
  atKppn: Wait | null,
  record: Remarked & Pick<AtKppn, 'status' | 'requesterId' | 'statusSince'>,
  type: keyof typeof kinds,
): Wait | null {
  const { root } = kinds[type];
  const wait = orReturned(atKppn, record, root);
  const { status, requesterId, statusSince: since } = record;
  return wait && status === 'RETURNED' && requesterId !== null
    ? waitForAnswer(wait, requesterId, { since, asker: null, root })
    : wait;
}
