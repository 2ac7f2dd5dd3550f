import { runMigrations } from 'graphile-worker';
import type pg from 'pg';
import { openPool } from '../db/database.ts';
import { queueNames, telling } from './enqueue.ts';
import { takeJobs } from './fetching.ts';

/** Brings the worker's own tables up to date, and what we add to them; safe when several replicas start at once. */
export async function migrateJobs(database: string | pg.Pool): Promise<void> {
  const pgPool = typeof database === 'string' ? openPool(database, { max: 1, timeoutMs: 60_000 }) : database;
  try {
    await runMigrations({ pgPool });
    const { rows } = await pgPool.query(
      `SELECT (SELECT count(*) = cardinality($1::text[]) FROM pg_proc WHERE prosrc = ANY($1::text[]))
         AND (SELECT count(*) = cardinality($2::text[]) FROM graphile_worker._private_job_queues WHERE queue_name = ANY($2::text[])) AS complete`,
      [functions.map(sourceOf), queueNames],
    );
    if (!rows[0]?.complete) await addInTurn(pgPool, [...functions, toldWhenFree]);
  } finally {
    if (pgPool !== database) await pgPool.end();
  }
}

/** Replicas that start at once come to it in turn: PostgreSQL lets no two define one function at the same moment. */
async function addInTurn(pool: pg.Pool, statements: readonly string[]): Promise<void> {
  const client = await pool.connect();
  let failed: Error | undefined;
  try {
    await client.query('BEGIN');
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('graphile_worker._said_to_be_free'))`);
    for (const statement of statements) await client.query(statement);
    await client.query(addQueues, [queueNames]);
    await client.query('COMMIT');
  } catch (error) {
    failed = error as Error;
    throw error;
  } finally {
    client.release(failed);
  }
}

/**
 * The library makes a queue with the first job that names it, and until that commits, whoever else makes it waits: two that add to new queues in
 * another order would wait for each other. So all are there before anybody adds.
 */
const addQueues =
  'INSERT INTO graphile_worker._private_job_queues (queue_name) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING';

/** The same of the names of jobs, which a program with new ones adds before anybody is served by it. */
export async function addJobNames(pool: pg.Pool, names: readonly string[]): Promise<void> {
  await pool.query(
    'INSERT INTO graphile_worker._private_tasks (identifier) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING',
    [names.toSorted()],
  );
}

/** So many due jobs are looked through for one of the queue: where there are more, workers that have nothing to do are rare. */
const looked = 100;

/**
 * Workers hear of new jobs, and look for none at the end of one: what waits in the queue that is free then would be found only by
 * the next look that is made anyway, up to two seconds later. So a queue that becomes free while one of its jobs is due is told of
 * like a new job.
 */
const sayWhenFree = `CREATE OR REPLACE FUNCTION graphile_worker._said_to_be_free() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FILTER (WHERE job_queue_id = NEW.id) > 0 OR count(*) = ${looked}
      FROM (SELECT job_queue_id FROM graphile_worker._private_jobs WHERE is_available AND run_at <= now()
            ORDER BY priority, run_at LIMIT ${looked}) AS due) THEN
    PERFORM ${telling};
  END IF;
  RETURN NULL;
END $$`;
const toldWhenFree = `CREATE OR REPLACE TRIGGER _said_to_be_free AFTER UPDATE ON graphile_worker._private_job_queues
  FOR EACH ROW WHEN (OLD.locked_at IS NOT NULL AND NEW.locked_at IS NULL) EXECUTE FUNCTION graphile_worker._said_to_be_free()`;

/** What we add, as this version of the program has it: one that another version has left is replaced. */
const functions = [sayWhenFree, takeJobs];

/** The body of a function, as the database keeps it. */
const sourceOf = (definition: string): string => definition.split('$$')[1] ?? '';
