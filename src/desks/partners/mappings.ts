import type { Context } from '../../core/context.ts';
import { type Day, dayOf, formatDay } from '../../core/day.ts';
import { FieldErrors, Refusal } from '../../core/errors.ts';
import type { Queryable } from '../../core/queryable.ts';
import { type Message, msg } from '../../core/texts/index.ts';
import { audit } from '../../db/audit.ts';
import { type Database, isExclusionViolation, type Tx } from '../../db/database.ts';
import { type Numbered, numbered } from '../../db/numbers.ts';
import { type Admission, admitAll } from '../../people/admission.ts';
import { holdPeople } from '../../people/held.ts';
import { withWhoWasFaster } from '../../people/who-was-faster.ts';
import { refresh } from '../../posted/post.ts';
import { endMappings } from './ending.ts';
import { type Mapping, mappingSubject } from './model.ts';
import type { PartnerPolicy } from './parts.ts';
import { datesWrong, whyNotChange, whyNotLetEnd, whyNotManagePerson } from './rules.ts';
import { loadMapping, lockSecretaryRoles, overlapping, positionById, wasDone } from './store.ts';

export interface NewMapping {
  personId: number;
  positionId: number;
  start: Day;
  end: Day;
}

/** What somebody does to a mapping as they saw it: when its End is another one by now, somebody was faster. */
export interface Change {
  mappingId: number;
  seenEnd: Day;
  /** The form's own key: sending it again changes nothing more. */
  key: string;
}

export interface MappingService {
  /** Maps a secretary to a position; the same key makes one mapping. Throws `NoSecretaryRole` where the role is missing (P-10). */
  add(ctx: Context, input: NewMapping, key: string): Promise<Numbered>;
  /** Gives a mapping another End (P-12, I-10). */
  changeEnd(ctx: Context, change: Change & { end: Day; reason: string }): Promise<void>;
  /** No more reminders: it ends on its day (P-12). */
  letEnd(ctx: Context, change: Change): Promise<void>;
  /** Ends it now (I-10). */
  end(ctx: Context, change: Change & { reason: string }): Promise<void>;
}

/** Only who has the role Secretary User is mapped: the bundle is offered instead (P-10). */
export class NoSecretaryRole extends Refusal {
  constructor() {
    super(msg('partner.refuse.noRole'));
  }
}

/** The state changes of mappings: each is one transaction with its audit entry and its jobs. */
export function createMappingService(
  db: Database,
  policy: PartnerPolicy,
  admit: Admission = admitAll,
): MappingService {
  const today = (ctx: Context): Day => dayOf(ctx.now, policy.timeZone);

  async function required(id: number): Promise<Mapping> {
    const mapping = await loadMapping(db, id);
    if (!mapping) throw new Refusal(msg('partner.refuse.unknown'));
    return mapping;
  }

  /** Does a change to the mapping as its form showed it, or says who was faster; the same form twice is done once. */
  async function change(
    { mappingId, seenEnd, key }: Change,
    whyNot: (mapping: Mapping) => Message | null,
    work: (tx: Tx, mapping: Mapping) => Promise<boolean>,
  ): Promise<void> {
    const mapping = await required(mappingId);
    const subject = mappingSubject(mappingId);
    const done = () => wasDone(db, subject, key);
    if (await done()) return;
    const refusal = whyNot(mapping);
    if (refusal) throw new Refusal(await withName(db, mapping, refusal));
    const won =
      mapping.endsOn === seenEnd &&
      (await db.transaction(async (tx) => {
        if (!(await work(tx, mapping))) return false;
        await refresh(tx, subject);
        return true;
      }));
    if (!won && !(await done())) throw new Refusal(await whoWasFaster(db, mapping));
  }

  return {
    async add(ctx, input, key) {
      const { personId, positionId, start, end } = input;
      const refusal = whyNotManagePerson(ctx.actor, personId);
      if (refusal) throw new Refusal(refusal);
      const errors = datesWrong({ start, end }, today(ctx));
      if (Object.keys(errors).length > 0) throw new FieldErrors(errors);
      const position = await positionById(db, positionId);
      if (!position) throw new FieldErrors({ position: msg('partner.error.position') });
      if (position.holder?.id === personId)
        throw new FieldErrors({ position: msg('partner.error.ownPosition') });
      try {
        const id = await db.transaction(async (tx) => {
          await admit(tx, ctx);
          return insert(tx, ctx, input, today(ctx), key);
        });
        return await numbered(db, 'secretary_mapping', id);
      } catch (error) {
        if (!isOverlap(error)) throw error;
        // It may be the mapping of this very form, sent at the same moment.
        const earlier = await addedWith(db, ctx, key);
        if (earlier) return earlier;
        throw await overlapError(db, ctx, input, 'position');
      }
    },

    changeEnd: (ctx, { end, reason, ...seen }) =>
      change(
        seen,
        (mapping) => whyNotChange(ctx.actor, mapping, today(ctx)),
        async (tx, mapping) => {
          const errors = datesWrong({ start: mapping.startsOn, end }, today(ctx));
          if (errors.end) throw new FieldErrors({ end: errors.end });
          if (end === mapping.endsOn) throw new FieldErrors({ end: msg('partner.error.sameEnd') });
          // Whoever is let in no more is not mapped for longer; a shorter mapping is not asked who they are.
          const [active] = await holdPeople(tx, [mapping.person.id]);
          if (end > mapping.endsOn && !active) throw new FieldErrors({ person: msg('partner.error.person') });
          return moveEnd(tx, ctx, mapping, { end, today: today(ctx), reason, key: seen.key });
        },
      ).catch(async (error) => {
        if (!isOverlap(error)) throw error;
        const { person, position, startsOn } = await required(seen.mappingId);
        throw await overlapError(
          db,
          ctx,
          { personId: person.id, positionId: position.id, start: startsOn, end },
          'end',
          seen.mappingId,
        );
      }),

    letEnd: (ctx, seen) =>
      change(
        seen,
        (mapping) => whyNotLetEnd(ctx.actor, mapping, today(ctx)),
        async (tx, mapping) => {
          const left = await tx.query(
            `UPDATE secretary_mapping SET let_end = true
             WHERE id = $1 AND ended_at IS NULL AND ends_on = $2 AND NOT let_end RETURNING id`,
            [mapping.id, mapping.endsOn],
          );
          if (left.length === 0) return false;
          await changed(tx, ctx, mapping, { action: 'mapping.letEnd', to: mapping.endsOn, key: seen.key });
          return true;
        },
      ),

    end: (ctx, { reason, ...seen }) =>
      change(
        seen,
        (mapping) => whyNotChange(ctx.actor, mapping, today(ctx)),
        async (tx, mapping) => {
          const held = await tx.query<{ id: number; personId: number }>(
            `SELECT id, person_id AS "personId" FROM secretary_mapping
             WHERE id = $1 AND ended_at IS NULL AND ends_on = $2 FOR UPDATE`,
            [mapping.id, mapping.endsOn],
          );
          await endMappings(tx, held, {
            action: 'mapping.endedEarly',
            actor: ctx.actor,
            surface: ctx.surface,
            now: ctx.now,
            day: today(ctx),
            reason,
            key: seen.key,
          });
          return held.length > 0;
        },
      ),
  };
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
  await audit(tx, {
    at: ctx.now,
    actor: ctx.actor,
    surface: ctx.surface,
    action: 'mapping.added',
    subject: mappingSubject(made.id),
    to: end,
    data: { personId, positionId, start, end },
  });
  return made.id;
}

