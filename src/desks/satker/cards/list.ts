import { action, idOf } from '../../../chat/action.ts';
import { type Card, type ListItem, type Menu, oneLine } from '../../../chat/card.ts';
import {
  decodePlace,
  encodePlace,
  filterMenu,
  fromStart,
  type ListPlace,
  listButtons,
  listHead,
  type SearchedList,
  searchedFilter,
  showing,
} from '../../../chat/list.ts';
import { type Context, rightsOf } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { returnedHead } from '../../../records/remarks.ts';
import { nameLeft } from '../../../retention/emptied.ts';
import type { DeskDeps } from '../deps.ts';
import { mostInMenu, satkerChoiceOf } from '../forms/satker-field.ts';
import {
  type ListFilter,
  type ListPage,
  type ListRow,
  listUsers,
  officeOf,
  visibleSatkers,
} from '../list.ts';
import { isStatus, type Satker, statuses, statusTexts } from '../model.ts';
import { satkersByIds, standingOf } from '../store.ts';
import { statusOf, verbButton } from './facts.ts';

/** How the list is narrowed, as it travels in its own buttons. */
export interface ListQuery extends ListFilter, ListPlace {}

export function encodeQuery(query: ListQuery): string[] {
  return [query.satkerId ? String(query.satkerId) : '', query.status ?? '', ...encodePlace(query)];
}

export function decodeQuery([satker = '', status = '', ...place]: string[]): ListQuery {
  return {
    satkerId: idOf(satker) || undefined,
    status: isStatus(status) ? status : undefined,
    ...decodePlace(place),
  };
}

export const usersList: SearchedList<ListQuery> = {
  show: 'satker.list',
  find: 'satker.find',
  narrow: 'satker.narrow',
  pick: 'satker.filter',
  encode: encodeQuery,
};

/** The query with one of its filters changed by a menu. */
export function narrowed(query: ListQuery, by: string, chosen: string): ListQuery {
  return by === 'satker'
    ? fromStart(query, { satkerId: idOf(chosen) || undefined })
    : fromStart(query, { status: isStatus(chosen) ? chosen : undefined });
}

/** The satkers whose users this person sees, or a Refusal: whoever sees none has no list, and nothing to look for in one (I-3). */
export async function satkersOf(
  { actor }: Pick<Context, 'actor'>,
  { db }: Pick<DeskDeps, 'db'>,
): Promise<number[]> {
  const standing = await standingOf(db, actor);
  const ids = await visibleSatkers(db, actor, standing);
  if (ids.length === 0)
    throw new Refusal(
      msg(standing.dormantIn.length > 0 ? 'satker.refuse.dormant' : 'satker.refuse.noSatker'),
    );
  return ids;
}

/** The users of one's satkers with their statuses, filters, search and pages (S-6, S-7). */
export async function listCard(ctx: Context, deps: DeskDeps, query: ListQuery): Promise<Card> {
  const { t, actor } = ctx;
  const ids = await satkersOf(ctx, deps);
  const isSearched = ids.length > mostInMenu;
  const reads = deps.db.within(ctx);
  const [satkers, page] = await Promise.all([
    satkersByIds(reads, isSearched ? ids.filter((id) => id === query.satkerId) : ids),
    listUsers(reads, ids, query, query),
  ]);
  const bySearch = {
    by: 'satker',
    label: t('satker.field.satker'),
    chosen: satkers.find(({ id }) => id === query.satkerId)?.name,
  };
  return {
    title: t('satker.list.title'),
    parts: [
      ...listHead(t, query, menusOf(ctx, query, isSearched ? [] : satkers)),
      ...(isSearched ? searchedFilter(t, usersList, query, bySearch) : []),
      {
        type: 'list',
        items: page.items.map((row) => rowItem(ctx, row, ids.length > 1)),
        empty: t(query.text || query.status ? 'satker.list.nothing' : 'satker.list.empty'),
      },
    ],
    buttons: [
      ...(actor.roles.some(({ role }) => role === 'SATKER_USER' || role === 'KPPN_OFFICER')
        ? [
            {
              label: t('satker.button.add'),
              style: 'primary' as const,
              does: { action: action('satker.add') },
            },
          ]
        : []),
      ...listButtons(t, usersList, query, page),
    ],
    again: showing(usersList, query),
  };
}

export function rowItem(ctx: Context, row: ListRow, showSatker: boolean): ListItem {
  const { t } = ctx;
  return {
    title: `${nameLeft(ctx, row)}${row.nip ? ` · ${row.nip}` : ''}`,
    text: [
      showSatker ? row.satkerName : '',
      t('satker.list.since', { number: row.number, time: ctx.time(row.statusSince) }),
      row.status === 'REJECTED' && row.reason
        ? t('satker.list.because', { reason: oneLine(row.reason) })
        : '',
    ]
      .filter(Boolean)
      .join('\n'),
    status: returnedHead(t, row.isReturned, statusOf(ctx, row.status)),
    button: verbButton(t('record.open'), 'open', row.id),
  };
}

function menusOf({ t }: Context, query: ListQuery, satkers: readonly Satker[]): Menu[] {
  const byStatus = filterMenu(t, usersList, query, {
    by: 'status',
    label: t('list.status'),
    choices: statuses.map((status) => ({ value: status, label: t.message({ key: statusTexts[status] }) })),
    chosen: query.status,
  });
  if (satkers.length <= 1) return [byStatus];
  const bySatker = filterMenu(t, usersList, query, {
    by: 'satker',
    label: t('satker.field.satker'),
    choices: satkers.map(satkerChoiceOf),
    chosen: query.satkerId ? String(query.satkerId) : undefined,
  });
  return [byStatus, bySatker];
}

/** What waits for an officer at this desk: registrations to decide (S-7). */
export async function registrationsWaiting(ctx: Context, deps: DeskDeps): Promise<ListPage> {
  const office = rightsOf(ctx.actor).flatMap(officeOf);
  if (office.length === 0) return { items: [] };
  const reads = deps.db.within(ctx);
  const rows = await reads.query<{ id: number }>('SELECT id FROM unit WHERE kppn_id = ANY($1)', [office]);
  return listUsers(
    reads,
    rows.map((row) => row.id),
    { status: 'REGISTERED', here: true },
  );
}
