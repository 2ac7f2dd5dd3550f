import { fileWithRecord } from '../../attachments/attachments.ts';
import { action, idOf } from '../../chat/action.ts';
import type { ListItem, Part } from '../../chat/card.ts';
import type { ActionHandler, CardsOf, FormHandler, Offer, Reply } from '../../chat/desk.ts';
import type { Context } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import { msg } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import type { ReportKind } from '../../imports/kind.ts';
import type { LetterParts } from '../../neighbours/mail/letter.ts';
import { titlesWith } from '../../people/names/titles.ts';
import { shownName } from '../../people/shown-name.ts';
import { downloadCard } from '../../web/download-card.ts';
import { type Bringing, type CompleteDesk, type House, letterParts } from '../house.ts';
import { announceJob } from './announce.ts';
import { decodeQuery, listCard, narrowed, registrationsWaiting, rowItem } from './cards/list.ts';
import { ticketStatusOf, ticketTitle, verbButton } from './cards/parts.ts';
import { postedCards } from './cards/posted.ts';
import { logCard } from './cards/step.ts';
import { ticketCard, visibleTicket } from './cards/ticket.ts';
import { userCard, visibleUser } from './cards/user.ts';
import { offeredWords, openNumber, placeOf, verbsOf } from './commands.ts';
import { digitJob } from './digit.ts';
import { dormancyCards } from './dormancy/cards.ts';
import { dormancy } from './dormancy/deadline.ts';
import { summariesJob } from './dormancy/summaries.ts';
import { registrationForms, ticketForms } from './forms/acts.ts';
import { addForm, openAdd } from './forms/add.ts';
import { decodeState, searchAddSatkers } from './forms/add-scope.ts';
import { submitDigit } from './forms/digit.ts';
import { openFind, openSatkerFilter, submitFind, submitSatkerFilter } from './forms/narrow.ts';
import { openOwnReactivation, submitPick } from './forms/pick.ts';
import { satkerChoiceOf } from './forms/satker-field.ts';
import { submitAdd } from './forms/submit-add.ts';
import {
  openCorrection,
  openRemoval,
  openTicketForm,
  searchFormUsers,
  searchVisibleSatkers,
  submitRemoval,
  submitTicket,
} from './forms/ticket.ts';
import { satkerLetters } from './letters.ts';
import { officeOf, usersEnteredBy } from './list.ts';
import { recordOf, type Ticket } from './model.ts';
import type { DeskParts } from './parts.ts';
import { userActs } from './registrations/acts.ts';
import { loginReport, reportCard } from './report.ts';
import { searchSatkers, ticketsAskedBy, ticketsWaiting } from './store.ts';
import { ticketActs } from './tickets/acts.ts';
import { waitingRecords } from './waiting.ts';
import { createLoginsWebhook, loginsWebhookPath } from './webhook.ts';

export interface SatkerDeskParts extends DeskParts, LetterParts {
  /** For work that may take its time. */
  jobDb: Database;
}

export type SatkerDesk = Bringing<'jobs' | 'letters'> & { sheets: ReportKind[] };

/** The desk of the house. */
export function openSatkerDesk(house: House): CompleteDesk {
  const { db, jobDb, admit, attachments, publicUrl, env, neighbours, clock, secretKey } = house;
  const parts = {
    db,
    admit,
    attachments,
    publicUrl,
    policy: {
      nameMatchMinimum: env.NAME_MATCH_MINIMUM,
      titles: titlesWith(env.NAME_TITLES),
      dormantAfterMonths: env.DORMANT_AFTER_MONTHS,
      timeZone: env.TIMEZONE,
    },
    dukcapil: neighbours.dukcapil,
    digit: neighbours.digit,
  };
  return {
    ...createSatkerDesk({ ...parts, ...letterParts(house), jobDb }),
    endpoints: {
      [loginsWebhookPath]: createLoginsWebhook({
        ...house,
        db: jobDb,
        secret: env.LOGINS_WEBHOOK_SECRET ?? null,
      }),
    },
    pages: async () => (await import('./pages/index.ts')).satkerPages({ ...parts, clock, secretKey }),
  };
}

