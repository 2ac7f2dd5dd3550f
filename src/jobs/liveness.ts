import { EventEmitter } from 'node:events';
import type { WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import { messageOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';

/** The advisory lock class under which every living worker pool holds a lock on its own name. */
const lockClass = 7_431_002;
const rescueEveryMs = 4000;

export interface Liveness {
  /** Handed to the worker, whose pool announces its name here. */
  events: WorkerEvents;
  stop(): Promise<void>;
}

/**
 * Jobs that a killed replica had taken stay locked to it. Every living pool therefore holds an advisory lock
 * on its name in a session of its own, which PostgreSQL drops when the process dies; jobs locked by a name
 * that nobody holds are given back, soon after start-up and then every 4 s. The 2 s leave a new pool time to
 * take its lock. A replica that loses this session without dying may see a job run twice, which every job
 * allows for.
 */
export async function holdLiveness(url: string, log: Log): Promise<Liveness> {
  const events: WorkerEvents = new EventEmitter();
  const names = new Set<string>();
  let session: pg.Client | undefined;
  let stopped = false;

  async function connected(): Promise<pg.Client> {
    if (session) return session;
    const client = new pg.Client({ connectionString: url, keepAlive: true });
    client.on('error', () => {
      if (session === client) session = undefined;
    });
    client.on('end', () => {
      if (session === client) session = undefined;
    });
    await client.connect();
    for (const name of names) await hold(client, name);
    session = client;
    return client;
  }

  async function rescue(): Promise<void> {
    const client = await connected();
    const { rows } = await client.query<{ name: string }>(
      `WITH taken AS (
         SELECT locked_by FROM graphile_worker._private_jobs WHERE locked_at < now() - interval '2 s'
         UNION SELECT locked_by FROM graphile_worker._private_job_queues WHERE locked_at < now() - interval '2 s'
       ), dead AS (
         SELECT array_agg(locked_by) AS names FROM taken
         WHERE NOT EXISTS (
           SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
             AND classid = $1 AND objid = (hashtext(locked_by)::bigint & 4294967295)::oid)
       )
       SELECT unnest(names) AS name, graphile_worker.force_unlock_workers(names) FROM dead WHERE names IS NOT NULL`,
      [lockClass],
    );
    if (rows.length > 0)
      log.info({ pools: rows.map((row) => row.name) }, 'took back the jobs of dead workers');
  }

  events.on('pool:create', ({ workerPool }: { workerPool: { id?: string } }) => {
    if (!workerPool.id) return;
    names.add(workerPool.id);
    connected()
      .then((client) => hold(client, workerPool.id ?? ''))
      .catch((error) => log.warn({ error: messageOf(error) }, 'could not announce the worker'));
  });

  await connected();
  // The worker's tables may not be there on the very first start: then there is nothing to give back.
  await rescue().catch((error) => log.debug({ error: messageOf(error) }, 'no jobs to give back'));
  const look = () => {
    if (!stopped)
      rescue().catch((error) => log.warn({ error: messageOf(error) }, 'could not look for dead workers'));
  };
  const timers = [setTimeout(look, 2500), setInterval(look, rescueEveryMs)];
  for (const timer of timers) timer.unref();

  return {
    events,
    async stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      await session?.end().catch(() => {});
    },
  };
}

async function hold(client: pg.Client, name: string): Promise<void> {
  await client.query('SELECT pg_advisory_lock_shared($1, hashtext($2))', [lockClass, name]);
}
