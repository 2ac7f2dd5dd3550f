import { runMigrations } from 'graphile-worker';
import type pg from 'pg';
import { openPool } from '../db/database.ts';
import { takeJobs, takingJobs } from './fetching.ts';

/** Brings the worker's own tables up to date, and what we add to them; safe when several replicas start at once. */
export async function migrateJobs(database: string | pg.Pool): Promise<void> {
  const pgPool = typeof database === 'string' ? openPool(database, { max: 1, timeoutMs: 60_000 }) : database;
  try {
    await runMigrations({ pgPool });
    const { rows } = await pgPool.query('SELECT 1 FROM pg_proc WHERE proname = ANY($1)', [
      ['_said_to_be_free', takingJobs],
    ]);
    if (rows.length < 2) await defineInTurn(pgPool, [...saidToBeFree, takeJobs]);
  } finally {
    if (pgPool !== database) await pgPool.end();
  }
}

/** Replicas that start at once come to it in turn: PostgreSQL lets no two define one function at the same moment. */
async function defineInTurn(pool: pg.Pool, statements: readonly string[]): Promise<void> {
  const client = await pool.connect();
  let failed: Error | undefined;
  try {
    await client.query('BEGIN');
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('graphile_worker._said_to_be_free'))`);
    for (const statement of statements) await client.query(statement);
    await client.query('COMMIT');
  } catch (error) {
    failed = error as Error;
    throw error;
  } finally {
    client.release(failed);
  }
}

/** So many due jobs are looked through for one of the queue: where there are more, workers that have nothing to do are rare. */
const looked = 100;

/**
 * Workers hear of new jobs, and look for none at the end of one: what waits in the queue that is free then would be found only by
 * the next look that is made anyway, up to two seconds later. So a queue that becomes free while one of its jobs is due is told of
 * like a new job.
 */
const saidToBeFree = [
  `CREATE OR REPLACE FUNCTION graphile_worker._said_to_be_free() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FILTER (WHERE job_queue_id = NEW.id) > 0 OR count(*) = ${looked}
      FROM (SELECT job_queue_id FROM graphile_worker._private_jobs WHERE is_available AND run_at <= now()
            ORDER BY priority, run_at LIMIT ${looked}) AS due) THEN
    PERFORM pg_notify('jobs:insert', '{"count":1}');
  END IF;
  RETURN NULL;
END $$`,
  `CREATE OR REPLACE TRIGGER _said_to_be_free AFTER UPDATE ON graphile_worker._private_job_queues
  FOR EACH ROW WHEN (OLD.locked_at IS NOT NULL AND NEW.locked_at IS NULL) EXECUTE FUNCTION graphile_worker._said_to_be_free()`,
];
