import { fileWithRecord } from '../../attachments/kept.ts';
import { idOf } from '../../chat/action.ts';
import { opensForm, showsCard, toAnybody } from '../../chat/answers.ts';
import type { Card } from '../../chat/card.ts';
import type { ActionsOf, CardsOf, CommandsOf, FormsOf } from '../../chat/desk.ts';
import type { Context } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import { msg } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import type { ReportKind } from '../../imports/kind.ts';
import type { JobsOf } from '../../jobs/worker.ts';
import type { LetterDeps } from '../../neighbours/mail/letter.ts';
import { titlesWith } from '../../people/names/titles.ts';
import { opening } from '../../records/card.ts';
import { visible } from '../../records/kind.ts';
import { downloadCard } from '../../web/download-card.ts';
import { type Bringing, type CompleteDesk, type House, letterDeps } from '../house.ts';
import { announceJob } from './announce.ts';
import { decodeQuery, listCard, narrowed } from './cards/list.ts';
import { postedCards } from './cards/posted.ts';
import { logCard } from './cards/step.ts';
import { ticketCard } from './cards/ticket.ts';
import { userCard, visibleUser } from './cards/user.ts';
import { offeredWords, openNumber, verbsOf } from './commands.ts';
import { decidables } from './decidable.ts';
import type { DeskDeps } from './deps.ts';
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
import { openRemoval, submitRemoval } from './forms/remove.ts';
import { satkerChoiceOf } from './forms/satker-field.ts';
import { submitAdd } from './forms/submit-add.ts';
import {
  openCorrection,
  openTicketForm,
  searchFormUsers,
  searchVisibleSatkers,
  submitTicket,
} from './forms/ticket.ts';
import { called, holds } from './held.ts';
import { offersOf, overviewOf } from './home.ts';
import { parting } from './leaving.ts';
import { satkerLetters } from './letters.ts';
import { markable } from './marks.ts';
import { recordOf } from './model.ts';
import { mailboxesOfSame } from './niks.ts';
import { registrationMinutes } from './registrations/minutes.ts';
import { loginReport, reportCard } from './report.ts';
import { retention } from './retention.ts';
import { registrationsReturning, ticketsReturning } from './returning.ts';
import { whyNotStartAnew } from './rules.ts';
import { searchSatkers, standingOf } from './store.ts';
import { tickets } from './tickets/kind.ts';
import { ticketMinutes } from './tickets/minutes.ts';
import { uses } from './uses.ts';
import { waitingRecords } from './waiting-records.ts';
import { createLoginsWebhook, loginsWebhookPath } from './webhook.ts';
import { helpers } from './who-can-help.ts';

declare module '../../core/names.ts' {
  interface Actions {
    'satker.list': true;
    'satker.narrow': true;
    'satker.find': true;
    'satker.filter': true;
    'satker.add': true;
    'satker.ticket': true;
    'satker.own-dormant': true;
    'satker.again': true;
    'satker.ask-deletion': true;
    'satker.register': true;
    'satker.correct': true;
    'satker.remove': true;
    'satker.approve': true;
    'satker.reject': true;
    'satker.withdraw': true;
    'satker.deactivate': true;
    'satker.reactivate': true;
    'satker.give-back': true;
    'satker.approve-ticket': true;
    'satker.reassign': true;
    'satker.reassign-ticket': true;
    'satker.reject-ticket': true;
    'satker.withdraw-ticket': true;
    'satker.open': true;
    'satker.log': true;
    'satker.open-ticket': true;
    'satker.log-ticket': true;
    'satker.file': true;
  }
  interface Forms {
    'satker.add': true;
    'satker.ticket': true;
    'satker.remove': true;
    'satker.registration': true;
    'satker.decision': true;
    'satker.pick': Leads;
    'satker.find': Leads;
    'satker.filter': Leads;
    'satker.digit': true;
  }
}

export interface SatkerDeskDeps extends DeskDeps, LetterDeps {
  /** For work that may take its time. */
  jobDb: Database;
}

