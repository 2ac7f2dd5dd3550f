import { doneWith } from '../../../chat/done.ts';
import { type ActForms, actForms } from '../../../records/form.ts';
import { personCard } from '../cards/person.ts';
import type { DeskDeps } from '../deps.ts';
import type { PersonGrant } from '../store.ts';
import { revoke } from '../whitelist/acts.ts';
import { grants } from '../whitelist/kind.ts';

/** The form that takes a role back; it leads to the person as they now stand. */
export const revokeForms = (deps: DeskDeps): ActForms =>
  actForms<PersonGrant, PersonGrant>(deps, 'partner.revoke', grants, [
    {
      ...revoke(deps.policy),
      async done(ctx, { personId, personName: name, application, role }) {
        const text = ctx.t('partner.done.revoked', { name, application, role });
        return doneWith(ctx.t, text, await personCard(ctx, deps, personId));
      },
    },
  ]);
