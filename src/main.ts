import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type pg from 'pg';
import { systemClock } from './core/clock.ts';
import { messageOf, traceOf } from './core/errors.ts';
import { createLog, type Log } from './core/log.ts';
import { watchOutage } from './core/outage.ts';
import { projectRoot } from './core/root.ts';
import { databaseOf, openPool } from './db/database.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './db/embedded.ts';
import { noticeLife } from './db/life.ts';
import { migrate } from './db/migrate.ts';
import { OtherSecretKey, openRootKey } from './db/root-key.ts';
import { sessionProblem } from './db/sessions.ts';
import { type Env, readEnv, SettingsError } from './env.ts';
import { readEnvFile } from './env-file.ts';
import { migrateJobs } from './jobs/migrate.ts';
import { appointFirstAdmins } from './people/grants.ts';
import { noteMailDomains } from './people/mail-domains.ts';
import type { TeamsSettings } from './platforms/teams/settings.ts';
import { secretKeyOf } from './secret-key.ts';
import { hearTheUnheard } from './unheard.ts';
import { noteWorkingTime } from './working-time/settings.ts';

type Handler = (req: IncomingMessage, res: ServerResponse) => void;

/** Reads the settings, starts everything in order, and on a signal stops it in reverse order. */
async function main(): Promise<void> {
  const file = readEnvFile('.env');
  const env = readEnv({ ...file.values, ...process.env }, file.problems);
  const log = createLog(env.LOG_LEVEL);
  if (file.unknown.length > 0) log.warn({ names: file.unknown }, 'these names in .env are no settings');
  const stops: (() => Promise<void>)[] = [];
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= stopInReverse(stops, log);
    return stopping;
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void stop().then(() => process.exit(0)));
  }
  hearTheUnheard(log, stop);
  try {
    await start(env, log, stops);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(env: Env, log: Log, stops: (() => Promise<void>)[]): Promise<void> {
  // Listening first, so that a port that is taken is said before anything else is started.
  let handler: Handler = starting;
  const server = createServer((req, res) => handler(req, res));
  await listen(server, env);
  const close = closing(server, env);
  stops.push(close);
  const url = `http://${env.HOST === '0.0.0.0' || env.HOST === '127.0.0.1' ? 'localhost' : env.HOST}:${(server.address() as AddressInfo).port}`;

  const play = env.PLAYGROUND ? await playgroundSetup() : undefined;
  // What serves is read while the database is made ready.
  const loading = import('./app.ts');
  loading.catch(() => {});
  const embedded = env.DATABASE_URL ? undefined : await embeddedDatabase(env, log, stops);
  const databaseUrl = env.DATABASE_URL ?? embedded?.url ?? '';
  if (!embedded) await requireSessions(databaseUrl);
  const secretKey = await prepareDatabase(databaseUrl, embedded?.place, env, log);
  const playground = await play?.openSamplePlayground({
    dataDir: path.resolve(env.DATA_DIR),
    botUrl: url,
    language: env.LANGUAGE,
    patience: env.PATIENCE,
  });
  if (playground) stops.push(() => playground.stop());
  const { startApp } = await loading;
  const app = await startApp(
    {
      env,
      databaseUrl,
      embedded,
      publicUrl: (env.PUBLIC_URL ?? url).replace(/\/$/, ''),
      secretKey,
      smtpUrl: env.SMTP_URL ?? playground?.smtpUrl ?? '',
      slack: playground
        ? {
            botToken: playground.botToken,
            signingSecret: playground.signingSecret,
            apiUrl: playground.slackApiUrl,
          }
        : env.SLACK_BOT_TOKEN
          ? {
              botToken: env.SLACK_BOT_TOKEN,
              signingSecret: env.SLACK_SIGNING_SECRET,
              appToken: env.SLACK_APP_TOKEN,
              apiUrl: env.SLACK_API_URL,
            }
          : undefined,
      teams: playground?.teams?.addresses ?? teamsOf(env),
      language: playground?.language,
    },
    log,
  );
  // What is being answered is answered while everything that it needs is still there.
  stops.push(() => app.stop(), close);
  handler = (req, res) => {
    if (!playground?.handler(req, res)) app.handler(req, res);
  };
  log.info({ listening: url }, 'Satu Pintu is open');
  if (playground)
    process.stdout.write(`\n  Satu Pintu is open. Play with it here:\n\n    ${url}/playground\n\n`);
}

const keyWayOut =
  'Bring that one back (in embedded mode the file secret-key in DATA_DIR); to change it, name it in SECRET_KEY_PREVIOUS';

function teamsOf(env: Env): TeamsSettings | undefined {
  if (!env.TEAMS_APP_ID && !env.TEAMS_ANONYMOUS) return undefined;
  const slashless = (url: string) => url.replace(/\/$/, '');
  return {
    appId: env.TEAMS_APP_ID ?? '',
    appPassword: env.TEAMS_APP_PASSWORD ?? '',
    tenantId: env.TEAMS_TENANT_ID ?? '',
    loginUrl: slashless(env.TEAMS_LOGIN_URL),
    openIdMetadataUrl: env.TEAMS_OPENID_METADATA_URL,
    serviceUrl: slashless(env.TEAMS_SERVICE_URL),
    graphUrl: slashless(env.GRAPH_URL),
    anonymous: env.TEAMS_ANONYMOUS,
  };
}

function starting(_req: IncomingMessage, res: ServerResponse): void {
  res.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '2' }).end('starting\n');
}

