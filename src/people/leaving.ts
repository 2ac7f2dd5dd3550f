import type { Context } from '../core/context.ts';
import { Refusal } from '../core/errors.ts';
import { msg } from '../core/texts/index.ts';
import type { Database, Tx } from '../db/database.ts';
import { haveTold, notingEnds } from '../deadlines/notices.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { lockAdmins } from './admins.ts';
import { holdOrganisation } from './held.ts';
import { holdersChanged } from './holders.ts';

/** Whose doing it is that somebody leaves; nobody's where the program itself finds that they have. */
export interface Leave extends Pick<Context, 'now' | 'surface'> {
  actor: { id: number | null; name: string };
  reason?: string | null;
  /** What says so: `employee-register`. */
  source?: string;
  /** The number of the import that says so. */
  import?: string | null;
}

/** Something that ends with its person: a statement that ends it for the people `$1` at the moment `$2`, as `ended`. */
interface Ending {
  /** What of the schema it is about, `table.column` that refers to a person. */
  ends: string;
  sql: string;
  action: string;
  /** Of the audit entry of each, by `ended e`. */
  subject: string;
  from?: string;
  to?: string;
  data?: string;
  /** Whether each is told as the satker desk tells what happens to its users. */
  announced?: boolean;
  /** What goes along without a word of its own, as a further statement over `ended`. */
  beside?: string;
}

/**
 * All that ends when somebody leaves. What else refers to a person is history (`history`): a test holds every reference in
 * the schema to one of the two, so that what comes later is thought of.
 */
