import type { Mark, Shown, StepUp } from '../authenticators/step-up.ts';
import type { ActionName } from '../chat/action.ts';
import type { Part } from '../chat/card.ts';
import { type Codes, noCodes } from '../chat/codes.ts';
import type { Decided, Outcome } from '../chat/done.ts';
import type { Field, FormResult, Values } from '../chat/form.ts';
import { type Context, inWhoseName } from '../core/context.ts';
import { FieldErrors, Refusal } from '../core/errors.ts';
import type { LoggedState } from '../core/names.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Message, TextKey } from '../core/texts/index.ts';
import { audit, EntryRefused, type LoggedAction } from '../db/audit.ts';
import type { Database, Tx } from '../db/database.ts';
import { lastChange, named } from '../people/who-was-faster.ts';
import { refresh } from '../posted/post.ts';
import { inWhoseRight, whoseRightEnded } from './in-whose-right.ts';
import { entriesIn, type Kind, type Logging, type Row } from './kind.ts';
import { once, wasDone } from './once.ts';
import { Overtaken } from './overtaken.ts';
import { endQuestion } from './remark-rows.ts';
import { openQuestion, whyReturned } from './remarks.ts';
import { tell } from './tell.ts';
import { Changed, changedSince, type Version } from './version.ts';

/** What an act has made of a record: what its entry in the log says. */
export interface Change<R> {
  /** `satker.approved` */
  action: LoggedAction;
  /** Where it stands now; absent where it stands as before. */
  to?: LoggedState;
  data?: Record<string, unknown>;
  /** To whom it has been handed by this. */
  handedTo?: number;
  /** Its own statement has written the entry, with the form's key. */
  isLogged?: true;
  /** The record as it is now, where what is said of it needs that. */
  record?: R;
}

/** The words of approving and of rejecting, wherever that is a decision like others; a kind adds what will happen. */
export const approval = {
  decides: true,
  title: 'record.approve',
  submit: 'record.decision.submit',
  reason: { label: 'record.decision.note', required: false },
} as const;
export const rejection = {
  decides: true,
  title: 'record.reject',
  ends: true,
  submit: 'record.decision.reject',
  reason: { label: 'record.decision.whyReject', required: true },
} as const;

/** What somebody gives with an act, and by what else they have shown that it is them. */
export interface Given extends Shown {
  reason: string | null;
}

/** What a button beside a record opens: who may use it, when, and how it is called. */
export interface Offering<R extends Row> {
  opens: ActionName;
  /** What stands in its actions behind the id: which act it is more exactly. */
  args?: readonly string[];
  /** Of what it opens, and on its button where there is no other word for that. */
  title: TextKey;
  button?: TextKey;
  /** That is the end of the record, or of somebody's access: it cannot be taken back by the next act. */
  ends?: true;
  /** It answers what was asked for, and counts for what its form showed of that alone. */
  decides?: true;
  /** Also while the record is returned to whoever asked for it; everything else waits for their answer. */
  evenReturned?: true;
  /** Why this person may not do it now; null when they may (I-3). A refusal that somebody's act is behind says so (`overtaken`). */
  whyNot(record: R, ctx: Context): Message | null | Promise<Message | null>;
  /** What it falls under besides itself, as far as ADMINs may have marked that as sensitive. */
  marks?(record: R): readonly Mark[] | Promise<readonly Mark[]>;
  /** Whether the record stands so that somebody may: what a channel is offered, where nobody knows who reads it. */
  stands?(record: R): boolean;
}

/** In which words something may be done to a record of a kind, by whom and when. */
interface Offered<R extends Row, Whole extends R, G extends Given> extends Offering<R> {
  /** What will happen, in a sentence. */
  text?: TextKey;
  submit: TextKey;
  /**
   * Asked for last; absent where nobody needs to say why. `missing` says what is missed where a required one is left empty, if that is no
   * reason; `first` that it is what the form is for, above all other fields.
   */
  reason?: { label: TextKey; required: boolean; missing?: TextKey; first?: true };
  /** Said below all that is asked for, where the button answers it. */
  sure?: TextKey;
  /** Shown besides the record. */
  shown?(ctx: Context, record: Whole): Part[];
  /** Asked for before the reason, unless that is `first`; what there is to choose from is read in `db`. */
  fields?(ctx: Context, record: Whole, db: Queryable): Field[] | Promise<Field[]>;
  /** What is given besides the reason; what is wrong with it goes to `errors`, by field. */
  read?(values: Values, errors: Record<string, Message>, kept: readonly string[]): Omit<G, 'reason'>;
  /** What the form keeps besides: how the record stood when it was shown. */
  keeps?(record: Whole): string[];
  /** Said in the place of the kind's word of what is not there. */
  unseen?(ctx: Context): Message;
}

