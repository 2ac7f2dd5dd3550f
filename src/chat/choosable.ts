import type { Context } from '../core/context.ts';
import type { Message } from '../core/texts/index.ts';
import type { FormHandler } from './desk.ts';
import { broughtBy, type Field, type Form, isRedrawable } from './form.ts';

/** A field that there is nothing to choose in, and why. */
export interface EmptyField {
  field: Field;
  why: Message;
}

/** Of the fields that a desk gives a reason for, those that stand before somebody with nothing to choose. */
export async function emptyFields(
  ctx: Context,
  form: Form,
  handler: FormHandler | undefined,
): Promise<EmptyField[]> {
  const { nobody = {}, search } = handler ?? {};
  const isEmpty = async (field: Field): Promise<boolean> => {
    if (field.type === 'choice' || field.type === 'choices') return field.choices.length === 0;
    if (field.type !== 'search' || field.value) return false;
    return (await search?.(ctx, field.name, '', broughtBy(form)))?.length === 0;
  };
  const checked = form.fields.map(async (field) => {
    const why = 'name' in field ? nobody[field.name] : undefined;
    return why && !('optional' in field && field.optional) && (await isEmpty(field)) ? [{ field, why }] : [];
  });
  return (await Promise.all(checked)).flat();
}

/** In a form that is open already it is said above the field that there is nothing to choose. */
export async function withWarnings(
  form: Form,
  empty: readonly EmptyField[],
  words: (why: Message) => Promise<string>,
): Promise<Form> {
  const fields = form.fields.map(async (field): Promise<Field[]> => {
    const why = empty.find((one) => one.field === field)?.why;
    if (!why) return [field];
    const text = await words(why);
    const about = 'name' in field ? { about: field.name } : {};
    return [{ type: 'show', part: { type: 'alert', text }, ...about }, field];
  });
  return { ...form, fields: (await Promise.all(fields)).flat() };
}

/** Every platform offers to draw such a form anew: a desk that could not would leave people before a dead button. */
export function requireDrawable(form: Form, handler: FormHandler | undefined): void {
  if (isRedrawable(form) && !handler?.redraw)
    throw new Error(`${form.id} hangs on its fields, and nothing draws it anew`);
}
