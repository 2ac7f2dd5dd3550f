import { idOf } from '../../chat/action.ts';
import { opensForm, showsCard } from '../../chat/answers.ts';
import type { ActionsOf, CardsOf, CommandsOf, FormHandler, FormsOf } from '../../chat/desk.ts';
import { msg } from '../../core/texts/index.ts';
import type { RowKind } from '../../imports/kind.ts';
import type { JobsOf } from '../../jobs/worker.ts';
import type { LetterDeps } from '../../neighbours/mail/letter.ts';
import { opening } from '../../records/card.ts';
import { type Bringing, type CompleteDesk, type House, letterDeps } from '../house.ts';
import { hubCard, sendRefusedAgain, templateCard } from './accounts/cards.ts';
import { hubJob } from './accounts/hub.ts';
import { accountRows } from './accounts/kind.ts';
import { deskCard, offersOf, overviewOf } from './cards/desk.ts';
import { decodeQuery, listCard, narrowed } from './cards/list.ts';
import { logCard, mappingCard } from './cards/mapping.ts';
import { personCard } from './cards/person.ts';
import { offeredWords, openNumber, verbsOf } from './commands.ts';
import type { DeskDeps, WithServices } from './deps.ts';
import { announceJob } from './expiry/announce.ts';
import { expiryCards } from './expiry/cards.ts';
import { expiry } from './expiry/deadline.ts';
import { decidableMappings } from './expiry/decidable.ts';
import { mappingsReturning, waitingMappings } from './expiry/waiting.ts';
import { findMappingForm, findPersonForm, submitFindMapping, submitFindPerson } from './forms/find.ts';
import { mappingForm } from './forms/mapping.ts';
import { revokeForms } from './forms/revoke.ts';
import { searchField } from './forms/search.ts';
import { secretariesButton, secretariesForm, submitSecretaries } from './forms/secretaries.ts';
import { submitBundle, submitMapping } from './forms/submit-mapping.ts';
import { submitRoles, submitWhitelist, whitelistForm } from './forms/whitelist.ts';
import { called, holds } from './held.ts';
import { parting } from './leaving.ts';
import { partnerLetters } from './letters.ts';
import { mappingForms, mappingVerbs } from './mappings/forms.ts';
import { mappings } from './mappings/kind.ts';
import { mappingMinutes } from './mappings/minutes.ts';
import { markable } from './marks.ts';
import { retention } from './retention.ts';
import { uses } from './uses.ts';
import { createWhitelistService } from './whitelist/granting.ts';
import { helpers } from './who-can-help.ts';

declare module '../../core/names.ts' {
  interface Actions {
    'partner.desk': true;
    'partner.template': true;
    'partner.hub': true;
    'partner.hub-again': true;
    'partner.secretaries': true;
    'partner.find': true;
    'partner.person': true;
    'partner.whitelist': true;
    'partner.revoke': true;
    'partner.mapping': true;
    'partner.mappings': true;
    'partner.narrow': true;
    'partner.find-mapping': true;
    'partner.open': true;
    'partner.log': true;
    'partner.extend': true;
    'partner.change-end': true;
    'partner.let-end': true;
    'partner.end': true;
    'partner.reassign': true;
  }
  interface Forms {
    'partner.find': Leads;
    'partner.find-mapping': Leads;
    'partner.whitelist': Leads;
    'partner.roles': true;
    'partner.revoke': true;
    'partner.mapping': true;
    'partner.bundle': true;
    'partner.change': true;
    'partner.secretaries': true;
  }
}

export type PartnerDesk = Bringing<'commands' | 'home' | 'jobs' | 'letters'> & { sheets: RowKind[] };

/** The desk of the house. */
export function openPartnerDesk(house: House): CompleteDesk {
  const { db, jobDb, admit, attachments, publicUrl, env, neighbours, stepUp } = house;
  return createPartnerDesk({
    db,
    stepUp,
    jobDb,
    admit,
    attachments,
    publicUrl,
    policy: { timeZone: env.TIMEZONE, partnerMailDomains: env.PARTNER_MAIL_DOMAINS },
    directoryHub: neighbours.directoryHub,
    ...letterDeps(house),
  });
}

