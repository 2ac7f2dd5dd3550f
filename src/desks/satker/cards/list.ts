import { action } from '../../../chat/action.ts';
import type { Button, Card, ListItem, Menu } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import {
  type ListFilter,
  type ListPage,
  type ListRow,
  listUsers,
  officeOf,
  visibleSatkers,
} from '../list.ts';
import { isStatus, type Satker, statuses, statusTexts } from '../model.ts';
import type { DeskParts } from '../parts.ts';
import { satkersByIds, standingOf } from '../store.ts';
import { statusOf, verbButton } from './parts.ts';

/** How the list is narrowed, as it travels in its own buttons. */
export interface ListQuery extends ListFilter {
  before?: number;
  after?: number;
}

export const maxSearch = 40;

export function encodeQuery(query: ListQuery): string[] {
  return [
    query.satkerId ? String(query.satkerId) : '',
    query.status ?? '',
    query.before ? `b${query.before}` : query.after ? `a${query.after}` : '',
    query.text ?? '',
  ];
}

export function decodeQuery([satker = '', status = '', cursor = '', text = '']: string[]): ListQuery {
  const at = Number(cursor.slice(1)) || undefined;
  return {
    satkerId: Number(satker) || undefined,
    status: isStatus(status) ? status : undefined,
    before: cursor.startsWith('b') ? at : undefined,
    after: cursor.startsWith('a') ? at : undefined,
    text: text.slice(0, maxSearch) || undefined,
  };
}

const fromStart = (query: ListQuery, change: Partial<ListQuery>): ListQuery => ({
  ...query,
  before: undefined,
  after: undefined,
  ...change,
});
const listAction = (query: ListQuery) => action('satker', 'list', ...encodeQuery(query));

/** The query with one of its filters changed by a menu. */
export function narrowed(query: ListQuery, by: string, chosen: string): ListQuery {
  const value = chosen === 'any' ? '' : chosen;
  if (by === 'satker') return fromStart(query, { satkerId: Number(value) || undefined });
  return fromStart(query, { status: isStatus(value) ? value : undefined });
}

/** The users of one's satkers with their statuses, filters, search and pages (S-6, S-7). */
export async function listCard(ctx: Context, parts: DeskParts, query: ListQuery): Promise<Card> {
  const { t, actor } = ctx;
  const standing = await standingOf(parts.db, actor);
  const ids = await visibleSatkers(parts.db, actor, standing);
  if (ids.length === 0)
    throw new Refusal(
      msg(standing.dormantIn.length > 0 ? 'satker.refuse.dormant' : 'satker.refuse.noSatker'),
    );
  const [satkers, page] = await Promise.all([
    satkersByIds(parts.db, ids),
    listUsers(parts.db, ids, query, query),
  ]);
  const search = action('satker', 'find', ...encodeQuery(fromStart(query, { text: undefined })));
  return {
    title: t('satker.list.title'),
    parts: [
      { type: 'menus', menus: menusOf(ctx, query, satkers), apply: t('form.apply') },
      ...(query.text
        ? [{ type: 'text' as const, text: t('userId.list.searched', { text: query.text }), subtle: true }]
        : []),
      {
        type: 'list',
        items: page.items.map((row) => rowItem(ctx, row, satkers.length > 1)),
        empty: t(query.text || query.status ? 'satker.list.nothing' : 'satker.list.empty'),
      },
    ],
    buttons: [
      ...(actor.roles.some(({ role }) => role === 'SATKER_USER')
        ? [
            {
              label: t('satker.button.add'),
              style: 'primary' as const,
              does: { action: action('satker', 'add') },
            },
          ]
        : []),
      ...pageButtons(ctx, query, page),
      { label: t('userId.list.search'), does: { action: search } },
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

export function rowItem(ctx: Context, row: ListRow, showSatker: boolean): ListItem {
  const { t } = ctx;
  return {
    title: `${row.name}${row.nip ? ` · ${row.nip}` : ''}`,
    text: [
      showSatker ? row.satkerName : '',
      t('satker.list.since', { number: row.number, time: ctx.time(row.statusSince) }),
      row.status === 'REJECTED' && row.reason ? t('satker.list.because', { reason: row.reason }) : '',
    ]
      .filter(Boolean)
      .join('\n'),
    status: statusOf(ctx, row.status),
    button: verbButton(t('satker.button.detail'), 'open', row.id),
  };
}

function pageButtons({ t }: Context, query: ListQuery, { newer, older }: ListPage): Button[] {
  return [
    ...(newer
      ? [{ label: t('list.newer'), does: { action: listAction(fromStart(query, { after: newer })) } }]
      : []),
    ...(older
      ? [{ label: t('list.older'), does: { action: listAction(fromStart(query, { before: older })) } }]
      : []),
  ];
}

/** More satkers than a menu holds are narrowed by a search instead. */
const mostInMenu = 98;

function menusOf({ t }: Context, query: ListQuery, satkers: readonly Satker[]): Menu[] {
  const any = (label: string) => ({ value: 'any', label: `${label}: ${t('list.any')}` });
  const narrow = (by: string) => action('satker', 'narrow', by, ...encodeQuery(fromStart(query, {})));
  return [
    {
      label: t('userId.list.status'),
      action: narrow('status'),
      choices: [
        any(t('userId.list.status')),
        ...statuses.map((status) => ({ value: status, label: t.message({ key: statusTexts[status] }) })),
      ],
      chosen: query.status ?? 'any',
    },
    ...(satkers.length > 1
      ? [
          {
            label: t('satker.field.satker'),
            action: narrow('satker'),
            choices: [
              any(t('satker.field.satker')),
              ...satkers.slice(0, mostInMenu).map(({ id, name }) => ({ value: String(id), label: name })),
            ],
            chosen: query.satkerId ? String(query.satkerId) : 'any',
          },
        ]
      : []),
  ];
}

/** What waits for an officer at this desk: registrations to decide (S-7). */
export async function registrationsWaiting(ctx: Context, parts: DeskParts): Promise<ListPage> {
  const office = officeOf(ctx.actor);
  if (office.length === 0) return { items: [] };
  const rows = await parts.db.query<{ id: number }>('SELECT id FROM unit WHERE kppn_id = ANY($1)', [office]);
  return listUsers(
    parts.db,
    rows.map((row) => row.id),
    { status: 'REGISTERED' },
  );
}
