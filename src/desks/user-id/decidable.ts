import { rightsOf } from '../../core/context.ts';
import { type Decidable, decidable } from '../../records/several/decidable.ts';
import { approve, decisionsOn, reject } from './acts.ts';
import type { DeskDeps } from './deps.ts';
import { requestsWait, waiting } from './waiting.ts';

/** Requests, as several of them are decided at once: but for the last stage, which asks for the new User ID. */
export const decidableRequests = (deps: Pick<DeskDeps, 'db' | 'policy'>): Decidable =>
  decidable({
    kind: requestsWait(deps.policy),
    called: 'userId.requests',
    ways: (['WAITING_ATASAN', 'WAITING_EXECUTOR'] as const).flatMap((stage) => [
      approve(deps, stage),
      reject(deps, stage),
    ]),
    on: (request) => decisionsOn(deps, request),
    waiting: async ({ actor }) => {
      const held = await waiting(deps, { heldBy: rightsOf(actor).map(({ id }) => id) });
      return held.map(({ id }) => id);
    },
  });
