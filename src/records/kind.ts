import { idOf } from '../chat/action.ts';
import type { Part } from '../chat/card.ts';
import type { Actor, Context } from '../core/context.ts';
import { Refusal } from '../core/errors.ts';
import type { LoggedState } from '../core/names.ts';
import type { Queryable } from '../core/queryable.ts';
import { type Message, msg } from '../core/texts/index.ts';
import type { Last } from '../people/who-was-faster.ts';
import type { Emptied } from '../retention/emptied.ts';
import type { Handed } from './handing.ts';
import { overtaken } from './overtaken.ts';
import type { Remarked } from './remarks.ts';
import type { Announcement } from './tell.ts';

/** What every record has; what was said of it where it may be returned and commented on. */
export interface Row extends Remarked, Emptied {
  id: number;
  /** To whom it has been handed, where its kind may be. */
  handed?: Handed | null;
}

/** How what happens to a record is logged and told. */
export interface Logging<R extends Row> {
  /** What stands before the id in subjects: `satker-ticket:42`. */
  name: string;
  /** Where it stands. */
  state(record: R): LoggedState;
  /** Where its entries are another record's: which one's, and what in them says that they are of this. */
  within?(record: R): Entries;
  /** What each of its entries keeps of it. */
  noted?(record: R): Record<string, unknown>;
  /** What tells everybody concerned of a change; without it the cards that stand are brought up to date. */
  announced?(record: R): Announcement;
}

/** The same of what everybody concerned is told of. */
export type Told<R extends Row> = Logging<R> & Required<Pick<Logging<R>, 'announced'>>;

/**
 * A kind of record that people do things to: what the acts on it share. `R` is a record as its rules need it, `Whole` with all
 * that its forms show besides.
 */
export interface Kind<R extends Row, Whole extends R = R> extends Logging<R> {
  /** A record as this person may see it; null alike for what is not there and for what they may not see (I-3, U-14). */
  seen(db: Queryable, ctx: Context, id: number): Promise<R | null>;
  whole(db: Queryable, ctx: Context, id: number): Promise<Whole | null>;
  /** One that an act has taken out of everybody's sight: a copy of that act's form which comes later is done all the same. */
  removed?: Loading<R>;
  /** Said of what is not there, and of what somebody may not see. */
  unknown: Message;
  /** Said to the slower of two where no rule says it more exactly (U-13). */
  passed(record: R): Message;
  /** The same with the name of who was faster, where the kind has words of its own for that. */
  faster?(record: R, last: Last): Message | null;
  /** What its forms show of it. */
  shown(ctx: Context, record: Whole): Part[];
  /** What was asked for, as its cards say it: whoever decides it decides on that. What its forms show, where that is all. */
  asked?(ctx: Context, record: Whole): Part[];
  /** What the words of its acts name, where they name anything. */
  names?(record: R): Record<string, string>;
  /** How long a reason may be. */
  maxReason: number;
}

/** What most kinds say in the same words. */
export const usualWords = {
  unknown: msg('error.oldCard'),
  passed: () => overtaken(msg('record.refuse.passed')),
  maxReason: 500,
};

/** How records are read whose forms show no more than their rules need: by whom these let see them. */
export function readBy<R extends Row>(
  load: Loading<R>,
  maySee: (actor: Actor, record: R) => boolean,
): Pick<Kind<R>, 'seen' | 'whole'> & { load: Loading<R> } {
  const seen: Kind<R>['seen'] = async (db, { actor }, id) => {
    const record = await load(db, id);
    return record && maySee(actor, record) ? record : null;
  };
  return { load, seen, whole: seen };
}

/** A record as it is, whoever looks; null where there is none. */
export type Loading<R extends Row> = (db: Queryable, id: number) => Promise<R | null>;

/** Where the entries of a record stand in the log. */
export interface Entries {
  subject: string;
  data: Record<string, unknown>;
}

export const entriesIn = <R extends Row>(kind: Pick<Logging<R>, 'name' | 'within'>, record: R): Entries =>
  kind.within?.(record) ?? { subject: subjectOf(kind, record.id), data: {} };

/** A record that this person may see, or a Refusal that does not tell whether it exists (I-3, U-14). */
export async function visible<R extends Row>(
  db: Queryable,
  { seen, unknown }: Pick<Kind<R>, 'seen' | 'unknown'>,
  ctx: Context,
  id: number,
): Promise<R> {
  const record = await seen(db, ctx, id);
  if (!record) throw new Refusal(unknown);
  return record;
}

export const subjectOf = ({ name }: { name: string }, id: number): string => `${name}:${id}`;

/** The record of this kind behind a subject; 0, which none has, for those of others. */
export function idIn({ name }: { name: string }, subject: string): number {
  return subject.startsWith(`${name}:`) ? idOf(subject.slice(name.length + 1)) : 0;
}
