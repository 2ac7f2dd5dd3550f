import type { Card } from '../../../chat/card.ts';
import {
  decodePlace,
  encodePlace,
  filterMenu,
  fromStart,
  type List,
  type ListPlace,
  listButtons,
  listHead,
  showing,
} from '../../../chat/list.ts';
import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import type { DeskDeps } from '../deps.ts';
import { isDirectoryAdmin } from '../rules.ts';
import { isMappingFilter, isOfficial, listMappings, type MappingFilter, mappingFilters } from '../store.ts';
import { mappingItem, todayOf, verbButton } from './facts.ts';

/** How the list is narrowed, as it travels in its own buttons. */
export interface MappingQuery extends ListPlace {
  filter?: MappingFilter;
}

export function decodeQuery([filter = '', ...place]: string[]): MappingQuery {
  return { filter: isMappingFilter(filter) ? filter : undefined, ...decodePlace(place) };
}

export const mappingList: List<MappingQuery> = {
  show: 'partner.mappings',
  find: 'partner.find-mapping',
  narrow: 'partner.narrow',
  encode: (query) => [query.filter ?? '', ...encodePlace(query)],
};

export function narrowed(query: MappingQuery, chosen: string): MappingQuery {
  return fromStart(query, { filter: isMappingFilter(chosen) ? chosen : undefined });
}

/** The mappings with their states, filter, search and pages; an official sees those of their own positions. */
export async function listCard(ctx: Context, deps: DeskDeps, query: MappingQuery): Promise<Card> {
  const { t, actor } = ctx;
  await requireReader(ctx, deps);
  const today = todayOf(ctx, deps.policy);
  const page = await listMappings(deps.db.within(ctx), actor, today, query);
  const menu = filterMenu(t, mappingList, query, {
    by: 'state',
    label: t('partner.field.state'),
    choices: mappingFilters.map((filter) => ({ value: filter, label: t(`partner.filter.${filter}`) })),
    chosen: query.filter,
  });
  return {
    title: t('partner.list.title'),
    parts: [
      ...listHead(t, query, [menu]),
      {
        type: 'list',
        items: page.items.map((mapping) => mappingItem(ctx, mapping, today)),
        empty: t(query.text || query.filter ? 'partner.list.nothing' : 'partner.list.empty'),
      },
    ],
    buttons: [
      ...(isDirectoryAdmin(actor)
        ? [verbButton(t('partner.button.mapping'), 'mapping', undefined, 'primary')]
        : []),
      ...listButtons(t, mappingList, query, page),
    ],
    again: showing(mappingList, query),
  };
}

/** Whoever has no list has nothing to look for in one either (I-3). */
export async function requireReader({ actor }: Context, { db }: DeskDeps): Promise<void> {
  if (!isDirectoryAdmin(actor) && !(await isOfficial(db, actor)))
    throw new Refusal(msg('partner.refuse.noList'));
}
