import { action } from '../../../chat/action.ts';
import type { Concerned, Waiting } from '../../../chat/desk.ts';
import type { Database } from '../../../db/database.ts';
import type { Job } from '../../../jobs/worker.ts';
import { announcing } from '../../../records/announce.ts';
import { loadEntry } from '../../../records/entry.ts';
import { idIn } from '../../../records/kind.ts';
import { idsAmong, listed } from '../../../records/waiting.ts';
import { loadNewPhone, newPhonesWaiting } from '../store.ts';
import { announced, newPhones, waitOf } from './kind.ts';

/** Tells the ADMINs of what they are asked, and whoever asked of what became of it (G-8). */
export function announceJob(db: Database): Job<'sign.announce'> {
  return announcing(db, 'sign.announce', async (told) => {
    const entry = await loadEntry(db, told);
    const asked = entry && (await loadNewPhone(db, idIn(newPhones, entry.subject)));
    if (!entry || !asked) return null;
    const wait = waitOf(asked);
    const isDecided = asked.status === 'APPROVED' || asked.status === 'REJECTED';
    return {
      entry,
      id: asked.id,
      thread: { personId: asked.signer.personId, root: 'sign.new-phone' },
      wait,
      letters: isDecided ? [{ key: `${entry.subject} decided`, letter: 'sign.decided' }] : [],
    };
  });
}

/** What waits for ADMINs, each with those whom its cards name. */
export async function waitingNewPhones(db: Database, concerned: Concerned): Promise<Waiting[]> {
  const rows = await newPhonesWaiting(db, idsAmong(newPhones, concerned));
  return listed(
    db,
    rows.map(({ entry, ...asked }) => ({
      wait: waitOf(asked),
      title: asked.signer.name,
      text: asked.reason,
      open: action('sign.open-new-phone', asked.id),
      announced: announced(asked),
      entry,
    })),
  );
}
