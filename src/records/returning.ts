import { attachmentEndings, maxAttachments } from '../attachments/attachments.ts';
import type { Outcome } from '../chat/done.ts';
import type { Field, Values } from '../chat/form.ts';
import type { Context } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import { type Message, msg } from '../core/texts/index.ts';
import { audit, type LoggedAction } from '../db/audit.ts';
import type { Tx } from '../db/database.ts';
import { refresh } from '../posted/post.ts';
import { type Act, type Acted, type Given, type Means, perform, whyNotNow } from './act.ts';
import { type ActForms, actForms } from './form.ts';
import { heldAsSeen } from './held.ts';
import { type Kind, type Row, subjectOf } from './kind.ts';
import { overtaken } from './overtaken.ts';
import { endQuestion, type Saying, say } from './remark-rows.ts';
import { openQuestion, partsOf, type Remark, whyReturned } from './remarks.ts';
import { holdersNow, whyNotDecide } from './waiting.ts';
import { type Waits, waitFor } from './waits.ts';

declare module '../core/names.ts' {
  interface Actions extends Named<'remark', 'return' | 'answer' | 'take-back'> {}
  interface Forms extends Named<'remark', 'act'> {}
}

/** What whoever asked may change of a record with their answer, where its desk lets them: what was asked of whom stays. */
export interface Corrections<Whole extends Row> {
  fields(ctx: Context, record: Whole): Field[];
  /** What was typed; what is wrong with it goes to `errors`, by field. */
  read(values: Values, errors: Record<string, Message>): unknown;
  /** Writes it, and answers what its entry says of it. */
  write(tx: Tx, record: Row, typed: unknown): Promise<Record<string, unknown>>;
}

/** What of the records of a kind is said besides, where they are returned and talked about. */
interface Besides<Known extends Row, Whole extends Row> {
  corrects?: Corrections<Whole>;
  /** Whether its holders may ask something of whoever asked, where that is not all of them. */
  isReturnable?(record: Known): boolean;
  /** What its numbers begin with, where it has any, and the table that has them: `UID`. */
  numbers?: { prefix: string; of: string };
}

/** Something that somebody writes about a record, in a form or in its thread. */
export interface Written {
  text: string;
  /** Of whoever writes it, by their ids. */
  files?: readonly number[];
  /** The message in which they do: it is taken once, however often it is delivered. */
  source: string;
}

/** A record as people talk about it. */
export interface Discussed extends Row {
  title: string;
  /** Whether its open question is this person's to answer. */
  isAsked: boolean;
}

/** How the records of one kind are returned to whoever asked for them, and talked about. */
export interface Returning {
  /** The kind's. */
  name: string;
  /** What its numbers begin with, where it has any. */
  prefix?: string;
  /** The record with this number. */
  idOf(db: Queryable, number: string): Promise<number | null>;
  /** Their forms; `files` come with what is sent. */
  forms(means: Means, files?: readonly number[]): ActForms;
  /** A record as this person may see it, with what was said of it (I-3); null alike where there is none. */
  of(db: Queryable, ctx: Context, id: number): Promise<Discussed | null>;
  /** Whom what is said of a record is told: whoever asked for it, and those who hold it. */
  parties(db: Queryable, id: number): Promise<number[]>;
  /**
   * Takes what somebody wrote in the record's thread: whoever asked answers with it where it was returned to them, else it is a comment.
   * Null where it is none of theirs: they neither asked for it nor hold it.
   */
  write(means: Means, ctx: Context, id: number, written: Written): Promise<'answer' | 'comment' | null>;
}

/** The same, with what its cards offer. */
export interface ReturningOf<R extends Row> extends Returning {
  /** For those who hold a record to return it and to take that back, for whoever asked to answer. */
  acts: readonly Act<R>[];
}

/** What an answer is to. */
interface Answering extends Given {
  question: number;
  typed: unknown;
}

