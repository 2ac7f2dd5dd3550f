import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import type { TestProject } from 'vitest/node';
import { projectRoot } from '../../src/core/root.ts';
import { EmbeddedPostgresError, startEmbeddedPostgres } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { connected, databaseUrl, template } from './database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The maintenance database of the test run's server. */
    postgresUrl: string;
  }
}

const prefix = 'satu-pintu-test-';
/** What a test writes need not survive a power cut. */
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

/** One server for the whole run, with a migrated database that tests copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers();
  const dataDir = await mkdtemp(join(tmpdir(), prefix));
  await chmod(dataDir, 0o711);
  const server = await startEmbeddedPostgres({ dataDir, settings });
  const teardown = async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const maintenance = databaseUrl(server.url, 'postgres');
    await connected(maintenance, (client) => client.query(`CREATE DATABASE ${template}`));
    const url = databaseUrl(server.url, template);
    await migrate(url, join(projectRoot, 'prisma', 'migrations'));
    await runMigrations({ connectionString: url });
    project.provide('postgresUrl', maintenance);
    return teardown;
  } catch (error) {
    await teardown();
    throw error;
  }
}

/** A killed run leaves its server running: starting on its folder stops that, unless the run is still alive. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const dataDir = join(tmpdir(), name);
    try {
      await (await startEmbeddedPostgres({ dataDir, settings })).stop();
    } catch (error) {
      if (error instanceof EmbeddedPostgresError && error.problem === 'in-use') continue;
    }
    await rm(dataDir, { recursive: true, force: true }).catch(() => {});
  }
}
