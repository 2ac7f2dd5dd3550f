import { idOf } from '../../chat/action.ts';
import type { Card } from '../../chat/card.ts';
import type { ActionHandler, CardsOf, FormHandler } from '../../chat/desk.ts';
import type { Form } from '../../chat/form.ts';
import type { Context } from '../../core/context.ts';
import { msg } from '../../core/texts/index.ts';
import type { RowKind } from '../../imports/kind.ts';
import type { LetterParts } from '../../neighbours/mail/letter.ts';
import { type Bringing, type CompleteDesk, type House, letterParts } from '../house.ts';
import { hubCard, sendRefusedAgain, templateCard } from './accounts/cards.ts';
import { hubJob } from './accounts/hub.ts';
import { accountRows } from './accounts/kind.ts';
import { deskCard, offersOf, overviewOf } from './cards/desk.ts';
import { decodeQuery, listCard, narrowed } from './cards/list.ts';
import { logCard, mappingCard, visibleMapping } from './cards/mapping.ts';
import { personCard } from './cards/person.ts';
import { offeredWords, openNumber, verbsOf } from './commands.ts';
import { expiryCards } from './expiry/cards.ts';
import { expiry } from './expiry/deadline.ts';
import { findMappingForm, findPersonForm, submitFindMapping, submitFindPerson } from './forms/find.ts';
import { mappingForm } from './forms/mapping.ts';
import { revokeForm, submitRevoke } from './forms/revoke.ts';
import { searchField } from './forms/search.ts';
import { secretariesButton, secretariesForm, submitSecretaries } from './forms/secretaries.ts';
import { submitBundle, submitMapping } from './forms/submit-mapping.ts';
import { submitWhitelist, whitelistForm } from './forms/whitelist.ts';
import { partnerLetters } from './letters.ts';
import { mappingForms, mappingVerbs } from './mappings/acts.ts';
import type { DeskParts, WithServices } from './parts.ts';
import { createWhitelistService } from './whitelist.ts';

export type PartnerDesk = Bringing<'jobs' | 'letters'> & { sheets: RowKind[] };

/** The desk of the house. */
export function openPartnerDesk(house: House): CompleteDesk {
  const { db, jobDb, admit, attachments, publicUrl, env, neighbours } = house;
  return createPartnerDesk({
    db,
    jobDb,
    admit,
    attachments,
    publicUrl,
    policy: { timeZone: env.TIMEZONE, partnerMailDomains: env.PARTNER_MAIL_DOMAINS },
    directoryHub: neighbours.directoryHub,
    ...letterParts(house),
  });
}

/** The partner desk: accounts of partners and secretaries, their whitelist and mappings (rules P-1 … P-12). */
export function createPartnerDesk(given: DeskParts & LetterParts): PartnerDesk {
  const { db, jobDb, policy, directoryHub } = given;
  const parts: WithServices = {
    ...given,
    whitelist: createWhitelistService(db, policy),
  };
  return {
    id: 'partner',
    title: 'partner.desk.name',
    commands: { partner: { verbs: verbsOf(parts), offered: (ctx) => offeredWords(ctx, parts) } },
    records: { MAP: (ctx, number) => openNumber(ctx, parts, number) },
    actions: actionsOf(parts),
    forms: formsOf(parts),
    cards: expiryCards(parts) satisfies CardsOf<'partner'>,
    sheets: [
      accountRows({
        directoryHub,
        policy,
        forSecretaries: (tx, ctx, importId) => secretariesButton(tx, ctx, importId, policy),
      }),
    ],
    jobs: {
      'partner.hub': hubJob({ db: jobDb, directoryHub, clock: given.clock }),
    },
    letters: partnerLetters(given),
    deadlines: [expiry],
    offers: (ctx) => offersOf(ctx, parts),
    home: (ctx) => overviewOf(ctx, parts),
  };
}

function actionsOf(parts: WithServices): Record<string, ActionHandler> {
  const card = (make: (ctx: Context, args: string[]) => Promise<Card>): ActionHandler => ({
    run: async (ctx, args) => ({ type: 'card', card: await make(ctx, args) }),
  });
  const form = (make: (ctx: Context, args: string[]) => Form | Promise<Form>): ActionHandler => ({
    run: async (ctx, args) => ({ type: 'form', form: await make(ctx, args) }),
  });
  return {
    desk: card((ctx) => deskCard(ctx, parts)),

    // Accounts (accounts/).
    template: card((ctx) => templateCard(ctx, parts)),
    hub: card((ctx) => hubCard(ctx, parts)),
    'hub-again': card(async (ctx) => {
      await sendRefusedAgain(ctx, parts);
      return hubCard(ctx, parts);
    }),
    secretaries: form((ctx, [id]) => secretariesForm(ctx, parts, idOf(id))),

    // People and their whitelist.
    find: form((ctx) => findPersonForm(ctx)),
    person: card((ctx, [id]) => personCard(ctx, parts, idOf(id))),
    whitelist: form((ctx, [id]) => whitelistForm(ctx, parts, idOf(id))),
    revoke: form((ctx, [id]) => revokeForm(ctx, parts, idOf(id))),

    // Mappings.
    mapping: form((ctx, [id]) => mappingForm(ctx, parts, { personId: idOf(id) })),
    mappings: card((ctx, args) => listCard(ctx, parts, decodeQuery(args))),
    narrow: {
      run: async (ctx, [, ...args], chosen = '') => ({
        type: 'card',
        card: await listCard(ctx, parts, narrowed(decodeQuery(args), chosen)),
      }),
    },
    'find-mapping': form((ctx, args) => findMappingForm(ctx, args)),
    open: card(async (ctx, [id]) => mappingCard(ctx, parts, await visibleMapping(ctx, parts, idOf(id)))),
    log: card(async (ctx, [id]) => logCard(ctx, parts, await visibleMapping(ctx, parts, idOf(id)))),
    ...mappingForms(parts).actions(mappingVerbs),
  };
}

function formsOf(parts: WithServices): Record<string, FormHandler> {
  const search: FormHandler['search'] = (ctx, field, query) => searchField(ctx, parts, field, query);
  return {
    find: { submit: (ctx, _state, values) => submitFindPerson(ctx, parts, values) },
    'find-mapping': { submit: (ctx, state, values) => submitFindMapping(ctx, parts, state, values) },
    whitelist: {
      search,
      nobody: { application: msg('partner.nobody.application') },
      redraw: (ctx, [personId = ''], values) => whitelistForm(ctx, parts, idOf(personId), values),
      submit: (ctx, _state, values) => submitWhitelist(ctx, parts, values),
    },
    revoke: { submit: (ctx, state, values) => submitRevoke(ctx, parts, state, values) },
    mapping: {
      search,
      nobody: { position: msg('partner.nobody.position') },
      submit: (ctx, state, values) => submitMapping(ctx, parts, state, values),
    },
    bundle: { submit: (ctx, state) => submitBundle(ctx, parts, state) },
    change: { submit: mappingForms(parts).submit },
    secretaries: { submit: (ctx, state) => submitSecretaries(ctx, parts, state) },
  };
}
