import { arrivalPatienceMs, createAttachments } from './attachments/attachments.ts';
import { createAuthenticators } from './authenticators/authenticators.ts';
import { createStepUp } from './authenticators/step-up.ts';
import { clickDeadlineMs } from './chat/answering.ts';
import type { FileRef } from './chat/form.ts';
import { type Messenger, senderOf } from './chat/messenger.ts';
import { createRouter } from './chat/router.ts';
import { type Bodies, createBodies } from './core/bodies.ts';
import { type Clock, systemClock } from './core/clock.ts';
import type { Until } from './core/deadline.ts';
import type { Log } from './core/log.ts';
import { translate } from './core/texts/index.ts';
import type { Database } from './db/database.ts';
import { takeDelivery } from './db/deliveries.ts';
import { faults } from './db/faults.ts';
import { openPlaces } from './db/places.ts';
import type { House, OpenDesk } from './desks/house.ts';
import { openDesks } from './desks/index.ts';
import { type Handler, openDoors, teamsPath } from './doors.ts';
import { SettingsError } from './env.ts';
import { createMailer } from './neighbours/mail/mailer.ts';
import { openNeighbours } from './neighbours/neighbours.ts';
import { createOperations } from './operations.ts';
import { createAdmission } from './people/admission.ts';
import { createPeople } from './people/contexts.ts';
import { accountChanged } from './people/departed.ts';
import { createLeaving } from './people/leaving.ts';
import { adminNames } from './people/register.ts';
import { createHelp } from './people/who-can-help.ts';
import { noteViews, viewerOf } from './personal-data/views.ts';
import { openSlack, slackPath } from './platforms/slack/app.ts';
import { spoken } from './platforms/spoken.ts';
import type { TeamsSettings } from './platforms/teams/settings.ts';
import { postedCardFor } from './posted/copies.ts';
import { drawnModals } from './posted/drawn-modals.ts';
import { homeOpened } from './posted/home.ts';
import { chatLinks } from './posted/links.ts';
import { retryUnreached } from './posted/unreached.ts';
import { periodsOf } from './retention/periods.ts';
import type { Settings } from './settings.ts';
import { linkToCard } from './web/card-links.ts';
import { startWork } from './work.ts';

