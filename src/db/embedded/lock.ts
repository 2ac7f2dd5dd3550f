import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { EmbeddedPostgresError } from './errors.ts';
import { processIdentity } from './processes.ts';

type Owner = { pid: number; identity: string };

/** What the lock file says, or undefined when there is none. A torn one counts as nobody's. */
async function readOwner(file: string): Promise<Owner | undefined> {
  try {
    const { pid, identity } = JSON.parse(await readFile(file, 'utf8')) as Partial<Owner>;
    return { pid: Number(pid), identity: String(identity) };
  } catch (error) {
    if (error instanceof SyntaxError) return { pid: 0, identity: '' };
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const isRunning = async (owner: Owner) =>
  owner.pid > 0 && (await processIdentity(owner.pid)) === owner.identity;

/**
 * Takes the lock that lets one process at a time use a data directory, and answers how to release it.
 * The lock of a killed process is taken over. Throws EmbeddedPostgresError `in-use` with the owner's pid.
 */
export async function acquireLock(file: string): Promise<() => Promise<void>> {
  const mine = `${file}.${randomUUID()}`;
  const owner: Owner = { pid: process.pid, identity: (await processIdentity(process.pid)) ?? '' };
  await writeFile(mine, JSON.stringify(owner), { mode: 0o644 });
  try {
    for (;;) {
      try {
        // A hard link appears whole or not at all, and fails when the name is taken.
        await link(mine, file);
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const other = await readOwner(file);
      if (other === undefined) continue;
      if (await isRunning(other)) throw inUse(file, other.pid);
      await removeStale(file, other);
    }
  } finally {
    await rm(mine, { force: true });
  }
  return () => rm(file, { force: true });
}

/** Of two processes that find the same stale lock, the slower must not remove the faster one's fresh lock. */
async function removeStale(file: string, stale: Owner): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const taken = await readOwner(aside);
  if (taken !== undefined && taken.identity !== stale.identity) await link(aside, file).catch(() => {});
  await rm(aside, { force: true });
}

function inUse(file: string, pid: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'in-use',
    `Another running process (pid ${pid}) uses the embedded PostgreSQL of this data directory (${file}). ` +
      'Stop it, or give this one a DATA_DIR of its own. Several processes share one database through DATABASE_URL.',
    pid,
  );
}
