import type { IncomingMessage, ServerResponse } from 'node:http';
import { arrivalPatienceMs, createAttachments } from './attachments/attachments.ts';
import type { FileRef } from './chat/form.ts';
import type { Messenger } from './chat/messenger.ts';
import { clickDeadlineMs, createRouter, type Router } from './chat/router.ts';
import { createBodies } from './core/bodies.ts';
import { type Clock, systemClock } from './core/clock.ts';
import type { Surface } from './core/context.ts';
import { traceOf } from './core/errors.ts';
import type { Log } from './core/log.ts';
import { type Language, type Translate, translate, translateWithoutSlash } from './core/texts/index.ts';
import { type Database, interactiveTimeoutMs, openDatabase } from './db/database.ts';
import { noticeLife } from './db/life.ts';
import { isLostRace } from './db/lost-race.ts';
import { isOfNobody } from './db/nobody.ts';
import { isStalled } from './db/stalled.ts';
import { deadlineJobs, deadlineSchedule } from './deadlines/jobs.ts';
import { openFrontDesk } from './desks/front/index.ts';
import type { CompleteDesk, House, OpenDesk } from './desks/house.ts';
import { openImportsDesk } from './desks/imports/index.ts';
import { desks } from './desks/index.ts';
import type { Env } from './env.ts';
import { housekeepingJob } from './jobs/housekeeping.ts';
import { type Schedules, startSchedules } from './jobs/schedules.ts';
import { type JobWorker, startWorker } from './jobs/worker.ts';
import { createMailer } from './neighbours/mail/mailer.ts';
import { openNeighbours } from './neighbours/neighbours.ts';
import { createOperations } from './operations.ts';
import { createAdmission } from './people/admission.ts';
import { createPeople } from './people/contexts.ts';
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
  /** Desks beside the product's own. */
  desks?: readonly OpenDesk[];
}

/**
 * The composition root: the one place that sees platforms and desks together. Read top to bottom it says what
 * the product is made of.
 */
export async function startApp(settings: Settings, log: Log, clock: Clock = systemClock): Promise<App> {
  const { env, publicUrl, secretKey } = settings;

  // The database: one pool for clicks, which give up early, and one for jobs, which may take their time.
  const db = openDatabase(settings.databaseUrl, { timeoutMs: env.PATIENCE * interactiveTimeoutMs });
  const jobDb = openDatabase(settings.databaseUrl, { max: 8, timeoutMs: 60_000 });

  // What comes in unsigned is read within one budget, whichever door it knocks at.
  const bodies = createBodies();

  // The platforms. Those of Teams are large: only who uses it loads them.
  const slack = settings.slack
    ? await openSlack({ ...settings.slack, patience: env.PATIENCE }, bodies, log)
    : undefined;
  const teams =
    settings.teams && (await import('./platforms/teams/app.ts')).openTeams(settings.teams, bodies, log);
  const messengers: Messenger[] = [slack, teams].flatMap((platform) => platform?.messenger ?? []);

  // The house: what every desk is given.
  const reached = (personId: number) => db.transaction((tx) => retryUnreached(tx, personId, clock()));
  const people = createPeople({
    db,
    clock,
    reached,
    spoken,
    timeZone: env.TIMEZONE,
    defaultLanguage: env.LANGUAGE,
  });
  const download = (file: FileRef, maxBytes: number) => senderOf(messengers, file).download(file, maxBytes);
  const house: House = {
    env,
    db,
    jobDb,
    clock,
    log,
    bodies,
    people,
    attachments: createAttachments({ db, download, log, patienceMs: env.PATIENCE * arrivalPatienceMs }),
    download,
    neighbours: openNeighbours(env, db, clock),
    chat: chatLinks(db, messengers, spoken),
    admit: createAdmission({ perMinute: env.SUBMISSIONS_PER_MINUTE, open: env.OPEN_SUBMISSIONS }),
    publicUrl,
    secretKey,
  };

  // The desks.
  const own = [...desks, ...(settings.desks ?? [])].map((open) => open(house));
  const kinds = [...organisationKinds, ...own.flatMap((desk) => desk.sheets ?? [])];
  const imports = openImportsDesk(house, kinds);
  const mailer = createMailer({
    db: jobDb,
    smtpUrl: settings.smtpUrl,
    from: env.MAIL_FROM,
    letters: (name) => letters.get(name),
    log,
  });
  const front = openFrontDesk(house, {
    desks: [...own, imports],
    messengers,
    kinds,
    checkMail: () => mailer.check(),
  });
  const all: CompleteDesk[] = [front, ...own, imports];
  const cards = new Map(all.flatMap((desk) => named(desk.id, desk.cards)));
  const portal = { db: jobDb, clock, publicUrl, defaultLanguage: env.LANGUAGE };
  const letters = new Map([
    ...all.flatMap((desk) => named(desk.id, desk.letters ?? {})),
    ...named('portal', portalLetters(portal)),
  ]);
  const endpoints = new Map(all.flatMap((desk) => Object.entries(desk.endpoints ?? {})));

  const router = createRouter({
    desks: all,
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

  // What falls due by the calendar, at all desks.
  const deadlines = deadlineJobs({
    db: jobDb,
    clock,
    timeZone: env.TIMEZONE,
    kinds: all.flatMap((desk) => desk.deadlines ?? []),
  });

  // The jobs: what was decided reaches people, mailboxes and posted cards.
  const worker = await startWorker(
    settings.databaseUrl,
    jobDb,
    Object.assign(
      {
        ...portalJobs(portal),
        ...deliveryJobs({ db: jobDb, people, messengers, cards: (name) => cards.get(name), clock, log }),
        'posted.home': homeJob({ db: jobDb, people, messengers, overview: front.overview }),
        'mail.send': mailer.job,
        housekeeping: housekeepingJob(jobDb, clock),
        ...deadlines,
      },
      ...all.map(({ jobs }) => jobs),
    ),
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
      { at: '17 3 * * *', job: 'housekeeping' },
      deadlineSchedule,
      ...all.flatMap(({ schedules }) => schedules ?? []),
    ],
    env.TIMEZONE,
    log,
  );

  // The web. The portal is loaded at its first visitor: a deployment that lives in chat does not pay for it.
  const operations = createOperations(db, log, settings.embedded);
  const servePortal = onceOnly(async () => {
    const { createPortal } = await import('./web/portal.ts');
    const pages = await Promise.all(all.flatMap((desk) => desk.pages?.() ?? []));
    return createPortal({
      ...house,
      router,
      desks: pages,
      trustedProxies: env.TRUSTED_PROXIES,
      defaultLanguage: env.LANGUAGE,
    });
  });

  await slack?.connect(router);
  teams?.connect(router);
  return {
    handler(req, res) {
      const path = req.url?.split('?')[0] ?? '';
      const endpoint = endpoints.get(path);
      if (slack?.handler && path === slackPath) slack.handler(req, res);
      else if (teams && path === teamsPath) teams.handler(req, res);
      else if (endpoint) endpoint(req, res);
      else if (!operations(req, res)) {
        servePortal().then(
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

/** The platform on which a file was given. */
function senderOf(messengers: readonly Messenger[], { source }: FileRef): Messenger {
  const messenger = messengers.find(({ platform }) => source.startsWith(`${platform}:`));
  if (!messenger) throw new Error(`no platform has the file ${source}`);
  return messenger;
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
