import type { Context } from '../../../core/context.ts';
import { type Day, dayOf } from '../../../core/day.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { msg } from '../../../core/texts/index.ts';
import type { Database, Tx } from '../../../db/database.ts';
import { type Numbered, numbered } from '../../../db/numbers.ts';
import { type Admission, admitAll } from '../../../people/admission.ts';
import { holdPeople } from '../../../people/held.ts';
import { logNew } from '../../../records/act.ts';
import { once } from '../../../records/once.ts';
import type { PartnerPolicy } from '../deps.ts';
import type { NewMapping } from '../model.ts';
import { datesWrong, whyNotManagePerson } from '../rules.ts';
import { lockSecretaryRoles, positionById } from '../store.ts';
import { logged } from './kind.ts';
import { overlapsWith } from './overlap.ts';

/** Only who has the role Secretary User is mapped: the bundle is offered instead (P-10). */
export class NoSecretaryRole extends Refusal {
  constructor() {
    super(msg('partner.refuse.noRole'));
  }
}

/** Maps a secretary to a position; one form makes one mapping. Throws `NoSecretaryRole` where the role is missing (P-10). */
export function addMapping(
  { db, policy, admit = admitAll }: { db: Database; policy: PartnerPolicy; admit?: Admission },
  ctx: Context,
  input: NewMapping,
  key: string,
): Promise<Numbered> {
  return once(
    () => addedWith(db, ctx, key),
    async () => {
      const { personId, positionId, start, end } = input;
      const today = dayOf(ctx.now, policy.timeZone);
      const refusal = whyNotManagePerson(ctx.actor, personId);
      if (refusal) throw new Refusal(refusal);
      const errors = datesWrong({ start, end }, today);
      if (Object.keys(errors).length > 0) throw new FieldErrors(errors);
      const position = await positionById(db, positionId);
      if (!position) throw new FieldErrors({ position: msg('partner.error.position') });
      if (position.holder?.id === personId)
        throw new FieldErrors({ position: msg('partner.error.ownPosition') });
      const id = await db
        .transaction(ctx, async (tx) => {
          await admit(tx, ctx, 'done at once');
          return insert(tx, ctx, input, today, key);
        })
        .catch(async (error) => {
          throw (await overlapsWith(db, ctx, error, input, 'position')) ?? error;
        });
      return numbered(db, 'secretary_mapping', id);
    },
  );
}

/** The mapping that the form with this key has made. */
async function addedWith(db: Queryable, ctx: Context, key: string): Promise<Numbered | null> {
  const [made] = await db.query<Numbered>(
    'SELECT id, number FROM secretary_mapping WHERE submission = $1 AND created_by_id = $2',
    [key, ctx.actor.id],
  );
  return made ?? null;
}

async function insert(
  tx: Tx,
  ctx: Context,
  { personId, positionId, start, end }: NewMapping,
  today: Day,
  key: string,
): Promise<number> {
  const earlier = await addedWith(tx, ctx, key);
  if (earlier) return earlier.id;
  if ((await holdPeople(tx, [personId])).length === 0)
    throw new FieldErrors({ person: msg('partner.error.person') });
  if ((await lockSecretaryRoles(tx, [personId])).length === 0) throw new NoSecretaryRole();
  const [made] = await tx.query<{ id: number }>(
    `INSERT INTO secretary_mapping (person_id, position_id, starts_on, ends_on, end_set_on, created_by_id, created_at, submission)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (submission) DO NOTHING RETURNING id`,
    [personId, positionId, start, end, today, ctx.actor.id, ctx.now, key],
  );
  // The same form at the same moment: the other one has made it, and has committed. Else the key is somebody else's.
  if (!made) {
    const twin = await addedWith(tx, ctx, key);
    if (!twin) throw new Refusal(msg('error.oldCard'));
    return twin.id;
  }
  const data = { personId, positionId, start, end };
  await logNew(tx, logged, ctx, { id: made.id, endsOn: end }, { action: 'mapping.added', data });
  return made.id;
}
