import type { Form } from '../../../chat/form.ts';
import { findForm, pickForm as pickFilterForm, showsFound, showsPicked } from '../../../chat/list.ts';
import type { Context } from '../../../core/context.ts';
import { msg } from '../../../core/texts/index.ts';
import { decodeQuery, type ListQuery, listCard, narrowed, satkersOf, usersList } from '../cards/list.ts';
import type { DeskDeps } from '../deps.ts';

/** What to look for in the list. */
export async function openFind(ctx: Context, deps: DeskDeps, query: ListQuery): Promise<Form> {
  const { t } = ctx;
  await satkersOf(ctx, deps);
  return findForm(t, usersList, query, { title: t('satker.find.title'), hint: t('satker.find.hint') });
}

export const submitFind = (deps: DeskDeps) =>
  showsFound(decodeQuery, (ctx, query) => listCard(ctx, deps, query));

/** Which satker to narrow the list to, of more than a menu holds. */
export async function openSatkerFilter(ctx: Context, deps: DeskDeps, query: ListQuery): Promise<Form> {
  const { t } = ctx;
  await satkersOf(ctx, deps);
  return pickFilterForm(t, usersList, query, {
    by: 'satker',
    label: t('satker.field.satker'),
    placeholder: t('satker.field.satkerSearch'),
  });
}

export const submitSatkerFilter = (deps: DeskDeps) =>
  showsPicked(
    'satker',
    msg('satker.error.satker'),
    (args, by, chosen) => narrowed(decodeQuery(args), by, chosen),
    (ctx, query) => listCard(ctx, deps, query),
  );
