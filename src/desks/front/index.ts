import type { Attachments } from '../../attachments/attachments.ts';
import type { AuditKey } from '../../audit-log/keys.ts';
import { sealAudit } from '../../audit-log/sealing.ts';
import { cardReply, formReply, showsCard, toAnybody } from '../../chat/answers.ts';
import type { Card, Part } from '../../chat/card.ts';
import { door } from '../../chat/commands.ts';
import type { ActionsOf, CardsOf, CommandsOf, FormsOf, Reply, Verb } from '../../chat/desk.ts';
import type { FilesWanted } from '../../chat/form.ts';
import type { Messenger } from '../../chat/messenger.ts';
import type { GivenFiles, OfferedFiles, Shown } from '../../chat/router.ts';
import type { Context } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import { deriveKey } from '../../core/keys.ts';
import { msg } from '../../core/texts/index.ts';
import { erasureJobs, erasureSchedule } from '../../erasure/run.ts';
import { erasables } from '../../erasure/stands.ts';
import type { SheetKind } from '../../imports/kind.ts';
import { type JobsOf, job } from '../../jobs/worker.ts';
import type { LettersOf } from '../../neighbours/mail/letter.ts';
import { pressLater } from '../../paper/press-later.ts';
import { requireAdmin } from '../../people/grants.ts';
import type { Leaving } from '../../people/leaving.ts';
import type { WhoCanHelp } from '../../people/who-can-help.ts';
import { ownCalled } from '../../personal-data/called.ts';
import { allHeld } from '../../personal-data/own.ts';
import { ownRetention } from '../../retention/own.ts';
import type { Retention } from '../../retention/rule.ts';
import { chatCodeKey } from '../../web/chat-codes.ts';
import { type Bringing, type CompleteDesk, type House, letterDeps } from '../house.ts';
import { alarmCards, alarmJob, alarmLetters, alarmSchedule } from './alarm.ts';
import { auditCards } from './audit/cards.ts';
import { auditCheckJob, beginCheck } from './audit/check.ts';
import { auditEndpoints, exportCard, keyCard } from './audit/endpoints.ts';
import { auditEraseJob, eraseActions, eraseForm, eraseForms } from './audit/erase.ts';
import { auditActions, auditForms, witnessForm } from './audit/given.ts';
import { auditNoteJob, headLetters } from './audit/heads.ts';
import { auditMailsJob } from './audit/mails.ts';
import { channelActions, channelCommand, channelForms } from './channel.ts';
import { channelCards } from './channel-cards.ts';
import { claimActions, claimCards, claimForms } from './claims/cards.ts';
import { codeCards } from './code-card.ts';
import { secretCards, secretDeadlines } from './credentials.ts';
import { delegateCommand, delegationActions, delegationCards, delegationForms } from './delegation/cards.ts';
import { parting } from './delegation/leaving.ts';
import { announceJob, turnJob } from './delegation/turn.ts';
import { changedAccountJob, departedCards, departedJob } from './departed.ts';
import { doctorCard, type Register } from './doctor.ts';
import { eraseCommand, erasureActions, erasureForms } from './erasure/forms.ts';
import type { ErasingDeps } from './erasure/preview.ts';
import { erasureCards, erasureLetters } from './erasure/told.ts';
import { failingJobActions } from './failing-jobs.ts';
import { offeredFiles, refusedFileCard, takeFiles, waitingFileCard } from './files.ts';
import { givenActions } from './given-files.ts';
import { helpCard } from './help.ts';
import { chooseLanguage, offerLanguage } from './language.ts';
import { myDataActions, myDataCards, orderMyData } from './my-data/cards.ts';
import { myDataJob } from './my-data/job.ts';
import { inboxCard, mineCard, overviewCard } from './overview.ts';
import { peopleActions, peopleCard, peopleForms } from './people.ts';
import { personalActions, remindersCard } from './personal.ts';
import { portalCard } from './portal.ts';
import { proposalActions, proposalCards, proposalForms } from './proposals/cards.ts';
import { questionsJob, questionsOf } from './questions.ts';
import { reminderLetters } from './reminder-letters.ts';
import { reminderActions, reminderCards, remindersJob } from './reminders.ts';
import { type Runtime, runtimeOf } from './runtime.ts';
import type { SeveralDeps } from './several/deps.ts';
import { severalActions, severalForms } from './several/index.ts';
import { orderWorkbook, workbookCard, workbookJob } from './several/workbook.ts';
import { stepUpActions, stepUpCard, stepUpForms } from './step-up.ts';
import { holdersJob, unheldActions, unheldCards } from './unheld.ts';
import { waysInActions, waysInForms } from './ways-in.ts';
import { helpers } from './who-can-help.ts';
import { aliases, guarded, offeredWords } from './words.ts';

