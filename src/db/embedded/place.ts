import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Account, canReach, isRoot, orMissing, outsideFolder, serviceAccount } from './account.ts';
import { EmbeddedPostgresError } from './errors.ts';

/** The folder that holds the cluster, its log and the lock, and the account to run it under, if not our own. */
export type Home = {
  folder: string;
  /** The data directory's real path. */
  dataDir: string;
  account: Account | undefined;
};

export const clusterIn = (home: string) => join(home, 'cluster');

const foreign = (message: string) => new EmbeddedPostgresError('foreign', message);

const readText = async (file: string) => (await readFile(file, 'utf8').catch(orMissing))?.trim();

/** In a data directory: the home outside of it. In such a home: the data directory that it belongs to. */
const noteFile = 'postgres.location';
const ownerFile = 'data-directory';

/**
 * Finds or makes the home of the cluster that belongs to `dataDir`: its folder `postgres`, unless we are root
 * and the account that must run PostgreSQL cannot reach it (a clone in /root). Then the home lies outside, under
 * a name made from dataDir's path, and the file `postgres.location` in dataDir tells where.
 */
export async function findHome(dataDir: string): Promise<Home> {
  await mkdir(dataDir, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
  const real = await realpath(dataDir);
  const inside = join(real, 'postgres');
  const noted = await readText(join(real, noteFile));
  if (noted !== undefined) return notedHome(noted, real);
  if (!isRoot()) return ownHome(inside, real);

  const found = await existingHome(inside, real);
  if (found !== undefined) return found;
  const account = await serviceAccount();
  const name = createHash('sha256').update(real).digest('hex').slice(0, 16);
  const folder = (await canReach(inside, account)) ? inside : join(await outsideFolder(account), name);
  await mkdir(folder, { recursive: true });
  // Root's folder, which the account passes but cannot write: it plants no links where root writes the log.
  await chown(folder, 0, account.gid);
  await chmod(folder, 0o710);
  return { folder, dataDir: real, account };
}

/** Written only for a whole cluster: a note without one tells that the database was lost. */
export async function noteHome({ folder, dataDir }: Home): Promise<void> {
  if (folder === join(dataDir, 'postgres')) return;
  await writeFile(join(folder, ownerFile), `${dataDir}\n`);
  await writeFile(join(dataDir, noteFile), `${folder}\n`);
}

/** The home that the note names follows a data directory that was moved, and stays with the original of a copy. */
async function notedHome(folder: string, dataDir: string): Promise<Home> {
  const note = join(dataDir, noteFile);
  if (!isRoot())
    throw foreign(`The database of ${dataDir} is kept in ${folder}, for root. Run the program as root.`);
  const home = await existingHome(folder, dataDir);
  if (home === undefined) {
    throw foreign(
      `The database of this data directory was kept in ${folder}, and is gone from there. ` +
        `Bring it back, or delete ${note} to begin with an empty one.`,
    );
  }
  const owner = await readText(join(folder, ownerFile));
  if (owner !== undefined && owner !== dataDir && (await readText(join(owner, noteFile))) === folder) {
    throw foreign(
      `${dataDir} is a copy: the database in ${folder} belongs to ${owner}. Delete ${note} to begin with an empty one.`,
    );
  }
  return home;
}

async function existingHome(folder: string, dataDir: string): Promise<Home | undefined> {
  const cluster = await stat(clusterIn(folder)).catch(orMissing);
  if (cluster === undefined) return undefined;
  // The owner of an existing cluster runs it, also when it was made without root.
  const account = { uid: cluster.uid, gid: cluster.gid };
  if (await canReach(clusterIn(folder), account)) return { folder, dataDir, account };
  throw foreign(
    `PostgreSQL would run as uid ${account.uid}, which cannot reach its data in ${folder}. ` +
      'Move the data directory out of the private folder, or open the folders above it for passing (chmod o+x).',
  );
}

async function ownHome(folder: string, dataDir: string): Promise<Home> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { uid } = await stat(folder);
  if (process.getuid !== undefined && uid !== process.getuid()) {
    throw foreign(
      `The database in ${folder} belongs to uid ${uid}. Run the program as that user or as root.`,
    );
  }
  return { folder, dataDir, account: undefined };
}
