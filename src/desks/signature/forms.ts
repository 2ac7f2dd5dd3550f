import type { StepUp } from '../../authenticators/step-up.ts';
import { doneWith } from '../../chat/done.ts';
import type { TextKey } from '../../core/texts/index.ts';
import type { Act } from '../../records/act.ts';
import { type ActForms, actForms } from '../../records/form.ts';
import { visible } from '../../records/kind.ts';
import { signerCard } from './cards/signer.ts';
import { issuing, revoke, revokeAsAdmin } from './certificates/acts.ts';
import type { DeskDeps } from './deps.ts';
import { signDocument, signingActs } from './documents/acts.ts';
import { signings } from './documents/kind.ts';
import { details } from './enrolment/acts.ts';
import type { Signer } from './model.ts';
import { signers } from './signer.ts';

/** Each act leads to where its person stands now. */
const saying =
  (deps: DeskDeps) =>
  (key: TextKey): Pick<Act<Signer>, 'done'> => ({
    async done(ctx, { id }) {
      const now = await visible(deps.db, signers, ctx, id);
      return doneWith(ctx.t, ctx.t.message({ key }), await signerCard(ctx, deps, now));
    },
  });

/** What somebody gives for their enrolment, and what an ADMIN does to another one's certificate. */
export function signerForms(deps: DeskDeps): ActForms {
  return actForms<Signer, Signer>(deps, 'sign.act', signers, [
    { ...details, ...saying(deps)('sign.done.details') } as Act<Signer>,
    revokeAsAdmin,
  ]);
}

/** What a fresh code proves, whatever ADMINs have marked (G-5, G-6). */
export function provedForms(deps: DeskDeps): ActForms {
  const says = saying(deps);
  const { db, stepUp } = deps;
  return actForms<Signer, Signer>({ db, stepUp: always(stepUp) }, 'sign.proved', signers, [
    { ...issuing(deps), ...says('sign.done.issued') },
    { ...revoke, ...says('sign.done.revoked') },
  ]);
}

/** The signing itself (G-7). */
export const signingForms = (deps: DeskDeps): ActForms =>
  actForms({ db: deps.db, stepUp: always(deps.stepUp) }, 'sign.sign', signings, [signDocument(deps)]);

/** What ends a request for signatures. */
export const endingForms = (deps: DeskDeps): ActForms =>
  actForms(deps, 'sign.signing-act', signings, signingActs);

const always = (stepUp: StepUp): StepUp => ({
  fields: (ctx) => stepUp.fields(ctx, 'always'),
  prove: (ctx, _marks, codes) => stepUp.prove(ctx, 'always', codes),
});
