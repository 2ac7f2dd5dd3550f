import type { Form } from '../../../chat/form.ts';
import { findForm, pickForm, showsFound, showsPicked } from '../../../chat/list.ts';
import type { Context } from '../../../core/context.ts';
import { msg } from '../../../core/texts/index.ts';
import { decodeQuery, type ListQuery, listCard, narrowed, requestsList } from '../cards/list.ts';
import type { DeskDeps } from '../deps.ts';

/** What to look for in the list (U-14). */
export function openFind({ t }: Context, query: ListQuery): Form {
  return findForm(t, requestsList, query, { title: t('userId.find.title'), hint: t('userId.find.hint') });
}

export const submitFind = (deps: DeskDeps) =>
  showsFound(decodeQuery, (ctx, query) => listCard(ctx, deps, query));

/** Which unit to narrow the list to (U-14). */
export function openPick({ t }: Context, query: ListQuery): Form {
  return pickForm(t, requestsList, query, {
    by: 'unit',
    label: t('field.unit'),
    placeholder: t('field.unitSearch'),
  });
}

export const submitPick = (deps: DeskDeps) =>
  showsPicked(
    'unit',
    msg('userId.error.unit'),
    (args, by, chosen) => narrowed(decodeQuery(args), by, chosen),
    (ctx, query) => listCard(ctx, deps, query),
  );
