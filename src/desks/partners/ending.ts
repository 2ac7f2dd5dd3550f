import type { Shown } from '../../authenticators/step-up.ts';
import type { Day } from '../../core/day.ts';
import type { Tx } from '../../db/database.ts';
import { haveTold, notingEnds } from '../../deadlines/notices.ts';
import { endQuestions } from '../../records/remark-rows.ts';
import { expiryName, mappingSubject } from './model.ts';
import { lockSecretaryRoles, secretaryRoleId } from './store.ts';

/** Who ends mappings, and why: the daily run, or a person with a reason. */
export interface Cause {
  action: 'mapping.ended' | 'mapping.endedEarly';
  actor: { id: number | null; name: string };
  surface: string;
  now: Date;
  /** The local day. */
  day: Day;
  reason: string | null;
  /** The form's own key. */
  key: string | null;
  /** By what else the person has shown that it is them. */
  shown?: Shown;
}

/**
 * Ends these mappings, whose rows the caller holds locked, and withdraws the role Secretary User from whoever no other
 * mapping needs it for (`rules.needsSecretaryRole`), each with its audit entry and what is to be told about it (P-12).
 *
 * Mappings are locked before roles and both before anything changes: then nobody who makes a mapping waits for us while we
 * wait for them.
 */
export async function endMappings(
  tx: Tx,
  mappings: readonly { id: number; personId: number }[],
  cause: Cause,
): Promise<void> {
  if (mappings.length === 0) return;
  await lockSecretaryRoles(
    tx,
    mappings.map(({ personId }) => personId),
  );
  await tx.query(
    `WITH ended AS (
       UPDATE secretary_mapping SET ended_at = $2, reason = $3 WHERE id = ANY($1) AND ended_at IS NULL
       RETURNING id, number, person_id, position_id, ends_on
     ), withdrawn AS (
       UPDATE whitelist_grant g SET withdrawn_at = $2, reason = $3
       WHERE g.person_id IN (SELECT person_id FROM ended) AND g.withdrawn_at IS NULL AND g.role_id = (${secretaryRoleId})
         AND NOT EXISTS (SELECT 1 FROM secretary_mapping o WHERE o.person_id = g.person_id AND o.ended_at IS NULL
                           AND o.ends_on >= $4 AND o.id NOT IN (SELECT id FROM ended))
       RETURNING g.id, g.person_id, g.role_id
     ), noticed AS (
       ${notingEnds(expiryName, { from: 'ended', fallsOn: 'ends_on', madeOn: '$4' })}
     ), logged AS (
       INSERT INTO audit_entry (at, actor_id, actor, surface, action, subject, from_state, to_state, reason, data)
       SELECT $2, $5, $6, $7, $8, 'mapping:' || id, ends_on::text, 'ENDED', $3, jsonb_build_object('number', number,
         'personId', person_id, 'positionId', position_id, 'roleWithdrawn', person_id IN (SELECT person_id FROM withdrawn), 'key', $9::text) || $10::jsonb
       FROM ended ORDER BY id
     )
     INSERT INTO audit_entry (at, actor_id, actor, surface, action, subject, reason, data)
     SELECT $2, $5, $6, $7, 'whitelist.withdrawn', 'person:' || w.person_id, $3, jsonb_build_object('grantId', w.id,
       'application', a.name, 'role', r.name, 'mapping', (SELECT min(e.number) FROM ended e WHERE e.person_id = w.person_id))
     FROM withdrawn w JOIN application_role r ON r.id = w.role_id JOIN application a ON a.id = r.application_id`,
    [
      mappings.map(({ id }) => id),
      cause.now,
      cause.reason,
      cause.day,
      cause.actor.id,
      cause.actor.name,
      cause.surface,
      cause.action,
      cause.key,
      JSON.stringify(cause.shown ?? {}),
    ],
  );
  // What has ended is not asked about any more.
  await endQuestions(
    tx,
    mappings.map(({ id }) => mappingSubject(id)),
    cause.now,
  );
  await haveTold(tx);
}
