import { action, idOf } from '../../chat/action.ts';
import { opensForm, showsCard } from '../../chat/answers.ts';
import type { Part } from '../../chat/card.ts';
import type { ActionsOf, CardsOf, CommandsOf, FormsOf, Offer } from '../../chat/desk.ts';
import { decodePlace, findForm, showsFound } from '../../chat/list.ts';
import type { Context } from '../../core/context.ts';
import { requireAdmin } from '../../people/grants.ts';
import { opening } from '../../records/card.ts';
import type { Bringing, CompleteDesk, House } from '../house.ts';
import { companiesCard, companyCard, companyList } from './cards/companies.ts';
import { historyCard } from './cards/history.ts';
import { postedCards } from './cards/posted.ts';
import { decodeQuery, profileCard, profileList } from './cards/profile.ts';
import { satkerCard } from './cards/satker.ts';
import { aliases, offeredWords, verbsOf } from './commands.ts';
import { companyForms } from './companies/forms.ts';
import { satkerCompanies } from './companies/kind.ts';
import type { DeskDeps } from './deps.ts';
import { addForm, searchAdd, submitAdd } from './forms/add.ts';
import { submitChoice } from './forms/choose.ts';
import { called, holds } from './held.ts';
import { parting } from './leaving.ts';
import { satkerForms } from './profile/forms.ts';
import { profileSatkers } from './profile/kind.ts';
import { mappingMinutes } from './profile/minutes.ts';
import { retention } from './retention.ts';
import { isOfficer, requireOfficer } from './rules.ts';
import { enter, otherAccount, pageCard } from './shop/enter.ts';
import { uses } from './uses.ts';
import { helpers } from './who-can-help.ts';

declare module '../../core/names.ts' {
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
    'market.companies': true;
    'market.company': true;
    'market.find-company': true;
    'market.undo-company': true;
  }
  interface Forms {
    'market.add': true;
    'market.choose': true;
    'market.find': Leads;
    'market.act': true;
    'market.find-company': Leads;
    'market.undo-company': true;
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
export function createMarketplaceDesk(deps: DeskDeps): Bringing<'commands' | 'offers'> {
  return {
    id: 'market',
    title: 'market.desk.name',
    commands: {
      market: { verbs: verbsOf(deps), aliases, offered: offeredWords },
    } satisfies CommandsOf<'market'>,
    actions: actionsOf(deps),
    forms: formsOf(deps),
    cards: postedCards(deps) satisfies CardsOf<'market'>,
    minutes: [mappingMinutes],
    helpers,
    uses,
    holds,
    called,
    parting,
    retention,
    offers: async (ctx) => offersOf(ctx),
    besidePeople: { parts: adminParts, buttons: () => [], words: new Map() },
  };
}

function offersOf({ t, actor }: Context): Offer[] {
  if (!isOfficer(actor)) return [];
  return [
    { label: t('market.shop.title'), text: t('market.offer.shop'), action: action('market.shop') },
    { label: t('market.profile.title'), text: t('market.offer.satkers'), action: action('market.satkers') },
  ];
}

/** Where ADMINs look people up: the way to what nobody is left for. */
const adminParts = ({ t }: Context): Part[] => [
  {
    type: 'buttons',
    buttons: [{ label: t('market.companies.title'), does: { action: action('market.companies') } }],
  },
];

function actionsOf(deps: DeskDeps): ActionsOf<'market'> {
  const page = (way: 'LOGIN' | 'REGISTRATION') =>
    opening(deps.db, profileSatkers, (ctx, satker) => pageCard(ctx, deps, satker, way));
  return {
    shop: showsCard((ctx) => profileCard(ctx, deps, { purpose: 'shop' })),
    satkers: showsCard((ctx, args) => profileCard(ctx, deps, decodeQuery(args))),
    find: opensForm(({ t, actor }, args) => {
      requireOfficer(actor);
      return findForm(t, profileList, decodeQuery(args), {
        title: t('market.find.title'),
        hint: t('market.find.hint'),
      });
    }),
    add: opensForm(addForm),
    history: showsCard((ctx, args) => historyCard(ctx, deps, args)),
    open: opening(deps.db, profileSatkers, (ctx, satker) => satkerCard(ctx, deps, satker)),
    enter: { run: (ctx, [id]) => enter(ctx, deps, idOf(id)) },
    other: showsCard((ctx, [id]) => otherAccount(ctx, deps, idOf(id))),
    'log-in': page('LOGIN'),
    register: page('REGISTRATION'),
    ...satkerForms(deps).actions(['make-main', 'undo', 'remove']),
    companies: showsCard((ctx, args) => companiesCard(ctx, deps, decodePlace(args))),
    company: opening(deps.db, satkerCompanies, companyCard),
    'find-company': opensForm((ctx, args) => {
      requireAdmin(ctx);
      const { t } = ctx;
      return findForm(t, companyList, decodePlace(args), {
        title: t('market.find.title'),
        hint: t('market.companies.hint'),
      });
    }),
    ...companyForms(deps).actions(['undo-company']),
  };
}

function formsOf(deps: DeskDeps): FormsOf<'market'> {
  return {
    add: {
      search: (ctx, field, query, values) => searchAdd(ctx, deps, field, query, values),
      submit: (ctx, state, values) => submitAdd(ctx, deps, state, values),
    },
    choose: { submit: (ctx, state, values) => submitChoice(ctx, deps, state, values) },
    find: { submit: showsFound(decodeQuery, (ctx, query) => profileCard(ctx, deps, query)) },
    act: { submit: satkerForms(deps).submit },
    'find-company': { submit: showsFound(decodePlace, (ctx, query) => companiesCard(ctx, deps, query)) },
    'undo-company': { submit: companyForms(deps).submit },
  };
}