declare module '../../core/names.ts' {
  interface Actions extends Named<'pintu', 'help' | 'inbox' | 'mine' | 'portal' | 'doctor'> {}
  interface Jobs extends Named<'audit', 'seal', Nothing> {}
}

export { personCard } from './person-card.ts';

declare module '../../core/commands.ts' {
  interface Commands {
    pintu: keyof ReturnType<typeof verbsOf>;
  }
}

export interface FrontDeps extends SeveralDeps {
  /** The desks behind this one door. */
  desks: readonly CompleteDesk[];
  attachments: Attachments;
  leaving: Leaving;
  whoCanHelp: WhoCanHelp;
  messengers: readonly Messenger[];
  /** Throws what stands between us and the mail server. */
  checkMail(): Promise<unknown>;
  runtime(): Promise<Runtime>;
  registers: readonly Register[];
  /** The kinds of spreadsheet that the desks take. */
  kinds: readonly SheetKind[];
  importChannels: readonly string[];
  auditKey: AuditKey;
  codeKey: Buffer;
  /** How long each kind of data is kept, at all desks once they are open. */
  retention(): readonly Retention[];
  daysKept(kind: string): number;
  /** What is held on people, and what a demand of theirs does to it. */
  erasing: ErasingDeps;
  publicUrl: string;
  timeZone: string;
}

/** The front desk: `/pintu`, which leads to every other desk, and what is everybody's. */
export interface FrontDesk extends Bringing<'commands'> {
  overview(ctx: Context): Promise<Card>;
  /** What offers somebody the language that they do not read, once (I-8). */
  offerLanguage(ctx: Context): Promise<Part[]>;
  offeredFiles(ctx: Context, wanted?: FilesWanted): Promise<OfferedFiles>;
  takeFiles(ctx: Context, files: GivenFiles, keep: boolean): Promise<Shown | null>;
}

