import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type Playground, startPlayground } from '@satu-pintu/playground';
import {
  type ChatPerson,
  type Door,
  mail,
  type Platform,
  slackDoor,
  teamsDoor,
} from '@satu-pintu/playground/people';
import { loadSampleOrganisation } from '../../prisma/sample-organisation.ts';
import type { App } from '../../src/app.ts';
import type { Clock } from '../../src/core/clock.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Log } from '../../src/core/log.ts';
import { projectRoot } from '../../src/core/root.ts';
import { migrate } from '../../src/db/migrate.ts';
import type { OpenDesk } from '../../src/desks/house.ts';
import { keptMs } from '../../src/doors.ts';
import { readEnv } from '../../src/env.ts';
import { migrateJobs } from '../../src/jobs/migrate.ts';
import { localTeams, playgroundPeople, slackManifest } from '../../src/playground-setup.ts';
import { teamsWays } from '../../src/sample-history/teams-ways.ts';
import { asksAt } from './applicants.ts';
import { builtApp } from './built.ts';
import { createSampleDatabase, lasting } from './database.ts';
import { nikHashInSql, openDatabase, testSecretKey } from './open-database.ts';
import { startThrowawayPostgres } from './throwaway.ts';

/** What the bot logged, for tests that look for it and for those that fail. */
export interface Logged extends Log {
  lines: { level: string; message: string; fields: Record<string, unknown> }[];
}

