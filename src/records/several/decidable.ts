import type { Mark } from '../../authenticators/step-up.ts';
import type { ActionName } from '../../chat/action.ts';
import type { Context } from '../../core/context.ts';
import { FieldErrors, Refusal } from '../../core/errors.ts';
import type { Queryable } from '../../core/queryable.ts';
import { type Message, msg, type TextKey } from '../../core/texts/index.ts';
import {
  type Act,
  type Deciding,
  type Means,
  marksOf,
  type Offering,
  perform,
  permitted,
  withName,
} from '../act.ts';
import { inWhoseRight } from '../in-whose-right.ts';
import { type Kind, type Row, subjectOf } from '../kind.ts';
import { once, wasDone } from '../once.ts';
import { Overtaken } from '../overtaken.ts';
import { Changed, changedSince, type Said, saidOf, type Version, versionOf } from '../version.ts';
import type { Waits } from '../waits.ts';

/** A kind of record that somebody decides, as its desk brings it: by this several of them are decided at once. */
export interface Decidable {
  /** What stands before the id in subjects. */
  name: string;
  /** What its records are called, together. */
  called: TextKey;
  /** How they are decided, each as it is called; `alone`: only one by one, since it asks for more than a reason. */
  ways: readonly Way[];
  /** Those that may wait for this person, by their ids, in ascending order. What they may really do is asked of each. */
  waiting(ctx: Context): Promise<readonly number[]>;
  /** One of them as this person sees it; null for what is not there, and for what they may not see. */
  look(db: Queryable, ctx: Context, id: number): Promise<Look | null>;
  /** All that may be marked as sensitive of a decision, after all that stands against it: throws what `decide` does. */
  judge(db: Queryable, ctx: Context, decision: Decision): Promise<readonly Mark[]>;
  /** Decides it, once for one key. Throws Refusal, and Changed where it is not what was seen. */
  decide(means: Means, ctx: Context, decision: Decision, key: string): Promise<void>;
}

export interface Way {
  opens: ActionName;
  /** On its button. */
  label: TextKey;
  /** In the form of one. */
  submit?: TextKey;
  reason?: { label: TextKey; required: boolean };
  ends: boolean;
  alone: boolean;
}

export interface Look {
  id: number;
  title: string;
  /** What was asked for. */
  said: readonly Said[];
  /** Where it stands, and what it says: a decision counts for that alone. */
  seen: Seen;
  /** By what this person may decide it now, all at once with others, and what that falls under. */
  open: readonly { opens: ActionName; marks: readonly Mark[] }[];
}

export interface Seen {
  state: string;
  version: Version;
}

export interface Decision {
  id: number;
  opens: ActionName;
  seen: Seen;
  reason: string | null;
}

/** Whatever decides a record counts for what was seen of it. */
type Answering<R extends Row, Whole extends R> = Deciding<Act<R, Whole> | Offering<R>>;

/** An act that asks for a reason and no more. */
const isPlain = <R extends Row, Whole extends R>(act: Answering<R, Whole>): act is Deciding<Act<R, Whole>> =>
  'write' in act && 'submit' in act && !act.fields;

export function decidable<R extends Row, Whole extends R>(given: {
  kind: Kind<R, Whole> & Pick<Waits<R>, 'named'>;
  called: TextKey;
  /** All acts and openings by which some record of the kind is decided. */
  ways: readonly Answering<R, Whole>[];
  /** Those of them that are for a record as it stands, where that is not all; who may is asked besides. */
  on?(record: R): readonly Answering<R, Whole>[];
  waiting(ctx: Context): Promise<readonly number[]>;
  /** As the list of all that waits names it, unless it says otherwise. */
  titled?(ctx: Context, record: Whole): string;
}): Decidable {
  const { kind, ways } = given;
  const { on = () => ways, titled = (_ctx, record) => kind.named(record).title } = given;
  const plainOn = (record: R) => on(record).filter(isPlain);

  /** The act of a decision, for a record that stands where it was seen. */
  async function actOn<Loaded extends R>(
    db: Queryable,
    ctx: Context,
    record: Loaded | null,
    { opens, seen, reason }: Decision,
  ) {
    if (!record) throw new Refusal(kind.unknown);
    if (kind.state(record) !== seen.state)
      throw new Overtaken(await withName(db, kind, ctx, record, kind.passed(record)));
    const act = plainOn(record).find((one) => one.opens === opens);
    if (!act) throw new Refusal(msg('several.refuse.alone'));
    if (act.reason?.required && !reason) throw new FieldErrors({ reason: msg('field.error.reason') });
    if ((reason?.length ?? 0) > kind.maxReason)
      throw new FieldErrors({ reason: msg('error.tooLong', { max: kind.maxReason }) });
    return { act, record };
  }

  return {
    name: kind.name,
    called: given.called,
    ways: ways.map(wayOf),
    waiting: given.waiting,
    async look(db, ctx, id) {
      const record = await kind.whole(db, ctx, id);
      if (!record) return null;
      const may = await Promise.all(
        plainOn(record).map(async (act) => ({ act, why: await act.whyNot(record, ctx) })),
      );
      const allowed = may.filter(({ why }) => !why).map(({ act }) => act);
      const open = await Promise.all(
        allowed.map(async (act) => ({ opens: act.opens, marks: await marksOf(act, record) })),
      );
      const as = allowed[0] ? await inWhoseRight(allowed[0], record, ctx) : ctx;
      return {
        id,
        title: titled(ctx, record),
        said: saidOf(kind, ctx, record),
        seen: { state: kind.state(record), version: versionOf(kind, as, record) },
        open,
      };
    },
    async judge(db, ctx, decision) {
      const { id, seen } = decision;
      const { act, record } = await actOn(db, ctx, await kind.whole(db, ctx, id), decision);
      await permitted(db, kind, act, ctx, id, record);
      const changed = changedSince(seen.version, kind, await inWhoseRight(act, record, ctx), record);
      if (changed.length > 0) throw new Changed(changed);
      return marksOf(act, record);
    },
    async decide(means, ctx, decision, key) {
      const { db } = means;
      const { id, seen, reason } = decision;
      const did = async () => (await wasDone(db, ctx, subjectOf(kind, id), key)) || null;
      await once(did, async () => {
        const { act } = await actOn(db, ctx, await kind.seen(db, ctx, id), decision);
        const given = { reason };
        const acted = await perform(means, kind, act, ctx, { id, key, version: seen.version, given });
        if (acted.type === 'passed') throw new Overtaken(acted.why);
        return true;
      });
    },
  };
}

function wayOf<R extends Row, Whole extends R>(act: Answering<R, Whole>): Way {
  const { opens, title, button = title } = act;
  const how = isPlain(act) ? { submit: act.submit, ...(act.reason ? { reason: act.reason } : {}) } : {};
  return { opens, label: button, ends: act.ends ?? false, alone: !isPlain(act), ...how };
}

/** What stands against a decision, at what was given for it; what is no such thing is thrown on. */
export function standsAgainst(error: unknown): { field: 'decision' | 'reason'; why: Message } {
  if (error instanceof Changed) {
    const names = error.facts.map(({ label }) => label).join(', ');
    return { field: 'decision', why: msg('several.refuse.changed', { names }) };
  }
  if (error instanceof Refusal) return { field: 'decision', why: error.reason };
  if (error instanceof FieldErrors) {
    const [[field, why] = []] = Object.entries(error.fields);
    if (why) return { field: field === 'reason' ? 'reason' : 'decision', why };
  }
  throw error;
}
