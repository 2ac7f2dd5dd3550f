import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EmbeddedPostgres,
  EmbeddedPostgresError,
  startEmbeddedPostgres,
} from '../../src/db/embedded.ts';

const prefix = 'satu-pintu-throwaway-';

/** What is thrown away need not survive a power cut. */
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

/** A PostgreSQL server on an empty folder, which `stop()` removes. */
export async function startThrowawayPostgres(): Promise<EmbeddedPostgres> {
  await removeLeftovers();
  const dataDir = await mkdtemp(join(tmpdir(), prefix));
  await chmod(dataDir, 0o711);
  const remove = () => rm(dataDir, { recursive: true, force: true });
  try {
    const server = await startEmbeddedPostgres({ dataDir, settings });
    return { ...server, stop: () => server.stop().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** A killed run leaves its server running: starting on its folder stops that, unless the run is still alive. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const dataDir = join(tmpdir(), name);
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
