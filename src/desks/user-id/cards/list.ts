import { action, idOf } from '../../../chat/action.ts';
import type { Card, ListItem, Menu, Part } from '../../../chat/card.ts';
import {
  decodePlace,
  encodePlace,
  filterMenu,
  type ListPlace,
  listButtons,
  listHead,
  narrowing,
  type SearchedList,
  searchedFilter,
  showing,
} from '../../../chat/list.ts';
import type { Context } from '../../../core/context.ts';
import { nameIn } from '../../../core/texts/index.ts';
import { unitById } from '../../../people/register.ts';
import { shownName } from '../../../people/shown-name.ts';
import { nameLeft } from '../../../retention/emptied.ts';
import type { DeskDeps } from '../deps.ts';
import { type ListPage, listRequests } from '../list.ts';
import { ends, isKind, isStatus, kindNames, kinds, type ListFilter, subjectOf } from '../model.ts';
import { type Named, statusName } from '../plan.ts';
import { stagesKnown } from '../stages.ts';
import { headOf } from './facts.ts';

/** How a list is narrowed, as it travels in its own buttons. */
export interface ListQuery extends ListFilter, ListPlace {}

function encodeQuery(query: ListQuery): string[] {
  return [
    query.scope,
    query.status ?? '',
    query.kind ?? '',
    query.unitId ? String(query.unitId) : '',
    ...encodePlace(query),
  ];
}

export function decodeQuery([scope = '', status = '', kind = '', unit = '', ...place]: string[]): ListQuery {
  return {
    scope: scope === 'waiting' || scope === 'mine' ? scope : 'all',
    status: isStatus(status) || status === 'ACTIVE' ? status : undefined,
    kind: isKind(kind) ? kind : undefined,
    unitId: idOf(unit) || undefined,
    ...decodePlace(place),
  };
}

export const requestsList: SearchedList<ListQuery> = {
  show: 'user-id.list',
  find: 'user-id.find',
  narrow: 'user-id.narrow',
  pick: 'user-id.pick',
  encode: encodeQuery,
};

/** The list with its filters, search and pages (U-14). */
export async function listCard(ctx: Context, deps: DeskDeps, query: ListQuery): Promise<Card> {
  const { t } = ctx;
  const page = await listRequests({ ...deps, db: deps.db.within(ctx) }, ctx.actor, query, query);
  const unit = query.unitId ? await unitById(deps.db, query.unitId) : null;
  return {
    title: t(
      query.scope === 'waiting'
        ? 'userId.list.waiting'
        : query.scope === 'mine'
          ? 'userId.list.mine'
          : 'userId.list.title',
    ),
    parts: [
      ...listHead(t, query, menusOf(ctx, query, await stagesKnown(deps.db))),
      ...searchedFilter(t, requestsList, query, {
        by: 'unit',
        label: t('field.unit'),
        chosen: unit?.name,
      }),
      requestList(ctx, page, query),
    ],
    buttons: listButtons(t, requestsList, query, page),
    again: showing(requestsList, query),
  };
}

export function requestList(ctx: Context, page: ListPage, query: ListFilter): Part {
  const { t } = ctx;
  const item = (row: ListPage['items'][number]): ListItem => ({
    title: `${row.number} · ${nameLeft(ctx, row)}`,
    text: `${kindNames[row.kind]} · ${row.unitName}\n${t('userId.list.by', { name: shownName(t, row.requester), time: ctx.time(row.createdAt) })}`,
    status: headOf(t, row),
    ...(query.scope === 'waiting' && { waits: subjectOf(row.id) }),
    button: { label: t('record.open'), does: { action: action('user-id.open', row.id) } },
  });
  return { type: 'list', items: page.items.map(item), empty: t(emptyText(query)) };
}

/** Only a list that nothing narrows may say that there is nothing at all. */
function emptyText({ scope, status, kind, unitId, text }: ListFilter) {
  if (status || kind || unitId || text) return 'userId.list.nothing';
  if (scope === 'all') return 'userId.list.none';
  return scope === 'waiting' ? 'userId.list.nothingWaiting' : 'userId.list.nothingAsked';
}

function menusOf({ t }: Context, query: ListQuery, plan: readonly Named[]): Menu[] {
  return [
    {
      label: t('userId.list.scope'),
      action: narrowing(requestsList, query, 'scope'),
      choices: [
        { value: 'all', label: t('userId.list.title') },
        { value: 'waiting', label: t('userId.list.waiting') },
        { value: 'mine', label: t('userId.list.mine') },
      ],
      chosen: query.scope,
    },
    filterMenu(t, requestsList, query, {
      by: 'status',
      label: t('list.status'),
      choices: [
        { value: 'ACTIVE', label: t('userId.list.active') },
        ...[...plan.map(({ stage }) => stage), ...ends].map((status) => ({
          value: status,
          label: nameIn(t.language, statusName({ plan }, status)),
        })),
      ],
      chosen: query.status,
    }),
    filterMenu(t, requestsList, query, {
      by: 'kind',
      label: t('userId.field.kind'),
      choices: kinds.map((kind) => ({ value: kind, label: kindNames[kind] })),
      chosen: query.kind,
    }),
  ];
}

/** The query with one of its filters changed by a menu. */
export function narrowed(query: ListQuery, by: string, chosen: string): ListQuery {
  const [scope = '', status = '', kind = '', unit = ''] = encodeQuery(query);
  const now = { scope, status, kind, unit, [by]: chosen };
  return decodeQuery([now.scope, now.status, now.kind, now.unit, '', query.text ?? '']);
}
