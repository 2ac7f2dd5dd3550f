import { action } from '../../../chat/action.ts';
import type { Fact } from '../../../chat/card.ts';
import { msg, type Translate } from '../../../core/texts/index.ts';
import { type Claim, claimSubjects, loadClaim } from '../../../people/claims.ts';
import { stateOf } from '../../../people/linking.ts';
import { questionAnnounced } from '../../../people/questions.ts';
import { type Kind, subjectOf } from '../../../records/kind.ts';
import { overtakenBy } from '../../../records/overtaken.ts';
import type { Wait } from '../../../records/waiting.ts';
import type { Waits } from '../../../records/waits.ts';
import { type Asked, asked, isAsked } from '../admins-decide.ts';

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

const announced = ({ id }: Pick<Claim, 'id'>) => questionAnnounced(`${claimSubjects}:${id}`);

const seen: Kind<Asked<Claim>>['seen'] = async (db, ctx, id) => {
  return isAsked(ctx) ? asked(db, await loadClaim(db, id)) : null;
};

/** Questions whose an account is whose address is somebody's already, or was (I-1). */
export const claims: Kind<Asked<Claim>> = {
  name: claimSubjects,
  announced,
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

/** An account that was turned down waits no more, though that can be taken back. */
function waitOf(claim: Asked<Claim>): Wait | null {
  if (claim.outcome !== null) return null;
  const { id, held, barred, handed, askedAt: since } = claim;
  return { subject: subjectOf(claims, id), held, barred, handed, since, asker: null, card: 'pintu.claim' };
}

export const claimsWait: Waits<Asked<Claim>> = {
  kind: claims,
  load: async (db, id) => asked(db, await loadClaim(db, id)),
  waitOf,
  announced,
  named: ({ id, name, email }) => ({ title: email, text: name, open: action('pintu.claim', id) }),
};
