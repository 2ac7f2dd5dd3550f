import { idOf } from '../chat/action.ts';
import type { Fact, Part } from '../chat/card.ts';
import type { Codes } from '../chat/codes.ts';
import type { ActionHandler } from '../chat/desk.ts';
import { done, passed } from '../chat/done.ts';
import {
  type ChangingId,
  type Field,
  type Form,
  type FormResult,
  type Keyed,
  linesOf,
  type Values,
  withKey,
} from '../chat/form.ts';
import { byName } from '../core/by-name.ts';
import type { Context } from '../core/context.ts';
import { Refusal } from '../core/errors.ts';
import { type Message, msg } from '../core/texts/index.ts';
import {
  type Act,
  type Given,
  type Means,
  marksOf,
  type Opening,
  perform,
  permitted,
  requireFields,
} from './act.ts';
import { inWhoseRight } from './in-whose-right.ts';
import type { Kind, Row } from './kind.ts';
import { Changed, type Version, versionOf } from './version.ts';

/** The acts of a kind; by their verbs, where what follows the id in an action says more exactly which. */
export type Acts<R extends Row, Whole extends R = R> =
  | readonly Offered<R, Whole>[]
  | ((verb: string, args: readonly string[]) => Offered<R, Whole> | undefined);

type Offered<R extends Row, Whole extends R> = Act<R, Whole> | Opening<R, Whole>;

/** The forms of a kind's acts: the record, what will happen, what is asked for, and a button that says it. */
export interface ActForms {
  /** What opens them, by verb: `satker approve 42`. `open`: also to people whom no register knows, as far as the rules of each let them. */
  actions<Verb extends string>(
    verbs: readonly Verb[],
    guarded?: Pick<ActionHandler, 'open'>,
  ): Record<Verb, ActionHandler>;
  /** The form of an act, after a first look at the right to do it (I-3). */
  open(ctx: Context, verb: string, id: number, args?: readonly string[]): Promise<Form>;
  /** Does the act, or says at the field what is missing; the right is looked at once more. */
  submit(ctx: Context, state: string[], values: Values, codes: Codes): Promise<FormResult>;
}

/** `formId`: the desk and its form, `satker.act`. */
export function actForms<R extends Row, Whole extends R>(
  { db, stepUp }: Means,
  formId: ChangingId,
  kind: Kind<R, Whole>,
  acts: Acts<R, Whole>,
): ActForms {
  const actOf = (verb: string, args: readonly string[]): Offered<R, Whole> => {
    const act =
      typeof acts === 'function' ? acts(verb, args) : acts.find(({ opens }) => opens.endsWith(`.${verb}`));
    if (!act) throw new Refusal(kind.unknown);
    return act;
  };
  const forms: ActForms = {
    actions: (verbs, guarded = {}) =>
      byName(verbs, (verb) => ({
        ...guarded,
        run: async (ctx, [id, ...args]) => ({
          type: 'form',
          form: await forms.open(ctx, verb, idOf(id), args),
        }),
      })),

    async open(ctx, verb, id, args = []) {
      const act = actOf(verb, args);
      const reads = db.within(ctx);
      const record = await permitted(reads, kind, act, ctx, id, await kind.whole(reads, ctx, id));
      const acting = await inWhoseRight(act, record, ctx);
      const version = act.decides ? versionOf(kind, acting, record) : '';
      const state = withKey((key) => [
        verb,
        String(id),
        key,
        version,
        ...(act.args ?? []),
        ...(act.keeps?.(record) ?? []),
      ]);
      // What stands against the act itself comes before the way to an authenticator, which would not help then.
      const fields = (await act.fields?.(acting, record, reads)) ?? [];
      // What makes another record decides nothing: that one's decision may be sensitive.
      const proof = 'make' in act ? [] : await stepUp.fields(ctx, await marksOf(act, record));
      return formOf(acting, formId, kind, act, record, state, { fields, proof });
    },

    async submit(ctx, [verb = '', id = '', key = '', version = '', ...args], values, codes) {
      const act = actOf(verb, args);
      const { given, errors } = givenWith(kind, act, values, args);
      const reads = db.within(ctx);
      await requireFields(reads, kind, act, ctx, idOf(id), errors);
      if ('make' in act) {
        const record = await permitted(
          reads,
          kind,
          act,
          ctx,
          idOf(id),
          await kind.seen(reads, ctx, idOf(id)),
        );
        return act.make(ctx, record, given, key);
      }
      try {
        const submitted = { id: idOf(id), key, version: act.decides ? version : undefined, given, codes };
        const acted = await perform({ db, stepUp }, kind, act, ctx, submitted);
        if (acted.type === 'passed') return passed(ctx.t, acted.why);
        return resultOf(ctx, kind, act, acted.record);
      } catch (error) {
        if (!(error instanceof Changed)) throw error;
        const form = await forms.open(ctx, verb, idOf(id), act.args);
        return { type: 'become', form: withChanges(ctx, form, error.facts, values) };
      }
    },
  };
  return forms;
}

