import { type Actor, hasRole } from '../../core/context.ts';
import { addDays, type Day } from '../../core/day.ts';
import { isSamePerson, named } from '../../core/same-person.ts';
import { type Message, msg } from '../../core/texts/index.ts';
import { type Holding, holds } from '../../records/holders.ts';
import { overtaken } from '../../records/overtaken.ts';
import { whyNotDecide } from '../../records/waiting.ts';
import type { Mapping, MappingState } from './model.ts';

type Dated = Pick<Mapping, 'startsOn' | 'endsOn' | 'endedAt'>;

/** Active between its dates, inclusive; past its End it is over, whether or not the daily run has been there (P-10). */
export function mappingState({ startsOn, endsOn, endedAt }: Dated, today: Day): MappingState {
  if (endedAt || endsOn < today) return 'ENDED';
  return startsOn > today ? 'AHEAD' : 'ACTIVE';
}

/** Whether a mapping is a reason to keep the role Secretary User: one that has not begun yet is (P-12). */
export function needsSecretaryRole(mapping: Dated, today: Day): boolean {
  return mappingState(mapping, today) !== 'ENDED';
}

/** Days before End on which a reminder is due (P-12). */
export const reminderDays = [30, 14, 7, 1] as const;

/**
 * The reminder that is due on a day: of those whose day has come the last, so that one that was missed does not follow a
 * later one. One whose day was not after the day on which this End was given is none: whoever gave it knew. Whether it has
 * gone out already is known to `deadline_notice`.
 */
export function reminderDue(
  { endsOn, endSetOn, endedAt, letEnd }: Pick<Mapping, 'endsOn' | 'endedAt' | 'letEnd'> & { endSetOn: Day },
  today: Day,
): number | null {
  if (endedAt || letEnd || endsOn < today) return null;
  const days = reminderDays.findLast((before) => addDays(endsOn, -before) <= today);
  return days !== undefined && addDays(endsOn, -days) > endSetOn ? days : null;
}

/** What is wrong with a mapping's days, by field; the End may be today (P-10). */
export function datesWrong(
  { start, end }: { start: Day | null; end: Day | null },
  today: Day,
): Partial<Record<'start' | 'end', Message>> {
  return {
    ...(start ? {} : { start: msg('partner.error.start') }),
    ...(!end
      ? { end: msg('partner.error.end') }
      : start && end < start
        ? { end: msg('partner.error.endBeforeStart') }
        : end < today
          ? { end: msg('partner.error.endPast') }
          : {}),
  };
}

export const isDirectoryAdmin = (actor: Actor): boolean => hasRole(actor, 'DIRECTORY_ADMIN');

/** Why this person may not use the desk; null when they may (I-2). */
export function whyNotManage(actor: Actor): Message | null {
  return isDirectoryAdmin(actor) ? null : msg('partner.refuse.directoryAdmin');
}

/** Whether a row of our people is the actor, under whichever address (I-4). */
const isThemselves = (actor: Actor, personId: number): boolean =>
  isSamePerson(named({ persons: [personId] }), actor.identity);

/** Why this person may not give somebody access or a mapping, or take access away: nobody does so for themselves (I-4). */
export function whyNotManagePerson(actor: Actor, personId: number): Message | null {
  return whyNotManage(actor) ?? (isThemselves(actor, personId) ? msg('partner.refuse.own') : null);
}

type Held = Pick<Mapping, 'person' | 'position'>;

/** Who decides about a mapping's End: its official, where there is one, and the directory admins; the secretary never (P-12, I-4). */
export const decidersOf = ({ position }: Pick<Held, 'position'>): Holding[] => [
  ...(position.holder ? [{ personId: position.holder.id }] : []),
  { role: 'DIRECTORY_ADMIN' },
];
export const barredFrom = ({ person }: Pick<Held, 'person'>) => named({ persons: [person.id] });

/** Who sees a mapping: those who decide about it, whoever stands in for one of them, and the secretary; ADMIN all, who may hand it on. */
export function maySee(actor: Actor, mapping: Held): boolean {
  return holds(actor, decidersOf(mapping)) || mapping.person.id === actor.id || hasRole(actor, 'ADMIN');
}

/** Why this person may not change a mapping's End, or end it, now (P-12, I-3, I-4). */
export function whyNotChange(actor: Actor, mapping: Mapping, today: Day): Message | null {
  return whyNot(actor, { ...mapping, handed: null }, today);
}

/** Why this person may not decide about the End that it was reminded of: it may have been handed to somebody else. */
export const whyNotExtend = (actor: Actor, mapping: Mapping, today: Day): Message | null =>
  whyNot(actor, mapping, today);

function whyNot(actor: Actor, mapping: Mapping, today: Day): Message | null {
  const own = msg('partner.refuse.own');
  if (isThemselves(actor, mapping.person.id)) return own;
  const wait = { held: decidersOf(mapping), barred: barredFrom(mapping), handed: mapping.handed };
  const why = whyNotDecide(wait, actor, { notHolder: msg('partner.refuse.notOfficial'), own });
  if (why) return why;
  if (mappingState(mapping, today) !== 'ENDED') return null;
  const ended = msg('partner.refuse.ended', { number: mapping.number });
  return mapping.endedAt ? overtaken(ended) : ended;
}

/** Why this mapping cannot be left to end: that has been decided before. */
export function whyNotLetEnd(actor: Actor, mapping: Mapping, today: Day): Message | null {
  const refusal = whyNotExtend(actor, mapping, today);
  if (refusal) return refusal;
  return mapping.letEnd ? overtaken(msg('partner.refuse.letEndAlready', { number: mapping.number })) : null;
}
