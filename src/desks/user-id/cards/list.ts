import { type Action, action } from '../../../chat/action.ts';
import type { Button, Card, ListItem, Menu, Part } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { isKind, isStatus, kindNames, kinds, statuses, statusNames } from '../model.ts';
import type { DeskParts } from '../parts.ts';
import { type ListFilter, type ListPage, listRequests } from '../store.ts';
import { statusOf } from './parts.ts';

/** How a list is narrowed, as it travels in its own buttons. */
export interface ListQuery extends ListFilter {
  before?: number;
  after?: number;
}

export const maxSearch = 40;

export function encodeQuery(query: ListQuery): string[] {
  return [
    query.scope,
    query.status ?? '',
    query.kind ?? '',
    query.unitId ? String(query.unitId) : '',
    query.before ? `b${query.before}` : query.after ? `a${query.after}` : '',
    query.text ?? '',
  ];
}

export function decodeQuery([
  scope = '',
  status = '',
  kind = '',
  unit = '',
  cursor = '',
  text = '',
]: string[]): ListQuery {
  return {
    scope: scope === 'waiting' || scope === 'mine' ? scope : 'all',
    status: isStatus(status) || status === 'ACTIVE' ? status : undefined,
    kind: isKind(kind) ? kind : undefined,
    unitId: Number(unit) || undefined,
    before: cursor.startsWith('b') ? Number(cursor.slice(1)) || undefined : undefined,
    after: cursor.startsWith('a') ? Number(cursor.slice(1)) || undefined : undefined,
    text: text.slice(0, maxSearch) || undefined,
  };
}

/** The same list from its first page. */
function fromStart(query: ListQuery, change: Partial<ListQuery>): ListQuery {
  return { ...query, before: undefined, after: undefined, ...change };
}

const listAction = (query: ListQuery): Action => action('user-id', 'list', ...encodeQuery(query));

/** The list with its filters, search and pages (U-14). */
export async function listCard(ctx: Context, parts: DeskParts, query: ListQuery): Promise<Card> {
  const { t } = ctx;
  const page = await listRequests(parts.db, ctx.actor, query, query);
  const units = await parts.db.prisma.unit.findMany({ orderBy: { name: 'asc' }, take: 98 });
  return {
    title: t(
      query.scope === 'waiting'
        ? 'userId.list.waiting'
        : query.scope === 'mine'
          ? 'userId.list.mine'
          : 'userId.list.title',
    ),
    parts: [
      { type: 'menus', menus: menusOf(ctx, query, units), apply: t('form.apply') },
      ...(query.text
        ? [{ type: 'text' as const, text: t('userId.list.searched', { text: query.text }), subtle: true }]
        : []),
      requestList(ctx, page, query),
    ],
    buttons: [
      ...pageButtons(ctx, query, page),
      {
        label: t('userId.list.search'),
        does: { action: action('user-id', 'find', ...encodeQuery(fromStart(query, { text: undefined }))) },
      },
      ...(query.text
        ? [
            {
              label: t('userId.list.clear'),
              does: { action: listAction(fromStart(query, { text: undefined })) },
            },
          ]
        : []),
    ],
  };
}

export function requestList(ctx: Context, page: ListPage, query: ListFilter): Part {
  const { t } = ctx;
  const item = (row: ListPage['items'][number]): ListItem => ({
    title: `${row.number} · ${row.name}`,
    text: `${kindNames[row.kind]} · ${row.unitName}\n${t('userId.list.by', { name: row.requesterName, time: ctx.time(row.createdAt) })}`,
    status: statusOf(row),
    button: { label: t('userId.button.open'), does: { action: action('user-id', 'open', row.id) } },
  });
  return { type: 'list', items: page.items.map(item), empty: t(emptyText(query)) };
}

/** Only a list that nothing narrows may say that there is nothing at all. */
function emptyText({ scope, status, kind, unitId, text }: ListFilter) {
  if (scope === 'all' || status || kind || unitId || text) return 'userId.list.nothing';
  return scope === 'waiting' ? 'userId.list.nothingWaiting' : 'userId.list.nothingAsked';
}

function pageButtons({ t }: Context, query: ListQuery, page: ListPage): Button[] {
  const { newer, older } = page;
  return [
    ...(newer
      ? [{ label: t('list.newer'), does: { action: listAction(fromStart(query, { after: newer })) } }]
      : []),
    ...(older
      ? [{ label: t('list.older'), does: { action: listAction(fromStart(query, { before: older })) } }]
      : []),
  ];
}

/** Menus carry the rest of the query in their action; what is chosen replaces their own part. */
function menusOf({ t }: Context, query: ListQuery, units: { id: number; name: string }[]): Menu[] {
  // A menu shows only what is chosen, so "all" says all of what.
  const any = (label: string) => ({ value: 'any', label: `${label}: ${t('list.any')}` });
  const narrow = (by: string) => action('user-id', 'narrow', by, ...encodeQuery(fromStart(query, {})));
  return [
    {
      label: t('userId.list.scope'),
      action: narrow('scope'),
      choices: [
        { value: 'all', label: t('userId.list.title') },
        { value: 'waiting', label: t('userId.list.waiting') },
        { value: 'mine', label: t('userId.list.mine') },
      ],
      chosen: query.scope,
    },
    {
      label: t('userId.list.status'),
      action: narrow('status'),
      choices: [
        any(t('userId.list.status')),
        { value: 'ACTIVE', label: t('userId.list.active') },
        ...statuses.map((status) => ({ value: status, label: statusNames[status] })),
      ],
      chosen: query.status ?? 'any',
    },
    {
      label: t('userId.field.kind'),
      action: narrow('kind'),
      choices: [
        any(t('userId.field.kind')),
        ...kinds.map((kind) => ({ value: kind, label: kindNames[kind] })),
      ],
      chosen: query.kind ?? 'any',
    },
    {
      label: t('userId.field.unit'),
      action: narrow('unit'),
      choices: [
        any(t('userId.field.unit')),
        ...units.map((unit) => ({ value: String(unit.id), label: unit.name })),
      ],
      chosen: query.unitId ? String(query.unitId) : 'any',
    },
  ];
}

/** The query with one of its filters changed by a menu. */
export function narrowed(query: ListQuery, by: string, chosen: string): ListQuery {
  const [scope, status, kind, unit, , text = ''] = encodeQuery(query);
  const part = (name: string, now: string | undefined) =>
    by === name ? (chosen === 'any' ? '' : chosen) : (now ?? '');
  return decodeQuery([
    part('scope', scope),
    part('status', status),
    part('kind', kind),
    part('unit', unit),
    '',
    text,
  ]);
}
