import type { Desk } from '../../chat/desk.ts';
import type { Database } from '../../db/database.ts';
import type { Job } from '../../jobs/worker.ts';
import { askedRound } from '../../people/questions.ts';
import { channelsOf } from '../../posted/channels.ts';
import { announcing } from '../../records/announce.ts';
import { loadEntry } from '../../records/entry.ts';
import { idIn } from '../../records/kind.ts';
import { waitingIn, waitOf } from '../../records/waits.ts';
import { claims } from './claims/kind.ts';
import { proposals } from './proposals/kind.ts';

declare module '../../core/names.ts' {
  interface Jobs extends Named<'pintu', 'announce', OfEntry> {}
}

/** How a question waits, whichever it is. */
async function waitIn(db: Database, subject: string) {
  const claim = await claims.load(db, idIn(claims, subject));
  if (claim) return { id: claim.id, wait: waitOf(claims, claim) };
  const proposal = await proposals.load(db, idIn(proposals, subject));
  return proposal && { id: proposal.id, wait: waitOf(proposals, proposal) };
}

/**
 * Brings a question to whom it waits for. Where the ADMINs have a channel it stands there for all of them, and to people is brought
 * what is theirs alone: as a substitute (I-6), or since it was handed to them.
 */
export const questionsJob = (db: Database): Job<'pintu.announce'> =>
  announcing(db, 'pintu.announce', async (told) => {
    const entry = await loadEntry(db, told);
    const question = entry && (await waitIn(db, entry.subject));
    if (!question) return null;
    const isInChannel = (await channelsOf(db, 'ADMINS')).length > 0;
    const brings = ({ principal }: { principal: string | null }) =>
      !isInChannel || principal !== null || Boolean(question.wait?.handed);
    return { entry, ...question, round: askedRound, brings };
  });

/** The questions that wait for the ADMINs, as what waits at a desk. */
export const questionsOf = (db: Database): Pick<Desk, 'waiting'> => ({
  waiting: async (concerned) => [
    ...(await waitingIn(db, claims, concerned)),
    ...(await waitingIn(db, proposals, concerned)),
  ],
});
