import type { CardsOf } from '../../../chat/desk.ts';
import { actButtons } from '../../../records/buttons.ts';
import { openQuestion } from '../../../records/remarks.ts';
import { nudgeButtons } from '../../../reminders/nudge.ts';
import { requestersActs } from '../acts.ts';
import type { DeskDeps } from '../deps.ts';
import { requestMinutes } from '../minutes.ts';
import { requestsReturning } from '../returning.ts';
import { loadDetail } from '../store.ts';
import { waitOf } from '../waiting.ts';
import { readingButtons } from './facts.ts';
import { decisionButtons, isShownTo, outsidersCard, requestCard } from './request.ts';
import { stepCard } from './step.ts';

declare module '../../../core/names.ts' {
  interface Cards extends Named<'user-id', 'approval' | 'root', Nothing>, Named<'user-id', 'step', OfEntry> {}
}

/** The cards that the desk keeps in conversations, built for their reader from the state of this moment. */
export function postedCards(deps: DeskDeps) {
  return {
    /** An approver's card (U-10): loses its buttons everywhere as soon as its stage has passed (U-13). */
    async approval(ctx, id, _args, moment) {
      const request = await loadDetail(moment, { id });
      if (!request) return null;
      if (!isShownTo(ctx, request)) return outsidersCard(ctx, request);
      const now = { ...deps, db: moment };
      const buttons = [
        ...(await decisionButtons(ctx, now, request)),
        ...readingButtons(ctx, request),
        ...requestMinutes.buttons(ctx, request),
      ];
      return requestCard(ctx, now, request, buttons);
    },

    /** The root of the requester's thread, kept up to date (U-10). */
    async root(ctx, id, _args, moment) {
      const request = await loadDetail(moment, { id });
      if (!request) return null;
      if (!isShownTo(ctx, request)) return outsidersCard(ctx, request);
      const own = await actButtons(ctx, request, [...requestsReturning(deps).acts, ...requestersActs]);
      const nudge = nudgeButtons(ctx, waitOf(request, deps.policy));
      const reading = [...readingButtons(ctx, request), ...requestMinutes.buttons(ctx, request)];
      // What waits for them comes first.
      const buttons = openQuestion(request) ? [...own, ...reading] : [...reading, ...own, ...nudge];
      return requestCard(ctx, { ...deps, db: moment }, request, buttons);
    },

    /** One reply per step in the requester's thread (U-10, U-12, U-16). */
    step: (ctx, id, args, moment) => stepCard(ctx, { ...deps, db: moment }, id, args.entry),
  } satisfies Partial<CardsOf<'user-id'>>;
}