/** How the records of a kind are returned, answered and commented on; `Known` is what needs no reader. */
export function returningOf<Known extends Row, R extends Known, Whole extends R>(
  kind: Kind<R, Whole> & Pick<Waits<Known>, 'table' | 'load' | 'title' | 'asker' | 'waits'>,
  { corrects, isReturnable = () => true, numbers }: Besides<Known, Whole> = {},
): ReturningOf<R> {
  const { table } = kind;
  const waits = (record: Known) => waitFor(kind, record);
  const subject = ({ id }: Row) => subjectOf(kind, id);
  const args = [kind.name];
  const passed = overtaken(msg('record.refuse.passed'));

  const held = (tx: Tx, ctx: Context, record: R) => heldAsSeen(tx, table, kind, ctx, record);

  /** Says something of a record as it stands. */
  const sayOf = (tx: Tx, ctx: Context, record: R, what: Omit<Saying, 'subject' | 'stage'>) =>
    say(tx, ctx, { subject: subject(record), stage: kind.state(record), ...what });

  const whyNotHolder = (record: R, { actor }: Context) => whyNotDecide(waits(record), actor);

  /** Whose answer it waits for. */
  function whyNotAsked(record: R, { actor }: Context): Message | null {
    const wait = waits(record);
    if (wait && wait.asker !== actor.id) return msg('record.refuse.notAsked');
    return wait && openQuestion(record) ? null : passed;
  }

  const entryOf = (action: LoggedAction, remark: number, data = {}) => ({
    action,
    data: { ...data, remark },
  });
  const outcome =
    (key: 'record.returned' | 'record.answered' | 'record.takenBack') =>
    ({ t }: Context): Outcome => ({ text: t(key) });

  const ask: Act<R, Whole> = {
    opens: 'remark.return',
    args,
    title: 'record.return',
    text: 'record.return.text',
    submit: 'record.return.submit',
    reason: { label: 'record.return.question', required: true, missing: 'record.return.missing' },
    whyNot(record, ctx) {
      const asker = waits(record)?.asker ?? null;
      const why = whyNotHolder(record, ctx);
      if (why) return why;
      if (!isReturnable(record)) return kind.unknown;
      if (asker === null) return msg('record.refuse.nobodyToAsk');
      if (asker === ctx.actor.id) return msg('record.refuse.own');
      const question = openQuestion(record);
      return question && whyReturned(ctx, question);
    },
    stands: (record) => waits(record) !== null && !openQuestion(record),
    // Its own rule says so: what it has done itself is not what stands in its way.
    evenReturned: true,
    async write(tx, ctx, record, { reason }) {
      const now = await held(tx, ctx, record);
      const wait = now && !(await ask.whyNot(now, ctx)) ? waits(now) : null;
      if (!now || !wait) return null;
      const question = await sayOf(tx, ctx, now, {
        kind: 'QUESTION',
        text: reason ?? '',
        asked: wait.asker,
      });
      return question === null ? null : entryOf('record.returned', question);
    },
    done: outcome('record.returned'),
  };

  const answer = (files: readonly number[] = [], source?: string): Act<R, Whole, Answering> => ({
    opens: 'remark.answer',
    args,
    title: 'record.answer',
    submit: 'record.answer.submit',
    reason: { label: 'record.answer.text', required: true, missing: 'record.answer.missing', first: true },
    evenReturned: true,
    whyNot: whyNotAsked,
    stands: (record) => openQuestion(record) !== null,
    shown: (ctx, record) => questionParts(ctx, openQuestion(record)),
    fields: (ctx, record) => [...(corrects?.fields(ctx, record) ?? []), ...filesField(ctx)],
    keeps: (record) => [String(openQuestion(record)?.id ?? 0)],
    read: (values, errors, [, question]) => ({
      question: Number(question),
      typed: corrects?.read(values, errors),
    }),
    async write(tx, ctx, record, { question, typed, reason }) {
      const now = await held(tx, ctx, record);
      if (!now || whyNotAsked(now, ctx) || !(await endQuestion(tx, subject(now), ctx.now, question)))
        return null;
      const remark = await sayOf(tx, ctx, now, { kind: 'ANSWER', text: reason ?? '', files, source });
      const corrected = typed === undefined ? {} : await corrects?.write(tx, now, typed);
      return remark === null ? null : entryOf('record.answered', remark, corrected);
    },
    done: outcome('record.answered'),
  });

  const takeBack: Act<R, Whole> = {
    opens: 'remark.take-back',
    args,
    title: 'record.takeBack',
    text: 'record.takeBack.text',
    submit: 'record.takeBack.submit',
    evenReturned: true,
    whyNot: (record, ctx) => whyNotHolder(record, ctx) ?? (openQuestion(record) ? null : passed),
    stands: (record) => openQuestion(record) !== null,
    shown: (ctx, record) => questionParts(ctx, openQuestion(record)),
    async write(tx, ctx, record) {
      const now = await held(tx, ctx, record);
      if (!now || whyNotHolder(now, ctx) || !(await endQuestion(tx, subject(now), ctx.now))) return null;
      const remark = await sayOf(tx, ctx, now, { kind: 'TAKEN_BACK', text: '' });
      return remark === null ? null : entryOf('record.questionTakenBack', remark);
    },
    done: outcome('record.takenBack'),
  };

  /** A comment changes nothing of the record: its entry is no change of it, and whoever decides it is not told anew that it waits. */
  const comment = ({
    text,
    files,
    source,
  }: Written): Pick<Act<R, Whole>, 'whyNot' | 'write' | 'evenReturned'> => ({
    evenReturned: true,
    whyNot: (record, ctx) =>
      waits(record)?.asker === ctx.actor.id ? null : whyNotDecide(waits(record), ctx.actor),
    async write(tx, ctx, record, _given, key) {
      const remark = await sayOf(tx, ctx, record, { kind: 'COMMENT', text, files, source });
      if (!remark) return null;
      await audit(tx, {
        at: ctx.now,
        actor: ctx.actor,
        surface: ctx.surface,
        action: 'record.commented',
        subject: subject(record),
        reason: text,
        data: { remark, key },
      });
      await refresh(tx, subject(record));
      return { action: 'record.commented', isLogged: true };
    },
  });

  const acts = [ask, answer(), takeBack] as const;
  return {
    name: kind.name,
    prefix: numbers?.prefix,
    async idOf(db, number) {
      const [found] = numbers
        ? await db.query<Row>(`SELECT id FROM ${numbers.of} WHERE number = $1`, [number])
        : [];
      return found?.id ?? null;
    },
    acts: acts as readonly Act<R>[],
    forms: (means, files) =>
      actForms(means, 'remark.act', kind, (verb) =>
        verb === 'return' ? ask : verb === 'answer' ? (answer(files) as Act<R, Whole>) : takeBack,
      ),
    async of(db, ctx, id) {
      const record = await kind.seen(db, ctx, id);
      if (!record) return null;
      const { remarks } = record;
      return { id, remarks, title: kind.title(ctx, record), isAsked: whyNotAsked(record, ctx) === null };
    },
    async parties(db, id) {
      const record = await kind.load(db, id);
      const wait = record && waits(record);
      if (!wait) return [];
      const holders = (await holdersNow(db, wait)).map((one) => one.id);
      return [...new Set([...(wait.asker === null ? [] : [wait.asker]), ...holders])];
    },
    async write(means, ctx, id, written) {
      const record = await kind.seen(means.db, ctx, id);
      if (!record) return null;
      const { text, files, source } = written;
      const question = openQuestion(record);
      const key = source;
      const done = (acted: Acted<R>) => acted.type === 'decided';
      if (question && !(await whyNotNow(answer(), record, ctx))) {
        const given = { reason: text, question: question.id, typed: undefined };
        const act = answer(files, source);
        if (done(await perform(means, kind, act, ctx, { id, key, given }))) return 'answer';
      }
      const said = comment(written);
      if (await whyNotNow(said, record, ctx)) return null;
      return done(await perform(means, kind, said, ctx, { id, key, given: { reason: text } }))
        ? 'comment'
        : null;
    },
  };
}

const questionParts = (ctx: Context, question: Remark | null) =>
  question ? partsOf(ctx, { name: '' }, { ...question, files: [] }) : [];

/** Files that come with an answer (U-6). */
const filesField = ({ t }: Context): Field[] => [
  {
    type: 'files',
    name: 'files',
    label: t('record.remark.files'),
    hint: t('record.answer.filesHint'),
    maxFiles: maxAttachments,
    accept: attachmentEndings,
    optional: true,
  },
];
