import { action } from '../../../chat/action.ts';
import type { Button, Card, ListItem } from '../../../chat/card.ts';
import {
  decodePlace,
  encodePlace,
  type List,
  type ListPlace,
  listButtons,
  listHead,
  showing,
} from '../../../chat/list.ts';
import type { Context } from '../../../core/context.ts';
import { actButtons } from '../../../records/buttons.ts';
import type { DeskDeps } from '../deps.ts';
import type { Satker } from '../model.ts';
import { remove } from '../profile/acts.ts';
import { beginProfile } from '../profile/add.ts';
import { requireOfficer } from '../rules.ts';
import { profileOf } from '../store.ts';
import { satkerName, statusOf } from './facts.ts';

/** What a profile's list is shown for: to look after it (M-1), or to choose the satker that one buys for (M-4). */
const purposes = ['satkers', 'shop'] as const;
type Purpose = (typeof purposes)[number];

export interface ProfileQuery extends ListPlace {
  purpose?: Purpose;
}

export const profileList: List<ProfileQuery> = {
  show: 'market.satkers',
  find: 'market.find',
  narrow: 'market.satkers',
  encode: ({ purpose = 'satkers', ...place }) => [purpose, ...encodePlace(place)],
};

export function decodeQuery([purpose = '', ...place]: string[]): ProfileQuery {
  return { purpose: purposes.find((one) => one === purpose), ...decodePlace(place) };
}

/** The profile: the main satker and the additional ones, with K/L/P/D, the last change and where each is mapped (M-1, M-4). */
export async function profileCard(ctx: Context, deps: DeskDeps, query: ProfileQuery): Promise<Card> {
  const { t, actor } = ctx;
  requireOfficer(actor);
  await beginProfile(deps.db, ctx);
  const isShopping = query.purpose === 'shop';
  const page = await profileOf(deps.db, actor.id, query);
  const itemsOf = (satkers: readonly Satker[]) =>
    Promise.all(satkers.map((satker) => itemOf(ctx, satker, isShopping)));
  const [main, additional] = await Promise.all([itemsOf(page.main ? [page.main] : []), itemsOf(page.items)]);
  const add: Button = { label: t('market.button.add'), does: { action: action('market.add') } };
  return {
    title: t(isShopping ? 'market.shop.title' : 'market.profile.title'),
    parts: [
      ...(isShopping ? [{ type: 'text' as const, text: t('market.shop.text') }] : []),
      ...listHead(t, query, []),
      { type: 'heading', text: t('market.kind.main') },
      { type: 'list', items: main, empty: t('market.profile.noMain') },
      { type: 'heading', text: t('market.profile.additional') },
      {
        type: 'list',
        items: additional,
        empty: t(query.text ? 'market.profile.nothing' : 'market.profile.empty'),
      },
    ],
    buttons: [
      ...(isShopping
        ? [add]
        : [
            {
              label: t('market.button.shop'),
              style: 'primary' as const,
              does: { action: action('market.shop') },
            },
            add,
            { label: t('market.button.history'), does: { action: action('market.history') } },
          ]),
      ...listButtons(t, profileList, query, page),
    ],
    again: showing(profileList, query),
  };
}

async function itemOf(ctx: Context, satker: Satker, isShopping: boolean): Promise<ListItem> {
  const { t, time } = ctx;
  const { id, unit, changedAt, company } = satker;
  return {
    title: satkerName(unit),
    text: [
      ...(unit.institution ? [unit.institution] : []),
      ...(company ? [company.name] : []),
      t('market.item.changed', { time: time(changedAt) }),
    ].join(' · '),
    status: statusOf(ctx, satker),
    ...(isShopping
      ? { button: { label: t('market.button.buy'), does: { action: action('market.enter', id) } } }
      : {
          button: { label: t('market.button.view'), does: { action: action('market.open', id) } },
          more: await actButtons(ctx, satker, [remove]),
        }),
  };
}
