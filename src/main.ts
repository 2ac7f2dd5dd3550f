import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { App } from './app.ts';
import { type Clock, systemClock } from './core/clock.ts';
import { messageOf, traceOf } from './core/errors.ts';
import { createLog, type Log } from './core/log.ts';
import { watchOutage } from './core/outage.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './db/embedded.ts';
import { keptMs } from './doors.ts';
import { type Env, readEnv, SettingsError } from './env.ts';
import { readEnvFile } from './env-file.ts';
import type { TeamsSettings } from './platforms/teams/settings.ts';
import type { Playground } from './playground-setup.ts';
import { emptyDatabase, prepareDatabase } from './prepare-database.ts';
import type { Settings } from './settings.ts';
import { hearTheUnheard } from './unheard.ts';

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
  const server = createServer({ keepAliveTimeout: keptMs }, (req, res) => handler(req, res));
  await listen(server, env);
  const close = closing(server, env);
  stops.push(close);
  const url = `http://${env.HOST === '0.0.0.0' || env.HOST === '127.0.0.1' ? 'localhost' : env.HOST}:${(server.address() as AddressInfo).port}`;

  // A first start makes a database, which takes some seconds.
  if (env.PLAYGROUND) process.stdout.write('\n  Satu Pintu is starting …\n\n');
  const play = env.PLAYGROUND ? await playgroundSetup() : undefined;
  // What serves is read while the database is made ready.
  const loading = import('./app.ts');
  loading.catch(() => {});
  const embedded = env.DATABASE_URL ? undefined : await embeddedDatabase(env, log, stops);
  const databaseUrl = env.DATABASE_URL ?? embedded?.url ?? '';
  const playground = await play?.openSamplePlayground({
    dataDir: path.resolve(env.DATA_DIR),
    botUrl: url,
    language: env.LANGUAGE,
    patience: env.PATIENCE,
  });
  if (playground) stops.push(() => playground.stop());
  const clock: Clock = playground ? () => new Date(playground.now()) : systemClock;

  /** Prepares the database and starts what serves it. */
  async function open(): Promise<App> {
    const secretKey = prepareDatabase(databaseUrl, { env, place: embedded?.place, clock, log });
    // Why there is none, `startApp` says, which waits for it.
    secretKey.catch(() => {});
    const { startApp } = await loading;
    const publicUrl = (env.PUBLIC_URL ?? url).replace(/\/$/, '');
    const settings = { env, databaseUrl, embedded, publicUrl, secretKey, ...platformsOf(env, playground) };
    const app = await startApp(settings, log, clock);
    handler = (req, res) => {
      if (!playground?.handler(req, res)) app.handler(req, res);
    };
    return app;
  }

  let app = await open();
  // What is being answered is answered while everything that it needs is still there.
  stops.push(() => app.stop(), close);
  if (play && playground) {
    playground.playWith({
      passed: (from, until) => app.passTime(from, until),
      // A database that is named is somebody's own: what is in it is not ours to throw away.
      ...(embedded && {
        async beginAnew(empty: () => Promise<void>) {
          handler = (req, res) => {
            if (!playground.handler(req, res)) starting(req, res);
          };
          await app.stop();
          await emptyDatabase(databaseUrl);
          await empty();
          app = await open();
        },
        history: play.sampleHistory(playground, env.TIMEZONE),
      }),
    });
  }
  log.info({ listening: url }, 'Satu Pintu is open');
  if (playground)
    process.stdout.write(`\n  Satu Pintu is open. Play with it here:\n\n    ${url}/playground\n\n`);
}

/** The platforms and the mail server: those of the playground, or what the settings name. */
function platformsOf(
  env: Env,
  playground: Playground | undefined,
): Pick<Settings, 'slack' | 'teams' | 'smtpUrl' | 'phones' | 'language'> {
  if (playground) {
    const { botToken, signingSecret, slackApiUrl: apiUrl, teams, smtpUrl } = playground;
    return {
      smtpUrl: env.SMTP_URL ?? smtpUrl,
      slack: { botToken, signingSecret, apiUrl },
      teams: teams && { ...teams.addresses, secretExpires: env.TEAMS_SECRET_EXPIRES },
      phones: systemClock,
      language: playground.language,
    };
  }
  const { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret } = env;
  return {
    smtpUrl: env.SMTP_URL ?? '',
    slack: botToken
      ? { botToken, signingSecret, appToken: env.SLACK_APP_TOKEN, apiUrl: env.SLACK_API_URL }
      : undefined,
    teams: teamsOf(env),
  };
}

function teamsOf(env: Env): TeamsSettings | undefined {
  if (!env.TEAMS_APP_ID && !env.TEAMS_ANONYMOUS) return undefined;
  const slashless = (url: string) => url.replace(/\/$/, '');
  return {
    appId: env.TEAMS_APP_ID ?? '',
    appPassword: env.TEAMS_APP_PASSWORD ?? '',
    secretExpires: env.TEAMS_SECRET_EXPIRES,
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