/** The satker desk: registration, approval, activation, dormancy, deletion (rules S-1 … S-20). */
export function createSatkerDesk(parts: SatkerDeskParts): SatkerDesk {
  return {
    id: 'satker',
    title: 'satker.home.heading',
    // A ticket needs no standing (I-1); what does is refused by its own rules, which know why.
    commands: {
      satker: { open: true, verbs: verbsOf(parts), offered: (ctx) => offeredWords(ctx, parts) },
    },
    records: { SAT: (ctx, number) => openNumber(ctx, parts, number) },
    actions: actionsOf(parts),
    forms: formsOf(parts),
    waiting: (concerned) => waitingRecords(parts.jobDb, concerned),
    cards: { ...postedCards(parts), ...dormancyCards(parts), report: reportCard } satisfies CardsOf<'satker'>,
    sheets: [loginReport({ db: parts.jobDb, timeZone: parts.policy.timeZone })],
    jobs: {
      'satker.announce': announceJob(parts),
      'satker.digit': digitJob(parts),
      'satker.summaries': summariesJob({ db: parts.jobDb }),
    },
    letters: satkerLetters(parts),
    deadlines: [dormancy(parts.policy)],
    offers: (ctx) => offersOf(ctx, parts),
    home: (ctx) => overviewOf(ctx, parts),
  };
}

async function offersOf(ctx: Context, parts: DeskParts): Promise<Offer[]> {
  const { t } = ctx;
  const { isOfficer, lists, registers, isDormant } = await placeOf(ctx, parts);
  return [
    ...(lists
      ? [
          {
            label: t('satker.list.title'),
            text: t('satker.offer.list'),
            action: action('satker', 'list'),
          },
        ]
      : []),
    ...(registers
      ? [
          {
            label: t('satker.button.add'),
            text: t(isOfficer ? 'satker.offer.addPaper' : 'satker.offer.add'),
            action: action('satker', 'add'),
            takesFiles: true as const,
          },
        ]
      : []),
    ...(isDormant
      ? [
          {
            label: t('satker.button.reactivate'),
            text: t('satker.offer.reactivate'),
            action: action('satker', 'own-dormant'),
          },
        ]
      : []),
    {
      label: t('satker.offer.ticketLabel'),
      text: t('satker.offer.ticket'),
      action: action('satker', 'ticket'),
      takesFiles: true,
    },
  ];
}

const inOverview = 5;

/** What waits for an officer, and what somebody asked a KPPN for. */
async function overviewOf(ctx: Context, parts: DeskParts): Promise<{ waiting: Part[]; asked: Part[] }> {
  const office = officeOf(ctx.actor);
  const [registrations, tickets, own, asked] = await Promise.all([
    registrationsWaiting(ctx, parts),
    office.length > 0 ? ticketsWaiting(parts.db, ctx.actor, office, inOverview) : [],
    usersEnteredBy(parts.db, ctx.actor, inOverview),
    ticketsAskedBy(parts.db, ctx.actor, inOverview),
  ]);
  const heading: Part = { type: 'heading', text: ctx.t('satker.home.heading') };
  const waiting = [
    ...registrations.items.map((row) => rowItem(ctx, row, true)),
    ...tickets.map((ticket) => ticketItem(ctx, ticket)),
  ];
  const mine = [
    ...own.map((row) => rowItem(ctx, row, true)),
    ...asked.map((ticket) => ticketItem(ctx, ticket)),
  ];
  const section = (items: ListItem[]): Part[] =>
    items.length > 0 ? [heading, { type: 'list', items, empty: '' }] : [];
  return { waiting: section(waiting), asked: section(mine) };
}

function ticketItem(ctx: Context, ticket: Ticket): ListItem {
  return {
    title: `${ticket.number} · ${ticketTitle(ctx, ticket)}`,
    text: `${ticket.user ? `${ticket.user.name} · ` : ''}${shownName(ctx.t, ticket.requester)}, ${ctx.time(ticket.createdAt)}`,
    status: ticketStatusOf(ctx, ticket.status),
    button: verbButton(ctx.t('record.open'), 'open-ticket', ticket.id),
  };
}

