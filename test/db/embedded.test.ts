import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../src/core/root.ts';
import { isAlive } from '../../src/db/embedded/processes.ts';
import { EmbeddedPostgresError, startEmbeddedPostgres } from '../../src/db/embedded.ts';
import { connected } from '../support/database.ts';

const isRoot = process.getuid?.() === 0;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'embedded-'));
  await chmod(dataDir, 0o711);
  await using(async (url) => {
    await query(url, 'CREATE TABLE kept (n int)');
  });
});

afterAll(() => rm(dataDir, { recursive: true }));

const query = (url: string, sql: string) => connected(url, async (client) => (await client.query(sql)).rows);

/** Starts the server in this process, and stops it whatever `work` does. */
async function using(work: (url: string, pid: number) => Promise<void>, log?: (line: string) => void) {
  const server = await startEmbeddedPostgres({ dataDir, ...(log && { log }) });
  try {
    await work(server.url, server.pid);
  } finally {
    await server.stop();
  }
}

type App = { process: ChildProcess; url: string; pid: number };

/** A program of its own that starts the server and then waits to be killed. */
async function startApp(): Promise<App> {
  const module = pathToFileURL(join(projectRoot, 'src', 'db', 'embedded.ts')).href;
  const code = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(module)});
    const { url, pid } = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} });
    console.log(JSON.stringify({ url, pid }));
    setInterval(() => {}, 1000);`;
  const app = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(app.stdout, 'data')) as [Buffer];
  return { process: app, ...(JSON.parse(line.toString()) as { url: string; pid: number }) };
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

async function errorOf(attempt: Promise<unknown>): Promise<EmbeddedPostgresError> {
  const error = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof EmbeddedPostgresError) return error;
  throw new Error('no EmbeddedPostgresError', { cause: error });
}

test('a second start keeps the data, in UTF-8 with the C.UTF-8 locale, and writes through to the disk', async () => {
  await using(async (url) => {
    await query(url, 'INSERT INTO kept VALUES (1)');
  });
  await using(async (url) => {
    const rows = await query(
      url,
      `SELECT n, current_setting('fsync') AS fsync, pg_encoding_to_char(encoding) AS encoding, datlocale AS locale
       FROM kept, pg_database WHERE datname = current_database()`,
    );
    expect(rows).toEqual([{ n: 1, fsync: 'on', encoding: 'UTF8', locale: 'C.UTF-8' }]);
  });
});

test('stop ends the server, its socket folder and the lock, also when called twice', async () => {
  const server = await startEmbeddedPostgres({ dataDir });
  const socketFolder = new URL(server.url).searchParams.get('host') ?? '';
  expect(await readdir(socketFolder)).not.toEqual([]);
  await Promise.all([server.stop(), server.stop()]);
  expect(isAlive(server.pid)).toBe(false);
  await expect(stat(socketFolder)).rejects.toThrow('ENOENT');
  await expect(stat(join(dataDir, 'postgres', 'lock'))).rejects.toThrow('ENOENT');
});

test('a second program on the same data directory is refused and told who uses it', async () => {
  const app = await startApp();
  try {
    const error = await errorOf(startEmbeddedPostgres({ dataDir }));
    expect(error).toMatchObject({ problem: 'in-use', pid: app.process.pid });
    expect(error.message).toContain(String(app.process.pid));
    expect(await query(app.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  } finally {
    await kill(app.process, 'SIGKILL');
  }
});

test('after a kill -9 the next start stops the orphaned server and finds all that was committed', async () => {
  const app = await startApp();
  await query(app.url, 'INSERT INTO kept VALUES (2)');
  await kill(app.process, 'SIGKILL');
  expect(isAlive(app.pid)).toBe(true);
  const said: string[] = [];
  await using(
    async (url, pid) => {
      expect(pid).not.toBe(app.pid);
      expect(await query(url, 'SELECT n FROM kept WHERE n = 2')).toEqual([{ n: 2 }]);
    },
    (line) => said.push(line),
  );
  expect(said).toEqual([expect.stringContaining(String(app.pid))]);
  await expect(stat(new URL(app.url).searchParams.get('host') ?? '')).rejects.toThrow('ENOENT');
});

test('a server that was killed together with its program recovers', async () => {
  const app = await startApp();
  await query(app.url, 'INSERT INTO kept VALUES (3)');
  process.kill(app.pid, 'SIGKILL');
  await kill(app.process, 'SIGKILL');
  await using(async (url) => {
    expect(await query(url, 'SELECT n FROM kept WHERE n = 3')).toEqual([{ n: 3 }]);
  });
});

test('process ids in stale files that now belong to other programs do not keep the server from starting', async () => {
  const home = join(dataDir, 'postgres');
  const cluster = join(home, 'cluster');
  const { uid, gid } = await stat(cluster);
  const other = spawn('sleep', ['60'], isRoot ? { uid, gid } : {});
  try {
    await writeFile(join(home, 'lock'), JSON.stringify({ pid: other.pid, identity: 'before a reboot' }));
    const pidFile = join(cluster, 'postmaster.pid');
    const lines = [other.pid, cluster, 1, 5432, '/nowhere', '', '  1 1', 'ready   ', ''].join('\n');
    await writeFile(pidFile, lines, { mode: 0o600 });
    await chown(pidFile, uid, gid);
    await using(async (url) => {
      expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });
    expect(other.exitCode).toBe(null);
  } finally {
    await kill(other, 'SIGKILL');
  }
});

test('a torn lock is taken over, and of eight simultaneous starts one wins', async () => {
  await writeFile(join(dataDir, 'postgres', 'lock'), '{"pid":');
  const starts = await Promise.allSettled(
    Array.from({ length: 8 }, () => startEmbeddedPostgres({ dataDir })),
  );
  const started = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
  const refused = starts.flatMap((start) => (start.status === 'rejected' ? [start.reason] : []));
  await Promise.all(started.map((server) => server.stop()));
  expect(started).toHaveLength(1);
  expect(refused.every((error) => error.problem === 'in-use' && error.pid === process.pid)).toBe(true);
});

test('when PostgreSQL refuses to start, its words and DATABASE_URL are in the error, and nothing stays behind', async () => {
  const error = await errorOf(startEmbeddedPostgres({ dataDir, settings: { shared_buffers: 'nonsense' } }));
  expect(error.problem).toBe('failed');
  expect(error.message).toContain('invalid value for parameter "shared_buffers"');
  expect(error.message).toContain('DATABASE_URL');
  await using(async () => {});
});

test('another major version is refused before the server touches the data', async () => {
  const file = join(dataDir, 'postgres', 'cluster', 'PG_VERSION');
  const version = await readFile(file, 'utf8');
  await writeFile(file, '17\n');
  expect((await errorOf(startEmbeddedPostgres({ dataDir }))).problem).toBe('foreign');
  await writeFile(file, version);
});

test.runIf(isRoot)(
  "as root the database lies outside of root's private folder and follows when that is moved",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'embedded-private-'));
    const [original, copy, moved] = [join(folder, 'original'), join(folder, 'copy'), join(folder, 'moved')];
    const start = (dir: string) => startEmbeddedPostgres({ dataDir: dir, settings: { fsync: 'off' } });

    const first = await start(original);
    await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    await first.stop();
    const home = (await readFile(join(original, 'postgres.location'), 'utf8')).trim();
    const cluster = await stat(join(home, 'cluster'));
    expect(cluster.uid).not.toBe(0);
    expect(cluster.mode & 0o777).toBe(0o700);

    await cp(original, copy, { recursive: true });
    expect((await errorOf(start(copy))).message).toContain('is a copy');

    await rename(original, moved);
    const second = await start(moved);
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    await second.stop();

    await rm(home, { recursive: true });
    expect((await errorOf(start(moved))).message).toContain('is gone from there');
    await rm(folder, { recursive: true });
  },
);
