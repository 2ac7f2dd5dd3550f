import type { Fact } from '../../../chat/card.ts';
import { msg, type Translate } from '../../../core/texts/index.ts';
import { type Claim, claimSubjects, loadClaim } from '../../../people/claims.ts';
import { stateOf } from '../../../people/linking.ts';
import type { Kind } from '../../../records/kind.ts';
import { overtakenBy } from '../../../records/overtaken.ts';
import { type Asked, isAsked, withBarred } from '../admins-decide.ts';

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
  const claim = isAsked(ctx) ? await loadClaim(db, id) : null;
  return claim && withBarred(db, claim);
};

/** Questions whose an account is whose address is somebody's already, or was (I-1). */
export const claims: Kind<Asked<Claim>> = {
  name: claimSubjects,
  state: ({ outcome }) => outcome ?? 'WAITING',
  noted: (claim) => ({ email: claim.email, personId: claim.person.id, account: stateOf(claim) }),
  seen,
  whole: seen,
  unknown: msg('error.oldCard'),
  passed,
  shown: ({ t }, claim) => [
    {
      type: 'facts',
      facts: [...accountFacts(t, claim), { label: t('claim.person'), value: claim.person.name }],
    },
  ],
  names: ({ email, person }) => ({ email, name: person.name }),
  maxReason: 500,
};
