import type { Context, RoleName } from '../core/context.ts';
import { hasRole } from '../core/context.ts';
import { FieldErrors, Refusal } from '../core/errors.ts';
import { type Message, msg } from '../core/texts/index.ts';
import { audit } from '../db/audit.ts';
import { type Database, isUniqueViolation, type Tx } from '../db/database.ts';
import type { UnitKind } from '../db/generated/client.ts';
import { keepPeople } from './held.ts';
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
export const unitKinds: Partial<Record<RoleName, UnitKind>> = { KPPN_OFFICER: 'KPPN', SATKER_USER: 'SATKER' };

export const unitRoles = Object.keys(unitKinds) as readonly RoleName[];

export function isRole(text: string): text is RoleName {
  return (roleNames as readonly string[]).includes(text);
}

/** Refuses, privately and in words, whoever is no ADMIN (I-2, I-9). */
export function requireAdmin(ctx: Context): void {
  if (!hasRole(ctx.actor, 'ADMIN')) throw new Refusal(msg('error.adminOnly'));
}

/** Grants a role to a person of the register; only an ADMIN may (I-2, I-9). */
export async function grantRole(
  db: Database,
  ctx: Context,
  grant: { personId: number; role: RoleName; unitId: number | null },
): Promise<void> {
  requireAdmin(ctx);
  const bound = unitRoles.includes(grant.role);
  if (bound && grant.unitId === null) throw new FieldErrors({ unit: msg('people.error.unit') });
  try {
    await db.transaction(async (tx) => {
      await keepPeople(tx, [grant.personId]);
      const person = await tx.query('SELECT 1 FROM person WHERE id = $1 AND active AND registered', [
        grant.personId,
      ]);
      if (person.length === 0) throw new FieldErrors({ person: msg('people.error.person') });
      await tx.query(
        'INSERT INTO role_grant (person_id, role, unit_id, granted_by_id, granted_at) VALUES ($1, $2::role, $3, $4, $5)',
        [grant.personId, grant.role, bound ? grant.unitId : null, ctx.actor.id, ctx.now],
      );
      await auditPerson(tx, ctx, 'role.granted', grant.personId, {
        role: grant.role,
        unitId: bound ? grant.unitId : null,
      });
    });
  } catch (error) {
    if (!isUniqueViolation(error, 'role_grant_open_key')) throw error;
    const held = { role: grant.role, unitId: bound ? grant.unitId : null };
    const subject = `person:${grant.personId}`;
    throw new FieldErrors({
      role: await withWhoWasFaster(db, ctx, msg('people.error.hasRole'), subject, held),
    });
  }
}

/** Withdraws one grant, with a reason; the last ADMIN stays (I-2, I-9). */
export async function withdrawRole(
  db: Database,
  ctx: Context,
  grantId: number,
  reason: string,
): Promise<void> {
  requireAdmin(ctx);
  await db.transaction(async (tx) => {
    // Held together, so that two admins cannot withdraw each other at the same moment; nobody waits for that who withdraws
    // another role.
    const admins = await tx.query<{ id: number }>(
      `SELECT g.id FROM role_grant g JOIN person p ON p.id = g.person_id AND p.active
       WHERE g.role = 'ADMIN' AND g.withdrawn_at IS NULL AND EXISTS (SELECT 1 FROM role_grant w WHERE w.id = $1 AND w.role = 'ADMIN')
       ORDER BY g.id FOR UPDATE OF g`,
      [grantId],
    );
    if (admins.length === 1 && admins[0]?.id === grantId) throw new Refusal(msg('people.error.lastAdmin'));
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
  });
}

/** That a role is not held any more, and who withdrew it. */
export async function grantGone(db: Pick<Tx, 'query'>, ctx: Context, grantId: number): Promise<Message> {
  const told = msg('people.error.gone');
  const [grant] = await db.query<{ personId: number; role: RoleName; unitId: number | null }>(
    'SELECT person_id AS "personId", role, unit_id AS "unitId" FROM role_grant WHERE id = $1',
    [grantId],
  );
  if (!grant) return told;
  const { personId, ...held } = grant;
  return withWhoWasFaster(db, ctx, told, `person:${personId}`, held);
}

/** The audit entry of something that happened to a person: their roles, and whether they are registered. */
export async function auditPerson(
  tx: Tx,
  ctx: Context,
  action: string,
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
    data,
  });
}

/**
 * Makes the people of ADMIN_EMAILS the first ADMINs (I-9). Somebody who ever held the role keeps what was
 * decided in chat since: the setting only starts things.
 */
export async function appointFirstAdmins(db: Database, emails: readonly string[], now: Date): Promise<void> {
  for (const email of emails) {
    await db.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO person (email, name, registered) VALUES ($1, $2, true)
         ON CONFLICT (email) DO UPDATE SET registered = true`,
        [email, email.slice(0, email.indexOf('@'))],
      );
      const appointed = await tx.query<{ personId: number }>(
        `INSERT INTO role_grant (person_id, role, granted_at)
         SELECT p.id, 'ADMIN', $2 FROM person p
         WHERE p.email = $1 AND NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND g.role = 'ADMIN')
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
