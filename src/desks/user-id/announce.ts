import type { Job } from '../../jobs/worker.ts';
import type { PlainLetterName } from '../../neighbours/mail/letter.ts';
import { announcing } from '../../records/announce.ts';
import type { Entry } from '../../records/entry.ts';
import { goesOn, isToldInThread } from './cards/step.ts';
import type { DeskDeps } from './deps.ts';
import { loadTold } from './store.ts';
import { waitOf } from './waiting.ts';

declare module '../../core/names.ts' {
  interface Jobs extends Named<'user-id', 'announce', OfEntry> {}
}

/**
 * Tells everybody concerned what a step changed (U-10, U-12, U-16): the requester's thread, the approvers of the stage that it led
 * into, the applicant. A stage that is entered a second time has its people told a second time.
 */
export function announceJob({ db, policy }: Pick<DeskDeps, 'db' | 'policy'>): Job<'user-id.announce'> {
  return announcing(db, 'user-id.announce', async (told) => {
    const change = await loadTold(db, told);
    if (!change) return null;
    const { entry, request } = change;
    const { id, status, requesterId } = request;
    const outcome = outcomeLetter(entry);
    return {
      entry,
      id,
      thread: {
        personId: requesterId,
        root: 'user-id.root',
        ...(isToldInThread(entry) ? { step: 'user-id.step' as const } : {}),
      },
      wait: entry.to === status ? waitOf(request, policy) : null,
      // Where its stage goes on, those who are asked have been told: nobody is asked a second time.
      ...(goesOn(entry) ? { round: change.round } : {}),
      letters: outcome ? [{ key: `${entry.subject} ${outcome}`, letter: outcome }] : [],
    };
  });
}

/** Completed goes to the applicant alone (U-16); Rejected to people without a chat, whose thread is their mailbox (U-7). */
function outcomeLetter({ action }: Entry): PlainLetterName | null {
  if (action === 'user-id.confirmed') return 'user-id.completed';
  return action === 'user-id.rejected' ? 'user-id.rejected' : null;
}
