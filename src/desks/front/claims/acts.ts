import type { Context } from '../../../core/context.ts';
import { type Message, msg, type TextKey } from '../../../core/texts/index.ts';
import { answerClaim, type Claim, type ClaimOutcome, isOpen } from '../../../people/claims.ts';
import type { Leaving } from '../../../people/leaving.ts';
import type { Act, Deciding, Means, Offering } from '../../../records/act.ts';
import { type ActForms, actForms } from '../../../records/form.ts';
import { reassigning } from '../../../records/reassign.ts';
import { whyNotDecide } from '../../../records/waiting.ts';
import { type Asked, notAdmin, unseen } from '../admins-decide.ts';
import { claims, passed } from './kind.ts';

declare module '../../../core/names.ts' {
  interface Actions {
    'pintu.claim': true;
    'pintu.same-person': true;
    'pintu.end-former': true;
    'pintu.reject-account': true;
    'pintu.reassign-claim': true;
  }
  interface Forms extends Named<'pintu', 'claim'> {}
}

interface Words extends Pick<Offering<Asked<Claim>>, 'opens' | 'title' | 'button' | 'ends'> {
  text: TextKey;
}

const words: Record<ClaimOutcome, Words> = {
  SAME: { opens: 'pintu.same-person', title: 'claim.same.label', text: 'claim.same.text' },
  ANOTHER: {
    opens: 'pintu.end-former',
    title: 'claim.another.label',
    text: 'claim.another.ends',
    ends: true,
  },
  REJECTED: {
    opens: 'pintu.reject-account',
    title: 'claim.rejected.title',
    button: 'claim.rejected.label',
    text: 'claim.rejected.ends',
    ends: true,
  },
};

/** What was rejected can still be answered otherwise, and is not rejected again. */
const isAnswerable = (claim: Claim, outcome: ClaimOutcome): boolean =>
  outcome === 'REJECTED' ? claim.outcome === null : isOpen(claim);

/** Somebody who has left is nobody to link to: they are activated first. */
const isActive = ({ person }: Claim, outcome: ClaimOutcome): boolean => outcome !== 'SAME' || person.active;

/** Why this ADMIN may not answer so now; null when they may (I-1, I-4). */
function whyNot(claim: Asked<Claim>, outcome: ClaimOutcome, { actor }: Context): Message | null {
  const waits = isAnswerable(claim, outcome) ? claim : null;
  const says = { passed: passed(claim), notHolder: notAdmin, own: msg('people.refuse.ownAddress') };
  return whyNotDecide(waits, actor, says) ?? notActive(claim, outcome);
}

const notActive = (claim: Claim, outcome: ClaimOutcome): Message | null =>
  isActive(claim, outcome) ? null : msg('people.refuse.notActive', { name: claim.person.name });

const offering = (outcome: ClaimOutcome) =>
  ({
    ...words[outcome],
    whyNot: (claim, ctx) => whyNot(claim, outcome, ctx),
    stands: (claim) => isAnswerable(claim, outcome) && isActive(claim, outcome),
  }) satisfies Offering<Asked<Claim>> & Words;

/** What a claim's card offers. */
export const answers = [offering('SAME'), offering('ANOTHER'), offering('REJECTED')];

/** Says whose the account is; the first answer counts. */
export const answering = (leaving: Leaving, outcome: ClaimOutcome): Deciding<Act<Asked<Claim>>> => ({
  ...offering(outcome),
  decides: true,
  unseen,
  submit: 'claim.submit',
  reason: { label: 'people.reason', required: true },
  write: async (tx, ctx, claim, { reason }) =>
    (await answerClaim(tx, leaving, ctx, claim, outcome, reason ?? ''))
      ? { action: 'address.claim-decided', to: outcome }
      : null,
  done: ({ t }) => ({
    text: t(`claim.outcome.${outcome}`),
    tone: outcome === 'REJECTED' ? 'neutral' : 'good',
  }),
});

/** Hands the question to another ADMIN. */
export const reassign = reassigning(claims, 'pintu.reassign-claim');

/** The forms of the answers. */
export const answerForms = ({ leaving, ...means }: Means & { leaving: Leaving }): ActForms =>
  actForms(means, 'pintu.claim', claims, [
    answering(leaving, 'SAME'),
    answering(leaving, 'ANOTHER'),
    answering(leaving, 'REJECTED'),
    reassign,
  ]);