function listen(server: Server, env: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new SettingsError([`PORT ${env.PORT} is taken by another program`])
          : error,
      ),
    );
    server.listen(env.PORT, env.HOST, resolve);
  });
}

/** Takes nothing more, and waits for what is being answered; the playground's page keeps a stream open for ever. */
function closing(server: Server, env: Env): () => Promise<void> {
  let closed: Promise<void> | undefined;
  return () => {
    closed ??= new Promise((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), env.PLAYGROUND ? 1000 : 5000).unref();
    });
    return closed;
  };
}

async function embeddedDatabase(
  env: Env,
  log: Log,
  stops: (() => Promise<void>)[],
): Promise<EmbeddedPostgres> {
  const embedded = await startEmbeddedPostgres({
    dataDir: path.resolve(env.DATA_DIR),
    log: (message) => log.debug({ from: 'postgres' }, message),
    outage: watchOutage(log, {
      begins: 'the embedded PostgreSQL ended by itself and is started again',
      ends: 'the embedded PostgreSQL runs again',
    }),
  });
  stops.push(() => embedded.stop());
  return embedded;
}

async function requireSessions(databaseUrl: string): Promise<void> {
  const problem = await sessionProblem(databaseUrl);
  if (problem) throw new SettingsError([problem]);
}

/** For each statement; a migration of much data may take its time. */
const preparingMs = 60 * 60_000;

async function migratedBy(pool: pg.Pool): Promise<string[]> {
  const client = await pool.connect();
  try {
    return await migrate(client, path.join(projectRoot, 'prisma/migrations'));
  } finally {
    client.release();
  }
}

/** Brings the database to where this program can serve it; answers the key from which all others come. */
async function prepareDatabase(
  databaseUrl: string,
  place: string | undefined,
  env: Env,
  log: Log,
): Promise<string> {
  // One session for all of it: each costs a start some twenty milliseconds.
  const pool = openPool(databaseUrl, { max: 1, timeoutMs: preparingMs });
  const db = databaseOf(pool);
  try {
    const applied = await migratedBy(pool);
    if (applied.length > 0) log.info({ migrations: applied }, 'the database was brought up to date');
    await migrateJobs(pool);
    const isRestored = process.argv.includes('--restored');
    if (await noticeLife(db, systemClock(), { place, isRestored }))
      log.warn({}, 'the database was restored: ids and numbers go on beyond those of its other life');
    const secretKey = await openRootKey(
      db,
      env.SECRET_KEY ?? (await secretKeyOf(env.DATA_DIR)),
      env.SECRET_KEY_PREVIOUS,
    );
    if (secretKey.isResealed) log.info({}, 'the root key is sealed under the new SECRET_KEY');
    if (env.SAMPLE_ORGANISATION) {
      const { loadSampleOrganisation } = await import('../prisma/sample-organisation.ts');
      if (await db.transaction(loadSampleOrganisation)) log.info({}, 'the sample organisation was loaded');
    }
    await appointFirstAdmins(db, env.ADMIN_EMAILS, systemClock());
    await noteMailDomains(db, env.MAIL_DOMAIN_NAMES);
    await noteWorkingTime(db, {
      hours: env.WORKING_HOURS,
      timeZone: env.TIMEZONE,
      remindAfter: env.REMIND_AFTER_DAYS,
      escalateAfter: env.ESCALATE_AFTER_DAYS,
    });
    return secretKey.key;
  } catch (error) {
    throw error instanceof OtherSecretKey ? new SettingsError([`${error.message}. ${keyWayOut}`]) : error;
  } finally {
    await db.close();
  }
}

/** The local platforms are loaded only when they are wanted, and lack where only what production needs is installed. */
async function playgroundSetup() {
  try {
    return await import('./playground-setup.ts');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new SettingsError([
      'the playground is not installed here: name a platform by SLACK_BOT_TOKEN or TEAMS_APP_ID; or, to play, install all with `npm ci` and build anew with `npm run build`',
    ]);
  }
}

async function stopInReverse(stops: (() => Promise<void>)[], log: Log): Promise<void> {
  for (const step of stops.toReversed()) {
    await step().catch((error) => log.error({ error: messageOf(error) }, 'could not stop cleanly'));
  }
}

main().catch((error) => {
  process.stderr.write(`${error instanceof SettingsError ? error.message : traceOf(error)}\n`);
  process.exit(1);
});
