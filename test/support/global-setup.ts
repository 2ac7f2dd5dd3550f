import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { loadSampleOrganisation } from '../../prisma/sample-organisation.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { projectRoot } from '../../src/core/root.ts';
import { migrate } from '../../src/db/migrate.ts';
import { migrateJobs } from '../../src/jobs/migrate.ts';
import { build } from './built.ts';
import { connected, databaseUrl, sampleTemplate, template } from './database.ts';
import { nikHashInSql, openDatabase } from './open-database.ts';
import { shortLived, startThrowawayPostgres } from './throwaway.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The maintenance database of the test run's server. */
    postgresUrl: string;
  }
}

/** The built program, and one server for the whole run, with the migrated databases that tests copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await build();
  const server = await startThrowawayPostgres(shortLived);
  try {
    const maintenance = databaseUrl(server.url, 'postgres');
    await connected(maintenance, (client) => client.query(`CREATE DATABASE ${template}`));
    const url = databaseUrl(server.url, template);
    await migrate(url, join(projectRoot, 'prisma', 'migrations'));
    await migrateJobs(url);
    // Its keys are made once, for all copies.
    const keyed = openDatabase(url, { max: 1, timeoutMs: 30_000 });
    await keyed.transaction(withoutDeadline, (tx) => tx.query(nikHashInSql()));
    await keyed.close();
    await connected(maintenance, (client) =>
      client.query(`CREATE DATABASE ${sampleTemplate} TEMPLATE ${template} STRATEGY FILE_COPY`),
    );
    const sample = openDatabase(databaseUrl(server.url, sampleTemplate), { max: 1, timeoutMs: 30_000 });
    await sample.transaction(withoutDeadline, loadSampleOrganisation);
    // Nobody in it is new: what is offered to somebody once has been (I-8).
    await sample.query('UPDATE person SET language_offered_at = now()');
    await sample.close();
    project.provide('postgresUrl', maintenance);
    return server.stop;
  } catch (error) {
    await server.stop();
    throw error;
  }
}
