import { runMigrations } from 'graphile-worker';

/** Brings the worker's own tables up to date; safe when several replicas start at once. */
export async function migrateJobs(url: string): Promise<void> {
  await runMigrations({ connectionString: url });
}
