import { addDays, dayOf } from '../../../core/day.ts';
import { msg } from '../../../core/texts/index.ts';
import { changedSince, isOurs } from '../../../imports/undo/decide.ts';
import { keptAs, mine, recordOf, scopeValues, type Undo } from '../../../imports/undo/undo.ts';
import type { PartnerPolicy } from '../deps.ts';
import { enqueueHub } from './hub.ts';

/** What the entry of an account's making says of somebody who was known by the address alone. */
const before = `SELECT e.data->'before' FROM audit_entry e WHERE e.subject = m.record AND e.action = 'partner.created' AND ${isOurs('e')}`;

/**
 * How accounts of partners are taken back (I-10): with the person whom the import made, where nothing refers to them; somebody
 * who was known by the address alone is that again. The directory hub deletes nothing: what it may know is ended there.
 */
export function undoAccounts(policy: Pick<PartnerPolicy, 'timeZone'>): Undo {
  return {
    table: 'person',
    parts: ['partner_account'],
    made: `NOT EXISTS (SELECT 1 FROM (${before}) b(person) WHERE b.person IS NOT NULL)`,
    logged: false,
    explained: msg('partnerAccount.undo'),
    found: `SELECT g.sheet, g.n, ${recordOf('person', 'a.person_id')} AS record FROM given g
      JOIN partner_account a ON a.import_id = $1 AND a.account_name = split_part(g.data->>'email', '@', 1)`,
    // References keep whom the import made; of the others, what needs an account. What is granted with the import's own card is told as that, and
    // not as its entry in the log.
    keeps: [
      `SELECT m.sheet, m.n, ${keptAs('imports.kept.before')} FROM mine m CROSS JOIN LATERAL (${before}) b(person)
       WHERE b.person->>'unitId' NOT IN (SELECT id::text FROM unit) OR b.person->>'superiorId' NOT IN (SELECT id::text FROM person)`,
      `SELECT m.sheet, m.n, ${keptAs('imports.kept.mapping')} FROM mine m JOIN secretary_mapping x ON x.person_id = m.id`,
      `SELECT m.sheet, m.n, ${keptAs('imports.kept.whitelist')} FROM mine m JOIN whitelist_grant x ON x.person_id = m.id`,
      changedSince,
    ],
    async take(tx, ctx, scope) {
      await tx.query(
        `WITH ${mine}, taken AS (
           DELETE FROM partner_account a USING mine m, person h, unit u, position p
           WHERE a.person_id = m.id AND h.id = m.id AND u.id = a.unit_id AND p.id = a.parent_id
           RETURNING a.*, h.name, u.code AS unit_code, p.code AS parent_code, (${before}) AS before
         ), withdrawn AS (
           INSERT INTO partner_withdrawal (account_name, import_id, phone, account)
           SELECT t.account_name, $1, t.phone, jsonb_build_object('accountName', t.account_name, 'name', t.name,
             'contactEmail', t.contact_email, 'company', t.company, 'kind', t.kind, 'unitCode', t.unit_code,
             'parentPositionId', t.parent_code, 'startsOn', least(t.starts_on, $9::date), 'endsOn', least(t.ends_on, $9::date))
           FROM taken t WHERE t.hub_sent_at IS NOT NULL AND t.hub_refusal IS NULL
           ON CONFLICT (account_name) DO UPDATE SET account = excluded.account, phone = excluded.phone, import_id = excluded.import_id, told_at = NULL,
             refusal = NULL
         ), restored AS (
           UPDATE person h SET name = t.before->>'name', unit_id = (t.before->>'unitId')::int,
             superior_id = (t.before->>'superiorId')::int, active = (t.before->>'active')::boolean, registered = false
           FROM taken t WHERE h.id = t.person_id AND t.before IS NOT NULL
         )
         INSERT INTO audit_entry (at, actor_id, actor, surface, action, subject, from_state, reason, data)
         SELECT $4::timestamptz, $5::int, $6, $7, 'partner.removed', 'person:' || t.person_id, t.kind::text, $8,
           jsonb_strip_nulls(jsonb_build_object('account', t.account_name, 'import', $1, 'to', t.before)) FROM taken t ORDER BY t.person_id`,
        [
          ...scopeValues(scope),
          ctx.now,
          ctx.actor.id,
          ctx.actor.name,
          ctx.surface,
          scope.reason,
          // The hub's days are both in use: from this moment on none is.
          addDays(dayOf(ctx.now, policy.timeZone), -1),
        ],
      );
      await tx.query(
        `WITH ${mine} DELETE FROM person h USING mine m WHERE h.id = m.id AND h.registered
           AND NOT EXISTS (SELECT 1 FROM partner_account a WHERE a.person_id = h.id)`,
        scopeValues(scope),
      );
    },
    after: (tx) => enqueueHub(tx),
  };
}
