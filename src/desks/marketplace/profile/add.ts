import type { Context } from '../../../core/context.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { msg } from '../../../core/texts/index.ts';
import type { Database, Tx } from '../../../db/database.ts';
import { type Admission, admitAll } from '../../../people/admission.ts';
import { holdPeople } from '../../../people/held.ts';
import { logNew } from '../../../records/act.ts';
import { subjectOf } from '../../../records/kind.ts';
import { once, wasDone } from '../../../records/once.ts';
import type { Satker } from '../model.ts';
import { isOfficer, requireOfficer } from '../rules.ts';
import { loadSatker } from '../store.ts';
import { profileSatkers } from './kind.ts';

/** Adds a satker to somebody's own profile, once for one form (M-1). Throws Refusal and FieldErrors. */
export function addSatker(
  { db, admit = admitAll }: { db: Database; admit?: Admission },
  ctx: Context,
  unitId: number,
  key: string,
): Promise<Satker> {
  async function added(): Promise<Satker | null> {
    const known = await inProfile(db, ctx.actor.id, unitId);
    return known && (await wasDone(db, ctx, subjectOf(profileSatkers, known.id), key)) ? known : null;
  }
  return once(added, async () => {
    requireOfficer(ctx.actor);
    const made = await db.transaction(ctx, async (tx) => {
      await admit(tx, ctx, 'done at once');
      if (!(await holdOfficer(tx, ctx.actor.id))) throw new Refusal(msg('market.refuse.notOfficer'));
      return insert(tx, ctx, { unitId, isMain: false, key });
    });
    if (made) return made;
    const known = await inProfile(db, ctx.actor.id, unitId);
    throw new FieldErrors({
      satker: known ? msg('market.error.already', { satker: known.unit.name }) : msg('market.error.satker'),
    });
  });
}

/**
 * An officer's profile begins with the satker of their role (M-1): it is the main one until they replace it. Does nothing where there
 * is a main one.
 */
export async function beginProfile(db: Database, ctx: Context): Promise<void> {
  if (!isOfficer(ctx.actor)) return;
  const [granted] = await db.query<{ unitId: number }>(
    `SELECT g.unit_id AS "unitId" FROM role_grant g
     WHERE g.person_id = $1 AND g.role = 'PROCUREMENT_OFFICER' AND g.withdrawn_at IS NULL AND g.unit_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM procurement_satker s WHERE s.person_id = $1 AND s.is_main AND s.removed_at IS NULL)
     ORDER BY g.id DESC LIMIT 1`,
    [ctx.actor.id],
  );
  if (!granted) return;
  await db.transaction(ctx, async (tx) => {
    if (await holdOfficer(tx, ctx.actor.id)) await insert(tx, ctx, { unitId: granted.unitId, isMain: true });
  });
}

/** Whether somebody is an officer still; held, so that what their profile gets at this moment ends with the role (`leaving.ts`). */
async function holdOfficer(tx: Tx, personId: number): Promise<boolean> {
  if ((await holdPeople(tx, [personId])).length === 0) return false;
  const granted = await tx.query(
    `SELECT FROM role_grant WHERE person_id = $1 AND role = 'PROCUREMENT_OFFICER' AND withdrawn_at IS NULL LIMIT 1`,
    [personId],
  );
  return granted.length > 0;
}

/** Null where it is there already, or is no satker. */
async function insert(
  tx: Tx,
  ctx: Context,
  { unitId, isMain, key }: { unitId: number; isMain: boolean; key?: string },
): Promise<Satker | null> {
  const [made] = await tx.query<{ id: number }>(
    `INSERT INTO procurement_satker (person_id, unit_id, is_main, changed_at)
     SELECT $1, id, $3, $4 FROM unit WHERE id = $2 AND kind = 'SATKER' ON CONFLICT DO NOTHING RETURNING id`,
    [ctx.actor.id, unitId, isMain, ctx.now],
  );
  if (!made) return null;
  const satker = await loadSatker(tx, made.id);
  if (!satker) throw new Error('the satker was not added');
  await logNew(tx, profileSatkers, ctx, satker, { action: 'market.added', data: { isMain } }, { key });
  return satker;
}

async function inProfile(db: Queryable, personId: number, unitId: number): Promise<Satker | null> {
  const [known] = await db.query<{ id: number }>(
    'SELECT id FROM procurement_satker WHERE person_id = $1 AND unit_id = $2 AND removed_at IS NULL',
    [personId, unitId],
  );
  return known ? loadSatker(db, known.id) : null;
}
