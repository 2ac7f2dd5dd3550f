import { action, idOf } from '../../../chat/action.ts';
import type { Card } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import type { TextKey } from '../../../core/texts/index.ts';
import type { DeskDeps } from '../deps.ts';
import { type Way, ways } from '../model.ts';
import { whyNotUse } from '../rules.ts';
import { type HistoryLine, historyOf } from '../store.ts';

const actionTexts: ReadonlyMap<string, TextKey> = new Map(
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

/** Every change of one's own profile, the newest first (M-1). */
export async function historyCard(ctx: Context, deps: DeskDeps, [cursor = '']: string[]): Promise<Card> {
  const { t, actor } = ctx;
  const why = whyNotUse(actor);
  if (why) throw new Refusal(why);
  const at = idOf(cursor.slice(1)) || undefined;
  const page = await historyOf(deps.db, actor.id, cursor.startsWith('a') ? { after: at } : { before: at });
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
      ...(page.newer
        ? [{ label: t('list.newer'), does: { action: action('market.history', `a${page.newer}`) } }]
        : []),
      ...(page.older
        ? [{ label: t('list.older'), does: { action: action('market.history', `b${page.older}`) } }]
        : []),
      { label: t('market.button.profile'), does: { action: action('market.satkers') } },
    ],
    again: action('market.history', cursor),
  };
}

function lineOf({ t, time }: Context, { action: what, actor, at, data, reason }: HistoryLine): string {
  const {
    way,
    account = '',
    company = '',
  } = (data ?? {}) as { way?: Way; account?: string; company?: string };
  const key = actionTexts.get(what);
  const said = key ? t.message({ key, args: { account, company } }) : what;
  return [
    way && ways.includes(way) ? `${said} ${t(`market.way.${way}`)}` : said,
    ...(reason ? [t('market.history.reason', { reason })] : []),
    `${actor}, ${time(at)}`,
  ].join('\n');
}
