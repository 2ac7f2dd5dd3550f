import type { CardSource } from '../../../chat/desk.ts';
import type { DeskParts } from '../parts.ts';
import { loadDetail } from '../store.ts';
import {
  decisionButtons,
  decisionsOf,
  factsOf,
  filesOf,
  notesOf,
  progressOf,
  readingButtons,
  requesterButtons,
  statusOf,
} from './parts.ts';
import { stepCard } from './step.ts';
import { waitingFor } from './waiting.ts';

/** The cards that the desk keeps in conversations, built for their reader from the state of this moment. */
export function postedCards(parts: DeskParts): Record<string, CardSource> {
  return {
    /** An approver's card (U-10): loses its buttons everywhere as soon as its stage has passed (U-13). */
    async approval(ctx, id) {
      const request = await loadDetail(parts.db, { id });
      if (!request) return null;
      return {
        title: ctx.t('userId.card.title', { number: request.number }),
        status: statusOf(request),
        whole: wholeOf(parts, request.number),
        parts: [
          progressOf(request),
          { type: 'facts', facts: factsOf(ctx, request) },
          ...notesOf(ctx, request),
          ...filesOf(ctx, request),
          ...decisionsOf(ctx, request),
          ...(await waitingFor(ctx, parts, request)),
        ],
        buttons: [...decisionButtons(ctx, request, parts), ...readingButtons(ctx, request)],
      };
    },

    /** The root of the requester's thread, kept up to date (U-10). */
    async root(ctx, id) {
      const request = await loadDetail(parts.db, { id });
      if (!request) return null;
      return {
        title: ctx.t('userId.card.title', { number: request.number }),
        status: statusOf(request),
        whole: wholeOf(parts, request.number),
        parts: [
          progressOf(request),
          { type: 'facts', facts: factsOf(ctx, request) },
          ...decisionsOf(ctx, request),
          ...(await waitingFor(ctx, parts, request)),
        ],
        buttons: [...readingButtons(ctx, request), ...requesterButtons(ctx, request)],
      };
    },

    /** One reply per step in the requester's thread (U-10, U-12, U-16). */
    step: (ctx, id, args) => stepCard(ctx, parts, id, String(args.step)),
  };
}

export function wholeOf(parts: Pick<DeskParts, 'publicUrl'>, number: string): string {
  return `${parts.publicUrl}/portal/requests/${number}`;
}
