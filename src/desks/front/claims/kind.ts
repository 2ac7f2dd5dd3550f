import { action } from '../../../chat/action.ts';
import type { Fact } from '../../../chat/card.ts';
import { msg, type Translate } from '../../../core/texts/index.ts';
import { type Claim, claimSubjects, claimsWaiting, loadClaim } from '../../../people/claims.ts';
import { stateOf } from '../../../people/linking.ts';
import { questionAnnounced } from '../../../people/questions.ts';
import { type Kind, usualWords } from '../../../records/kind.ts';
import { overtakenBy } from '../../../records/overtaken.ts';
import type { WaitingKind } from '../../../records/waits.ts';
import { type Asked, allAsked, asked, isAsked } from '../admins-decide.ts';

declare module '../../../core/names.ts' {
  interface LoggedStates extends Record<'WAITING' | 'SAME' | 'ANOTHER' | 'REJECTED', true> {}
}

/** Who was faster, for the slower of two: the claim knows (A-2). */
export const passed = ({ outcome, decidedBy }: Claim) =>
  overtakenBy(msg(`claim.passed.${outcome ?? 'REJECTED'}`, { name: decidedBy ?? '—' }));

export const whereOf = (t: Translate, { platform, externalId }: Pick<Claim, 'platform' | 'externalId'>) =>
  `${t(`doctor.${platform}`)} · ${externalId}`;

/** The account that came, by all that is known of it. */
export const accountFacts = (t: Translate, claim: Claim): Fact[] => [
  { label: t('claim.account'), value: t('claim.calledItself', { name: claim.name }) },
  { label: t('claim.where'), value: whereOf(t, claim) },
];

const seen: Kind<Asked<Claim>>['seen'] = async (db, ctx, id) => {
  return isAsked(ctx) ? asked(db, await loadClaim(db, id)) : null;
};

/** Questions whose an account is whose address is somebody's already, or was (I-1). */
export const claims: WaitingKind<Asked<Claim>> = {
  name: claimSubjects,
  table: 'address_claim',
  announced: ({ id }) => questionAnnounced(`${claimSubjects}:${id}`),
  load: async (db, id) => asked(db, await loadClaim(db, id)),
  state: ({ outcome }) => outcome ?? 'WAITING',
  noted: (claim) => ({ email: claim.email, personId: claim.person.id, account: stateOf(claim) }),
  seen,
  whole: seen,
  title: ({ t }) => t('claim.title'),
  ...usualWords,
  passed,
  shown: ({ t }, claim) => [
    {
      type: 'facts',
      facts: [...accountFacts(t, claim), { label: t('claim.person'), value: claim.person.name }],
    },
  ],
  names: ({ email, person }) => ({ email, name: person.name }),
  // An account that was turned down waits no more, though that can be taken back.
  asker: () => null,
  waits: ({ outcome, held, barred, askedAt: since }) =>
    outcome === null ? { held, barred, since, card: 'pintu.claim' } : null,
  waiting: async (db, ids) => allAsked(db, await claimsWaiting(db, ids)),
  named: ({ id, name, email }) => ({ title: email, text: name, open: action('pintu.claim', id) }),
};
