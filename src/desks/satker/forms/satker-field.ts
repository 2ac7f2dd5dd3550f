import type { Choice } from '../../../chat/card.ts';
import type { Field } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import type { Satker } from '../model.ts';

/** More satkers than this are searched and not listed. */
export const mostInMenu = 10;

export const satkerChoiceOf = ({ id, name }: Pick<Satker, 'id' | 'name'>): Choice => ({
  value: String(id),
  label: name,
});

/** Chooses a satker: among these, or by a search where they are more than a menu should hold. */
export function satkerField({ t }: Pick<Context, 't'>, satkers: readonly Satker[], chosen?: Choice): Field {
  const named = { name: 'satker', label: t('satker.field.satker') };
  return satkers.length > mostInMenu
    ? { ...named, type: 'search', placeholder: t('satker.field.satkerSearch'), value: chosen }
    : { ...named, type: 'choice', style: 'menu', choices: satkers.map(satkerChoiceOf), value: chosen?.value };
}
