import { access, chmod, constants, mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EmbeddedPostgres,
  EmbeddedPostgresError,
  startEmbeddedPostgres,
} from '../../src/db/embedded.ts';

/** In memory where Linux offers it: copying a template database takes 20 ms there, and 50 to 400 on a disk. */
const memory = '/dev/shm';
const enoughBytes = 1024 ** 3;

const prefix = 'satu-pintu-throwaway-';

/** What is thrown away need not survive a power cut. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
};

/**
 * For databases that live for one test: nobody tidies up in them. Most of what a test costs its database is planning what a new session asks once or
 * twice: a statement is planned once there, not for each of its first five values. What is measured is measured without these.
 */
export const shortLived = { autovacuum: 'off', plan_cache_mode: 'force_generic_plan' };

/** A PostgreSQL server on an empty folder, which `stop()` removes; `more`: settings beside those of all that is thrown away. */
export async function startThrowawayPostgres(
  more: Readonly<Record<string, string>> = {},
): Promise<EmbeddedPostgres> {
  for (const parent of [memory, tmpdir()]) await removeLeftovers(parent);
  const dataDir = await mkdtemp(join(await findParent(), prefix));
  await chmod(dataDir, 0o711);
  const remove = () => rm(dataDir, { recursive: true, force: true });
  try {
    const server = await startEmbeddedPostgres({ dataDir, settings: { ...settings, ...more } });
    return { ...server, stop: () => server.stop().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function findParent(): Promise<string> {
  try {
    await access(memory, constants.W_OK);
    const { bavail, bsize } = await statfs(memory);
    return bavail * bsize >= enoughBytes ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** A killed run leaves its server running: starting on its folder stops that, unless the run is still alive. */
async function removeLeftovers(parent: string): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    if (!name.startsWith(prefix)) continue;
    const dataDir = join(parent, name);
    // A young one may belong to a run that has not come to its lock yet.
    const age = Date.now() - (await stat(dataDir).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    if (age < 60_000) continue;
    try {
      await (await startEmbeddedPostgres({ dataDir, settings })).stop();
    } catch (error) {
      if (error instanceof EmbeddedPostgresError && error.problem === 'in-use') continue;
    }
    await rm(dataDir, { recursive: true, force: true }).catch(() => {});
  }
}
