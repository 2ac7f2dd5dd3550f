import { notingEnds } from '../../deadlines/notices.ts';
import { ending, type Parting } from '../../people/leaving.ts';
import { naming } from '../../people/naming.ts';
import { expiryName } from './model.ts';

/** What ends of a partner when they leave: mappings before the roles that they need. */
export const parting: Parting = {
  endings: [
    ending({
      // Its people are told by the notice.
      ends: 'secretary_mapping.person_id',
      sql: `UPDATE secretary_mapping SET ended_at = $2, reason = $6 WHERE person_id = ANY($1) AND ended_at IS NULL
      RETURNING id, number, person_id, position_id, ends_on`,
      action: 'mapping.endedEarly',
      subject: `'mapping:' || e.id`,
      from: 'e.ends_on::text',
      to: `'ENDED'`,
      data: `jsonb_build_object('number', e.number, 'personId', e.person_id, 'positionId', e.position_id, 'roleWithdrawn', true)`,
      beside: notingEnds(expiryName, { from: 'ended', fallsOn: 'ends_on', madeOn: '$2::date' }),
    }),
    ending({
      ends: 'whitelist_grant.person_id',
      sql: `UPDATE whitelist_grant g SET withdrawn_at = $2, reason = $6 FROM application_role r, application a
      WHERE g.person_id = ANY($1) AND g.withdrawn_at IS NULL AND r.id = g.role_id AND a.id = r.application_id
      RETURNING g.id, g.person_id, a.name AS application, r.name AS role`,
      action: 'whitelist.withdrawn',
      subject: `'person:' || e.person_id`,
      data: `jsonb_build_object('grantId', e.id, 'application', e.application, 'role', e.role)`,
    }),
  ],
  history: ['partner_account.person_id', 'secretary_mapping.created_by_id', 'whitelist_grant.granted_by_id'],
  names: [
    naming('partner_account', ['person_id'], `'person:' || t.person_id`),
    naming('secretary_mapping', ['person_id', 'created_by_id'], `'mapping:' || t.id`),
    naming('whitelist_grant', ['person_id', 'granted_by_id'], `'whitelist-grant:' || t.id`),
  ],
};