export interface App {
  handler: Handler;
  /** Our clock has moved between two moments: does what the schedules would have had done, and all that this causes. */
  passTime(from: Date, until: Date): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The composition root: the one place that sees platforms and desks together. Read top to bottom it says what
 * the product is made of. `moreDesks`: beside the product's own.
 */
export async function startApp(
  settings: Settings,
  log: Log,
  clock: Clock = systemClock,
  moreDesks: readonly OpenDesk[] = [],
): Promise<App> {
  const { env, publicUrl, smtpUrl, phones } = settings;

  // What comes in unsigned is read within one budget, whichever door it knocks at.
  const bodies = createBodies();

  // The platforms, which answer while the database is made ready. Why one does not is said after that: it cuts off no migration.
  const platforms = openPlatforms(settings, bodies, log);
  platforms.catch(() => {});

  // The database, in places of its own for clicks, the portal, files and jobs.
  const secretKey = await settings.secretKey;
  const places = openPlaces(settings.databaseUrl, secretKey, env.PATIENCE);
  const { db, portalDb, uploadDb, jobDb } = places;

  const { slack, teams } = await platforms;
  const messengers: Messenger[] = [slack, teams].flatMap((platform) => platform?.messenger ?? []);

  // The house: what every desk is given.
  const reached = (personId: number, until: Until) =>
    db.transaction(until, (tx) => retryUnreached(tx, personId));
  const language = { timeZone: env.TIMEZONE, defaultLanguage: settings.language ?? (() => env.LANGUAGE) };
  const peopleBy = (db: Database) => createPeople({ db, clock, reached, spoken, ...language });
  const people = peopleBy(db);
  const download = (file: FileRef, maxBytes: number) => senderOf(messengers, file).download(file, maxBytes);
  const attachments = createAttachments({
    ...{ db: uploadDb, download, clock, log },
    patienceMs: env.PATIENCE * arrivalPatienceMs,
  });
  const letters = (name: string) => desks.letters.get(name);
  const mailer = createMailer({ db: jobDb, smtpUrl, from: env.MAIL_FROM, letters, log });
  const authenticators = createAuthenticators({ db, issuer: env.SIGNATURE_ISSUER, phones });
  const house: House = {
    env,
    db,
    jobDb,
    clock,
    log,
    bodies,
    people,
    attachments,
    authenticators,
    stepUp: createStepUp({ db, authenticators, enrolment: () => desks.enrolment }),
    download,
    messengers,
    mailer,
    neighbours: openNeighbours(env, { db, clock, log, publicUrl }),
    chat: chatLinks(messengers, spoken, (key) => linkToCard({ db, clock, publicUrl }, key)),
    admit: createAdmission({ perMinute: env.SUBMISSIONS_PER_MINUTE, open: env.OPEN_SUBMISSIONS }),
    whoCanHelp: createHelp(db, () => desks.helpers),
    leaving: createLeaving(() => desks.parting),
    daysKept: (kind) => days.get(kind) ?? 0,
    desks: () => desks.all,
    publicUrl,
    secretKey,
  };

  const desks = openDesks(house, moreDesks);
  const { inChat, cards } = desks;
  const { days, problems } = periodsOf(desks.retention, env.RETENTION);
  if (problems.length > 0) throw new SettingsError(problems);

  const router = createRouter({
    desks: desks.all,
    publicUrl,
    recognise: people.recognise,
    takeDelivery: (ctx, key) => takeDelivery(db.within(ctx), key),
    ...inChat,
    homeOpened: (ctx, caller) => homeOpened(db.within(ctx), caller, ctx.now),
    postedCard: (ctx, key) => postedCardFor({ db, cards }, ctx, key),
    reached: (ctx) => reached(ctx.actor.id, ctx),
    accountChanged: (account) => accountChanged(db, account),
    noteShown: (ctx, reveals) => noteViews(db.within(ctx), viewerOf(ctx), 'CARD', reveals),
    whoToAsk: () => adminNames(db),
    whoCanHelp: house.whoCanHelp,
    ...faults,
    deadlineMs: env.PATIENCE * clickDeadlineMs,
    anyone: translate(env.LANGUAGE),
    log,
  });

  // The jobs: what was decided reaches people, mailboxes and posted cards; what falls due is told of and ends.
  const [work] = await Promise.all([startWork(settings, house, desks, mailer.job), places.ready()]);

  // The web.
  const handler = openDoors(
    {
      named: new Map([...desks.endpoints, [slackPath, slack?.handler], [teamsPath, teams?.handler]]),
      operations: createOperations(db, log, settings.embedded),
      async portal() {
        const { createPortal } = await import('./web/portal.ts');
        const pages = await desks.pages(portalDb);
        const { TRUSTED_PROXIES: trustedProxies, LANGUAGE: defaultLanguage } = env;
        const own = { db: portalDb, people: peopleBy(portalDb) };
        return createPortal({ ...house, ...own, router, desks: pages, trustedProxies, defaultLanguage });
      },
    },
    log,
  );

  await slack?.connect(router, drawnModals(db));
  teams?.connect(router);
  return {
    handler,
    passTime: work.passTime,
    /** Takes no new work first, then lets what is running end, and closes the database last. */
    async stop() {
      await slack?.stop();
      await router.quiet();
      await teams?.stop();
      await work.stop();
      mailer.close();
      await places.close();
    },
  };
}

/** Greets those that are wanted. Those of Teams are large: only who uses it loads them. */
async function openPlatforms({ env, ...settings }: Settings, bodies: Bodies, log: Log) {
  const openTeams = async (of: TeamsSettings) =>
    (await import('./platforms/teams/app.ts')).openTeams({ ...of, sdk: env.TEAMS_SDK }, bodies, log);
  const [slack, teams] = await Promise.all([
    settings.slack && openSlack({ ...settings.slack, patience: env.PATIENCE }, bodies, log),
    settings.teams && openTeams(settings.teams),
  ]);
  return { slack, teams };
}