export type SatkerDesk = Bringing<'commands' | 'home' | 'jobs' | 'letters'> & { sheets: ReportKind[] };

/** The desk of the house. */
export function openSatkerDesk(house: House): CompleteDesk {
  const { db, jobDb, admit, attachments, publicUrl, env, neighbours, clock, secretKey, stepUp } = house;
  const deps = {
    db,
    stepUp,
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
    ...createSatkerDesk({ ...deps, ...letterDeps(house), jobDb }),
    endpoints: {
      [loginsWebhookPath]: createLoginsWebhook({
        ...house,
        db: jobDb,
        secret: env.LOGINS_WEBHOOK_SECRET ?? null,
      }),
    },
    pages: async (db) => (await import('./pages/index.ts')).satkerPages({ ...deps, db, clock, secretKey }),
  };
}

/** The satker desk: registration, approval, activation, dormancy, deletion (rules S-1 … S-20). */
export function createSatkerDesk(deps: SatkerDeskDeps): SatkerDesk {
  return {
    id: 'satker',
    title: 'satker.home.heading',
    // A ticket needs no standing (I-1); what does is refused by its own rules, which know why.
    markable,
    commands: {
      satker: { open: true, verbs: verbsOf(deps), offered: (ctx) => offeredWords(ctx, deps) },
    } satisfies CommandsOf<'satker'>,
    records: { SAT: (ctx, number) => openNumber(ctx, deps, number) },
    actions: actionsOf(deps),
    forms: formsOf(deps),
    waiting: (concerned, at) => waitingRecords(at ?? deps.jobDb, concerned),
    cards: { ...postedCards(deps), ...dormancyCards(deps), report: reportCard } satisfies CardsOf<'satker'>,
    sheets: [loginReport({ db: deps.jobDb, timeZone: deps.policy.timeZone })],
    jobs: {
      'satker.announce': announceJob(deps),
      'satker.digit': digitJob(deps),
      'satker.summaries': summariesJob({ db: deps.jobDb }),
    } satisfies JobsOf<'satker'>,
    letters: satkerLetters(deps),
    retention,
    parting,
    uses,
    holds,
    called,
    sameMailboxes: mailboxesOfSame,
    helpers,
    deadlines: [dormancy(deps.policy)],
    decidables: decidables(deps.db),
    minutes: [registrationMinutes(deps.policy), ticketMinutes],
    returns: [registrationsReturning, ticketsReturning],
    offers: (ctx) => offersOf(ctx, deps),
    home: (ctx) => overviewOf(ctx, deps),
  };
}

function actionsOf(deps: DeskDeps): ActionsOf<'satker'> {
  const user = (ctx: Context, id = '') => visibleUser(ctx, deps, idOf(id));
  /** One whom somebody may enter again, or have deleted: what offers it has said so, and it may stand otherwise by now (I-3). */
  const over = async (ctx: Context, id = '') => {
    const found = await user(ctx, id);
    const why = whyNotStartAnew(found, ctx.actor, await standingOf(deps.db, ctx.actor));
    if (why) throw new Refusal(why);
    return found;
  };
  return toAnybody({
    list: showsCard((ctx, args) => listCard(ctx, deps, decodeQuery(args))),
    narrow: showsCard((ctx, [by = '', ...args], chosen = '') =>
      listCard(ctx, deps, narrowed(decodeQuery(args), by, chosen)),
    ),
    find: opensForm((ctx, args) => openFind(ctx, deps, decodeQuery(args))),
    filter: opensForm((ctx, [, ...args]) => openSatkerFilter(ctx, deps, decodeQuery(args))),

    // Registrations.
    add: opensForm((ctx) => openAdd(ctx, deps, null)),
    again: opensForm(async (ctx, [id]) => openAdd(ctx, deps, null, await over(ctx, id))),
    ...registrationForms(deps).actions([
      'approve',
      'reject',
      'withdraw',
      'deactivate',
      'reactivate',
      'reassign',
    ]),
    open: showsCard(async (ctx, [id]) => userCard(ctx, deps, await user(ctx, id))),
    log: showsCard(async (ctx, [id]) => logCard(ctx, deps, { type: 'user', ...(await user(ctx, id)) })),

    // Tickets.
    ticket: opensForm((ctx) => openTicketForm(ctx, deps, 'REGISTRATION')),
    'own-dormant': opensForm((ctx) => openOwnReactivation(ctx, deps)),
    'ask-deletion': opensForm(async (ctx, [id]) =>
      openTicketForm(ctx, deps, 'DELETION', await over(ctx, id)),
    ),
    register: opensForm((ctx, [id]) => openAdd(ctx, deps, idOf(id))),
    correct: opensForm((ctx, [id]) => openCorrection(ctx, deps, idOf(id))),
    remove: opensForm((ctx, [id]) => openRemoval(ctx, deps, idOf(id))),
    ...ticketForms(deps).actions([
      'give-back',
      'approve-ticket',
      'reject-ticket',
      'withdraw-ticket',
      'reassign-ticket',
    ]),
    'open-ticket': opening(deps.db, tickets, (ctx, one) => ticketCard(ctx, deps, one)),
    'log-ticket': opening(deps.db, tickets, (ctx, one) => logCard(ctx, deps, { type: 'ticket', ...one })),

    file: showsCard((ctx, [id]) => fileCard(ctx, deps, idOf(id))),
  });
}