/** Of the house: the front of these desks. */
export function openFrontDesk(
  house: House,
  deps: Pick<FrontDeps, 'desks' | 'kinds' | 'decidables' | 'decisions'>,
): FrontDesk & Bringing<'jobs' | 'letters'> {
  const { db, jobDb, clock, env, neighbours, attachments, publicUrl } = house;
  const auditKey = deriveKey(house.secretKey, 'audit');
  const waiting = [...deps.desks, questionsOf(jobDb)];
  const retention = () => [...ownRetention, ...house.desks().flatMap(({ retention = [] }) => retention)];
  const holds = allHeld(deps.desks);
  const proofs = deps.desks.flatMap(({ sameMailboxes }) => sameMailboxes ?? []);
  const erasing = { desks: waiting, holds, proofs, kinds: () => erasables(retention()) };
  const { dukcapil, digit, directoryHub, employeeRegister, marketplace } = neighbours;
  const front = createFrontDesk({
    ...deps,
    db,
    stepUp: house.stepUp,
    attachments,
    leaving: house.leaving,
    whoCanHelp: house.whoCanHelp,
    messengers: house.messengers,
    checkMail: () => house.mailer.check(),
    runtime: () => runtimeOf(db),
    auditKey,
    codeKey: chatCodeKey(house.secretKey),
    retention,
    erasing,
    daysKept: house.daysKept,
    publicUrl,
    timeZone: env.TIMEZONE,
    importChannels: env.IMPORT_CHANNELS,
    registers: [
      { name: 'dukcapil', client: dukcapil },
      { name: 'digit', client: digit },
      { name: 'directoryHub', client: directoryHub },
      { name: 'marketplace', client: marketplace },
      // Without one there is nothing to mend: our own tables are the register.
      ...(employeeRegister ? [{ name: 'employeeRegister' as const, client: employeeRegister }] : []),
    ],
  });
  const auditing = { db: jobDb, auditKey, messengers: house.messengers, clock, timeZone: env.TIMEZONE };
  const letters = { ...letterDeps(house), db: jobDb };
  return {
    ...front,
    endpoints: auditEndpoints({ ...auditing, log: house.log }),
    jobs: {
      'pintu.announce': questionsJob(jobDb),
      'pintu.alarm': alarmJob({ db: jobDb, clock }),
      'audit.seal': job('audit.seal', 'jobs.name.auditSeal', async () => {
        while ((await sealAudit(jobDb, auditKey, 1000, clock())) === 1000);
      }),
      'audit.check': auditCheckJob(auditing),
      'audit.erase': auditEraseJob(auditing),
      'audit.mails': auditMailsJob({
        ...auditing,
        people: house.people,
        download: house.download,
        log: house.log,
      }),
      'audit.note': auditNoteJob({ ...auditing, mailTo: env.AUDIT_MAIL }),
      'waiting.holders': holdersJob({ db: jobDb, desks: waiting, clock }),
      'waiting.reminders': remindersJob({ db: jobDb, desks: waiting, clock }),
      'delegation.turn': turnJob({ db: jobDb, clock, timeZone: env.TIMEZONE }),
      'delegation.announce': announceJob(jobDb),
      'accounts.departed': departedJob({
        db: jobDb,
        desks: waiting,
        messengers: house.messengers,
        clock,
        log: house.log,
      }),
      'accounts.changed': changedAccountJob({ db: jobDb, messengers: house.messengers, clock }),
      'mydata.collect': myDataJob({
        db: jobDb,
        people: house.people,
        press: pressLater(),
        holds,
        called: Object.assign({}, ownCalled, ...deps.desks.map(({ called }) => called)),
      }),
      ...erasureJobs({ db: jobDb, clock, leaving: house.leaving, kinds: erasing.kinds }),
      'inbox.workbook': workbookJob({ ...deps, db: jobDb, people: house.people, timeZone: env.TIMEZONE }),
    } satisfies JobsOf<
      'audit' | 'waiting' | 'delegation' | 'pintu' | 'accounts' | 'erasure' | 'inbox' | 'mydata'
    >,
    letters: {
      ...reminderLetters(letters, reminderCards({ db: jobDb, desks: waiting })),
      ...alarmLetters(letters),
      ...headLetters(letters),
      ...erasureLetters({ ...letters, timeZone: env.TIMEZONE }, erasing),
    } satisfies LettersOf<'pintu'>,
    parting,
    helpers,
    deadlines: secretDeadlines(house.messengers),
    schedules: [
      { at: '*/20 * * * * *', job: 'audit.seal' },
      // Whatever was missed while nothing ran is made up for: a day has one head, whenever it is signed.
      { at: '45 6-23 * * *', job: 'audit.note' },
      { at: '20 8 * * *', job: 'waiting.holders' },
      { at: '*/5 * * * *', job: 'waiting.reminders', atStart: true },
      // At midnight, and soon after whatever was missed.
      { at: '*/10 * * * *', job: 'delegation.turn' },
      { at: '37 * * * *', job: 'accounts.departed' },
      alarmSchedule,
      erasureSchedule,
    ],
  };
}