export const endings: readonly Ending[] = [
  {
    // A row of a satker names its user by address alone; it is theirs where that is this person's.
    ends: 'satker_user.email',
    sql: `UPDATE satker_user s SET status = 'INACTIVE', status_since = $2, reason = $6
      FROM person p, satker_user o WHERE p.id = ANY($1) AND s.email = p.email
        AND s.created_at > address_since(p.email) AND s.removed_at IS NULL AND s.status IN ('ACTIVE', 'DORMANT') AND o.id = s.id
      RETURNING s.id, s.unit_id, s.name, o.status AS before`,
    action: 'satker.deactivated',
    subject: `'satker:' || e.id`,
    from: 'e.before::text',
    to: `'INACTIVE'`,
    data: `jsonb_build_object('satkerId', e.unit_id, 'name', e.name)`,
    announced: true,
  },
  {
    ends: 'chat_identity.person_id',
    sql: `DELETE FROM chat_identity WHERE person_id = ANY($1) RETURNING *`,
    action: 'person.unlinked',
    subject: `'person:' || e.person_id`,
    from: `concat_ws(':', e.platform, e.tenant, e.external_id)`,
    beside: `INSERT INTO former_chat_identity (platform, tenant, external_id, person_id, linked_at, ended_at)
      SELECT platform, tenant, external_id, person_id, linked_at, $2 FROM ended`,
  },
  {
    ends: 'portal_session.person_id',
    sql: `DELETE FROM portal_session WHERE person_id = ANY($1) RETURNING person_id`,
    action: 'portal.ended',
    subject: `'person:' || e.person_id`,
  },
  {
    ends: 'account.person_id',
    sql: `UPDATE account SET ended_at = $2, password_hash = NULL WHERE person_id = ANY($1) AND ended_at IS NULL
      RETURNING id, user_id, person_id`,
    action: 'account.ended',
    subject: `'account:' || e.id`,
    data: `jsonb_build_object('userId', e.user_id, 'personId', e.person_id)`,
  },
  {
    ends: 'role_grant.person_id',
    sql: `UPDATE role_grant SET withdrawn_at = $2 WHERE person_id = ANY($1) AND withdrawn_at IS NULL
      RETURNING person_id, role, unit_id`,
    action: 'role.withdrawn',
    subject: `'person:' || e.person_id`,
    data: `jsonb_build_object('role', e.role, 'unitId', e.unit_id)`,
  },
  {
    ends: 'role_proposal.person_id',
    sql: `UPDATE role_proposal SET approved = false, decided_at = $2 WHERE person_id = ANY($1) AND approved IS NULL
      RETURNING id, role, unit_id`,
    action: 'role.proposal-ended',
    subject: `'role-proposal:' || e.id`,
    data: `jsonb_build_object('role', e.role, 'unitId', e.unit_id)`,
  },
  {
    // Before the roles that they need. Its people are told by the notice.
    ends: 'secretary_mapping.person_id',
    sql: `UPDATE secretary_mapping SET ended_at = $2, reason = $6 WHERE person_id = ANY($1) AND ended_at IS NULL
      RETURNING id, number, person_id, position_id, ends_on`,
    action: 'mapping.endedEarly',
    subject: `'mapping:' || e.id`,
    from: 'e.ends_on::text',
    to: `'ENDED'`,
    data: `jsonb_build_object('number', e.number, 'personId', e.person_id, 'positionId', e.position_id, 'roleWithdrawn', true)`,
    beside: notingEnds('partner.expiry', { from: 'ended', fallsOn: 'ends_on', madeOn: '$2::date' }),
  },
  {
    ends: 'whitelist_grant.person_id',
    sql: `UPDATE whitelist_grant g SET withdrawn_at = $2, reason = $6 FROM application_role r, application a
      WHERE g.person_id = ANY($1) AND g.withdrawn_at IS NULL AND r.id = g.role_id AND a.id = r.application_id
      RETURNING g.id, g.person_id, a.name AS application, r.name AS role`,
    action: 'whitelist.withdrawn',
    subject: `'person:' || e.person_id`,
    data: `jsonb_build_object('grantId', e.id, 'application', e.application, 'role', e.role)`,
  },
  {
    ends: 'unit_head.person_id',
    sql: `DELETE FROM unit_head h USING person p WHERE h.person_id = ANY($1) AND p.id = h.person_id RETURNING h.unit_id, p.email`,
    action: 'unit.head-removed',
    subject: `'unit:' || e.unit_id`,
    data: `jsonb_build_object('head', e.email)`,
  },
  {
    ends: 'position.holder_id',
    sql: `UPDATE position o SET holder_id = NULL FROM person p WHERE o.holder_id = ANY($1) AND p.id = o.holder_id
      RETURNING o.id, p.email`,
    action: 'position.changed',
    subject: `'position:' || e.id`,
    data: `jsonb_build_object('from', jsonb_build_object('holder', e.email), 'to', jsonb_build_object('holder', NULL))`,
  },
  {
    ends: 'person.superior_id',
    sql: `UPDATE person r SET superior_id = NULL FROM person p WHERE r.superior_id = ANY($1) AND p.id = r.superior_id
      RETURNING r.id, p.email`,
    action: 'person.changed',
    subject: `'person:' || e.id`,
    data: `jsonb_build_object('from', jsonb_build_object('superior', e.email), 'to', jsonb_build_object('superior', NULL))`,
  },
];

/** What refers to a person as somebody who did something once, or to what waits for nobody: it gives no right and stays. */
export const history: readonly string[] = [
  'address_claim.decided_by_id',
  'address_claim.person_id',
  'attachment.uploader_id',
  'audit_check.asked_by_id',
  'bound_channel.bound_by_id',
  'former_chat_identity.person_id',
  'form_draft.person_id',
  'import.person_id',
  'import.run_by_id',
  'import.undo_by_id',
  'partner_account.person_id',
  'role_grant.granted_by_id',
  'role_proposal.decided_by_id',
  'satker_ticket.requester_id',
  'satker_user.requester_id',
  'secretary_mapping.created_by_id',
  'user_id_decision.person_id',
  'user_id_request.atasan_id',
  'user_id_request.requester_id',
  'whitelist_grant.granted_by_id',
];

/**
 * Locks what leaving changes, in the order that everybody keeps who takes more than one of these: the organisation, rows of
 * satkers, the grants of ADMINs, people. Nobody can give anything to somebody who is locked so: whoever gives locks the person too (`FOR SHARE`).
 */
export async function holdLeaving(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await holdOrganisation(tx);
  await tx.query(
    `SELECT 1 FROM satker_user s JOIN person p ON p.email = s.email AND s.created_at > address_since(p.email)
     WHERE p.id = ANY($1) AND s.removed_at IS NULL AND s.status IN ('ACTIVE', 'DORMANT') ORDER BY s.id FOR UPDATE OF s`,
    [ids],
  );
  await lockAdmins(tx);
  await tx.query('SELECT 1 FROM person WHERE id = ANY($1) ORDER BY id FOR UPDATE', [ids]);
}

