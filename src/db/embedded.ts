import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { open, readFile, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { messageOf } from '../core/errors.ts';
import type { Outage } from '../core/outage.ts';
import { type Binaries, findBinaries } from './embedded/binaries.ts';
import { createCluster, overTcp, refuseOtherVersion, runAs } from './embedded/cluster.ts';
import { EmbeddedPostgresError } from './embedded/errors.ts';
import { keepServer, type Server } from './embedded/keeper.ts';
import { type Listening, onLoopback, onSocket, urlOnSocket } from './embedded/listening.ts';
import { acquireLock } from './embedded/lock.ts';
import { clusterIn, findHome, type Home, noteHome } from './embedded/place.ts';
import { clearOrphan, disownPidFile, endPostmaster, readPostmaster } from './embedded/postmaster.ts';
import { until } from './embedded/processes.ts';

export { EmbeddedPostgresError } from './embedded/errors.ts';

export type EmbeddedPostgres = {
  /** Names the database `satu_pintu`; for pg, Prisma and libpq alike. */
  url: string;
  /** Where on the disk its files are: a copy of them has another one. */
  place: string;
  /** Of the server that runs, or ran last. */
  readonly pid: number;
  /** False from the end of a server that ended by itself until it runs again. */
  isUp(): boolean;
  /** Ends all sessions, shuts down cleanly and waits for the end. Safe to call more than once. */
  stop(): Promise<void>;
};

export type EmbeddedPostgresOptions = {
  dataDir: string;
  log?: (message: string) => void;
  /** Told of a server that ends by itself, which is then started again at the same address; without this it stays down. */
  outage?: Outage;
  /** PostgreSQL settings that replace our own, as `{ fsync: 'off' }` does for tests. */
  settings?: Readonly<Record<string, string>>;
};

const database = 'satu_pintu';
const logLimitBytes = 5 * 1024 * 1024;
/** Ample for the recovery after a crash: max_wal_size bounds what there is to replay. */
const startLimitMs = 120_000;

/** For a small cluster on a shared machine. Logged errors carry neither rows nor statements: personal data. */
const ownSettings = {
  shared_buffers: '64MB',
  max_connections: '100',
  max_wal_size: '256MB',
  max_parallel_workers_per_gather: '0',
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

/**
 * Starts the PostgreSQL that was installed with the program on the cluster in `dataDir`, which it makes at
 * first. As root it runs under another account. The server does not keep this process alive and is no part of
 * the terminal's foreground group: Ctrl-C reaches us alone, and we stop it.
 * Throws EmbeddedPostgresError.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log = () => {}, settings = {} } = options;
  const home = await findHome(options.dataDir);
  const release = await acquireLock(join(home.folder, 'lock'));
  const undo: (() => Promise<void> | void)[] = [release];
  const undoAll = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const binaries = await findBinaries(home);
    const cluster = clusterIn(home.folder);
    if (await exists(cluster)) await clearOrphan(cluster, log);
    else await createCluster(binaries, home, settings.fsync !== 'off');
    await noteHome(home);
    await refuseOtherVersion(binaries, cluster);

    const listening = await (overTcp ? onLoopback(home.folder) : onSocket(home.account));
    undo.push(listening.close);
    const start = () => launch(binaries, home, { ...ownSettings, ...listening.settings, ...settings });
    const first = await start();
    const server = keepServer(
      first,
      async () => {
        await disownPidFile(cluster);
        return start();
      },
      options.outage,
    );
    // Leaving without stop(), as after an uncaught error, leaves no server behind either.
    const onExit = () => {
      if (server.isUp()) process.kill(server.pid, 'SIGINT');
      listening.close();
    };
    process.once('exit', onExit);
    undo.push(() => void process.off('exit', onExit), server.end);
    await createDatabase(listening);
    let stopping: Promise<void> | undefined;
    return {
      url: listening.url(database),
      place: await placeOf(cluster),
      get pid() {
        return server.pid;
      },
      isUp: server.isUp,
      stop() {
        stopping ??= undoAll();
        return stopping;
      },
    };
  } catch (error) {
    await undoAll();
    throw error;
  }
}

/** Where the database of a program that runs with this data directory is reached; null where none runs, or by TCP alone. */
export async function urlOfRunning(dataDir: string): Promise<string | null> {
  if (!(await exists(dataDir))) return null;
  const { folder } = await findHome(dataDir);
  const running = await readPostmaster(clusterIn(folder));
  if (!running?.ready || running.socketFolder === '') return null;
  return urlOnSocket(running.socketFolder, database);
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Runs the server and waits until it takes connections; its words go to `postgres.log` in the home. */
async function launch(binaries: Binaries, home: Home, settings: Record<string, string>): Promise<Server> {
  const cluster = clusterIn(home.folder);
  const logFile = join(home.folder, 'postgres.log');
  const tooLong = ((await stat(logFile).catch(() => undefined))?.size ?? 0) > logLimitBytes;
  const output = await open(logFile, tooLong ? 'w' : 'a', 0o600);
  if (home.account !== undefined) {
    const owner = await stat(home.folder);
    await output.chown(owner.uid, owner.gid);
  }
  const logStart = (await output.stat()).size;
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(binaries.postgres, ['-D', cluster, ...args], {
    ...runAs(home),
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
  });
  child.unref();
  let over = false;
  const ended = new Promise<string>((resolve) => {
    const finish = (how: string) => {
      over = true;
      resolve(
        lastWords(home, logFile, logStart).then(
          (words) => `${how}. ${words}`,
          () => how,
        ),
      );
    };
    child.once('error', (error) => finish(messageOf(error)));
    child.once('exit', (code, signal) => finish(`PostgreSQL ended with ${signal ?? `exit code ${code}`}`));
  });
  await output.close();

  const isReady = async () => {
    const seen = await readPostmaster(cluster);
    return seen?.ready === true && seen.pid === child.pid;
  };
  const end = () => endServer(binaries, home, child, () => over);
  if (!(await until(async () => over || (await isReady()), startLimitMs))) await end();
  if (over || child.pid === undefined) {
    throw new EmbeddedPostgresError('failed', `PostgreSQL did not start. ${await ended}`);
  }
  return { pid: child.pid, ended, end };
}

/** What the file system calls files that PostgreSQL keeps for as long as the cluster lives. */
async function placeOf(cluster: string): Promise<string> {
  const kept = await Promise.all(
    ['', 'PG_VERSION', 'global/pg_control'].map((file) => stat(join(cluster, file))),
  );
  return kept.map(({ ino }) => ino).join('.');
}

const mostWords = 4000;
/** With less than a segment of its journal the server cannot work, nor write why into its log, which lies beside. */
const leastRoomBytes = 16 * 1024 * 1024;

/** What the server said since it was started, and whether its disk is full. */
async function lastWords(home: Home, logFile: string, since: number): Promise<string> {
  const said = (await readFile(logFile)).subarray(since).toString().trim().slice(-mostWords);
  const { bavail, bsize } = await statfs(home.folder);
  const room = bavail * bsize < leastRoomBytes ? `The disk of ${home.folder} is full. ` : '';
  return `${room}${logFile} says:\n${said}`;
}

async function endServer(
  binaries: Binaries,
  home: Home,
  child: ChildProcess,
  over: () => boolean,
): Promise<void> {
  if (over() || child.pid === undefined) return;
  if (process.platform === 'win32') {
    // Windows knows no signals: killing would cost a recovery at the next start.
    await promisify(execFile)(
      binaries.pgCtl,
      ['stop', '--mode=fast', '--wait', '-D', clusterIn(home.folder)],
      runAs(home),
    );
  } else await endPostmaster(child.pid, over);
}

async function createDatabase(listening: Listening): Promise<void> {
  const client = new pg.Client({ connectionString: listening.url('postgres') });
  await client.connect();
  try {
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${database}`);
  } finally {
    await client.end();
  }
}
