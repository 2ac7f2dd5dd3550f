import type { Context } from '../../../core/context.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { audit } from '../../../db/audit.ts';
import type { Database, Tx } from '../../../db/database.ts';
import { keepPeople } from '../../../people/held.ts';
import { type ApplicationRole, bundle, personSubject } from '../model.ts';
import { whyNotManagePerson } from '../rules.ts';
import { applicationRoles } from '../store.ts';

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
}

/** The roles of the bundle among all that are defined. */
export function bundleIn(roles: readonly ApplicationRole[]): ApplicationRole[] {
  return roles.filter((one) =>
    bundle.some(({ application, role }) => one.application === application && one.role === role),
  );
}

/** The state changes of whitelists: each is one transaction with its audit entry. */
export function createWhitelistService(db: Database): WhitelistService {
  const grant: WhitelistService['grant'] = async (ctx, personId, roleIds) => {
    const refusal = whyNotManagePerson(ctx.actor, personId);
    if (refusal) throw new Refusal(refusal);
    const wanted = (await applicationRoles(db)).filter(({ id }) => roleIds.includes(id));
    if (wanted.length === 0 || wanted.length < new Set(roleIds).size)
      throw new FieldErrors({ roles: msg('partner.error.roles') });
    return db.transaction(ctx, async (tx) => {
      const ids = await grantIn(tx, ctx, personId, wanted);
      return {
        granted: wanted.filter(({ id }) => ids.includes(id)),
        had: wanted.filter(({ id }) => !ids.includes(id)),
      };
    });
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
  };
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
