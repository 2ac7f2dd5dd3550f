import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import type { Tx } from '../../../db/database.ts';
import { hasPassedOn, ownerOf } from '../../../people/addresses.ts';
import { auditPerson } from '../../../people/grants.ts';
import { holdPeople } from '../../../people/held.ts';
import type { UserState } from '../model.ts';

type Somebody = Pick<UserState, 'id' | 'satker' | 'name' | 'email' | 'createdAt'>;

/**
 * What becoming active opens to the person: standing, the name that Dukcapil confirmed in the place of their own word, and the
 * role that active users hold (I-1, I-2, S-2). The address of somebody who has left opens nothing: whose it is now is for an
 * ADMIN to say.
 */
export async function openDoors(tx: Tx, ctx: Context, user: Somebody): Promise<void> {
  const owner = await ownerOf(tx, user.email, user.name);
  if (owner.type === 'left') throw new Refusal(msg('satker.refuse.addressLeft', { email: user.email }));
  if (await hasPassedOn(tx, user))
    throw new Refusal(msg('people.refuse.addressPassed', { email: user.email }));
  const [raised] = await tx.query<{ id: number }>(
    'UPDATE person SET registered = true, name = $2 WHERE id = $1 AND NOT registered RETURNING id',
    [owner.id, user.name],
  );
  if (raised) await log(tx, ctx, 'person.registered', raised.id, user);
  const [granted] = await tx.query<{ personId: number }>(
    `INSERT INTO role_grant (person_id, role, unit_id, granted_by_id, granted_at)
     VALUES ($1, 'SATKER_USER', $2, $3, $4) ON CONFLICT DO NOTHING RETURNING person_id AS "personId"`,
    [owner.id, user.satker.id, ctx.actor.id, ctx.now],
  );
  if (granted) await log(tx, ctx, 'role.granted', granted.personId, user);
}

/**
 * What ceasing to be a user closes: the role in this satker, standing where nothing else gives it, and logins where no
 * active row is left (S-15, S-20). Whoever has the address by now, where it has become somebody else's, keeps what is theirs.
 */
export async function closeDoors(tx: Tx, ctx: Context, user: Somebody, reason: string): Promise<void> {
  if (await hasPassedOn(tx, user)) return closeSessions(tx, user);
  await holdOwner(tx, user);
  const [withdrawn] = await tx.query<{ personId: number }>(
    `UPDATE role_grant g SET withdrawn_at = $3 FROM person p
     WHERE p.id = g.person_id AND p.email = $1 AND g.role = 'SATKER_USER' AND g.unit_id = $2 AND g.withdrawn_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM satker_user s WHERE s.email = $1 AND s.created_at > address_since($1)
                         AND s.unit_id = $2 AND s.removed_at IS NULL AND s.status IN ('ACTIVE', 'DORMANT'))
     RETURNING p.id AS "personId"`,
    [user.email, user.satker.id, ctx.now],
  );
  if (withdrawn) await log(tx, ctx, 'role.withdrawn', withdrawn.personId, user, reason);
  const [lowered] = await tx.query<{ id: number }>(
    `UPDATE person p SET registered = false WHERE email = $1 AND registered
       AND nopek IS NULL AND employment IS NULL AND unit_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND g.withdrawn_at IS NULL)
       AND NOT EXISTS (SELECT 1 FROM unit_head h WHERE h.person_id = p.id)
       AND NOT EXISTS (SELECT 1 FROM satker_user s WHERE s.email = p.email AND s.created_at > address_since(p.email)
                         AND s.removed_at IS NULL AND s.status IN ('ACTIVE', 'DORMANT'))
     RETURNING id`,
    [user.email],
  );
  if (lowered) await log(tx, ctx, 'person.unregistered', lowered.id, user, reason);
  await closeSessions(tx, user);
}

async function closeSessions(tx: Tx, user: Pick<Somebody, 'id'>): Promise<void> {
  await tx.query(
    `DELETE FROM portal_session WHERE nik_hash = (SELECT nik_hash FROM satker_user WHERE id = $1)
       AND NOT EXISTS (SELECT 1 FROM satker_user s WHERE s.nik_hash = portal_session.nik_hash AND s.removed_at IS NULL
                         AND s.status = 'ACTIVE')`,
    [user.id],
  );
}

/** Whoever else gives or takes roles of this person waits, or is waited for, here. */
async function holdOwner(tx: Tx, { email }: Pick<Somebody, 'email'>): Promise<void> {
  const [owner] = await tx.query<{ id: number }>('SELECT id FROM person WHERE email = $1', [email]);
  if (owner) await holdPeople(tx, [owner.id]);
}

const log = (
  tx: Tx,
  ctx: Context,
  action: 'person.registered' | 'person.unregistered' | 'role.granted' | 'role.withdrawn',
  personId: number,
  { satker }: Somebody,
  reason?: string,
): Promise<void> =>
  auditPerson(tx, ctx, action, personId, { role: 'SATKER_USER', unitId: satker.id }, reason);
