import type { Context, RoleName } from '../core/context.ts';
import { hasRole, inWhoseName } from '../core/context.ts';
import { withoutDeadline } from '../core/deadline.ts';
import { FieldErrors, Refusal } from '../core/errors.ts';
import type { Queryable } from '../core/queryable.ts';
import { type Message, msg } from '../core/texts/index.ts';
import { audit, type LoggedAction } from '../db/audit.ts';
import type { Database, Tx } from '../db/database.ts';
import type { UnitKind } from '../db/generated/client.ts';
import { lockAdmins } from './admins.ts';
import { holdPeople, keepPeople } from './held.ts';
import { holdersChanged } from './holders.ts';
import type { Leaving } from './leaving.ts';
import { withWhoWasFaster } from './who-was-faster.ts';

export const roleNames: readonly RoleName[] = [
  'ICT_VERIFICATOR',
  'ICT_MANAGER',
  'ICT_EXECUTOR',
  'DIRECTORY_ADMIN',
  'KPPN_OFFICER',
  'SATKER_USER',
  'PROCUREMENT_OFFICER',
  'ADMIN',
];

/** Roles that mean nothing without the unit they are bound to, and of which kind it is (I-2). */
export const unitKinds: Partial<Record<RoleName, UnitKind>> = {
  KPPN_OFFICER: 'KPPN',
  SATKER_USER: 'SATKER',
  PROCUREMENT_OFFICER: 'SATKER',
};

export const unitRoles = Object.keys(unitKinds) as readonly RoleName[];

/** Those that are held in the whole organisation. */
export const unboundRoles = roleNames.filter((role) => !unitRoles.includes(role));

export function isRole(text: string): text is RoleName {
  return (roleNames as readonly string[]).includes(text);
}

/** Refuses, privately and in words, whoever is no ADMIN (I-2, I-9). */
export function requireAdmin(ctx: Context): void {
  if (!hasRole(ctx.actor, 'ADMIN')) throw new Refusal(msg('error.adminOnly'));
}

export interface Grant {
  personId: number;
  role: RoleName;
  unitId: number | null;
}

/**
 * The grant as it is written: to somebody who is let in, and bound to a unit of the role's kind where the role is bound (I-2).
 * Neither changes before this transaction ends.
 */
export async function requireFitting(tx: Tx, { personId, role, unitId }: Grant): Promise<Grant> {
  await keepPeople(tx, [personId]);
  const person = await tx.query('SELECT 1 FROM person WHERE id = $1 AND active AND registered', [personId]);
  if (person.length === 0) throw new FieldErrors({ person: msg('people.error.person') });
  const kind = unitKinds[role];
  if (!kind) return { personId, role, unitId: null };
  const unit = await tx.query('SELECT 1 FROM unit WHERE id = $1 AND kind = $2::unit_kind FOR SHARE', [
    unitId,
    kind,
  ]);
  if (unit.length === 0) throw new FieldErrors({ unit: msg('people.error.unit') });
  return { personId, role, unitId };
}

/** Writes a grant that fits; `said` is what else the log says of it. Throws FieldErrors where it is held already. */
export async function writeGrant(
  tx: Tx,
  ctx: Context,
  { personId, role, unitId }: Grant,
  said: Record<string, unknown> = {},
): Promise<void> {
  const granted = await tx.query(
    `INSERT INTO role_grant (person_id, role, unit_id, granted_by_id, granted_at) VALUES ($1, $2::role, $3, $4, $5)
     ON CONFLICT DO NOTHING RETURNING id`,
    [personId, role, unitId, ctx.actor.id, ctx.now],
  );
  if (granted.length === 0) {
    const held = { role, unitId };
    throw new FieldErrors({
      role: await withWhoWasFaster(tx, ctx, msg('people.error.hasRole'), `person:${personId}`, held),
    });
  }
  await auditPerson(tx, ctx, 'role.granted', personId, { role, unitId, ...said });
  await holdersChanged(tx, { gained: [personId] });
}

/** Withdraws one grant, with a reason, and ends what hangs on the role where it was the last one; the last ADMIN stays (I-2, I-9). */
export async function withdrawRole(
  { db, leaving }: { db: Database; leaving: Leaving },
  ctx: Context,
  grantId: number,
  reason: string,
): Promise<void> {
  await db.transaction(ctx, (tx) => withdrawWithin(tx, leaving, ctx, grantId, reason));
}

