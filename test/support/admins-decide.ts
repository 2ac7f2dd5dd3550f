import type { Decided } from '../../src/chat/done.ts';
import type { Context } from '../../src/core/context.ts';
import type { Database } from '../../src/db/database.ts';
import { answering } from '../../src/desks/front/claims/acts.ts';
import { claims } from '../../src/desks/front/claims/kind.ts';
import { approve, reject } from '../../src/desks/front/proposals/acts.ts';
import { proposals } from '../../src/desks/front/proposals/kind.ts';
import type { ClaimOutcome } from '../../src/people/claims.ts';
import type { Leaving } from '../../src/people/leaving.ts';
import type { Acted } from '../../src/records/act.ts';
import { doing } from './acting.ts';

const told = <R>(acted: Acted<R>): Decided => (acted.type === 'passed' ? acted : { type: 'decided' });

/** An ADMIN answers whose an account is, by a form of its own. */
export async function decideClaim(
  { db, leaving }: { db: Database; leaving: Leaving },
  ctx: Context,
  id: number,
  outcome: ClaimOutcome,
  reason: string,
): Promise<Decided> {
  return told(await doing(db, claims)(answering(leaving, outcome), ctx, id, { reason }));
}

/** An ADMIN decides on a role that one of them wants, by a form of its own. */
export async function decideProposal(
  db: Database,
  ctx: Context,
  id: number,
  isApproved: boolean,
  reason: string,
): Promise<Decided> {
  return told(await doing(db, proposals)(isApproved ? approve : reject, ctx, id, { reason }));
}
