import { action } from '../../../chat/action.ts';
import type { Card } from '../../../chat/card.ts';
import {
  decodePlace,
  encodePlace,
  type List,
  type ListPlace,
  pageButtons,
  showing,
} from '../../../chat/list.ts';
import type { Context } from '../../../core/context.ts';
import type { TextKey } from '../../../core/texts/index.ts';
import type { Entry } from '../../../records/entry.ts';
import type { DeskDeps } from '../deps.ts';
import { type Way, ways } from '../model.ts';
import { requireOfficer } from '../rules.ts';
import { type HistoryLine, historyOf } from '../store.ts';

/** The changes of a satker in a profile. */
export const changeTexts: ReadonlyMap<string, TextKey> = new Map(
  Object.entries<TextKey>({
    'market.added': 'market.history.added',
    'market.removed': 'market.history.removed',
    'market.main': 'market.history.main',
    'market.additional': 'market.history.additional',
    'market.mapped': 'market.history.mapped',
    'market.undone': 'market.history.undone',
    'market.left': 'market.history.left',
  }),
);

const historyList: Pick<List<ListPlace>, 'show' | 'encode'> = { show: 'market.history', encode: encodePlace };

/** Every change of one's own profile, the newest first (M-1). */
export async function historyCard(ctx: Context, deps: DeskDeps, args: string[]): Promise<Card> {
  const { t, actor } = ctx;
  requireOfficer(actor);
  const place = decodePlace(args);
  const page = await historyOf(deps.db, actor.id, place);
  return {
    title: t('market.history.title'),
    parts: [
      {
        type: 'list',
        items: page.items.map((line) => ({ title: line.satker, text: lineOf(ctx, line) })),
        empty: t('market.history.empty'),
      },
    ],
    buttons: [
      ...pageButtons(t, historyList, place, page),
      { label: t('market.button.profile'), does: { action: action('market.satkers') } },
    ],
    again: showing(historyList, place),
  };
}

/** What a change of a satker in a profile was, in words. */
export function changeText(
  { t }: Pick<Context, 't'>,
  { action: what, data }: Pick<Entry, 'action' | 'data'>,
): string {
  const {
    way,
    account = '',
    company = '',
  } = (data ?? {}) as { way?: Way; account?: string; company?: string };
  const key = changeTexts.get(what);
  const said = key ? t.message({ key, args: { account, company } }) : what;
  return way && ways.includes(way) ? `${said} ${t(`market.way.${way}`)}` : said;
}

function lineOf(ctx: Context, line: HistoryLine): string {
  const { t, time } = ctx;
  const { actor, at, reason } = line;
  return [
    changeText(ctx, line),
    ...(reason ? [t('market.history.reason', { reason })] : []),
    `${actor}, ${time(at)}`,
  ].join('\n');
}