/** A document, for somebody who may see its registration or ticket now (I-3). */
async function fileCard(ctx: Context, deps: DeskDeps, id: number): Promise<Card> {
  const file = await fileWithRecord(deps.db, id);
  const record = file && recordOf(file.record);
  if (!file || !record) throw new Refusal(msg('satker.refuse.unknown'));
  const { number } =
    record.type === 'ticket'
      ? await visible(deps.db, tickets, ctx, record.id)
      : await visibleUser(ctx, deps, record.id);
  return downloadCard(ctx, deps, file, number);
}

function formsOf(deps: DeskDeps): FormsOf<'satker'> {
  return {
    add: {
      open: true,
      search: (ctx, _field, query) => searchAddSatkers(ctx, deps, query),
      redraw: (ctx, state, values, changed) => addForm(ctx, deps, decodeState(state), values, changed),
      submit: (ctx, state, values) => submitAdd(ctx, deps, state, values),
    },
    ticket: {
      open: true,
      nobody: { satker: msg('satker.nobody.satker'), user: msg('satker.nobody.deletable') },
      search: async (ctx, field, query, values) =>
        field === 'user'
          ? searchFormUsers(ctx, deps, query, values, 'ask')
          : (await searchSatkers(deps.db, query)).map(satkerChoiceOf),
      submit: (ctx, state, values) => submitTicket(ctx, deps, state, values),
    },
    remove: {
      nobody: { user: msg('satker.nobody.deletable') },
      search: (ctx, _field, query, values) =>
        searchFormUsers(ctx, deps, query, values, 'answer', ['INACTIVE', 'REJECTED', 'ACTIVE', 'DORMANT']),
      submit: (ctx, state, values, codes) => submitRemoval(ctx, deps, state, values, codes),
    },
    registration: { open: true, submit: registrationForms(deps).submit },
    decision: { open: true, submit: ticketForms(deps).submit },
    pick: {
      open: true,
      nobody: { deactivate: msg('satker.nobody.deactivatable'), reactivate: msg('satker.nobody.dormant') },
      search: (ctx, field, query, values) =>
        searchFormUsers(
          ctx,
          deps,
          query,
          values,
          field === 'reactivate' ? 'ask' : 'decide',
          field === 'reactivate' ? ['DORMANT'] : ['ACTIVE', 'DORMANT'],
        ),
      submit: (ctx, state, values) => submitPick(ctx, deps, state, values),
    },
    find: { open: true, submit: submitFind(deps) },
    filter: {
      open: true,
      search: (ctx, _field, query) => searchVisibleSatkers(ctx, deps, query),
      submit: submitSatkerFilter(deps),
    },
    digit: { submit: (ctx, state, values) => submitDigit(ctx, deps, state, values) },
  };
}
