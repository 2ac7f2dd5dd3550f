import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { type Account, isRoot, serviceAccount } from '../../src/db/embedded/account.ts';
import { urlOnSocket } from '../../src/db/embedded/listening.ts';
import { connected } from './database.ts';

const run = promisify(execFile);

/** Where Debian keeps the programs of each version that is installed; the oldest one is the furthest from the one that we bring. */
const debian = '/usr/lib/postgresql';
const [version] = (existsSync(debian) ? readdirSync(debian) : [])
  .filter((each) => existsSync(path.join(debian, each, 'bin/initdb')))
  .sort((one, other) => Number(one) - Number(other));
const bin = process.env.POSTGRES_BIN ?? (version && path.join(debian, version, 'bin'));

export const hasInstalledPostgres = bin !== undefined;

/** The title of a test of a PostgreSQL that is installed here, which says aloud why it is skipped. */
export function installedTitle(title: string): string {
  return hasInstalledPostgres
    ? title
    : `${title} (skipped: no PostgreSQL found; install Debian's package postgresql, or name its programs' folder in POSTGRES_BIN)`;
}

/** Runs one of its programs for operators, as `pg_dump`. */
export async function runInstalled(program: 'pg_dump' | 'pg_restore', ...args: string[]): Promise<void> {
  await run(path.join(bin ?? '', program), args);
}

export interface InstalledPostgres {
  /** Of an empty database, as its owner, who is no superuser. */
  url: string;
  stop(): Promise<void>;
}

/** A server of the installed PostgreSQL on an empty folder, which `stop` removes. */
export async function startInstalledPostgres(): Promise<InstalledPostgres> {
  const folder = await mkdtemp(path.join(tmpdir(), 'installed-postgres-'));
  // PostgreSQL refuses to run as root.
  const account: Account | undefined = isRoot() ? await serviceAccount() : undefined;
  await chmod(folder, 0o711);
  const cluster = path.join(folder, 'cluster');
  await mkdir(cluster, { mode: 0o700 });
  if (account) for (const each of [folder, cluster]) await chown(each, account.uid, account.gid);
  const options = { ...account, cwd: folder, env: {} };
  const settings = { listen_addresses: '', unix_socket_directories: folder, fsync: 'off' };
  await run(
    path.join(bin ?? '', 'initdb'),
    [
      ...['-D', cluster, '--username=postgres', '--auth=trust', '--no-sync'],
      ...['--encoding=UTF8', '--locale=C.UTF-8'],
    ],
    options,
  );
  const server = spawn(
    path.join(bin ?? '', 'postgres'),
    ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...options, stdio: 'ignore' },
  );
  const ended = once(server, 'exit');
  const maintenance = urlOnSocket(folder, 'postgres');
  await expect
    .poll(() => connected(maintenance, async () => 'open').catch((error: Error) => error.message))
    .toBe('open');
  await connected(maintenance, async (client) => {
    await client.query('CREATE ROLE pintu LOGIN');
    await client.query('CREATE DATABASE pintu OWNER pintu');
  });
  return {
    url: urlOnSocket(folder, 'pintu').replace('//postgres@', '//pintu@'),
    async stop() {
      server.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
