import type { Database } from '../../../db/database.ts';
import type { Job } from '../../../jobs/worker.ts';
import type { Posting } from '../../../posted/post.ts';
import { holderKey } from '../../../records/announce.ts';
import type { Entry } from '../../../records/entry.ts';
import type { Wait } from '../../../records/waiting.ts';
import { announcingWaits, waitOf } from '../../../records/waits.ts';
import { signings } from './kind.ts';
import type { Signing } from './model.ts';
import { broughtTo } from './rules.ts';

/** What is told in the thread of whoever asked: the others see it on their own cards, and are told of an end that none of them has made. */
const told = ['sign.signed', 'sign.declined', 'sign.ended', 'sign.notWritten'];

/** Tells whoever is to sign that it is their turn, and whoever asked of each step (G-7). */
export const announceSigning = (db: Database): Job<'sign.signing'> =>
  announcingWaits(db, 'sign.signing', signings, (entry, signing) => ({
    thread: {
      personId: signing.requester.id,
      root: 'sign.signing',
      ...(told.includes(entry.action) ? { step: 'sign.step' as const } : {}),
    },
    wait: waitAfter(entry, signing),
    round: roundOf(entry),
    cards: entry.action === 'sign.ended' ? endingsToParties(entry, signing) : [],
  }));

/** Each is told once that it is their turn. Only whose signature could not be written is told once more. */
const firstRound = 'signing';
const roundOf = ({ id, action }: Entry): string => (action === 'sign.notWritten' ? id : firstRound);

function waitAfter({ action, actorId }: Entry, signing: Signing): Wait | null {
  const wait = waitOf(signings, signing);
  if (!wait || action !== 'sign.notWritten') return wait;
  const held = wait.held.filter((one) => 'personId' in one && one.personId === actorId);
  return held.length > 0 ? { ...wait, held } : null;
}

/** In the threads of their own cards; whoever asked has theirs. */
function endingsToParties(entry: Entry, { requester, ...signing }: Signing): Posting[] {
  const others = broughtTo(signing).filter(({ personId }) => personId !== requester.id);
  return others.map(({ personId }) => {
    const thread = holderKey(entry.subject, firstRound, personId);
    return {
      key: `${thread} ${entry.id}`,
      card: 'sign.step',
      subject: entry.subject,
      args: { entry: entry.id },
      personId,
      thread,
      live: false,
    };
  });
}
