import { dayOf } from '../../../core/day.ts';
import { Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import type { Tx } from '../../../db/database.ts';
import type { Act } from '../../../records/act.ts';
import type { PartnerPolicy } from '../deps.ts';
import { secretaryRole } from '../model.ts';
import { whyNotManage, whyNotManagePerson } from '../rules.ts';
import { lockSecretaryRoles, type PersonGrant } from '../store.ts';
import { grants } from './kind.ts';

/** Takes one role of an application back, with a reason (I-10). What is said of it once it is done stands with its form. */
export const revoke = ({ timeZone }: PartnerPolicy): Omit<Act<PersonGrant>, 'done'> => ({
  opens: 'partner.revoke',
  title: 'partner.revoke.title',
  button: 'partner.button.revoke',
  text: 'partner.revoke.text',
  ends: true,
  submit: 'partner.button.revoke',
  reason: { label: 'partner.field.reason', required: true },
  whyNot: (grant, { actor }) =>
    whyNotManagePerson(actor, grant.personId) ?? (grant.withdrawn ? grants.passed(grant) : null),
  unseen: ({ actor }) => whyNotManage(actor) ?? grants.unknown,
  async write(tx, { now }, { id, personId, application, role }, { reason }) {
    const isSecretary = application === secretaryRole.application && role === secretaryRole.role;
    if (isSecretary) await requireNeedless(tx, personId, dayOf(now, timeZone));
    const withdrawn = await tx.query(
      'UPDATE whitelist_grant SET withdrawn_at = $2, reason = $3 WHERE id = $1 AND withdrawn_at IS NULL RETURNING id',
      [id, now, reason],
    );
    return withdrawn.length > 0 ? { action: 'whitelist.withdrawn', to: 'WITHDRAWN' } : null;
  },
});

/** A mapping that goes on needs the role: it is ended first (P-10). */
async function requireNeedless(tx: Tx, personId: number, day: string): Promise<void> {
  await lockSecretaryRoles(tx, [personId]);
  const [needed] = await tx.query<{ number: string }>(
    `SELECT number FROM secretary_mapping WHERE person_id = $1 AND ended_at IS NULL AND ends_on >= $2 ORDER BY id LIMIT 1`,
    [personId, day],
  );
  if (needed) throw new Refusal(msg('partner.refuse.roleNeeded', needed));
}