export function collectLog(): Logged {
  const lines: Logged['lines'] = [];
  const at = (level: string) => (fields: object, message: string) => {
    lines.push({ level, message, fields: { ...fields } });
    if (process.env.SHOW_LOG) process.stderr.write(`${level} ${message} ${JSON.stringify(fields)}\n`);
  };
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

export interface Workspace {
  playground: Playground;
  /** The platform that is meant where none is named. */
  platform: Platform;
  databaseUrl: string;
  log: Logged;
  /** Address of the bot's own pages. */
  url: string;
  /** The process of the own server. */
  serverPid?: number;
  door(platform?: Platform): Door;
  person(account: string, platform?: Platform): ChatPerson;
  mail: ReturnType<typeof mail>;
  /** Rows of a query on the bot's database. */
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
}

/** How many times as long as in life a click may take in a test that is not about time. */
export const testPatience = 10;
/** In one that has to see a click's time run out. */
export const briefPatience = 3;

export { testSecretKey };

export interface WorkspaceOptions {
  /** The platforms that the bot serves, the one that is meant where none is named first (default Slack alone). */
  platforms?: readonly Platform[];
  /** A PostgreSQL of its own, which a test may freeze or stop. */
  ownServer?: boolean;
  env?: Record<string, string>;
  clock?: Clock;
  /**
   * How many times as long as in life a click may take, on both sides: `testPatience` unless the test is about time, so that
   * other work on the machine is no fault of the bot's.
   */
  patience?: number;
  /** Where letters go, if not into the playground's mailbox. */
  smtpUrl?: string;
  /** Desks of the test's beside the product's own; they and the product are the sources then, which share their classes. */
  desks?: readonly OpenDesk[];
}

/** In tests a person does within a minute what takes others a day. */
export const unhurried = { SUBMISSIONS_PER_MINUTE: '10000', OPEN_SUBMISSIONS: '10000' };

/** The SDK under which Teams is played, where that is another than the product's own choice: for a run of all that Teams has. */
export const teamsSdk: Record<string, string> = process.env.TEAMS_SDK
  ? { TEAMS_SDK: process.env.TEAMS_SDK }
  : {};

export interface SampleDatabase {
  url: string;
  pid?: number;
  drop(): Promise<void>;
}

/** A database with the sample organisation in it, on a server of its own if wanted. */
export async function sampleDatabase(ownServer = false): Promise<SampleDatabase> {
  return ownServer ? databaseOfItsOwn() : createSampleDatabase();
}

async function databaseOfItsOwn(): Promise<SampleDatabase> {
  const server = await startThrowawayPostgres();
  await loadSample(server.url);
  return { url: server.url, pid: server.pid, drop: () => server.stop() };
}

/** Fills an empty database of any server with all migrations and the sample organisation. */
export async function loadSample(url: string): Promise<void> {
  await migrate(url, path.join(projectRoot, 'prisma/migrations'));
  await migrateJobs(url);
  const db = openDatabase(url, { max: 1, timeoutMs: 30_000 });
  await db.query(nikHashInSql());
  await db.transaction(withoutDeadline, loadSampleOrganisation);
  await db.close();
}

/** The workspace around the bot, with a local Teams in it if wanted. */
export async function samplePlayground(
  platforms: readonly Platform[] = ['slack'],
  patience = testPatience,
): Promise<Playground> {
  return startPlayground({
    people: playgroundPeople,
    channels: [{ name: 'umum', withBot: false }],
    manifest: await slackManifest(),
    patience,
    ...(platforms.includes('teams') && { teams: await localTeams() }),
  });
}

export interface ServedApp {
  app: App;
  url: string;
  close(): Promise<void>;
}

/** What the bot needs to reach these platforms of the playground. */
function platformSettings(playground: Playground, platforms: readonly Platform[]) {
  const { botToken, signingSecret, slackApiUrl: apiUrl, teams } = playground;
  return {
    ...(platforms.includes('slack') && { slack: { botToken, signingSecret, apiUrl } }),
    ...(platforms.includes('teams') && teams && { teams: teams.addresses }),
  };
}

/** One replica of the program as `npm start` builds it, on a free port, serving this playground's platforms. */
export async function serveApp(
  playground: Playground,
  databaseUrl: string,
  log: Log,
  options: WorkspaceOptions = {},
): Promise<ServedApp> {
  const { startApp } = options.desks ? await import('../../src/app.ts') : await builtApp();
  let app: App | undefined;
  const server = createServer({ keepAliveTimeout: keptMs }, (req, res) =>
    app ? app.handler(req, res) : res.writeHead(503).end(),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  app = await startApp(
    {
      env: readEnv({
        PLAYGROUND: 'true',
        PATIENCE: String(options.patience ?? testPatience),
        ...unhurried,
        ...teamsSdk,
        ...options.env,
      }),
      databaseUrl,
      publicUrl: url,
      secretKey: testSecretKey,
      smtpUrl: options.smtpUrl ?? playground.smtpUrl,
      ...platformSettings(playground, options.platforms ?? ['slack']),
    },
    log,
    options.clock,
    options.desks,
  );
  const started = app;
  return {
    app: started,
    url,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await started.stop();
    },
  };
}

/** What tests see of a bot, wherever it runs. */
export function aroundBot(
  playground: Playground,
  databaseUrl: string,
  platforms: readonly Platform[] = ['slack'],
): Pick<Workspace, 'playground' | 'platform' | 'databaseUrl' | 'door' | 'person' | 'mail' | 'query'> {
  const [platform = 'slack'] = platforms;
  const doors: Partial<Record<Platform, Door>> = {
    slack: slackDoor(playground, 'umum'),
    ...(playground.teams && { teams: teamsDoor(playground, 'Umum', teamsWays) }),
  };
  const door = (which: Platform = platform): Door => {
    const found = doors[which];
    if (!found) throw new Error(`The bot does not serve ${which}.`);
    return found;
  };
  const query = async <Row extends object>(text: string, values: unknown[] = []) =>
    (await lasting(databaseUrl).query<Row>(text, values)).rows;
  return {
    playground,
    platform,
    databaseUrl,
    door,
    person: (account, which) => asksAt(door(which).person(account), query),
    mail: mail(playground),
    query,
  };
}

/** The whole product around one fresh database: the real bot, its platforms, its mailbox. */
export async function openWorkspace(options: WorkspaceOptions = {}): Promise<Workspace> {
  const { platforms = ['slack'], patience = testPatience } = options;
  const database = await sampleDatabase(options.ownServer);
  const playground = await samplePlayground(platforms, patience);
  const log = collectLog();
  const served = await serveApp(playground, database.url, log, { ...options, patience });
  const around = aroundBot(playground, database.url, platforms);
  for (const platform of platforms) await around.door(platform).deliverTo(served.url);
  return {
    ...around,
    log,
    url: served.url,
    serverPid: database.pid,
    async stop() {
      await served.close();
      await playground.stop();
      await database.drop();
    },
  };
}