/** The same in an open transaction. */
export async function withdrawWithin(
  tx: Tx,
  leaving: Leaving,
  ctx: Context,
  grantId: number,
  reason: string,
): Promise<void> {
  requireAdmin(ctx);
  // Held together, so that two admins cannot withdraw each other at the same moment; nobody waits for that who withdraws
  // another role.
  const [open] = await tx.query<{ role: RoleName; personId: number }>(
    'SELECT role, person_id AS "personId" FROM role_grant WHERE id = $1',
    [grantId],
  );
  const admins = open?.role === 'ADMIN' ? await lockAdmins(tx) : [];
  if (admins.length === 1 && admins[0]?.id === grantId) throw new Refusal(msg('people.error.lastAdmin'));
  // Whoever is given something by this role at the moment comes before it, or finds it withdrawn.
  if (open) await holdPeople(tx, [open.personId]);
  const rows = await tx.query<{ personId: number; role: RoleName; unitId: number | null }>(
    `UPDATE role_grant SET withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL
       RETURNING person_id AS "personId", role, unit_id AS "unitId"`,
    [grantId, ctx.now],
  );
  const withdrawn = rows[0];
  if (!withdrawn) throw new Refusal(await grantGone(tx, ctx, grantId));
  await auditPerson(
    tx,
    ctx,
    'role.withdrawn',
    withdrawn.personId,
    { role: withdrawn.role, unitId: withdrawn.unitId },
    reason,
  );
  await leaving.loseRole(tx, withdrawn.personId, withdrawn.role, { ...ctx, reason });
  await holdersChanged(tx, { lost: [withdrawn.personId] });
}

/** That a role is not held any more, and who withdrew it. */
export async function grantGone(db: Queryable, ctx: Context, grantId: number): Promise<Message> {
  const told = msg('people.error.gone');
  const [grant] = await db.query<{ personId: number; role: RoleName; unitId: number | null }>(
    'SELECT person_id AS "personId", role, unit_id AS "unitId" FROM role_grant WHERE id = $1',
    [grantId],
  );
  if (!grant) return told;
  const { personId, ...held } = grant;
  return withWhoWasFaster(db, ctx, told, `person:${personId}`, held);
}

/** A grant of a role, whose it is or was; null where there is none. */
export async function grantOf(
  db: Queryable,
  id: number,
): Promise<{ personId: number; name: string; role: RoleName; isWithdrawn: boolean } | null> {
  const [found] = await db.query<{ personId: number; name: string; role: RoleName; isWithdrawn: boolean }>(
    `SELECT g.person_id AS "personId", p.name, g.role, g.withdrawn_at IS NOT NULL AS "isWithdrawn"
     FROM role_grant g JOIN person p ON p.id = g.person_id WHERE g.id = $1`,
    [id],
  );
  return found ?? null;
}

/** The audit entry of something that happened to a person: their roles, and whether they are registered. */
export async function auditPerson(
  tx: Tx,
  ctx: Context,
  action: LoggedAction,
  personId: number,
  data: Record<string, unknown>,
  reason?: string,
): Promise<void> {
  await audit(tx, {
    at: ctx.now,
    actor: ctx.actor,
    surface: ctx.surface,
    action,
    subject: `person:${personId}`,
    reason,
    data: { ...data, ...inWhoseName(ctx) },
  });
}

/**
 * Makes the people of ADMIN_EMAILS the first ADMINs (I-9). Somebody who ever held the role keeps what was
 * decided in chat since: the setting only starts things. Whoever has left is not let in by it.
 */
export async function appointFirstAdmins(db: Database, emails: readonly string[], now: Date): Promise<void> {
  for (const email of emails) {
    await db.transaction(withoutDeadline, async (tx) => {
      await tx.query(
        `INSERT INTO person (email, name, registered) VALUES ($1, $2, true)
         ON CONFLICT (email) DO UPDATE SET registered = true WHERE person.active`,
        [email, email.slice(0, email.indexOf('@'))],
      );
      const appointed = await tx.query<{ personId: number }>(
        `INSERT INTO role_grant (person_id, role, granted_at)
         SELECT p.id, 'ADMIN', $2 FROM person p
         WHERE p.email = $1 AND p.active AND NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND g.role = 'ADMIN')
         RETURNING person_id AS "personId"`,
        [email, now],
      );
      const personId = appointed[0]?.personId;
      if (personId === undefined) return;
      await audit(tx, {
        at: now,
        actor: { id: null, name: 'ADMIN_EMAILS' },
        surface: 'system',
        action: 'role.granted',
        subject: `person:${personId}`,
        data: { role: 'ADMIN' },
      });
    });
  }
}
