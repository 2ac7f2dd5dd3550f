import type { IncomingMessage, ServerResponse } from 'node:http';
import { arrivalPatienceMs, createAttachments } from './attachments/attachments.ts';
import type { CardSource, Desk } from './chat/desk.ts';
import type { FileRef } from './chat/form.ts';
import type { Messenger } from './chat/messenger.ts';
import { clickDeadlineMs, createRouter, type Router } from './chat/router.ts';
import { createBodies } from './core/bodies.ts';
import { type Clock, systemClock } from './core/clock.ts';
import type { Surface } from './core/context.ts';
import { traceOf } from './core/errors.ts';
import { deriveKey } from './core/keys.ts';
import type { Log } from './core/log.ts';
import { type Language, type Translate, translate, translateWithoutSlash } from './core/texts/index.ts';
import { sealAudit } from './db/audit-chain.ts';
import { type Database, interactiveTimeoutMs, openDatabase } from './db/database.ts';
import { noticeLife } from './db/life.ts';
import { isLostRace } from './db/lost-race.ts';
import { isOfNobody } from './db/nobody.ts';
import { isStalled } from './db/stalled.ts';
import { auditCheckJob } from './desks/front/audit/check.ts';
import { auditNoteJob } from './desks/front/audit/note.ts';
import { createFrontDesk } from './desks/front/index.ts';
import { holdersJob } from './desks/front/unheld.ts';
import { createImportsDesk } from './desks/imports/index.ts';
import { createPartnerDesk } from './desks/partners/index.ts';
import { createSatkerDesk } from './desks/satker/index.ts';
import { createLoginsWebhook, loginsWebhookPath } from './desks/satker/webhook.ts';
import { createUserIdDesk } from './desks/user-id/index.ts';
import type { Env } from './env.ts';
import { arrivedJob } from './imports/arrived.ts';
import { rowsFileJob } from './imports/rows-file.ts';
import { runJob } from './imports/run.ts';
import { sweepJob } from './imports/sweep.ts';
import { planJob } from './imports/undo/plan.ts';
import { undoJob } from './imports/undo/run.ts';
import { housekeepingJob } from './jobs/housekeeping.ts';
import { type Schedules, startSchedules } from './jobs/schedules.ts';
import { type JobWorker, startWorker } from './jobs/worker.ts';
import { createDigit, type Digit } from './neighbours/digit/digit.ts';
import { digitSandbox } from './neighbours/digit/sandbox.ts';
import { createDirectoryHub, type DirectoryHub } from './neighbours/directory-hub/hub.ts';
import { directoryHubSandbox } from './neighbours/directory-hub/sandbox.ts';
import { createDukcapil, type Dukcapil } from './neighbours/dukcapil/dukcapil.ts';
import { dukcapilSandbox } from './neighbours/dukcapil/sandbox.ts';
import { createEmployeeRegister } from './neighbours/employee-register/register.ts';
import type { LetterSource } from './neighbours/mail/letter.ts';
import { createMailer } from './neighbours/mail/mailer.ts';
import { createOperations } from './operations.ts';
import { createAdmission } from './people/admission.ts';
import { createPeople } from './people/contexts.ts';
import { leaveTheInactive } from './people/leaving.ts';
import { titlesWith } from './people/names/titles.ts';
import { organisationKinds } from './people/organisation/kinds.ts';
import { adminNames } from './people/register.ts';
import { whoCanHelp } from './people/who-can-help.ts';
import { openSlack, type SlackPlatform, slackPath } from './platforms/slack/app.ts';
import type { TeamsPlatform } from './platforms/teams/app.ts';
import type { TeamsSettings } from './platforms/teams/settings.ts';
import { deliveryJobs, postedCardFor } from './posted/deliver.ts';
import { homeJob, homeOpened } from './posted/home.ts';
import { chatLinks } from './posted/links.ts';
import { retryUnreached } from './posted/unreached.ts';
import { portalJobs, portalLetters } from './web/letters.ts';

export interface App {
  handler(req: IncomingMessage, res: ServerResponse): void;
  stop(): Promise<void>;
}

/** The path that the Teams bot's registration names. */
export const teamsPath = '/api/messages';

