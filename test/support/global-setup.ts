import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import type { TestProject } from 'vitest/node';
import { projectRoot } from '../../src/core/root.ts';
import { migrate } from '../../src/db/migrate.ts';
import { build } from './built.ts';
import { connected, databaseUrl, template } from './database.ts';
import { startThrowawayPostgres } from './throwaway.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The maintenance database of the test run's server. */
    postgresUrl: string;
  }
}

/** The built program, and one server for the whole run, with a migrated database that tests copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await build();
  const server = await startThrowawayPostgres();
  try {
    const maintenance = databaseUrl(server.url, 'postgres');
    await connected(maintenance, (client) => client.query(`CREATE DATABASE ${template}`));
    const url = databaseUrl(server.url, template);
    await migrate(url, join(projectRoot, 'prisma', 'migrations'));
    await runMigrations({ connectionString: url });
    project.provide('postgresUrl', maintenance);
    return server.stop;
  } catch (error) {
    await server.stop();
    throw error;
  }
}