/** The partner desk: accounts of partners and secretaries, their whitelist and mappings (rules P-1 … P-12). */
export function createPartnerDesk(given: DeskDeps & LetterDeps): PartnerDesk {
  const { db, jobDb, policy, directoryHub } = given;
  const deps: WithServices = {
    ...given,
    whitelist: createWhitelistService(db),
  };
  return {
    id: 'partner',
    title: 'partner.desk.name',
    markable: (ctx) => markable(ctx, deps),
    commands: {
      partner: { verbs: verbsOf(deps), offered: (ctx) => offeredWords(ctx, deps) },
    } satisfies CommandsOf<'partner'>,
    records: { MAP: (ctx, number) => openNumber(ctx, deps, number) },
    actions: actionsOf(deps),
    forms: formsOf(deps),
    cards: expiryCards(deps) satisfies CardsOf<'partner'>,
    sheets: [
      accountRows({
        directoryHub,
        policy,
        forSecretaries: (tx, ctx, importId) => secretariesButton(tx, ctx, importId, policy),
      }),
    ],
    jobs: {
      'partner.hub': hubJob({ db: jobDb, directoryHub, clock: given.clock }),
      'partner.announce': announceJob(deps),
    } satisfies JobsOf<'partner'>,
    letters: partnerLetters(given),
    retention,
    parting,
    uses,
    holds,
    called,
    helpers,
    deadlines: [expiry(policy)],
    waiting: (concerned, at) => waitingMappings({ db: at ?? db, policy }, concerned),
    returns: [mappingsReturning(policy)],
    decidables: [decidableMappings(deps)],
    minutes: [mappingMinutes(policy)],
    offers: (ctx) => offersOf(ctx, deps),
    home: (ctx) => overviewOf(ctx, deps),
  };
}

function actionsOf(deps: WithServices): ActionsOf<'partner'> {
  return {
    desk: showsCard((ctx) => deskCard(ctx, deps)),

    // Accounts (accounts/).
    template: showsCard((ctx) => templateCard(ctx, deps)),
    hub: showsCard((ctx) => hubCard(ctx, deps)),
    'hub-again': showsCard(async (ctx) => {
      await sendRefusedAgain(ctx, deps);
      return hubCard(ctx, deps);
    }),
    secretaries: opensForm((ctx, [id]) => secretariesForm(ctx, deps, idOf(id))),

    // People and their whitelist.
    find: opensForm((ctx) => findPersonForm(ctx)),
    person: showsCard((ctx, [id]) => personCard(ctx, deps, idOf(id))),
    whitelist: opensForm((ctx, [id]) => whitelistForm(ctx, deps, idOf(id))),
    ...revokeForms(deps).actions(['revoke']),

    // Mappings.
    mapping: opensForm((ctx, [id]) => mappingForm(ctx, deps, { personId: idOf(id) })),
    mappings: showsCard((ctx, args) => listCard(ctx, deps, decodeQuery(args))),
    narrow: showsCard((ctx, [, ...args], chosen = '') =>
      listCard(ctx, deps, narrowed(decodeQuery(args), chosen)),
    ),
    'find-mapping': opensForm((ctx, args) => findMappingForm(ctx, deps, args)),
    open: opening(deps.db, mappings, (ctx, mapping) => mappingCard(ctx, deps, mapping)),
    log: opening(deps.db, mappings, (ctx, mapping) => logCard(ctx, deps, mapping)),
    ...mappingForms(deps).actions(mappingVerbs),
  };
}

function formsOf(deps: WithServices): FormsOf<'partner'> {
  const search: FormHandler['search'] = (ctx, field, query) => searchField(ctx, deps, field, query);
  return {
    find: { submit: (ctx, _state, values) => submitFindPerson(ctx, deps, values) },
    'find-mapping': { submit: submitFindMapping(deps) },
    whitelist: {
      search,
      nobody: { application: msg('partner.nobody.application') },
      submit: (ctx, _state, values) => submitWhitelist(ctx, deps, values),
    },
    roles: { submit: (ctx, state, values) => submitRoles(ctx, deps, state, values) },
    revoke: { submit: revokeForms(deps).submit },
    mapping: {
      search,
      nobody: { position: msg('partner.nobody.position') },
      submit: (ctx, state, values) => submitMapping(ctx, deps, state, values),
    },
    bundle: { submit: (ctx, state) => submitBundle(ctx, deps, state) },
    change: { nobody: { to: msg('record.refuse.nobodyToHand') }, submit: mappingForms(deps).submit },
    secretaries: { submit: (ctx, state) => submitSecretaries(ctx, deps, state) },
  };
}