/** What the environment has become once the database and, if wanted, the playground are there. */
export interface Settings {
  env: Env;
  databaseUrl: string;
  /** The program's own PostgreSQL, where there is one. */
  embedded?: { isUp(): boolean; place: string };
  publicUrl: string;
  /** 64 hexadecimal digits. */
  secretKey: string;
  smtpUrl: string;
  slack?: { botToken: string; signingSecret?: string; appToken?: string; apiUrl: string };
  teams?: TeamsSettings;
}

/**
 * The composition root: the one place that sees platforms and desks together. Read top to bottom it says what
 * the product is made of.
 */
export async function startApp(settings: Settings, log: Log, clock: Clock = systemClock): Promise<App> {
  const { env, publicUrl } = settings;
  const auditKey = deriveKey(settings.secretKey, 'audit');

  // The database: one pool for clicks, which give up early, and one for jobs, which may take their time.
  const db = openDatabase(settings.databaseUrl, { timeoutMs: env.PATIENCE * interactiveTimeoutMs });
  const jobDb = openDatabase(settings.databaseUrl, { max: 8, timeoutMs: 60_000 });

  // What comes in unsigned is read within one budget, whichever door it knocks at.
  const bodies = createBodies();
  // Before anybody comes in: whoever was made inactive by other hands has left.
  await leaveTheInactive(jobDb, clock());

  // The platforms. Those of Teams are large: only who uses it loads them.
  const slack = settings.slack
    ? await openSlack({ ...settings.slack, patience: env.PATIENCE }, bodies, log)
    : undefined;
  const teams =
    settings.teams && (await import('./platforms/teams/app.ts')).openTeams(settings.teams, bodies, log);
  const messengers: Messenger[] = [slack, teams].flatMap((platform) => platform?.messenger ?? []);
  const download = (file: FileRef, maxBytes: number): Promise<Buffer> => {
    const messenger = messengers.find(({ platform }) => file.source.startsWith(`${platform}:`));
    if (!messenger) throw new Error(`no platform has the file ${file.source}`);
    return messenger.download(file, maxBytes);
  };

  // The desks.
  const reached = (personId: number) => db.transaction((tx) => retryUnreached(tx, personId, clock()));
  const people = createPeople({
    db,
    clock,
    reached,
    spoken,
    timeZone: env.TIMEZONE,
    defaultLanguage: env.LANGUAGE,
  });
  const attachments = createAttachments({ db, download, log, patienceMs: env.PATIENCE * arrivalPatienceMs });
  const employeeRegister = env.EMPLOYEE_REGISTER_URL
    ? createEmployeeRegister({ url: env.EMPLOYEE_REGISTER_URL })
    : null;
  const { dukcapil, digit, directoryHub } = openRegisters(env, db, clock);
  const letterParts = {
    clock,
    defaultLanguage: env.LANGUAGE,
    contextOf: (personId: number) => people.contextOf(personId, 'system'),
    chat: chatLinks(db, messengers, spoken),
  };
  const admit = createAdmission({ perMinute: env.SUBMISSIONS_PER_MINUTE, open: env.OPEN_SUBMISSIONS });
  const deskParts = {
    db,
    admit,
    policy: { oneStagePerPerson: env.ONE_STAGE_PER_PERSON },
    attachments,
    employeeRegister,
    publicUrl,
  };
  const userId = createUserIdDesk({
    ...deskParts,
    ...letterParts,
  });
  const satkerParts = {
    db,
    admit,
    policy: {
      nameMatchMinimum: env.NAME_MATCH_MINIMUM,
      titles: titlesWith(env.NAME_TITLES),
      dormantAfterMonths: env.DORMANT_AFTER_MONTHS,
      timeZone: env.TIMEZONE,
    },
    attachments,
    dukcapil,
    digit,
    publicUrl,
  };
  const satker = createSatkerDesk({
    ...satkerParts,
    ...letterParts,
    jobDb,
  });
  const partner = createPartnerDesk({
    db,
    admit,
    jobDb,
    policy: { timeZone: env.TIMEZONE, partnerMailDomains: env.PARTNER_MAIL_DOMAINS },
    attachments,
    directoryHub,
    publicUrl,
    ...letterParts,
  });
  const desks: Desk[] = [userId, satker, partner];
  const rowKinds = [...organisationKinds, ...partner.rows];
  const kinds = [...satker.sheets, ...rowKinds];
  desks.push(createImportsDesk({ db, kinds: rowKinds, publicUrl }));
  const cards = new Map<string, CardSource>(desks.flatMap((desk) => named(desk.id, desk.cards)));
  const front = createFrontDesk({
    db,
    desks,
    attachments,
    messengers,
    checkMail: () => mailer.check(),
    kinds,
    importChannels: env.IMPORT_CHANNELS,
    registers: [
      { name: 'dukcapil', client: dukcapil },
      { name: 'digit', client: digit },
      { name: 'directoryHub', client: directoryHub },
      // Without one there is nothing to mend: our own tables are the register.
      ...(employeeRegister ? [{ name: 'employeeRegister' as const, client: employeeRegister }] : []),
    ],
    auditKey,
    publicUrl,
  });
  for (const [name, card] of named(front.id, front.cards)) cards.set(name, card);
  const router = createRouter({
    desks: [front, ...desks],
    recognise: people.recognise,
    takeDelivery: (key) => takeDelivery(db, key),
    overview: front.overview,
    homeOpened: (caller, now) =>
      homeOpened(db, { platform: caller.surface, externalId: caller.externalId }, now),
    postedCard: (ctx, key) => postedCardFor({ db, cards: (name) => cards.get(name) }, ctx, key),
    offeredFiles: front.offeredFiles,
    takeFiles: front.takeFiles,
    reached: async (caller) => reached((await people.recognise(caller)).actor.id),
    whoToAsk: () => adminNames(db),
    whoCanHelp: (stopping, actor) => whoCanHelp(db, stopping, actor),
    isStalled,
    isLostRace,
    isOfNobody,
    deadlineMs: env.PATIENCE * clickDeadlineMs,
    anyone: translate(env.LANGUAGE),
    log,
  });

  // The jobs: what was decided reaches people, mailboxes and posted cards.
  const portalParts = { db: jobDb, clock, publicUrl, defaultLanguage: env.LANGUAGE };
  const letters = new Map<string, LetterSource>([
    ...named(userId.id, userId.letters),
    ...named(satker.id, satker.letters),
    ...named(partner.id, partner.letters),
    ...named('portal', portalLetters(portalParts)),
  ]);
  const mailer = createMailer({
    db: jobDb,
    smtpUrl: settings.smtpUrl,
    from: env.MAIL_FROM,
    letters: (name) => letters.get(name),
    log,
  });
  const worker = await startWorker(
    settings.databaseUrl,
    {
      ...userId.jobs,
      ...satker.jobs,
      ...partner.jobs,
      ...portalJobs(portalParts),
      ...deliveryJobs({ db: jobDb, people, messengers, cards: (name) => cards.get(name), clock, log }),
      'imports.arrived': arrivedJob({ db: jobDb, people, kinds, download, log }),
      'imports.run': runJob({ db: jobDb, people, kinds: rowKinds, clock }),
      'imports.undo-plan': planJob({ db: jobDb, kinds: rowKinds, clock }),
      'imports.undo': undoJob({ db: jobDb, people, kinds: rowKinds, clock }),
      'imports.sweep': sweepJob({ db: jobDb, clock }),
      'imports.rows-file': rowsFileJob({ db: jobDb, people, kinds: rowKinds }),
      'posted.home': homeJob({ db: jobDb, people, messengers, overview: front.overview }),
      'mail.send': mailer.job,
      'audit.seal': async () => {
        while ((await sealAudit(jobDb, auditKey)) === 1000);
      },
      'audit.check': auditCheckJob({ db: jobDb, auditKey, clock }),
      'audit.note': auditNoteJob({ db: jobDb, auditKey, clock, timeZone: env.TIMEZONE }),
      'waiting.holders': holdersJob({ db: jobDb, desks, clock }),
      housekeeping: housekeepingJob(jobDb, clock),
    },
    log,
    {
      // It may be a standby that was promoted, or have been set back to an earlier moment.
      returned: async () => {
        await noticeLife(jobDb, clock(), { place: settings.embedded?.place });
      },
    },
  );
  const schedules = startSchedules(
    db,
    [
      { at: '*/20 * * * * *', job: 'audit.seal' },
      { at: '45 6 * * *', job: 'audit.note' },
      { at: '17 3 * * *', job: 'housekeeping' },
      { at: '37 3 * * *', job: 'imports.sweep' },
      { at: '20 8 * * *', job: 'waiting.holders' },
      // Every hour of the day that people are awake, and at once: what a program that was down missed is due as well.
      { at: '5 6-21 * * *', job: 'satker.dormancy', atStart: true },
      { at: '10 6-21 * * *', job: 'partner.mappings', atStart: true },
    ],
    env.TIMEZONE,
    log,
  );

  const loginsWebhook = createLoginsWebhook({
    db: jobDb,
    bodies,
    clock,
    log,
    secret: env.LOGINS_WEBHOOK_SECRET ?? null,
  });

  // The web. The portal is loaded at its first visitor: a deployment that lives in chat does not pay for it.
  const operations = createOperations(db, log, settings.embedded);
  const portal = onceOnly(async () => {
    const { createPortal } = await import('./web/portal.ts');
    const { userIdPages } = await import('./desks/user-id/pages.ts');
    const { satkerPages } = await import('./desks/satker/pages/index.ts');
    return createPortal({
      db,
      people,
      router,
      attachments,
      desks: [userIdPages(deskParts), satkerPages({ ...satkerParts, clock, secretKey: settings.secretKey })],
      clock,
      log,
      publicUrl,
      secretKey: settings.secretKey,
      trustedProxies: env.TRUSTED_PROXIES,
      defaultLanguage: env.LANGUAGE,
    });
  });

  await slack?.connect(router);
  teams?.connect(router);
  return {
    handler(req, res) {
      const path = req.url?.split('?')[0];
      if (slack?.handler && path === slackPath) slack.handler(req, res);
      else if (teams && path === teamsPath) teams.handler(req, res);
      else if (path === loginsWebhookPath) void loginsWebhook(req, res);
      else if (!operations(req, res)) {
        portal().then(
          (serve) => serve(req, res),
          (error) => {
            log.error({ error: traceOf(error) }, 'the portal could not be loaded');
            res.writeHead(503).end();
          },
        );
      }
    },
    stop: () => stopAll({ slack, teams, router, schedules, worker, mailer, databases: [db, jobDb] }),
  };
}

