import { dateOf } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { type Day, dayOf } from '../../../core/day.ts';
import { FieldErrors } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { loggedDay } from '../../../db/audit.ts';
import { holdPeople } from '../../../people/held.ts';
import type { Act, Deciding, Given } from '../../../records/act.ts';
import { reassigning } from '../../../records/reassign.ts';
import type { DeskDeps } from '../deps.ts';
import { endMappings } from '../ending.ts';
import { mappingsWait } from '../expiry/waiting.ts';
import type { Mapping } from '../model.ts';
import { datesWrong, whyNotChange, whyNotExtend, whyNotLetEnd } from '../rules.ts';
import { overlapsWith } from './overlap.ts';

/** With the End that its form showed, where it is done by one: where the mapping has another one by now, somebody was faster. */
interface Seen extends Given {
  seenEnd?: Day;
}

interface NewEnd extends Seen {
  end: Day;
}

/** The desk that they are done at. */
type At = Pick<DeskDeps, 'db' | 'policy'>;

/** What is said of it once it is done stands with its form. */
type MappingAct<G extends Given = Seen> = Omit<Act<Mapping, Mapping, G>, 'done'>;

const todayOf = ({ policy }: At, { now }: Context): Day => dayOf(now, policy.timeZone);

/** What all of them share. */
const common = (desk: At): Pick<MappingAct, 'keeps' | 'read' | 'whyNot'> => ({
  keeps: ({ endsOn }) => [endsOn],
  read: (_values, _errors, [seenEnd = '']) => ({ seenEnd }),
  whyNot: (mapping, ctx) => whyNotChange(ctx.actor, mapping, todayOf(desk, ctx)),
});

/** Gives a mapping another End: `extend` stands on a reminder, `change-end` on its own card (P-12, I-10). */
const newEnd = (desk: At, verb: 'extend' | 'change-end'): Deciding<MappingAct<NewEnd>> => ({
  ...common(desk),
  opens: `partner.${verb}`,
  ...(verb === 'extend'
    ? { title: 'partner.button.extend', text: 'partner.act.extend' }
    : { title: 'partner.button.changeEnd', text: 'partner.act.changeEnd' }),
  decides: true,
  whyNot: (mapping, ctx) =>
    (verb === 'extend' ? whyNotExtend : whyNotChange)(ctx.actor, mapping, todayOf(desk, ctx)),
  submit: 'partner.form.save',
  reason: { label: 'partner.field.reason', required: true },
  fields: (ctx) => [
    { type: 'date', name: 'end', label: ctx.t('partner.field.newEnd'), min: todayOf(desk, ctx) },
  ],
  read(values, errors, [seenEnd = '']) {
    const end = dateOf(values, 'end');
    if (!end) errors.end = msg('partner.error.end');
    else if (verb === 'extend' && end <= seenEnd) errors.end = msg('partner.error.notLater');
    return { seenEnd, end: end ?? '' };
  },
  async write(tx, ctx, mapping, { seenEnd = mapping.endsOn, end }) {
    if (mapping.endsOn !== seenEnd) return null;
    const today = todayOf(desk, ctx);
    const errors = datesWrong({ start: mapping.startsOn, end }, today);
    if (errors.end) throw new FieldErrors({ end: errors.end });
    if (end === seenEnd) throw new FieldErrors({ end: msg('partner.error.sameEnd') });
    // Whoever is let in no more is not mapped for longer; a shorter mapping is not asked who they are.
    const [active] = await holdPeople(tx, [mapping.person.id]);
    if (end > seenEnd && !active) throw new FieldErrors({ person: msg('partner.error.person') });
    const moved = await tx.query(
      `UPDATE secretary_mapping SET ends_on = $3, end_set_on = $4, let_end = false
       WHERE id = $1 AND ended_at IS NULL AND ends_on = $2 RETURNING id`,
      [mapping.id, seenEnd, end, today],
    );
    return moved.length > 0 ? { action: 'mapping.endChanged', to: loggedDay(end) } : null;
  },
  meaning: (error, ctx, { id, person, position, startsOn: start }, { end }) => {
    const wanted = { personId: person.id, positionId: position.id, start, end };
    return overlapsWith(desk.db, ctx, error, wanted, 'end', id);
  },
});

/** No more reminders: it ends on its day (P-12). */
const letEnd = (desk: At): Deciding<MappingAct> => ({
  ...common(desk),
  opens: 'partner.let-end',
  decides: true,
  title: 'partner.button.letEnd',
  text: 'partner.act.letEnd',
  ends: true,
  submit: 'partner.act.letEndYes',
  whyNot: (mapping, ctx) => whyNotLetEnd(ctx.actor, mapping, todayOf(desk, ctx)),
  async write(tx, _ctx, { id, endsOn }, { seenEnd = endsOn }) {
    const left = await tx.query(
      `UPDATE secretary_mapping SET let_end = true
       WHERE id = $1 AND ended_at IS NULL AND ends_on = $2 AND NOT let_end RETURNING id`,
      [id, seenEnd],
    );
    return left.length > 0 ? { action: 'mapping.letEnd' } : null;
  },
});

/** Ends it now, and what it alone was the reason for (I-10). */
const endNow = (desk: At): MappingAct => ({
  ...common(desk),
  opens: 'partner.end',
  title: 'partner.button.endNow',
  text: 'partner.act.end',
  ends: true,
  // It hangs on nobody's answer.
  evenReturned: true,
  submit: 'partner.button.endNow',
  reason: { label: 'partner.field.reason', required: true },
  async write(tx, { actor, surface, now }, { id, endsOn }, { seenEnd = endsOn, reason, factor }, key) {
    const held = await tx.query<{ id: number; personId: number }>(
      `SELECT id, person_id AS "personId" FROM secretary_mapping
       WHERE id = $1 AND ended_at IS NULL AND ends_on = $2 FOR UPDATE`,
      [id, seenEnd],
    );
    const action = 'mapping.endedEarly';
    const day = dayOf(now, desk.policy.timeZone);
    await endMappings(tx, held, {
      action,
      actor,
      surface,
      now,
      day,
      reason,
      key,
      shown: { ...(factor && { factor }) },
    });
    return held.length > 0 ? { action, isLogged: true } : null;
  },
});

/** Hands the decision about its End to somebody else who may make it. */
export const reassign = ({ policy }: Pick<At, 'policy'>) =>
  reassigning(mappingsWait(policy), 'partner.reassign');

/** What may be done to a mapping, by verb. */
export function mappingActs(desk: At) {
  return {
    extend: newEnd(desk, 'extend'),
    changeEnd: newEnd(desk, 'change-end'),
    letEnd: letEnd(desk),
    end: endNow(desk),
  };
}
