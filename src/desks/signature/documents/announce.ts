import { action } from '../../../chat/action.ts';
import type { Concerned, Waiting } from '../../../chat/desk.ts';
import type { Database } from '../../../db/database.ts';
import type { Job } from '../../../jobs/worker.ts';
import { announcing } from '../../../records/announce.ts';
import { loadEntry } from '../../../records/entry.ts';
import { idIn } from '../../../records/kind.ts';
import { idsAmong, listed } from '../../../records/waiting.ts';
import { announced, signings, waitOf } from './kind.ts';
import { loadSigning, signingsWaiting } from './store.ts';

/** What is told in the thread of whoever asked: the others see it on their own cards. */
const told = ['sign.signed', 'sign.declined', 'sign.notWritten'];

/** Tells whoever is to sign that it is their turn, and whoever asked of each step (G-7). */
export function announceSigning(db: Database): Job<'sign.signing'> {
  return announcing(db, 'sign.signing', async (id) => {
    const entry = await loadEntry(db, id);
    const signing = entry && (await loadSigning(db, idIn(signings, entry.subject)));
    if (!entry || !signing) return null;
    return {
      entry,
      id: signing.id,
      thread: {
        personId: signing.requester.id,
        root: 'sign.signing',
        ...(told.includes(entry.action) ? { step: 'sign.step' as const } : {}),
      },
      wait: waitOf(signing),
      // Each is told once that it is their turn, and once more where their signature could not be written.
      round: entry.action === 'sign.notWritten' ? entry.id : 'signing',
    };
  });
}

/** What waits for signatures, each with those whose cards name them. */
export async function waitingSignings(db: Database, concerned: Concerned): Promise<Waiting[]> {
  const rows = await signingsWaiting(db, idsAmong(signings, concerned));
  return listed(
    db,
    rows.map(({ entry, ...signing }) => ({
      wait: waitOf(signing),
      title: `${signing.number} · ${signing.file.name}`,
      text: signing.requester.name,
      open: action('sign.open-signing', signing.id),
      announced: announced(signing),
      entry,
    })),
  );
}