/** What may be done to a record of a kind: its words, its right, and what it changes. */
export interface Act<R extends Row, Whole extends R = R, G extends Given = Given>
  extends Offered<R, Whole, G> {
  /**
   * Does it in the caller's transaction, the record's own row first and only if it still stands where it was seen. Null where it
   * does not: somebody was faster. What it throws undoes it.
   */
  write(tx: Tx, ctx: Context, record: R, given: G, key: string): Promise<Change<R> | null>;
  /** What is told where a constraint has refused it; null where it is no refusal of this act. */
  meaning?(error: unknown, ctx: Context, record: R, given: G): Promise<FieldErrors | null>;
  /** What has been done, in words: where these are a sentence alone, with the names of its kind, that one. */
  done: Said | ((ctx: Context, record: R) => Outcome | FormResult | Promise<Outcome | FormResult>);
}

/** What has been done, in a sentence. */
export type Said = { text: TextKey } & Pick<Outcome, 'tone'>;

/** What is offered like an act, and makes another record instead of changing this one. */
export interface Opening<R extends Row, Whole extends R = R> extends Offered<R, Whole, Given> {
  /** Makes it once for one key. */
  make(ctx: Context, record: R, given: Given, key: string): Promise<FormResult>;
}

/** An act that is one form's. */
export interface Submission<G> {
  id: number;
  /** Its codes, where its form asks for any. */
  codes?: Codes;
  /** The form's own key: sending it again is not a second act. */
  key: string;
  /** What the form showed, where it decides on that. */
  version?: Version | undefined;
  given: G;
}

/** An act, or what offers one, that decides. */
export type Deciding<A> = A & { decides: true };

/** What decides says what was seen: a form of it that keeps no version does not compile. */
type Seeing<A> = A extends { decides: true } ? { version: Version } : unknown;

export type Acted<R> = { type: 'decided'; record: R } | Extract<Decided, { type: 'passed' }>;

/** What the engine needs of an act. */
export type Doing<R extends Row, G extends Given = Given> = Pick<
  Act<R, R, G>,
  'whyNot' | 'unseen' | 'write' | 'meaning' | 'evenReturned'
> &
  Partial<Pick<Offering<R>, 'opens' | 'marks' | 'ends' | 'decides'>>;

/** What acts are done with. */
export interface Means {
  db: Database;
  stepUp: StepUp;
}

/** All that may be marked as sensitive of doing this to this record. */
export const marksOf = async <R extends Row>(
  { opens, marks }: Partial<Pick<Offering<R>, 'opens' | 'marks'>>,
  record: R,
): Promise<Mark[]> => [...(opens ? [opens] : []), ...((await marks?.(record)) ?? [])];

/**
 * Does an act once, or tells who was faster (I-3, U-13, A-2): looks at the right to do it, changes the record, writes its entry
 * with the form's key and has everybody told, in one transaction; where it is sensitive, the code is spent by that one too.
 * Throws Refusal, FieldErrors, Detour and Changed.
 */
export async function perform<R extends Row, G extends Given, A extends Doing<R, G>>(
  { db, stepUp }: Means,
  kind: Kind<R>,
  act: A & Doing<R, G>,
  ctx: Context,
  { id, key, version, given, codes = noCodes }: Submission<G> & Seeing<A>,
): Promise<Acted<R>> {
  const reads = db.within(ctx);
  const isSeen = version !== undefined;
  // What has taken the record out of sight is known by how it was before.
  let before: R | null = null;
  async function did(): Promise<Acted<R> | null> {
    const record = (await kind.seen(reads, ctx, id)) ?? before ?? (await kind.removed?.(reads, id));
    const isDone = record && (await wasDone(reads, ctx, entriesIn(kind, record).subject, key));
    return isDone ? { type: 'decided', record } : null;
  }

  async function attempt(): Promise<Acted<R>> {
    before = await (isSeen ? kind.whole(reads, ctx, id) : kind.seen(reads, ctx, id));
    const record = await permitted(reads, kind, act, ctx, id, before);
    const acting = await inWhoseRight(act, record, ctx);
    const changed = isSeen ? changedSince(version, kind, acting, record) : [];
    if (changed.length > 0) throw new Changed(changed);
    const { shown, use } = await stepUp.prove(ctx, await marksOf(act, record), codes);
    const change = await db
      .transaction(ctx, async (tx) => {
        const made = await act.write(tx, acting, record, { ...given, ...shown }, key);
        if (!made) return null;
        const { subject } = entriesIn(kind, record);
        // What ends a record that is returned ends the question.
        if (record.remarks && act.evenReturned && act.ends) await endQuestion(tx, subject, acting.now);
        // After all that it is spent for: whoever brings the same code to another record waits here and nowhere else.
        await use(tx);
        if (made.isLogged) await refresh(tx, subject);
        else {
          const unlessReturned = record.remarks !== undefined && !act.evenReturned;
          await log(tx, kind, acting, record, made, { reason: given.reason, key, shown, unlessReturned });
        }
        return made;
      })
      .catch(async (error) => {
        if (error instanceof EntryRefused) return null;
        throw (await act.meaning?.(error, ctx, record, given)) ?? error;
      });
    if (change) return { type: 'decided', record: change.record ?? record };
    const now = (await kind.seen(reads, ctx, id)) ?? record;
    const why = await whyNotNow(act, now, ctx);
    // It has been handed on at this moment, which is nothing to whoever may do it all the same.
    if (!why && now.handed?.to !== record.handed?.to) return attempt();
    throw new Overtaken(await withName(reads, kind, ctx, now, why?.overtaken ? why : kind.passed(now)));
  }

  try {
    return await once(did, attempt);
  } catch (error) {
    if (error instanceof Overtaken) return { type: 'passed', why: error.reason };
    throw error;
  }
}

