import type { Context } from '../../core/context.ts';
import { dayOf } from '../../core/day.ts';
import { FieldErrors, Refusal } from '../../core/errors.ts';
import type { Queryable } from '../../core/queryable.ts';
import { type Message, msg } from '../../core/texts/index.ts';
import { audit } from '../../db/audit.ts';
import type { Database, Tx } from '../../db/database.ts';
import { keepPeople } from '../../people/held.ts';
import { withWhoWasFaster } from '../../people/who-was-faster.ts';
import { once, wasDone } from '../../records/once.ts';
import type { PartnerPolicy } from './deps.ts';
import { type ApplicationRole, bundle, personSubject, secretaryRole } from './model.ts';
import { whyNotManagePerson } from './rules.ts';
import { applicationRoles, loadGrant, lockSecretaryRoles, type PersonGrant } from './store.ts';

/** What became of the roles that were asked for. */
export interface Granted {
  granted: ApplicationRole[];
  /** Those that the person had already. */
  had: ApplicationRole[];
}

export interface WhitelistService {
  /** Grants roles that their applications define; those that the person has already stay as they are (P-9). */
  grant(ctx: Context, personId: number, roleIds: readonly number[]): Promise<Granted>;
  /** Grants what secretaries get (P-9). */
  grantBundle(ctx: Context, personId: number): Promise<Granted>;
  /** Takes one role back; once more with the same key changes nothing (I-10). */
  revoke(ctx: Context, grantId: number, reason: string, key: string): Promise<void>;
}

/** The roles of the bundle among all that are defined. */
export function bundleIn(roles: readonly ApplicationRole[]): ApplicationRole[] {
  return roles.filter((one) =>
    bundle.some(({ application, role }) => one.application === application && one.role === role),
  );
}

/** The state changes of whitelists: each is one transaction with its audit entry. */
export function createWhitelistService(db: Database, policy: PartnerPolicy): WhitelistService {
  const grant: WhitelistService['grant'] = async (ctx, personId, roleIds) => {
    const refusal = whyNotManagePerson(ctx.actor, personId);
    if (refusal) throw new Refusal(refusal);
    const wanted = (await applicationRoles(db)).filter(({ id }) => roleIds.includes(id));
    if (wanted.length === 0 || wanted.length < new Set(roleIds).size)
      throw new FieldErrors({ roles: msg('partner.error.roles') });
    const ids = await db.transaction((tx) => grantIn(tx, ctx, personId, wanted));
    return {
      granted: wanted.filter(({ id }) => ids.includes(id)),
      had: wanted.filter(({ id }) => !ids.includes(id)),
    };
  };

  return {
    grant,

    async grantBundle(ctx, personId) {
      const roles = bundleIn(await applicationRoles(db));
      return grant(
        ctx,
        personId,
        roles.map(({ id }) => id),
      );
    },

    async revoke(ctx, grantId, reason, key) {
      const found = await loadGrant(db, grantId);
      const refusal = whyNotManagePerson(ctx.actor, found?.personId ?? 0);
      if (refusal) throw new Refusal(refusal);
      if (!found) throw new Refusal(msg('partner.refuse.grantGone'));
      const subject = personSubject(found.personId);
      const isSecretary =
        found.application === secretaryRole.application && found.role === secretaryRole.role;
      const work = async (tx: Tx) => {
        if (isSecretary) await requireNeedless(tx, found.personId, dayOf(ctx.now, policy.timeZone));
        const withdrawn = await tx.query(
          'UPDATE whitelist_grant SET withdrawn_at = $2, reason = $3 WHERE id = $1 AND withdrawn_at IS NULL RETURNING id',
          [grantId, ctx.now, reason],
        );
        if (withdrawn.length === 0) throw new Refusal(await grantGone(tx, ctx, found));
        await audit(tx, {
          at: ctx.now,
          actor: ctx.actor,
          surface: ctx.surface,
          action: 'whitelist.withdrawn',
          subject,
          reason,
          data: { grantId, application: found.application, role: found.role, key },
        });
      };
      await once(
        async () => (await wasDone(db, subject, key)) || null,
        async () => {
          await db.transaction(work);
          return true;
        },
      );
    },
  };
}

/** That a role is not there any more, and who took it back. */
export function grantGone(
  db: Queryable,
  ctx: Context,
  { id, personId }: Pick<PersonGrant, 'id' | 'personId'>,
): Promise<Message> {
  return withWhoWasFaster(db, ctx, msg('partner.refuse.grantGone'), personSubject(personId), { grantId: id });
}

/** A mapping that goes on needs the role: it is ended first (P-10). */
async function requireNeedless(tx: Tx, personId: number, day: string): Promise<void> {
  await lockSecretaryRoles(tx, [personId]);
  const [needed] = await tx.query<{ number: string }>(
    `SELECT number FROM secretary_mapping WHERE person_id = $1 AND ended_at IS NULL AND ends_on >= $2 ORDER BY id LIMIT 1`,
    [personId, day],
  );
  if (needed) throw new Refusal(msg('partner.refuse.roleNeeded', needed));
}

/** Answers the ids of the roles that were not there yet. They are written in the order of their ids, as everywhere. */
async function grantIn(
  tx: Tx,
  ctx: Context,
  personId: number,
  roles: readonly ApplicationRole[],
): Promise<number[]> {
  if ((await keepPeople(tx, [personId])).length === 0)
    throw new FieldErrors({ person: msg('partner.error.person') });
  const granted = await tx.query<{ roleId: number }>(
    `INSERT INTO whitelist_grant (person_id, role_id, granted_by_id, granted_at) SELECT $1, id, $3, $4 FROM unnest($2::int[]) AS id ORDER BY id
     ON CONFLICT DO NOTHING RETURNING role_id AS "roleId"`,
    [personId, roles.map(({ id }) => id), ctx.actor.id, ctx.now],
  );
  const ids = granted.map(({ roleId }) => roleId);
  if (ids.length > 0)
    await audit(tx, {
      at: ctx.now,
      actor: ctx.actor,
      surface: ctx.surface,
      action: 'whitelist.granted',
      subject: personSubject(personId),
      data: {
        roles: roles
          .filter(({ id }) => ids.includes(id))
          .map(({ application, role }) => `${application}: ${role}`),
      },
    });
  return ids;
}
