import { fileWithRecord } from '../../attachments/kept.ts';
import { action, idOf } from '../../chat/action.ts';
import { opensForm, showsCard, toAnybody } from '../../chat/answers.ts';
import type { Card, Part } from '../../chat/card.ts';
import type { ActionsOf, CardsOf, CommandsOf, FormsOf } from '../../chat/desk.ts';
import type { Context } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import { msg } from '../../core/texts/index.ts';
import { draftOf, keepDraft } from '../../db/drafts.ts';
import type { JobsOf } from '../../jobs/worker.ts';
import type { LetterDeps } from '../../neighbours/mail/letter.ts';
import { downloadCard } from '../../web/download-card.ts';
import { type Bringing, type CompleteDesk, type House, letterDeps } from '../house.ts';
import { requestForms } from './acts.ts';
import { announceJob } from './announce.ts';
import { decodeQuery, listCard, narrowed, requestList } from './cards/list.ts';
import { postedCards } from './cards/posted.ts';
import { detailCard, logCard, visibleRequest } from './cards/reading.ts';
import { linkedRequest } from './cards/request.ts';
import { numberIn, offeredWords, openNumber, verbsOf } from './commands.ts';
import { decidableRequests } from './decidable.ts';
import type { DeskDeps } from './deps.ts';
import { dropKept } from './forms/kept.ts';
import { openFind, openPick, submitFind, submitPick } from './forms/narrow.ts';
import { parseRequest, requireStillRight } from './forms/parse-request.ts';
import { decodeState, openAgain, openRequest, requestForm } from './forms/request.ts';
import { confirmationForm, draftKey, reviewForm } from './forms/review.ts';
import { searchAnyUnit, searchAtasan, searchUnit } from './forms/search.ts';
import { called, holds } from './held.ts';
import { lately } from './lately.ts';
import { parting } from './leaving.ts';
import { userIdLetters } from './letters.ts';
import { listRequests } from './list.ts';
import { markable } from './marks.ts';
import { requestMinutes } from './minutes.ts';
import { type RequestInput, requestIdOf } from './model.ts';
import { forgotJob } from './password/forgot.ts';
import { retention } from './retention.ts';
import { requestsReturning } from './returning.ts';
import { whyNotStartAgain } from './rules.ts';
import { standing } from './standing.ts';
import { submit, submittedWith } from './submit.ts';
import { uses } from './uses.ts';
import { waitingRequests } from './waiting.ts';
import { helpers } from './who-can-help.ts';

declare module '../../core/names.ts' {
  interface Actions {
    'user-id.request': true;
    'user-id.again': true;
    'user-id.approve': true;
    'user-id.reject': true;
    'user-id.reassign': true;
    'user-id.withdraw': true;
    'user-id.open': true;
    'user-id.number': true;
    'user-id.log': true;
    'user-id.list': true;
    'user-id.narrow': true;
    'user-id.find': true;
    'user-id.pick': true;
    'user-id.file': true;
  }
  interface Forms
    extends Named<'user-id', 'review' | 'act'>,
      Named<'user-id', 'request' | 'find' | 'pick', Leads> {}
}

export type UserIdDesk = Bringing<'commands' | 'home' | 'jobs' | 'letters'>;

/** The desk of the house. */
export function openUserIdDesk(house: House): CompleteDesk {
  const { db, admit, attachments, leaving, publicUrl, env, neighbours, stepUp } = house;
  const deps = {
    db,
    stepUp,
    admit,
    leaving,
    attachments,
    publicUrl,
    policy: { oneStagePerPerson: env.ONE_STAGE_PER_PERSON },
    employeeRegister: neighbours.employeeRegister,
  };
  return {
    ...createUserIdDesk({ ...deps, ...letterDeps(house) }),
    pages: async (db) => (await import('./pages.ts')).userIdPages({ ...deps, db, clock: house.clock }),
  };
}

/** The User ID desk: a request, its stages, a new User ID (rules U-1 … U-18). */
export function createUserIdDesk(deps: DeskDeps & LetterDeps): UserIdDesk {
  return {
    id: 'user-id',
    title: 'userId.form.title',
    markable: (ctx) => markable(ctx, deps),
    commands: {
      userid: { open: true, verbs: verbsOf(deps), offered: () => offeredWords },
    } satisfies CommandsOf<'userid'>,
    records: { UID: (ctx, number) => openNumber(ctx, deps, number) },
    linked: linkedRequest,
    actions: actionsOf(deps),
    forms: formsOf(deps),
    cards: postedCards(deps) satisfies CardsOf<'user-id'>,
    minutes: [requestMinutes],
    decidables: [decidableRequests(deps)],
    returns: [requestsReturning(deps)],
    waiting: (concerned, at) => waitingRequests({ ...deps, db: at ?? deps.db }, concerned),
    lately: (at, now) => lately(at, now, deps.policy),
    standing: (at) => standing(at, deps.policy),
    jobs: {
      'user-id.announce': announceJob(deps),
      'user-id.forgot': forgotJob(deps),
    } satisfies JobsOf<'user-id'>,
    letters: userIdLetters(deps),
    retention,
    parting,
    uses,
    holds,
    called,
    helpers,

    async offers({ t }) {
      return [
        {
          label: t('userId.offer.request'),
          text: t('userId.offer.requestText'),
          action: action('user-id.request'),
          takesFiles: true,
        },
        {
          label: t('userId.offer.list'),
          text: t('userId.offer.listText'),
          action: action('user-id.list', 'all'),
        },
      ];
    },
    home: (ctx) => overviewOf(ctx, deps),
  };
}

