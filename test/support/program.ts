import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import type { Playground } from '@satu-pintu/playground';
import type { Platform } from '@satu-pintu/playground/people';
import { built } from '../../src/core/root.ts';
import {
  aroundBot,
  collectLog,
  sampleDatabase,
  samplePlayground,
  teamsSdk,
  testPatience,
  testSecretKey,
  unhurried,
  type Workspace,
} from './bot.ts';

/** The real program as a process of its own, so that it can be killed, frozen and started again. */
export interface Program {
  url: string;
  process: ChildProcess;
  /** What it wrote to standard output and error. */
  output(): string;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
  /** Asks it to stop; answers its exit code. */
  stop(): Promise<number | null>;
}

/**
 * Starts what `npm start` has built, here or in a copy of it, with these settings and nothing else of our environment; a
 * `.env` is looked for in `cwd`. `node` is the runtime's program.
 */
export async function runProgram(
  env: Record<string, string>,
  cwd = tmpdir(),
  main = built('main.js'),
  node = process.execPath,
): Promise<Program> {
  const child = spawn(node, [main], {
    cwd,
    env: { PATH: process.env.PATH, LOG_LEVEL: 'info', HOST: '127.0.0.1', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  const program: Program = {
    url: '',
    process: child,
    output: () => output,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      child.kill('SIGTERM');
      return exited;
    },
  };
  const open = new Promise<void>((resolve) => {
    child.stdout?.on('data', () => {
      const port = /"listening":"http:\/\/[^":]+:(\d+)".*Satu Pintu is open/.exec(output)?.[1];
      if (!port) return;
      program.url = `http://127.0.0.1:${port}`;
      resolve();
    });
  });
  const failed = exited.then((code) => {
    throw new Error(`the program ended with ${code}:\n${output}`);
  });
  failed.catch(() => {});
  await Promise.race([open, failed]);
  return program;
}

/** The settings of a replica that serves these platforms of the playground, which are as patient. */
export function replicaEnv(
  playground: Playground,
  databaseUrl: string,
  platforms: readonly Platform[] = ['slack'],
  patience = testPatience,
): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    SECRET_KEY: testSecretKey,
    ...unhurried,
    ...(platforms.includes('slack') && {
      SLACK_BOT_TOKEN: playground.botToken,
      SLACK_SIGNING_SECRET: playground.signingSecret,
      SLACK_API_URL: playground.slackApiUrl,
    }),
    ...(platforms.includes('teams') && teamsEnv(playground)),
    SMTP_URL: playground.smtpUrl,
    PUBLIC_URL: 'http://127.0.0.1:1',
    PATIENCE: String(patience),
  };
}

function teamsEnv({ teams }: Playground): Record<string, string> {
  if (!teams) throw new Error('The playground has no Teams.');
  const { appId, appPassword, tenantId, loginUrl, openIdMetadataUrl, serviceUrl, graphUrl } = teams.addresses;
  return {
    TEAMS_APP_ID: appId,
    TEAMS_APP_PASSWORD: appPassword,
    TEAMS_TENANT_ID: tenantId,
    TEAMS_LOGIN_URL: loginUrl,
    TEAMS_OPENID_METADATA_URL: openIdMetadataUrl,
    TEAMS_SERVICE_URL: serviceUrl,
    GRAPH_URL: graphUrl,
    ...teamsSdk,
  };
}

/** A workspace whose bot runs in processes of its own, `replicas` of them on one database. */
export interface OutsideWorkspace extends Workspace {
  programs: Program[];
  /** Starts another replica; nothing is delivered to it yet. */
  start(env?: Record<string, string>): Promise<Program>;
  /** Has so many replicas live, whatever an earlier test left of them, and the platforms deliver to these. */
  running(replicas: number): Promise<[Program, ...Program[]]>;
  /** Has the platforms deliver to these replicas, in turn. */
  deliverTo(...programs: Program[]): Promise<void>;
}

export async function openOutside(
  replicas = 1,
  platforms: readonly Platform[] = ['slack'],
): Promise<OutsideWorkspace> {
  const database = await sampleDatabase();
  const playground = await samplePlayground(platforms);
  const programs: Program[] = [];
  const around = aroundBot(playground, database.url, platforms);
  async function deliverTo(...to: Program[]): Promise<void> {
    for (const platform of platforms) {
      await around.door(platform).deliverTo(...to.map((program) => program.url));
    }
  }
  async function start(env: Record<string, string> = {}): Promise<Program> {
    const program = await runProgram({ ...replicaEnv(playground, database.url, platforms), ...env });
    programs.push(program);
    return program;
  }
  await Promise.all(Array.from({ length: replicas }, () => start()));
  await deliverTo(...programs);
  return {
    ...around,
    log: collectLog(),
    url: programs[0]?.url ?? '',
    programs,
    start,
    async running(wanted) {
      const lives = ({ process: { exitCode, signalCode } }: Program) =>
        exitCode === null && signalCode === null;
      for (const surplus of programs.filter(lives).slice(wanted)) await surplus.kill();
      const missing = wanted - programs.filter(lives).length;
      await Promise.all(Array.from({ length: missing }, () => start()));
      const [first, ...others] = programs.filter(lives);
      if (!first) throw new Error('none was to run');
      await deliverTo(first, ...others);
      return [first, ...others];
    },
    deliverTo,
    async stop() {
      for (const program of programs) await program.kill();
      await playground.stop();
      await database.drop();
    },
  };
}