/** A form that shows what has changed since it was opened, above all else, and has what was typed in it. */
const withChanges = (ctx: Context, form: Form, changed: readonly Fact[], values: Values): Form =>
  belowChanges(ctx, changed, {
    ...form,
    fields: form.fields.map((field) =>
      field.type === 'text' ? { ...field, value: linesOf(values, field.name) } : field,
    ),
  });

/** A form below what has changed since it was opened. */
export function belowChanges({ t }: Context, changed: readonly Fact[], form: Form): Form {
  const parts: Part[] = [
    { type: 'text', text: t('record.changed', { names: changed.map(({ label }) => label).join(', ') }) },
    { type: 'facts', facts: [...changed] },
  ];
  return { ...form, fields: [...parts.map((part): Field => ({ type: 'show', part })), ...form.fields] };
}

/** What the form of an act that has one of its own keeps of the record that it shows. */
export const versionShown = async <R extends Row>(
  kind: Kind<R>,
  act: Pick<Act<R>, 'whyNot'>,
  ctx: Context,
  record: R,
): Promise<Version> => versionOf(kind, await inWhoseRight(act, record, ctx), record);

/** What an act has done, in words. */
async function resultOf<R extends Row>(
  ctx: Context,
  kind: Pick<Kind<R>, 'names'>,
  act: Pick<Act<R>, 'done'>,
  record: R,
): Promise<FormResult> {
  const { t } = ctx;
  if (typeof act.done !== 'function') {
    const { text: key, tone } = act.done;
    return done(t, { text: t.message({ key, args: kind.names?.(record) }), tone });
  }
  const outcome = await act.done(ctx, record);
  return 'type' in outcome ? outcome : done(t, outcome);
}

function formOf<R extends Row, Whole extends R>(
  ctx: Context,
  id: ChangingId,
  kind: Kind<R, Whole>,
  act: Offered<R, Whole>,
  record: Whole,
  state: Keyed,
  { fields, proof }: { fields: readonly Field[]; proof: readonly Field[] },
): Form {
  const { t } = ctx;
  const text = act.text && t.message({ key: act.text, args: kind.names?.(record) });
  const show = (part: Part): Field => ({ type: 'show', part });
  const reason = reasonField(ctx, kind, act);
  return {
    id,
    title: t.message({ key: act.title }),
    state,
    ...(act.ends && text ? { ends: text } : {}),
    submit: t.message({ key: act.submit }),
    close: t('form.cancel'),
    fields: [
      ...(ctx.onBehalfOf ? [show({ type: 'text', text: t('record.onBehalf', ctx.onBehalfOf) })] : []),
      ...kind.shown(ctx, record).map(show),
      ...(act.shown?.(ctx, record) ?? []).map(show),
      ...(act.ends || !text ? [] : [show({ type: 'text', text })]),
      ...(act.reason?.first ? [...reason, ...fields] : [...fields, ...reason]),
      ...proof,
      ...(act.sure ? [show({ type: 'text', text: t.message({ key: act.sure }) })] : []),
    ],
  };
}

/** The field for what somebody says of an act, where it asks for that. */
function reasonField<R extends Row>(
  { t }: Context,
  { maxReason }: Pick<Kind<R>, 'maxReason'>,
  { reason }: Pick<Act<R>, 'reason'>,
): Field[] {
  if (!reason) return [];
  return [
    {
      type: 'text',
      name: 'reason',
      label: t.message({ key: reason.label }),
      multiline: true,
      maxLength: maxReason,
      ...(reason.required ? {} : { optional: true }),
    },
  ];
}

/** What was given, and all that is wrong with it. */
function givenWith<R extends Row>(
  { maxReason: max }: Pick<Kind<R>, 'maxReason'>,
  act: Pick<Act<R>, 'reason' | 'read'>,
  values: Values,
  state: readonly string[],
): { given: Given; errors: Record<string, Message> } {
  const errors: Record<string, Message> = {};
  const more = act.read?.(values, errors, state);
  const reason = act.reason ? linesOf(values, 'reason') : '';
  if (act.reason?.required && !reason) errors.reason = { key: act.reason.missing ?? 'field.error.reason' };
  if (reason.length > max) errors.reason = msg('error.tooLong', { max });
  return { given: { ...more, reason: reason || null }, errors };
}
