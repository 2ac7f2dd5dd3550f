import { enqueueAll } from '../../jobs/enqueue.ts';
import { type Job, job } from '../../jobs/worker.ts';
import type { LetterName } from '../../neighbours/mail/letter.ts';
import { letterJob, letterWithCard } from '../../neighbours/mail/mailer.ts';
import { holdersChanged } from '../../people/holders.ts';
import { post, refresh } from '../../posted/post.ts';
import { type Entry, loadEntry } from '../../records/entry.ts';
import { isToldInThread } from './cards/step.ts';
import type { DeskDeps } from './deps.ts';
import { isStage, type RequestState, type Stage } from './model.ts';
import { approversOf, loadTold } from './store.ts';

declare module '../../core/jobs.ts' {
  interface Jobs {
    'user-id.announce': { entry: string };
  }
}

/**
 * Tells everybody concerned what a step changed (U-10, U-12, U-16): the requester's thread, the approvers of
 * the stage entered, the applicant, and every copy that is posted already. All of it is written in one
 * transaction of postings and jobs whose keys make a second run change nothing.
 */
export function announceJob(deps: DeskDeps): Job<'user-id.announce'> {
  return job(
    'user-id.announce',
    'jobs.name.announce',
    async ({ entry: told }) => {
      const change = await loadTold(deps.db, told);
      if (!change) return;
      const { entry, request } = change;
      const entered = stageEntered(request, entry);
      const approvers = entered ? await approversOf(deps.db, request, entered, deps.policy) : [];
      const { subject } = entry;
      // A stage that is entered a second time has its people told a second time.
      const keyOf = (person: { id: number }) => `${subject} ${entry.id} ${person.id}`;

      await deps.db.transaction(async (tx) => {
        const thread = `${subject} requester`;
        const step = {
          key: `${thread} ${entry.id}`,
          card: 'user-id.step' as const,
          subject,
          args: { entry: entry.id },
          personId: request.requesterId,
          thread,
          live: false,
        };
        await post(tx, [
          { key: thread, card: 'user-id.root', subject, personId: request.requesterId, live: true },
          ...(isToldInThread(entry) ? [step] : []),
          ...approvers.map((person) => ({
            key: keyOf(person),
            card: 'user-id.approval' as const,
            subject,
            personId: person.id,
            live: true,
          })),
        ]);
        const outcome = outcomeLetter(entry);
        if (entered && approvers.length === 0) await holdersChanged(tx, { subjects: [subject] });
        await enqueueAll(tx, [
          ...approvers.map((person) =>
            letterWithCard({
              key: keyOf(person),
              letter: 'user-id.waiting',
              subject: request.id,
              args: { personId: person.id, stage: entered },
            }),
          ),
          ...(outcome
            ? [letterJob({ key: `${subject} ${outcome}`, letter: outcome, subject: request.id })]
            : []),
        ]);
        await refresh(tx, subject);
      });
    },
    async (tx, { entry }) => {
      const told = await loadEntry(tx, entry);
      return told ? [told.subject] : [];
    },
    { movesOn: true },
  );
}

/** The stage that this step led into, if the request still waits there. */
function stageEntered({ status }: RequestState, { to }: Entry): Stage | null {
  return isStage(status) && status === to ? status : null;
}

/** Completed goes to the applicant alone (U-16); Rejected to people without a chat, whose thread is their mailbox (U-7). */
function outcomeLetter({ action }: Entry): LetterName | null {
  if (action === 'user-id.confirmed') return 'user-id.completed';
  return action === 'user-id.rejected' ? 'user-id.rejected' : null;
}
