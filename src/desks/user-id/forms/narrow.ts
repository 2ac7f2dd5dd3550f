import { becomes } from '../../../chat/done.ts';
import { chosenOf, type Form, type FormResult, type Values } from '../../../chat/form.ts';
import { findForm, pickForm, searched } from '../../../chat/list.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { decodeQuery, type ListQuery, listCard, narrowed, requestsList } from '../cards/list.ts';
import type { DeskDeps } from '../deps.ts';

/** What to look for in the list (U-14). */
export function openFind({ t }: Context, query: ListQuery): Form {
  return findForm(t, requestsList, query, { title: t('userId.find.title'), hint: t('userId.find.hint') });
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

/** Which unit to narrow the list to (U-14). */
export function openPick({ t }: Context, query: ListQuery): Form {
  return pickForm(t, requestsList, query, {
    by: 'unit',
    label: t('field.unit'),
    placeholder: t('field.unitSearch'),
  });
}

export async function submitPick(
  ctx: Context,
  deps: DeskDeps,
  [by = '', ...state]: string[],
  values: Values,
): Promise<FormResult> {
  const [unit = ''] = chosenOf(values, 'unit');
  if (!unit) throw new FieldErrors({ unit: msg('userId.error.unit') });
  return becomes(ctx.t, await listCard(ctx, deps, narrowed(decodeQuery(state), by, unit)));
}