/** Moves the End from the one that was looked at; false when somebody was faster. */
async function moveEnd(
  tx: Tx,
  ctx: Context,
  mapping: Mapping,
  { end, today, reason, key }: { end: Day; today: Day; reason: string; key: string },
): Promise<boolean> {
  const moved = await tx.query(
    `UPDATE secretary_mapping SET ends_on = $3, end_set_on = $4, let_end = false
     WHERE id = $1 AND ended_at IS NULL AND ends_on = $2 RETURNING id`,
    [mapping.id, mapping.endsOn, end, today],
  );
  if (moved.length === 0) return false;
  await changed(tx, ctx, mapping, { action: 'mapping.endChanged', to: end, reason, key });
  return true;
}

async function changed(
  tx: Tx,
  ctx: Context,
  { id, number, endsOn, person, position }: Mapping,
  { action, to, reason, key }: { action: string; to: Day; reason?: string; key: string },
): Promise<void> {
  await audit(tx, {
    at: ctx.now,
    actor: ctx.actor,
    surface: ctx.surface,
    action,
    subject: mappingSubject(id),
    from: endsOn,
    to,
    reason,
    data: { number, personId: person.id, positionId: position.id, key },
  });
}

/** The exclusion constraint decides; those who make or move mappings of one person come to it in turn (P-10). */
const isOverlap = (error: unknown): boolean => isExclusionViolation(error, 'secretary_mapping_overlap');

async function overlapError(
  db: Database,
  ctx: Context,
  wanted: NewMapping,
  field: 'position' | 'end',
  except?: number,
): Promise<FieldErrors> {
  const other = await overlapping(db, wanted, except);
  if (!other) return new FieldErrors({ [field]: msg('partner.error.overlapGone') });
  const { language } = ctx.t;
  const told = msg('partner.error.overlap', {
    number: other.number,
    start: formatDay(language, other.startsOn),
    end: formatDay(language, other.endsOn),
  });
  return new FieldErrors({ [field]: await withWhoWasFaster(db, ctx, told, mappingSubject(other.id)) });
}

/** Who changed it first, in words, for the slower of two (U-13). */
async function whoWasFaster(db: Database, { id, number }: Mapping): Promise<Message> {
  const [last] = await db.query<{ actor: string; actorId: number | null }>(
    `SELECT actor, actor_id AS "actorId" FROM audit_entry WHERE subject = $1 ORDER BY id DESC LIMIT 1`,
    [mappingSubject(id)],
  );
  return last?.actorId
    ? msg('partner.refuse.changedBy', { number, name: last.actor })
    : msg('partner.refuse.ended', { number });
}

/** Where a person ended it or let it end, the refusal says who. */
async function withName(db: Database, mapping: Mapping, refusal: Message): Promise<Message> {
  const isOver = refusal.key === 'partner.refuse.ended' || refusal.key === 'partner.refuse.letEndAlready';
  return isOver && (mapping.endedAt || mapping.letEnd) ? whoWasFaster(db, mapping) : refusal;
}
