import type { Context } from '../core/context.ts';
import { FieldErrors, Refusal } from '../core/errors.ts';
import { givenLine } from '../core/given.ts';
import type { Answering, Caller, Problem, Spoken } from './answering.ts';
import type { Choice } from './card.ts';
import { emptyFields, requireDrawable, withWarnings } from './choosable.ts';
import type { Codes } from './codes.ts';
import type { FormHandler } from './desk.ts';
import { orDetour } from './detour.ts';
import { becomes, passed } from './done.ts';
import { type Form, type FormResult, formOfCard, givenValues, type Values } from './form.ts';

/** What becomes of an open form: it is sent, drawn anew, or asked for what somebody searches in one of its menus. */
export interface FormAnswers {
  submit(
    caller: Caller,
    formId: string,
    state: string[],
    values: Values,
    codes: Codes,
  ): Promise<(FormResult | Problem) & Spoken>;
  redraw(
    caller: Caller,
    formId: string,
    state: string[],
    values: Values,
    changed: string,
  ): Promise<({ type: 'form'; form: Form } | Problem) & Spoken>;
  search(caller: Caller, formId: string, field: string, query: string, values: Values): Promise<Choice[]>;
}

/** `requireStanding`: refuses whoever no register knows, where the form is not for them as well (I-1). */
export function formAnswers(
  { answered, newest, worded }: Answering,
  forms: ReadonlyMap<string, FormHandler>,
  requireStanding: (ctx: Context, guarded: FormHandler) => Promise<void>,
): FormAnswers {
  return {
    submit: (caller, formId, state, values, codes) =>
      answered<FormResult>(caller, formId, async (ctx) => {
        const handler = forms.get(formId);
        if (!handler?.submit) throw new Refusal({ key: 'error.oldCard' });
        await requireStanding(ctx, handler);
        try {
          const work = handler.submit(ctx, state.map(givenLine), givenValues(values), codes);
          const result = await orDetour(work, (card) => becomes(ctx.t, card));
          if ('form' in result) requireDrawable(result.form, forms.get(result.form.id));
          return result;
        } catch (error) {
          // Whoever is the slower hears so alike, whether their form was read before the other's act or after it.
          if (error instanceof Refusal && error.reason.overtaken) return passed(ctx.t, error.reason);
          if (!(error instanceof FieldErrors)) throw error;
          const errors = Object.entries(error.fields).map(async ([field, message]) => [
            field,
            await worded(message, ctx.t, ctx.actor),
          ]);
          return { type: 'errors', errors: Object.fromEntries(await Promise.all(errors)) };
        }
      }),

    redraw: (caller, formId, state, values, changed) =>
      answered<{ type: 'form'; form: Form }>(caller, formId, async (ctx) => {
        const handler = forms.get(formId);
        if (!handler?.redraw) throw new Refusal({ key: 'error.oldCard' });
        await requireStanding(ctx, handler);
        const work = handler.redraw(ctx, state.map(givenLine), givenValues(values), changed);
        const form = await orDetour(work, (card) => formOfCard(card, ctx.t('form.close')));
        const empty = await emptyFields(ctx, form, handler);
        const warned = await withWarnings(form, empty, (why) => worded(why, ctx.t, ctx.actor));
        return { type: 'form', form: warned };
      }),

    async search(caller, formId, field, query, values) {
      const found = await newest(caller, `${formId} ${field}`, async (ctx) => {
        const handler = forms.get(formId);
        if (!handler?.search) return [];
        await requireStanding(ctx, handler);
        return handler.search(ctx, field, givenLine(query), givenValues(values));
      });
      return !found || 'type' in found ? [] : found;
    },
  };
}
