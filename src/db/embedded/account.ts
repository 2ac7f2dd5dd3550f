import type { Stats } from 'node:fs';
import { access, chmod, constants, lstat, mkdir, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './errors.ts';

/** The account that PostgreSQL runs under when we are root, for it refuses to run as root itself. */
export type Account = { uid: number; gid: number };

export const isRoot = () => process.getuid?.() === 0;

/** For a file that may well not be there. */
export const orMissing = (error: NodeJS.ErrnoException) => {
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

/** Whom root runs PostgreSQL under: an account of its own where there is one. */
export async function serviceAccount(): Promise<Account> {
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