/** What waits for this person and what they asked for, with the way to the whole lists (U-14). */
async function overviewOf(ctx: Context, deps: DeskDeps): Promise<{ waiting: Part[]; asked: Part[] }> {
  const section = async (scope: 'waiting' | 'mine'): Promise<Part[]> => {
    // Of what waits the oldest: whoever asked has waited longest.
    const isOldestFirst = scope === 'waiting';
    const page = await listRequests(
      { ...deps, db: deps.db.within(ctx) },
      ctx.actor,
      { scope },
      isOldestFirst ? { after: 0 } : {},
    );
    const isMore = isOldestFirst ? page.newer : page.older;
    const label = ctx.t(scope === 'waiting' ? 'userId.list.allWaiting' : 'userId.list.allMine');
    const all = { label, does: { action: action('user-id.list', scope) } };
    return [
      requestList(ctx, page, { scope }),
      ...(isMore ? [{ type: 'buttons' as const, buttons: [all] }] : []),
    ];
  };
  return { waiting: await section('waiting'), asked: await section('mine') };
}

function actionsOf(deps: DeskDeps): ActionsOf<'user-id'> {
  const visible = (ctx: Context, id = '') => visibleRequest(ctx, deps, { id: idOf(id) });
  return {
    ...requestForms(deps).actions(['approve', 'reject', 'reassign']),
    ...toAnybody({
      request: opensForm((ctx) => openRequest(ctx, deps)),
      again: opensForm(async (ctx, [id]) => {
        const request = await visible(ctx, id);
        const why = whyNotStartAgain(request, ctx.actor);
        if (why) throw new Refusal(why);
        return openAgain(ctx, deps, request);
      }),
      ...requestForms(deps).actions(['withdraw']),
      open: showsCard(async (ctx, [id]) => detailCard(ctx, deps, await visible(ctx, id))),
      number: { run: (ctx, [number = '']) => openNumber(ctx, deps, numberIn(number)) },
      log: showsCard(async (ctx, [id]) => logCard(ctx, deps, await visible(ctx, id))),
      list: showsCard((ctx, args) => listCard(ctx, deps, decodeQuery(args))),
      narrow: showsCard((ctx, [by = '', ...args], chosen = '') =>
        listCard(ctx, deps, narrowed(decodeQuery(args), by, chosen)),
      ),
      find: opensForm((ctx, args) => openFind(ctx, decodeQuery(args))),
      pick: opensForm((ctx, [, ...args]) => openPick(ctx, decodeQuery(args))),
      file: showsCard((ctx, [id]) => fileCard(ctx, deps, idOf(id))),
    }),
  };
}

/** An attachment, for somebody who may see its request now (I-3, U-14). */
async function fileCard(ctx: Context, deps: DeskDeps, id: number): Promise<Card> {
  const file = await fileWithRecord(deps.db, id);
  if (!file) throw new Refusal(msg('userId.refuse.unknown'));
  const request = await visibleRequest(ctx, deps, { id: requestIdOf(file.record) });
  const title = ctx.t('userId.card.title', { number: request.number });
  return downloadCard(ctx, deps, file, title);
}

function formsOf(deps: DeskDeps): FormsOf<'user-id'> {
  return {
    request: {
      open: true,
      nobody: { platforms: msg('userId.nobody.platforms'), unit: msg('userId.nobody.unit') },
      redraw: (ctx, state, values) => requestForm(ctx, deps, decodeState(state), values),
      search: (_ctx, field, query, values) =>
        field === 'unit' ? searchUnit(deps.db, query) : searchAtasan(deps.db, query, values),
      async submit(ctx, state, values) {
        const decoded = decodeState(state);
        const input = await parseRequest(ctx, deps, decoded, values);
        await keepDraft(deps.db, draftKey(ctx, decoded.key), input, ctx.now);
        return { type: 'next', form: await reviewForm(ctx, deps, decoded.key, input, values) };
      },
    },
    review: {
      open: true,
      async submit(ctx, [key = '', shown = '']) {
        const draft = await draftOf<RequestInput>(deps.db, draftKey(ctx, key));
        const made = await submittedWith(deps.db, key, ctx.actor.id);
        if (draft && !made) await requireStillRight(ctx, deps, draft, shown);
        const submitted = made ?? (draft && (await submit(deps, ctx, draft, key)));
        if (!submitted) throw new Refusal(msg('userId.refuse.draftGone'));
        await dropKept(ctx, deps);
        return { type: 'done', form: await confirmationForm(ctx, deps, submitted) };
      },
    },
    act: {
      open: true,
      nobody: { to: msg('record.refuse.nobodyToHand') },
      submit: requestForms(deps).submit,
    },
    find: { open: true, submit: submitFind(deps) },
    pick: {
      open: true,
      nobody: { unit: msg('userId.nobody.unit') },
      search: (_ctx, _field, query) => searchAnyUnit(deps.db, query),
      submit: submitPick(deps),
    },
  };
}