/**
 * People leave, however that came about: all that was theirs ends in the caller's transaction, each with its audit entry
 * (I-5), and nothing of it comes back but by a new grant (I-1, I-2). The last ADMIN stays.
 */
export async function leave(tx: Tx, ids: readonly number[], by: Leave): Promise<void> {
  if (ids.length === 0) return;
  await holdLeaving(tx, ids);
  await keepAnAdmin(tx, ids);
  const { source, import: number } = by;
  const said = JSON.stringify({ left: true, ...(source && { source }), ...(number && { import: number }) });
  const values = [ids, by.now, by.actor.id, by.actor.name, by.surface, by.reason ?? null, said];
  for (const ending of endings) {
    const entries = await tx.query<{ id: string; subject: string }>(statement(ending), values);
    if (ending.announced)
      for (const { id, subject } of entries)
        await enqueue(tx, 'satker.announce', { entry: id }, { queue: `announce ${subject}` });
  }
  await tx.query(closing, [ids, by.now]);
  await tx.query(
    `WITH ended AS (UPDATE person SET active = false, left_at = $2 WHERE id = ANY($1) RETURNING id)
     ${entry({ action: 'person.left', subject: `'person:' || e.id` })}`,
    values,
  );
  await holdersChanged(tx, { lost: [...ids] });
  await haveTold(tx);
}

/** The audit entry of each row of `ended`; answers their ids. */
const entry = ({
  action,
  subject,
  from = 'NULL',
  to = 'NULL',
  data = `'{}'`,
}: Omit<Ending, 'ends' | 'sql' | 'beside' | 'announced'>) =>
  `INSERT INTO audit_entry (at, actor_id, actor, surface, action, subject, from_state, to_state, reason, data)
   SELECT $2::timestamptz, $3::int, $4, $5, '${action}', ${subject}, ${from}, ${to}, $6::text, $7::jsonb || ${data}
   FROM ended e RETURNING id::text, subject`;

const statement = ({ sql, beside, ...ending }: Ending) =>
  `WITH ended AS (${sql}), ${beside ? `beside AS (${beside}), ` : ''}logged AS (${entry(ending)})
   SELECT id, subject FROM logged`;

/** One-time links that would let them in, or set a password that opens nothing any more. */
const closing = `UPDATE one_time_link SET used_at = $2 WHERE used_at IS NULL AND expires_at > $2 AND (
    purpose IN ('enter', 'attach') AND (subject->>'personId')::int = ANY($1)
    OR purpose = 'password' AND (subject->>'requestId')::int IN (SELECT request_id FROM account WHERE person_id = ANY($1)))`;

async function keepAnAdmin(tx: Tx, ids: readonly number[]): Promise<void> {
  const admins = await lockAdmins(tx);
  const leaves = ({ personId }: { personId: number }) => ids.includes(personId);
  if (admins.some(leaves) && admins.every(leaves)) throw new Refusal(msg('people.error.lastAdmin'));
}

/**
 * Whoever leaves the address that they are known by, since somebody else has it now: the record stays, and whoever comes with
 * the address finds nothing of it. No platform vouches for an address below `.invalid`.
 */
export const formerAddress = (person: string): string =>
  `${person}.email || '.former-' || ${person}.id || '.invalid'`;

const atOnce = 500;

/** Has whoever is inactive without having left leave: they were made inactive by other hands, or before this was the rule. */
export async function leaveTheInactive(db: Database, now: Date): Promise<void> {
  for (;;) {
    const left = await db.transaction(async (tx) => {
      const found = await tx.query<{ id: number }>(
        'SELECT id FROM person WHERE NOT active AND left_at IS NULL ORDER BY id LIMIT $1',
        [atOnce],
      );
      const by: Leave = { now, surface: 'system', actor: { id: null, name: 'Satu Pintu' } };
      await leave(
        tx,
        found.map(({ id }) => id),
        by,
      );
      return found.length;
    });
    if (left < atOnce) return;
  }
}
