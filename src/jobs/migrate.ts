import { runMigrations } from 'graphile-worker';
import type pg from 'pg';

/** Brings the worker's own tables up to date; safe when several replicas start at once. */
export async function migrateJobs(database: string | pg.Pool): Promise<void> {
  await runMigrations(typeof database === 'string' ? { connectionString: database } : { pgPool: database });
}
