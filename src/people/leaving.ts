import type { Context, RoleName } from '../core/context.ts';
import { withoutDeadline } from '../core/deadline.ts';
import { Refusal } from '../core/errors.ts';
import type { Queryable } from '../core/queryable.ts';
import { msg, type TextKey } from '../core/texts/index.ts';
import type { LoggedAction } from '../db/audit.ts';
import type { Database, Tx } from '../db/database.ts';
import { haveTold } from '../deadlines/notices.ts';
import { lockAdmins } from './admins.ts';
import { holdOrganisation } from './held.ts';
import { holdersChanged } from './holders.ts';
import { type Naming, naming } from './naming.ts';

/** Whose doing it is that somebody leaves; nobody's where the program itself finds that they have. */
export interface Leave extends Pick<Context, 'now' | 'surface'> {
  actor: { id: number | null; name: string };
  reason?: string | null;
  /** What says so: `employee-register`. */
  source?: string;
  /** The number of the import that says so. */
  import?: string | null;
}

/** What ends with its person, as whoever keeps it says so: SQL over the people `$1` at the moment `$2`. */
export interface EndingSpec {
  /** What of the schema it is about, `table.column` that refers to a person. */
  ends: string;
  /** Ends it, as `ended`; `$6` is the reason. */
  sql: string;
  action: LoggedAction;
  /** Of the audit entry of each, by `ended e`. */
  subject: string;
  from?: string;
  to?: string;
  data?: string;
  /** What goes along without a word of its own, as a further statement over `ended`. */
  beside?: string;
  /** Locks what it changes: before the grants of ADMINs and the people themselves are locked. */
  hold?(tx: Tx, ids: readonly number[]): Promise<void>;
  /** Has each told, by its entry. */
  tell?(tx: Tx, entries: readonly { id: string; subject: string }[]): Promise<void>;
  /** The role that it hangs on, where it is of no use without one: it ends with the last grant of it, too (I-2). */
  hangsOn?: HangsOn;
}

export interface HangsOn {
  role: RoleName;
  /** What ends with it, in a sentence for whoever withdraws it. */
  says: TextKey;
}

export interface Ending extends Pick<EndingSpec, 'ends' | 'action' | 'hold' | 'hangsOn'> {
  end(tx: Tx, values: readonly unknown[]): Promise<void>;
}

/** Something that ends when its person leaves, each with its audit entry (I-5). */
export function ending(spec: EndingSpec): Ending {
  const { ends, action, hold, tell, hangsOn } = spec;
  return {
    ends,
    action,
    hold,
    hangsOn,
    async end(tx, values) {
      const entries = await tx.query<{ id: string; subject: string }>(statement(spec), values);
      await tell?.(tx, entries);
    },
  };
}

/** The audit entry of each row of `ended`; answers their ids. */
const entry = ({
  action,
  subject,
  from = 'NULL',
  to = 'NULL',
  data = `'{}'`,
}: Pick<EndingSpec, 'action' | 'subject' | 'from' | 'to' | 'data'>) =>
  `INSERT INTO audit_entry (at, actor_id, actor, surface, action, subject, from_state, to_state, reason, data)
   SELECT $2::timestamptz, $3::int, $4, $5, '${action}', ${subject}, ${from}, ${to}, $6::text, $7::jsonb || ${data}
   FROM ended e RETURNING id::text, subject`;

const statement = ({ sql, beside, ...said }: EndingSpec) =>
  `WITH ended AS (${sql}), ${beside ? `beside AS (${beside}), ` : ''}logged AS (${entry(said)})
   SELECT id, subject FROM logged`;

/** What of somebody's records ends with them, in this order, and what stays of them as history. */
export interface Parting {
  endings: readonly Ending[];
  /** `table.column` that refers to a person as somebody who did something once, or to what waits for nobody: it gives no right. */
  history: readonly string[];
  /** The records that name somebody by such a reference, also once it has ended. */
  names: readonly Naming[];
}