/** A register whose address is not set is its sandbox, if that is wanted, or is not there. */
function openRegisters(
  env: Env,
  db: Database,
  clock: Clock,
): { dukcapil: Dukcapil | null; digit: Digit | null; directoryHub: DirectoryHub | null } {
  const inside = { url: 'http://sandbox.invalid', sandbox: true };
  return {
    dukcapil: env.DUKCAPIL_URL
      ? createDukcapil({ url: env.DUKCAPIL_URL })
      : env.SANDBOX
        ? createDukcapil({ ...inside, fetch: dukcapilSandbox() })
        : null,
    digit: env.DIGIT_URL
      ? createDigit({ url: env.DIGIT_URL })
      : env.SANDBOX
        ? createDigit({ ...inside, fetch: digitSandbox({ db, clock }) })
        : null,
    directoryHub: env.DIRECTORY_HUB_URL
      ? createDirectoryHub({ url: env.DIRECTORY_HUB_URL })
      : env.SANDBOX
        ? createDirectoryHub({ ...inside, fetch: directoryHubSandbox() })
        : null,
  };
}

/** Teams keeps what begins with a slash for itself: there commands are words like any other. */
function spoken(surface: Surface, language: Language): Translate {
  return surface === 'teams' ? translateWithoutSlash(language) : translate(language);
}

/** Does the work at the first call and gives every call its result; work that failed is tried again. */
function onceOnly<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work().catch((error) => {
      result = undefined;
      throw error;
    });
    return result;
  };
}

function named<T>(deskId: string, all: Record<string, T>): [string, T][] {
  return Object.entries(all).map(([name, one]) => [`${deskId}.${name}`, one]);
}

async function takeDelivery(db: Database, key: string): Promise<boolean> {
  const taken = await db.query(
    'INSERT INTO taken_delivery (key) VALUES ($1) ON CONFLICT DO NOTHING RETURNING key',
    [key],
  );
  return taken.length > 0;
}

/** Stops taking new work first, then lets what is running end, and closes the database last. */
async function stopAll(parts: {
  slack?: SlackPlatform;
  teams?: TeamsPlatform;
  router: Router;
  schedules: Schedules;
  worker: JobWorker;
  mailer: { close(): void };
  databases: Database[];
}): Promise<void> {
  await parts.slack?.stop();
  await parts.router.quiet();
  await parts.teams?.stop();
  await parts.schedules.stop();
  await parts.worker.stop();
  parts.mailer.close();
  for (const database of parts.databases) await database.close();
}
