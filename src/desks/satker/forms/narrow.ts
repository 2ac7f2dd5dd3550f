import { becomes } from '../../../chat/done.ts';
import { chosenOf, type Form, type FormResult, type Values } from '../../../chat/form.ts';
import { findForm, pickForm as pickFilterForm, searched } from '../../../chat/list.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { decodeQuery, type ListQuery, listCard, narrowed, usersList } from '../cards/list.ts';
import type { DeskDeps } from '../deps.ts';

/** What to look for in the list. */
export function openFind({ t }: Context, query: ListQuery): Form {
  return findForm(t, usersList, query, { title: t('satker.find.title'), hint: t('satker.find.hint') });
}

export async function submitFind(
  ctx: Context,
  deps: DeskDeps,
  state: string[],
  values: Values,
): Promise<FormResult> {
  const query = searched(decodeQuery(state), values);
  return becomes(ctx.t, await listCard(ctx, deps, query));
}

/** Which satker to narrow the list to, of more than a menu holds. */
export function openSatkerFilter({ t }: Context, query: ListQuery): Form {
  return pickFilterForm(t, usersList, query, {
    by: 'satker',
    label: t('satker.field.satker'),
    placeholder: t('satker.field.satkerSearch'),
  });
}

export async function submitSatkerFilter(
  ctx: Context,
  deps: DeskDeps,
  [by = '', ...state]: string[],
  values: Values,
): Promise<FormResult> {
  const [satker = ''] = chosenOf(values, 'satker');
  if (!satker) throw new FieldErrors({ satker: msg('satker.error.satker') });
  return becomes(ctx.t, await listCard(ctx, deps, narrowed(decodeQuery(state), by, satker)));
}