/** What ends of who somebody is and how they come in. */
export const ownParting: Parting = {
  endings: [
    ending({
      ends: 'chat_identity.person_id',
      sql: `DELETE FROM chat_identity WHERE person_id = ANY($1) RETURNING *`,
      action: 'person.unlinked',
      subject: `'person:' || e.person_id`,
      data: `jsonb_build_object('account', concat_ws(':', e.platform, e.tenant, e.external_id))`,
      beside: `INSERT INTO former_chat_identity (platform, tenant, external_id, person_id, linked_at, ended_at)
      SELECT platform, tenant, external_id, person_id, linked_at, $2 FROM ended`,
    }),
    ending({
      ends: 'authenticator.person_id',
      sql: `DELETE FROM authenticator WHERE person_id = ANY($1) RETURNING person_id`,
      action: 'authenticator.ended',
      subject: `'person:' || e.person_id`,
    }),
    ending({
      ends: 'portal_session.person_id',
      sql: `DELETE FROM portal_session WHERE person_id = ANY($1) RETURNING person_id`,
      action: 'portal.ended',
      subject: `'person:' || e.person_id`,
    }),
    ending({
      ends: 'account.person_id',
      sql: `UPDATE account SET ended_at = $2, password_hash = NULL WHERE person_id = ANY($1) AND ended_at IS NULL
      RETURNING id, user_id, person_id`,
      action: 'account.ended',
      subject: `'account:' || e.id`,
      data: `jsonb_build_object('userId', e.user_id, 'personId', e.person_id)`,
    }),
    ending({
      ends: 'role_grant.person_id',
      sql: `UPDATE role_grant SET withdrawn_at = $2 WHERE person_id = ANY($1) AND withdrawn_at IS NULL
      RETURNING person_id, role, unit_id`,
      action: 'role.withdrawn',
      subject: `'person:' || e.person_id`,
      data: `jsonb_build_object('role', e.role, 'unitId', e.unit_id)`,
    }),
    ending({
      ends: 'role_proposal.person_id',
      sql: `UPDATE role_proposal SET approved = false, decided_at = $2 WHERE person_id = ANY($1) AND approved IS NULL
      RETURNING id, role, unit_id`,
      action: 'role.proposal-ended',
      subject: `'role-proposal:' || e.id`,
      data: `jsonb_build_object('role', e.role, 'unitId', e.unit_id)`,
    }),
    ending({
      ends: 'person.superior_id',
      sql: `UPDATE person r SET superior_id = NULL FROM person p WHERE r.superior_id = ANY($1) AND p.id = r.superior_id
      RETURNING r.id, p.email`,
      action: 'person.changed',
      subject: `'person:' || e.id`,
      data: `jsonb_build_object('from', jsonb_build_object('superior', e.email), 'to', jsonb_build_object('superior', NULL))`,
    }),
  ],
  history: [
    'address_claim.decided_by_id',
    'address_claim.person_id',
    'attachment.uploader_id',
    'audit_check.asked_by_id',
    'bound_channel.bound_by_id',
    'former_chat_identity.person_id',
    'handover.person_id',
    'erasure.person_id',
    'form_draft.person_id',
    'import.person_id',
    'import.run_by_id',
    'import.undo_by_id',
    'personal_view.viewer_id',
    'role_grant.granted_by_id',
    'role_proposal.decided_by_id',
  ],
  names: [
    naming('address_claim', ['person_id', 'decided_by_id'], `'address-claim:' || t.id`),
    naming('role_proposal', ['person_id', 'decided_by_id'], `'role-proposal:' || t.id`),
    naming('import', ['person_id', 'run_by_id', 'undo_by_id'], `'import:' || t.id`),
    naming('audit_check', ['asked_by_id'], `'audit-check:' || t.id`),
    naming('handover', ['person_id'], 't.subject'),
    naming('attachment', ['uploader_id'], `CASE WHEN t.record LIKE '%:%' THEN t.record END`),
  ],
};

export interface Leaving {
  /**
   * Locks what leaving changes, in the order that everybody keeps who takes more than one of these: the organisation, what desks
   * keep, the grants of ADMINs, people. Nobody can give anything to somebody who is locked so: whoever gives locks the person too (`FOR SHARE`).
   */
  hold(tx: Tx, ids: readonly number[]): Promise<void>;
  /**
   * People leave, however that came about: all that was theirs ends in the caller's transaction, each with its audit entry
   * (I-5), and nothing of it comes back but by a new grant (I-1, I-2). The last ADMIN stays.
   */
  leave(tx: Tx, ids: readonly number[], by: Leave): Promise<void>;
  /**
   * Somebody has lost a role: where no grant of it is left, what hangs on it ends in the caller's transaction, each with its audit
   * entry, and comes back with no later grant. The caller holds the person.
   */
  loseRole(tx: Tx, personId: number, role: RoleName, by: Leave): Promise<void>;
  /** The records whose cards name one of these people. */
  naming(db: Queryable, ids: readonly number[]): Promise<string[]>;
  /** What the withdrawal of this grant would end besides the role, in sentences. */
  endsWith(db: Queryable, grantId: number): Promise<TextKey[]>;
}

