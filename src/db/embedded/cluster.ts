import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, chown, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { EmbeddedPostgresError } from './errors.ts';
import { clusterIn, type Home } from './place.ts';

export const superuser = 'postgres';

/** Whether clients come over TCP with a password, or over a Unix socket that only the right accounts reach. */
export const overTcp = process.platform === 'win32';

export const passwordFile = (home: string) => join(home, 'password');

/** How every program of PostgreSQL is run: under the home's account, and with none of our environment's PG… */
export const runAs = (home: Home) => ({
  ...home.account,
  cwd: home.folder,
  windowsHide: true,
  env: Object.fromEntries(
    ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  ),
});

/**
 * Makes the cluster under a temporary name and renames it when it is whole, so that a crash in between leaves
 * nothing that looks like a database.
 */
export async function createCluster(binaries: Binaries, home: Home, durable: boolean): Promise<void> {
  const cluster = clusterIn(home.folder);
  for (const name of await readdir(home.folder)) {
    if (name.startsWith('cluster.new-')) await rm(join(home.folder, name), { recursive: true, force: true });
  }
  const unfinished = `${cluster}.new-${randomUUID()}`;
  await mkdir(unfinished, { mode: 0o700 });
  await chmod(unfinished, 0o700);
  if (home.account !== undefined) await chown(unfinished, home.account.uid, home.account.gid);

  const auth = overTcp
    ? ['--auth=scram-sha-256', `--pwfile=${passwordFile(home.folder)}`]
    : ['--auth-local=trust', '--auth-host=reject'];
  if (overTcp) await writeFile(passwordFile(home.folder), randomBytes(32).toString('hex'), { mode: 0o600 });
  const args = [
    ...['-D', unfinished, '--username', superuser, ...auth],
    ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...(durable ? [] : ['--no-sync']),
  ];
  try {
    await promisify(execFile)(binaries.initdb, args, runAs(home));
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    const { stderr, message } = error as Error & { stderr?: string };
    throw new EmbeddedPostgresError('failed', `initdb could not make a database: ${stderr || message}`);
  }
  await rename(unfinished, cluster);
  if (durable) await syncFolder(home.folder);
}

/** Without this a power cut could undo the rename while later commits are already safe on the disk. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  await handle.sync();
  await handle.close();
}

export async function refuseOtherVersion(binaries: Binaries, cluster: string): Promise<void> {
  const version = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  if (version === binaries.major) return;
  throw new EmbeddedPostgresError(
    'foreign',
    `The database in ${cluster} was made by PostgreSQL ${version}; this program brings PostgreSQL ${binaries.major}. ` +
      'Dump it with the older release and load it into a new data directory.',
  );
}
