import { becomes } from '../../../chat/done.ts';
import { type Form, type Leading, textOf, type Values } from '../../../chat/form.ts';
import { findForm, showsFound } from '../../../chat/list.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { requireManager } from '../cards/facts.ts';
import { decodeQuery, listCard, mappingList, requireReader } from '../cards/list.ts';
import { findCard } from '../cards/person.ts';
import type { DeskDeps } from '../deps.ts';

const maxText = 254;

/** Whom to look for, by e-mail or user name (P-8). */
export function findPersonForm(ctx: Context): Form {
  requireManager(ctx);
  const { t } = ctx;
  return {
    id: 'partner.find',
    title: t('partner.find.title'),
    state: [],
    submit: t('list.search'),
    close: t('form.cancel'),
    fields: [
      {
        type: 'text',
        name: 'text',
        label: t('partner.field.find'),
        hint: t('partner.find.hint'),
        maxLength: maxText,
      },
    ],
  };
}

export async function submitFindPerson(ctx: Context, deps: DeskDeps, values: Values): Promise<Leading> {
  requireManager(ctx);
  const text = textOf(values, 'text').slice(0, maxText);
  if (!text) throw new FieldErrors({ text: msg('partner.error.find') });
  return becomes(ctx.t, await findCard(ctx, deps, text));
}

/** What to look for in the list of mappings. */
export async function findMappingForm(ctx: Context, deps: DeskDeps, args: string[]): Promise<Form> {
  const { t } = ctx;
  await requireReader(ctx, deps);
  return findForm(t, mappingList, decodeQuery(args), {
    title: t('partner.list.find'),
    hint: t('partner.list.findHint'),
  });
}

export const submitFindMapping = (deps: DeskDeps) =>
  showsFound(decodeQuery, (ctx, query) => listCard(ctx, deps, query));
