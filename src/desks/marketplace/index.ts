import { action, idOf } from '../../chat/action.ts';
import type { Card } from '../../chat/card.ts';
import type { ActionHandler, ActionsOf, CardsOf, FormsOf, Offer } from '../../chat/desk.ts';
import { becomes } from '../../chat/done.ts';
import { findForm, searched } from '../../chat/list.ts';
import type { Context } from '../../core/context.ts';
import { sweep } from '../../jobs/housekeeping.ts';
import { visible } from '../../records/kind.ts';
import type { CompleteDesk, House } from '../house.ts';
import { historyCard } from './cards/history.ts';
import { postedCards } from './cards/posted.ts';
import { decodeQuery, profileCard, profileList } from './cards/profile.ts';
import { satkerCard } from './cards/satker.ts';
import { offeredWords, verbsOf } from './commands.ts';
import type { DeskDeps } from './deps.ts';
import { addForm, searchAdd, submitAdd } from './forms/add.ts';
import { submitChoice } from './forms/choose.ts';
import { parting } from './leaving.ts';
import { satkerForms } from './profile/forms.ts';
import { profileSatkers } from './profile/kind.ts';
import { isOfficer } from './rules.ts';
import { enter, otherAccount, pageCard } from './shop/enter.ts';
import { uses } from './uses.ts';
import { helpers } from './who-can-help.ts';

declare module '../../chat/action.ts' {
  interface Actions {
    'market.shop': true;
    'market.satkers': true;
    'market.find': true;
    'market.add': true;
    'market.history': true;
    'market.open': true;
    'market.enter': true;
    'market.other': true;
    'market.log-in': true;
    'market.register': true;
    'market.make-main': true;
    'market.undo': true;
    'market.remove': true;
  }
}

declare module '../../chat/form.ts' {
  interface Forms {
    'market.add': true;
    'market.choose': true;
    'market.find': true;
    'market.act': true;
  }
}

/** The desk of the house. */
export function openMarketplaceDesk(house: House): CompleteDesk {
  const { db, jobDb, admit, neighbours, publicUrl, clock, people, stepUp } = house;
  const deps = { db, stepUp, admit, publicUrl, marketplace: neighbours.marketplace };
  return {
    ...createMarketplaceDesk(deps),
    pages: async () =>
      (await import('./pages/index.ts')).marketplacePages({
        ...deps,
        db: jobDb,
        clock,
        contextOf: (personId) => people.contextOf(personId, 'portal'),
      }),
  };
}

/** The marketplace desk: procurement officers, their satkers and the companies these buy with (M-1 … M-8). */
export function createMarketplaceDesk(deps: DeskDeps): CompleteDesk {
  return {
    id: 'market',
    title: 'market.desk.name',
    commands: { market: { verbs: verbsOf(deps), offered: offeredWords } },
    records: {},
    actions: actionsOf(deps),
    forms: formsOf(deps),
    cards: postedCards(deps) satisfies CardsOf<'market'>,
    helpers,
    uses,
    parting,
    sweeps: [sweep('DELETE FROM market_sandbox_sign_in WHERE expires_at < $1', 1)],
    offers: async (ctx) => offersOf(ctx),
    home: async () => ({ waiting: [], asked: [] }),
  };
}

function offersOf({ t, actor }: Context): Offer[] {
  if (!isOfficer(actor)) return [];
  return [
    { label: t('market.shop.title'), text: t('market.offer.shop'), action: action('market.shop') },
    { label: t('market.profile.title'), text: t('market.offer.satkers'), action: action('market.satkers') },
  ];
}

function actionsOf(deps: DeskDeps): ActionsOf<'market'> {
  const card = (make: (ctx: Context, args: string[]) => Promise<Card>): ActionHandler => ({
    run: async (ctx, args) => ({ type: 'card', card: await make(ctx, args) }),
  });
  const page = (way: 'LOGIN' | 'REGISTRATION') =>
    card(async (ctx, [id]) =>
      pageCard(ctx, deps, await visible(deps.db, profileSatkers, ctx, idOf(id)), way),
    );
  return {
    shop: card((ctx) => profileCard(ctx, deps, { purpose: 'shop' })),
    satkers: card((ctx, args) => profileCard(ctx, deps, decodeQuery(args))),
    find: {
      run: async ({ t }, args) => ({
        type: 'form',
        form: findForm(t, profileList, decodeQuery(args), {
          title: t('market.find.title'),
          hint: t('market.find.hint'),
        }),
      }),
    },
    add: { run: async (ctx) => ({ type: 'form', form: addForm(ctx) }) },
    history: card((ctx, args) => historyCard(ctx, deps, args)),
    open: card(async (ctx, [id]) =>
      satkerCard(ctx, deps, await visible(deps.db, profileSatkers, ctx, idOf(id))),
    ),
    enter: { run: (ctx, [id]) => enter(ctx, deps, idOf(id)) },
    other: card((ctx, [id]) => otherAccount(ctx, deps, idOf(id))),
    'log-in': page('LOGIN'),
    register: page('REGISTRATION'),
    ...satkerForms(deps).actions(['make-main', 'undo', 'remove']),
  };
}

function formsOf(deps: DeskDeps): FormsOf<'market'> {
  return {
    add: {
      search: (ctx, field, query, values) => searchAdd(ctx, deps, field, query, values),
      submit: (ctx, state, values) => submitAdd(ctx, deps, state, values),
    },
    choose: { submit: (ctx, state, values) => submitChoice(ctx, deps, state, values) },
    find: {
      submit: async (ctx, state, values) =>
        becomes(ctx.t, await profileCard(ctx, deps, searched(decodeQuery(state), values))),
    },
    act: { submit: satkerForms(deps).submit },
  };
}
