import { createHash, randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { EmbeddedPostgresError } from './errors.ts';
import { processIdentity } from './processes.ts';

type Owner = { pid: number; identity: string };

/**
 * Takes the lock that lets one process at a time use a data directory, and answers how to release it.
 * The lock of a killed process is taken over. Throws EmbeddedPostgresError `in-use` with the owner's pid.
 */
export async function acquireLock(file: string): Promise<() => Promise<void>> {
  const mine = `${file}.${randomUUID()}`;
  const owner: Owner = { pid: process.pid, identity: (await processIdentity(process.pid)) ?? '' };
  await writeFile(mine, JSON.stringify(owner), { mode: 0o644 });
  try {
    while (!(await claim(mine, file))) {
      const found = await read(file);
      if (found !== undefined) {
        await refuseLiving(file, found);
        if (await replace(mine, file, found)) break;
      }
    }
  } finally {
    await rm(mine, { force: true });
  }
  return () => rm(file, { force: true });
}

/** A hard link appears whole or not at all, and only where nothing is. */
async function claim(mine: string, file: string): Promise<boolean> {
  try {
    await link(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Puts our lock in the place of a stale one. Of several processes that saw the same stale lock the slower must
 * not replace the faster one's fresh lock: who replaces this very text holds a lock of its own.
 */
async function replace(mine: string, file: string, stale: string): Promise<boolean> {
  const release = await acquireLock(
    `${file}.${createHash('sha256').update(stale).digest('hex').slice(0, 16)}`,
  );
  try {
    if ((await read(file)) !== stale) return false;
    await rename(mine, file);
    return true;
  } finally {
    await release();
  }
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function refuseLiving(file: string, text: string): Promise<void> {
  const { pid, identity } = parse(text);
  if (pid === 0 || (await processIdentity(pid)) !== identity) return;
  throw new EmbeddedPostgresError(
    'in-use',
    `Another running process (pid ${pid}) uses the embedded PostgreSQL of this data directory (${file}). ` +
      'Stop it, or give this one a DATA_DIR of its own. Several processes share one database through DATABASE_URL.',
    pid,
  );
}

/** A file that a crashed machine left torn is nobody's. */
function parse(text: string): Owner {
  try {
    const { pid, identity } = JSON.parse(text) as Partial<Owner>;
    return { pid: Number(pid) || 0, identity: String(identity) };
  } catch {
    return { pid: 0, identity: '' };
  }
}
