import type { Context } from '../../../core/context.ts';
import type { Database } from '../../../db/database.ts';
import { claimsWaiting } from '../../../people/claims.ts';
import type { Leaving } from '../../../people/leaving.ts';
import { proposalsWaiting } from '../../../people/proposals.ts';
import { type Decidable, decidable } from '../../../records/several/decidable.ts';
import { isAsked } from '../admins-decide.ts';
import { answering } from '../claims/acts.ts';
import { claims } from '../claims/kind.ts';
import { verdicts } from '../proposals/acts.ts';
import { proposals } from '../proposals/kind.ts';

/** What the ADMINs are asked, as they decide several of it at once. */
export function decidablesOfAdmins({ db, leaving }: { db: Database; leaving: Leaving }): Decidable[] {
  const answers = (['SAME', 'ANOTHER', 'REJECTED'] as const).map((outcome) => answering(leaving, outcome));
  const idsOf = async (ctx: Context, waiting: typeof claimsWaiting | typeof proposalsWaiting) =>
    isAsked(ctx) ? (await waiting(db, null)).map(({ id }) => id) : [];
  return [
    decidable({
      kind: claims,
      called: 'claim.several',
      ways: answers,
      waiting: (ctx) => idsOf(ctx, claimsWaiting),
      titled: (_ctx, { name, email }) => `${name} · ${email}`,
    }),
    decidable({
      kind: proposals,
      called: 'proposal.several',
      ways: verdicts,
      waiting: (ctx) => idsOf(ctx, proposalsWaiting),
      titled: (_ctx, { person, role }) => `${person.name} · ${role}`,
    }),
  ];
}