/** Why this person may not do this to a record now: its own rule, and that it is returned, which is told to nobody else (I-3, A-3). */
export async function whyNotNow<R extends Row>(
  act: Pick<Offering<R>, 'whyNot' | 'evenReturned'>,
  record: R,
  ctx: Context,
): Promise<Message | null> {
  const question = act.evenReturned ? null : openQuestion(record);
  return (await act.whyNot(record, ctx)) ?? (question && whyReturned(ctx, question));
}

/** The record `id`, where this person may do this to it now; throws Refusal, with who was faster where that is why. */
export async function permitted<R extends Row, Whole extends R>(
  db: Queryable,
  kind: Kind<R>,
  act: Pick<Act<R>, 'whyNot' | 'unseen' | 'evenReturned'>,
  ctx: Context,
  id: number,
  record: Whole | null,
): Promise<Whole> {
  const why = record ? await whyNotNow(act, record, ctx) : (act.unseen?.(ctx) ?? kind.unknown);
  if (record && !why) return record;
  const ended = why?.overtaken ? null : await whoseRightEnded(db, kind, act, ctx, id);
  if (ended || !record || !why) throw new Refusal(ended ?? why ?? kind.unknown);
  const told = await withName(db, kind, ctx, record, why);
  throw why.overtaken ? new Overtaken(told) : new Refusal(told);
}

/**
 * Throws FieldErrors where something is wrong with what was given, for whoever may do this to the record `id`; whoever may not hears of no
 * field, but why not (I-3).
 */
export async function requireFields<R extends Row>(
  db: Queryable,
  kind: Kind<R>,
  act: Parameters<typeof permitted<R, R>>[2],
  ctx: Context,
  id: number,
  errors: Readonly<Record<string, Message>>,
): Promise<void> {
  if (Object.keys(errors).length === 0) return;
  await permitted(db, kind, act, ctx, id, await kind.seen(db, ctx, id));
  throw new FieldErrors(errors);
}

/** A refusal with the name of whoever did what is behind it, where somebody did and it does not say so itself. */
export async function withName<R extends Row>(
  db: Queryable,
  kind: Pick<Kind<R>, 'name' | 'within' | 'faster'>,
  ctx: Pick<Context, 'time'>,
  record: R,
  told: Message,
): Promise<Message> {
  if (told.overtaken !== 'unnamed') return told;
  const { subject, data } = entriesIn(kind, record);
  const last = await lastChange(db, subject, data);
  return (last && kind.faster?.(record, last)) ?? named(ctx, told, last);
}

interface Noting {
  reason?: string | null;
  key?: string;
  shown?: Shown;
  /** It has just been made, so that it stood nowhere before. */
  isNew?: true;
  /** Whether it may not be while the record is returned. */
  unlessReturned?: boolean;
}

/**
 * Writes the entry of a change and has it told. A change that is part of another record's act is logged so too, without a key:
 * that one's entry has it.
 */
export async function log<R extends Row>(
  tx: Tx,
  kind: Logging<R>,
  ctx: Context,
  record: R,
  { action, to, data, handedTo }: Change<R>,
  { reason, key, shown, isNew, unlessReturned }: Noting = {},
): Promise<void> {
  const { subject, data: within } = entriesIn(kind, record);
  const entry = {
    at: ctx.now,
    actor: ctx.actor,
    surface: ctx.surface,
    action,
    subject,
    from: isNew ? undefined : kind.state(record),
    to: to ?? kind.state(record),
    reason,
    ...(unlessReturned ? { unlessReturned } : {}),
    ...('handed' in record && !isNew ? { handedTo: handedTo ?? record.handed?.to ?? null } : {}),
    data: {
      ...data,
      ...within,
      ...kind.noted?.(record),
      ...shown,
      ...inWhoseName(ctx),
      ...(key ? { key } : {}),
    },
  };
  if (kind.announced) await tell(tx, entry, kind.announced(record));
  else {
    await audit(tx, entry);
    await refresh(tx, entry.subject);
  }
}

/** The same of what has just been made, which stood nowhere before. */
export const logNew = <R extends Row>(
  tx: Tx,
  kind: Logging<R>,
  ctx: Context,
  record: R,
  change: Change<R>,
  noting: Omit<Noting, 'isNew'> = {},
): Promise<void> => log(tx, kind, ctx, record, change, { ...noting, isNew: true });
