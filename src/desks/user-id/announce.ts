import { enqueueAll } from '../../jobs/enqueue.ts';
import { type Job, job } from '../../jobs/worker.ts';
import type { LetterName } from '../../neighbours/mail/letter.ts';
import { letterJob, letterWithCard } from '../../neighbours/mail/mailer.ts';
import { holdersChanged } from '../../people/holders.ts';
import { post, refresh } from '../../posted/post.ts';
import { isStage, type RequestState, type Stage, subjectOf } from './model.ts';
import type { DeskParts } from './parts.ts';
import type { Step } from './service.ts';
import { approversOf, loadState } from './store.ts';

declare module '../../core/jobs.ts' {
  interface Jobs {
    'user-id.announce': { requestId: number; step: Step; entry?: string };
  }
}

/**
 * Tells everybody concerned what a step changed (U-10, U-12, U-16): the requester's thread, the approvers of
 * the stage entered, the applicant, and every copy that is posted already. All of it is written in one
 * transaction of postings and jobs whose keys make a second run change nothing.
 */
export function announceJob(parts: DeskParts): Job<'user-id.announce'> {
  return job(
    'user-id.announce',
    'jobs.name.announce',
    async ({ requestId, step }) => {
      const request = await loadState(parts.db, requestId);
      if (!request) return;
      const entered = stageEntered(request, step);
      const approvers = entered
        ? await approversOf(parts.db, request, entered, parts.policy.oneStagePerPerson)
        : [];
      const subject = subjectOf(request.id);

      await parts.db.transaction(async (tx) => {
        const thread = `${subject} requester`;
        await post(tx, [
          { key: thread, card: 'user-id.root', subject, personId: request.requesterId, live: true },
          {
            key: `${thread} ${step}`,
            card: 'user-id.step',
            subject,
            args: { step },
            personId: request.requesterId,
            thread,
            live: false,
          },
          ...approvers.map((person) => ({
            key: `${subject} ${entered} ${person.id}`,
            card: 'user-id.approval' as const,
            subject,
            personId: person.id,
            live: true,
          })),
        ]);
        const outcome = outcomeLetter(request, step);
        if (entered && approvers.length === 0) await holdersChanged(tx, { subjects: [subject] });
        await enqueueAll(tx, [
          ...approvers.map((person) =>
            letterWithCard({
              key: `${subject} ${entered} ${person.id}`,
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
    async (_tx, { requestId }) => [subjectOf(Number(requestId))],
  );
}

/** The stage that this step led into, if the request still waits there. */
function stageEntered(request: RequestState, step: Step): Stage | null {
  if (step === 'WITHDRAWN' || !isStage(request.status)) return null;
  if (step === 'SUBMITTED') return request.status === 'WAITING_ATASAN' ? request.status : null;
  return request.decisions.at(-1)?.stage === step ? request.status : null;
}

/** Completed goes to the applicant alone (U-16); Rejected to people without a chat, whose thread is their mailbox (U-7). */
function outcomeLetter(request: RequestState, step: Step): LetterName | null {
  if (request.status === 'COMPLETED' && step === 'WAITING_EXECUTOR') return 'user-id.completed';
  if (request.status === 'REJECTED' && isStage(step)) return 'user-id.rejected';
  return null;
}
