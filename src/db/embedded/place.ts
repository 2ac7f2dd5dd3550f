import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import {
  access,
  chmod,
  chown,
  constants,
  lstat,
  mkdir,
  readFile,
  realpath,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './errors.ts';

/** The account that PostgreSQL runs under when we are root, for it refuses to run as root itself. */
export type Account = { uid: number; gid: number };

/** The folder that holds the cluster, its log and the lock, and the account to run it under, if not our own. */
export type Home = {
  folder: string;
  /** The data directory's real path. */
  dataDir: string;
  account: Account | undefined;
  /** Where to write down the folder once it holds a cluster, when it lies outside of the data directory. */
  noteFile?: string;
};

export const clusterIn = (home: string) => join(home, 'cluster');

const isRoot = () => process.getuid?.() === 0;

const orMissing = (error: NodeJS.ErrnoException) => {
  if (error.code === 'ENOENT') return undefined;
  throw error;
};

/** Whether mode bits let the account do `wanted` (4 read, 1 execute or pass). Root cannot find out by trying. */
const allows = (entry: Stats, account: Account, wanted: number) => {
  const shift = entry.uid === account.uid ? 6 : entry.gid === account.gid ? 3 : 0;
  return ((entry.mode >> shift) & wanted) === wanted;
};

/** Whether the account may pass every folder above `path`. */
export async function canReach(path: string, account: Account | undefined): Promise<boolean> {
  if (account === undefined) return true;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (!allows(await stat(folder), account, 1)) return false;
    if (folder === dirname(folder)) return true;
  }
}

export async function canExecute(file: string, account: Account | undefined): Promise<boolean> {
  if (account === undefined)
    return access(file, constants.R_OK | constants.X_OK).then(
      () => true,
      () => false,
    );
  return allows(await stat(file), account, 5) && (await canReach(file, account));
}

async function serviceAccount(): Promise<Account> {
  const accounts = new Map(
    (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => {
      const [name = '', , uid, gid] = line.split(':');
      // macOS writes nobody's id as -2.
      return [name, { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }];
    }),
  );
  const account = accounts.get('postgres') ?? accounts.get('_postgres') ?? accounts.get('nobody');
  if (account !== undefined && account.uid !== 0) return account;
  throw new EmbeddedPostgresError(
    'unavailable',
    'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody" to run it under.',
  );
}

/**
 * A folder of root's own, outside of every home directory, that the account may pass through but not list.
 * The temp directory comes last: it may be emptied at a reboot.
 */
export async function outsideFolder(account: Account): Promise<string> {
  for (const folder of [
    '/var/lib/satu-pintu',
    '/var/tmp/satu-pintu-root',
    join(tmpdir(), 'satu-pintu-root'),
  ]) {
    try {
      await mkdir(folder);
      await chmod(folder, 0o711);
    } catch {
      // It exists, or cannot be made: what is there decides.
    }
    const entry = await lstat(folder).catch(orMissing);
    // Anybody may make a folder in a temp directory: only root's own is trusted.
    if (entry === undefined || !entry.isDirectory() || entry.uid !== 0 || (entry.mode & 0o022) !== 0)
      continue;
    if (allows(entry, account, 1) && (await canReach(folder, account))) return folder;
  }
  throw new EmbeddedPostgresError(
    'unavailable',
    `Found no folder outside of root's own that uid ${account.uid} can reach, neither in /var/lib nor in the temp directory.`,
  );
}

/**
 * Finds or makes the home of the cluster that belongs to `dataDir`: its folder `postgres`, unless we are root
 * and the account that must run PostgreSQL cannot reach it (a clone in /root). Then the home lies outside, under
 * a name made from dataDir's path, and the file `postgres.location` in dataDir tells where.
 */
export async function findHome(dataDir: string): Promise<Home> {
  await mkdir(dataDir, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
  const real = await realpath(dataDir);
  const inside = join(real, 'postgres');
  if (!isRoot()) return { folder: await ownHome(inside), dataDir: real, account: undefined };

  const noteFile = join(real, 'postgres.location');
  const noted = (await readFile(noteFile, 'utf8').catch(orMissing))?.trim();
  for (const folder of noted === undefined ? [inside] : [inside, noted]) {
    const cluster = await stat(clusterIn(folder)).catch(orMissing);
    if (cluster === undefined) continue;
    // The owner of an existing cluster runs it, also when it was made without root.
    const account = { uid: cluster.uid, gid: cluster.gid };
    if (await canReach(clusterIn(folder), account)) return { folder, dataDir: real, account };
    throw new EmbeddedPostgresError(
      'foreign',
      `PostgreSQL would run as uid ${account.uid}, which cannot reach its data in ${folder}. ` +
        'Move the data directory out of the private folder, or open the folders above it for passing (chmod o+x).',
    );
  }

  if (noted !== undefined) {
    throw new EmbeddedPostgresError(
      'foreign',
      `The database of this data directory was kept in ${noted}, and is gone from there. ` +
        `Bring it back, or delete ${noteFile} to begin with an empty one.`,
    );
  }

  const account = await serviceAccount();
  const name = createHash('sha256').update(real).digest('hex').slice(0, 16);
  const folder = (await canReach(inside, account)) ? inside : join(await outsideFolder(account), name);
  await mkdir(folder, { recursive: true });
  // Root's folder, which the account passes but cannot write: it plants no links where root writes the log.
  await chown(folder, 0, account.gid);
  await chmod(folder, 0o710);
  return { folder, dataDir: real, account, ...(folder !== inside && { noteFile }) };
}

/** Written only for a whole cluster: a note without one tells that the database was lost. */
export async function noteHome({ folder, noteFile }: Home): Promise<void> {
  if (noteFile !== undefined) await writeFile(noteFile, `${folder}\n`);
}

async function ownHome(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { uid } = await stat(folder);
  if (process.getuid !== undefined && uid !== process.getuid()) {
    throw new EmbeddedPostgresError(
      'foreign',
      `The database in ${folder} belongs to uid ${uid}. Run the program as that user or as root.`,
    );
  }
  return folder;
}