function actionsOf(parts: DeskParts): Record<string, ActionHandler> {
  const list: ActionHandler = {
    open: true,
    run: async (ctx, args) => ({ type: 'card', card: await listCard(ctx, parts, decodeQuery(args)) }),
  };
  const form = (make: (ctx: Context, id: number) => ReturnType<typeof openAdd>): ActionHandler => ({
    open: true,
    run: async (ctx, [id]) => ({ type: 'form', form: await make(ctx, idOf(id)) }),
  });
  return {
    list,
    narrow: {
      open: true,
      run: async (ctx, [by = '', ...args], chosen = '') => ({
        type: 'card',
        card: await listCard(ctx, parts, narrowed(decodeQuery(args), by, chosen)),
      }),
    },
    find: {
      open: true,
      run: async (ctx, args) => ({ type: 'form', form: openFind(ctx, decodeQuery(args)) }),
    },
    filter: {
      open: true,
      run: async (ctx, [, ...args]) => ({ type: 'form', form: openSatkerFilter(ctx, decodeQuery(args)) }),
    },
    add: form((ctx) => openAdd(ctx, parts, null)),
    ticket: form((ctx) => openTicketForm(ctx, parts, 'REGISTRATION')),
    'own-dormant': form((ctx) => openOwnReactivation(ctx, parts)),
    again: form(async (ctx, id) => openAdd(ctx, parts, null, await visibleUser(ctx, parts, id))),
    'ask-deletion': form(async (ctx, id) =>
      openTicketForm(ctx, parts, 'DELETION', await visibleUser(ctx, parts, id)),
    ),
    register: form((ctx, id) => openAdd(ctx, parts, id)),
    correct: form((ctx, id) => openCorrection(ctx, parts, id)),
    remove: form((ctx, id) => openRemoval(ctx, parts, id)),
    ...registrationForms(parts).actions([...userActs.map(({ verb }) => verb), 'reactivate'], { open: true }),
    ...ticketForms(parts).actions(
      ticketActs.map(({ verb }) => verb),
      { open: true },
    ),
    open: {
      open: true,
      run: async (ctx, [id]) => ({
        type: 'card',
        card: await userCard(ctx, parts, await visibleUser(ctx, parts, idOf(id)), { reading: ['log'] }),
      }),
    },
    log: {
      open: true,
      async run(ctx, [id]) {
        const user = await visibleUser(ctx, parts, idOf(id));
        return { type: 'card', card: await logCard(ctx, parts, { type: 'user', ...user }) };
      },
    },
    'open-ticket': {
      open: true,
      run: async (ctx, [id]) => ({
        type: 'card',
        card: await ticketCard(ctx, parts, await visibleTicket(ctx, parts, idOf(id)), { reading: ['log'] }),
      }),
    },
    'log-ticket': {
      open: true,
      async run(ctx, [id]) {
        const ticket = await visibleTicket(ctx, parts, idOf(id));
        return { type: 'card', card: await logCard(ctx, parts, { type: 'ticket', ...ticket }) };
      },
    },
    file: { open: true, run: (ctx, [id]) => fileReply(ctx, parts, idOf(id)) },
  };
}

/** A document, for somebody who may see its registration or ticket now (I-3). */
async function fileReply(ctx: Context, parts: DeskParts, id: number): Promise<Reply> {
  const file = await fileWithRecord(parts.db, id);
  const record = file && recordOf(file.record);
  if (!file || !record) throw new Refusal(msg('satker.refuse.unknown'));
  const { number } =
    record.type === 'ticket'
      ? await visibleTicket(ctx, parts, record.id)
      : await visibleUser(ctx, parts, record.id);
  return { type: 'card', card: await downloadCard(ctx, parts, file, number) };
}

function formsOf(parts: DeskParts): Record<string, FormHandler> {
  return {
    add: {
      open: true,
      search: (ctx, _field, query) => searchAddSatkers(ctx, parts, query),
      redraw: (ctx, state, values, changed) => addForm(ctx, parts, decodeState(state), values, changed),
      submit: (ctx, state, values) => submitAdd(ctx, parts, state, values),
    },
    ticket: {
      open: true,
      nobody: { satker: msg('satker.nobody.satker'), user: msg('satker.nobody.deletable') },
      search: async (ctx, field, query, values) =>
        field === 'user'
          ? searchFormUsers(ctx, parts, query, values)
          : (await searchSatkers(parts.db, query)).map(satkerChoiceOf),
      submit: (ctx, state, values) => submitTicket(ctx, parts, state, values),
    },
    remove: {
      nobody: { user: msg('satker.nobody.deletable') },
      search: (ctx, _field, query, values) =>
        searchFormUsers(ctx, parts, query, values, ['INACTIVE', 'REJECTED', 'ACTIVE', 'DORMANT']),
      submit: (ctx, state, values) => submitRemoval(ctx, parts, state, values),
    },
    registration: { open: true, submit: registrationForms(parts).submit },
    decision: { open: true, submit: ticketForms(parts).submit },
    pick: {
      open: true,
      nobody: { deactivate: msg('satker.nobody.deactivatable'), reactivate: msg('satker.nobody.dormant') },
      search: (ctx, field, query, values) =>
        searchFormUsers(
          ctx,
          parts,
          query,
          values,
          field === 'reactivate' ? ['DORMANT'] : ['ACTIVE', 'DORMANT'],
        ),
      submit: (ctx, state, values) => submitPick(ctx, parts, state, values),
    },
    find: { open: true, submit: (ctx, state, values) => submitFind(ctx, parts, state, values) },
    filter: {
      open: true,
      search: (ctx, _field, query) => searchVisibleSatkers(ctx, parts, query),
      submit: (ctx, state, values) => submitSatkerFilter(ctx, parts, state, values),
    },
    digit: { submit: (ctx, state, values) => submitDigit(ctx, parts, state, values) },
  };
}