/**
 * All that happens when somebody leaves: what ends at the desks, in their order, then how they come in. What else
 * refers to a person is history: a test holds every reference in the schema to one of the two, so that what comes later is thought of.
 */
export function createLeaving(partings: () => readonly Parting[]): Leaving {
  const endings = () => [...partings(), ownParting].flatMap((parting) => parting.endings);
  async function hold(tx: Tx, ids: readonly number[]): Promise<void> {
    if (ids.length === 0) return;
    await holdOrganisation(tx);
    for (const ending of endings()) await ending.hold?.(tx, ids);
    await lockAdmins(tx);
    await tx.query('SELECT 1 FROM person WHERE id = ANY($1) ORDER BY id FOR UPDATE', [ids]);
  }
  const hangingOn = (role: RoleName) => endings().filter(({ hangsOn }) => hangsOn?.role === role);
  return {
    hold,
    async naming(db, ids) {
      const found = new Set<string>();
      for (const { names } of [...partings(), ownParting])
        for (const one of names) for (const subject of await one.of(db, ids)) found.add(subject);
      return [...found].sort();
    },
    async loseRole(tx, personId, role, by) {
      const hanging = hangingOn(role);
      if (hanging.length === 0 || (await heldBy(tx, personId, role)).length > 0) return;
      for (const ending of hanging) await ending.end(tx, valuesOf([personId], by, {}));
    },
    async endsWith(db, grantId) {
      const [grant] = await db.query<{ personId: number; role: RoleName }>(
        'SELECT person_id AS "personId", role FROM role_grant WHERE id = $1 AND withdrawn_at IS NULL',
        [grantId],
      );
      if (!grant) return [];
      const says = hangingOn(grant.role).flatMap(({ hangsOn }) => (hangsOn ? [hangsOn.says] : []));
      const held = says.length > 0 ? await heldBy(db, grant.personId, grant.role) : [];
      return held.every((id) => id === grantId) ? says : [];
    },
    async leave(tx, ids, by) {
      if (ids.length === 0) return;
      await hold(tx, ids);
      await keepAnAdmin(tx, ids);
      const { source, import: number } = by;
      const said = { left: true, ...(source && { source }), ...(number && { import: number }) };
      const values = valuesOf(ids, by, said);
      for (const ending of endings()) await ending.end(tx, values);
      await tx.query(closing, [ids, by.now]);
      await tx.query(
        `WITH ended AS (UPDATE person SET active = false, left_at = $2 WHERE id = ANY($1) RETURNING id)
         ${entry({ action: 'person.left', subject: `'person:' || e.id` })}`,
        values,
      );
      await holdersChanged(tx, { lost: [...ids] });
      await haveTold(tx);
    },
  };
}

/** What the statement of an ending takes; `said` is what else its entries say. */
const valuesOf = (ids: readonly number[], by: Leave, said: object): readonly unknown[] => [
  ids,
  by.now,
  by.actor.id,
  by.actor.name,
  by.surface,
  by.reason ?? null,
  JSON.stringify(said),
];

/** The grants of a role that somebody holds. */
async function heldBy(db: Queryable, personId: number, role: RoleName): Promise<number[]> {
  const held = await db.query<{ id: number }>(
    'SELECT id FROM role_grant WHERE person_id = $1 AND role = $2::role AND withdrawn_at IS NULL',
    [personId, role],
  );
  return held.map(({ id }) => id);
}

/** One-time links that would let them in, or set a password that opens nothing any more. */
const closing = `UPDATE one_time_link SET used_at = $2 WHERE used_at IS NULL AND expires_at > $2 AND (
    purpose IN ('enter', 'attach', 'card') AND (subject->>'personId')::int = ANY($1)
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
const inactive = 'SELECT id FROM person WHERE NOT active AND left_at IS NULL';

/** Has whoever is inactive without having left leave: they were made inactive by other hands, or before this was the rule. */
export async function leaveTheInactive(db: Database, { leave }: Leaving, now: Date): Promise<void> {
  // Nearly every start finds nobody, and begins no transaction.
  if ((await db.query(`${inactive} LIMIT 1`)).length === 0) return;
  for (;;) {
    const left = await db.transaction(withoutDeadline, async (tx) => {
      const found = await tx.query<{ id: number }>(`${inactive} ORDER BY id LIMIT $1`, [atOnce]);
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
