import { idOf } from '../../../chat/action.ts';
import type { Choice } from '../../../chat/card.ts';
import { doneWith } from '../../../chat/done.ts';
import { chosenOf, type Form, type FormResult, newForm, type Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { satkerName } from '../cards/facts.ts';
import { satkerCard } from '../cards/satker.ts';
import type { DeskDeps } from '../deps.ts';
import { addSatker } from '../profile/add.ts';
import { requireOfficer, whyNotUse } from '../rules.ts';
import { addable, institutions } from '../store.ts';

/** Adds a satker: first K/L/P/D, then a satker of it by a part of its name (M-1). */
export function addForm({ t, actor }: Context): Form {
  requireOfficer(actor);
  return newForm(t, {
    id: 'market.add',
    title: t('market.add.title'),
    submit: t('market.add.submit'),
    fields: [
      {
        type: 'search',
        name: 'institution',
        label: t('market.field.institution'),
        placeholder: t('market.add.institution'),
        hint: t('market.add.institutionHint'),
        optional: true,
      },
      {
        type: 'search',
        name: 'satker',
        label: t('market.field.satker'),
        placeholder: t('market.add.satker'),
      },
    ],
  });
}

const mostFound = 25;

/** What may be chosen: institutions, or satkers of the chosen one that are not in the profile yet. */
export async function searchAdd(
  { actor }: Context,
  { db }: DeskDeps,
  field: string,
  text: string,
  values: Values,
): Promise<Choice[]> {
  if (whyNotUse(actor)) return [];
  if (field === 'institution')
    return (await institutions(db, text, mostFound)).map((name) => ({ value: name, label: name }));
  const institution = chosenOf(values, 'institution')[0];
  const found = await addable(db, actor.id, { institution, text }, mostFound);
  return found.map((unit) => ({ value: String(unit.id), label: satkerName(unit) }));
}

export async function submitAdd(
  ctx: Context,
  deps: DeskDeps,
  [key = '']: string[],
  values: Values,
): Promise<FormResult> {
  const unitId = idOf(chosenOf(values, 'satker')[0]);
  if (!unitId) throw new FieldErrors({ satker: msg('market.error.satker') });
  const added = await addSatker(deps, ctx, unitId, key);
  return doneWith(ctx.t, ctx.t('market.done.added'), await satkerCard(ctx, deps, added));
}