export function createFrontDesk(deps: FrontDeps): FrontDesk {
  const waits = { db: deps.db, desks: [...deps.desks, questionsOf(deps.db)] };
  return {
    id: 'pintu',
    commands: {
      [door]: { open: true, verbs: verbsOf(deps), guarded, aliases, offered: offeredWords },
    } satisfies CommandsOf<'pintu'>,
    actions: {
      ...toAnybody({
        help: showsCard((ctx) => helpCard(ctx, deps)),
        inbox: showsCard((ctx) => inboxCard(ctx, deps)),
        mine: showsCard((ctx) => mineCard(ctx, deps)),
        portal: showsCard((ctx) => portalCard(ctx, deps)),
        doctor: showsCard((ctx) => doctorCard(ctx, deps)),
        language: { run: (ctx, [language = '']) => chooseLanguage(ctx, deps.db, language) },
      }),
      ...peopleActions(deps),
      ...channelActions(deps.db),
      ...givenActions(deps),
      ...failingJobActions(deps.db),
      ...auditActions(deps),
      ...eraseActions(),
      ...erasureActions({ db: deps.db, ...deps.erasing }),
      ...claimActions(deps),
      ...proposalActions(deps),
      ...delegationActions(deps),
      ...waysInActions(deps.db),
      ...unheldActions(waits),
      ...reminderActions(waits),
      ...personalActions(deps.db),
      ...stepUpActions(deps),
      ...severalActions(deps),
      ...myDataActions(deps),
    } satisfies ActionsOf<'pintu'>,
    forms: {
      ...auditForms(deps),
      ...eraseForms(deps),
      ...erasureForms({ db: deps.db, ...deps.erasing }),
      ...peopleForms(deps),
      ...channelForms(deps.db),
      ...claimForms(deps),
      ...proposalForms(deps),
      ...delegationForms(deps),
      ...stepUpForms(deps),
      ...severalForms(deps),
      ...waysInForms(deps),
    } satisfies FormsOf<'pintu'>,
    cards: {
      ...channelCards,
      ...auditCards(deps.db),
      ...claimCards(),
      ...proposalCards(),
      ...unheldCards(waits),
      ...reminderCards(waits),
      ...delegationCards(),
      ...departedCards(deps.db),
      ...secretCards,
      ...alarmCards,
      ...codeCards(deps.codeKey),
      'refused-file': refusedFileCard,
      'waiting-file': waitingFileCard,
      workbook: workbookCard,
      ...myDataCards(deps.db, deps.daysKept),
      ...erasureCards(deps.db, deps.erasing),
    } satisfies CardsOf<'pintu'>,
    overview: (ctx) => overviewCard(ctx, deps),
    offerLanguage: (ctx) => offerLanguage(ctx, deps.db),
    offeredFiles: (ctx, wanted) => offeredFiles(ctx, deps, wanted),
    takeFiles: (ctx, files, keep) => takeFiles(ctx, deps, files, keep),
  };
}

function verbsOf(deps: FrontDeps) {
  const help: Verb = (ctx) => cardReply(helpCard(ctx, deps));
  return {
    '': help,
    help,
    inbox: (ctx, rest) =>
      workbookWords.has(rest.toLowerCase()) ? orderWorkbook(ctx, deps) : cardReply(inboxCard(ctx, deps)),
    mine: (ctx) => cardReply(mineCard(ctx, deps)),
    portal: (ctx) => cardReply(portalCard(ctx, deps)),
    language: (ctx, rest) => chooseLanguage(ctx, deps.db, rest.toLowerCase()),
    reminders: (ctx) => cardReply(remindersCard(ctx, deps.db)),
    mydata: (ctx) => orderMyData(ctx, deps.db),
    delegate: (ctx, rest) => delegateCommand(ctx, deps, rest),
    people(ctx, rest) {
      const asked = deps.desks.map(({ besidePeople }) => besidePeople?.words.get(rest.toLowerCase()));
      return cardReply(asked.find(Boolean)?.(ctx) ?? peopleCard(ctx, deps, { text: rest }));
    },
    stepup: (ctx) => cardReply(stepUpCard(ctx, deps)),
    channel: (ctx) => cardReply(channelCommand(ctx, deps.db)),
    doctor: (ctx) => cardReply(doctorCard(ctx, deps)),
    audit: (ctx, rest) => auditCommand(ctx, deps, rest.toLowerCase()),
    erase: (ctx, rest) => eraseCommand(ctx, { db: deps.db, ...deps.erasing }, rest),
  } satisfies Record<string, Verb>;
}

async function auditCommand(ctx: Context, deps: FrontDeps, what: string): Promise<Reply> {
  requireAdmin(ctx);
  switch (what) {
    case 'verify':
      return { type: 'text', text: await beginCheck(ctx, deps) };
    case 'witness':
      return formReply(witnessForm(ctx));
    case 'erase':
      return formReply(eraseForm(ctx));
    case 'key':
      return cardReply(keyCard(ctx, deps));
    case 'export':
      return cardReply(exportCard(ctx, deps));
    default:
      throw new Refusal(msg('audit.usage'));
  }
}

/** What of the inbox is asked for as a workbook. */
const workbookWords = new Set(['workbook', 'xlsx', 'excel', 'buku kerja']);
