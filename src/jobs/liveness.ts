import pg from 'pg';
import { messageOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';

/** The advisory lock class under which every living worker pool holds a lock on its own name. */
export const livenessClass = 7_431_002;
/** Twice this after a kill -9 the jobs of the dead replica are back at the latest. */
const lookEveryMs = 2000;
const reconnectMs = 500;
/** A replica that has not looked for so long hangs or is frozen; its jobs go on elsewhere. */
const silentAfterMs = 20_000;

export interface Liveness {
  /** A pool of this process lives under this name. */
  add(name: string): void;
  /** It has ended: what it may still have taken is given back. */
  remove(name: string): void;
  stop(): Promise<void>;
}

/**
 * Jobs that a killed replica had taken stay locked to it. Every living pool therefore holds an advisory lock
 * on its name in a session of its own, which PostgreSQL drops when the process dies, and in which it looks
 * after the others; jobs locked by a name that nobody holds in two looks, one after the other, are given back.
 * The time between the looks is what a new pool, or after a restart of the database a living one, has to take
 * its lock (again). A replica that was frozen and thaws may then run a job beside another one, which can post
 * twice only if it froze between looking for a message and sending it.
 */
export async function holdLiveness(url: string, log: Log, silentMs = silentAfterMs): Promise<Liveness> {
  /** The pools that live in this process, and those that this session has told of. */
  const names = new Set<string>();
  let told = new Set<string>();
  let session: pg.Client | undefined;
  let suspects: string[] = [];
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function connected(): Promise<pg.Client> {
    if (session) return session;
    const client = new pg.Client({ connectionString: url, keepAlive: true });
    const lost = () => {
      if (session !== client) return;
      session = undefined;
      suspects = [];
      lookIn(100);
    };
    client.on('error', lost);
    client.on('end', lost);
    await client.connect();
    session = client;
    told = new Set();
    return client;
  }

  /** Makes what this session holds equal to what lives. A pool that ended of itself leaves jobs to be given back. */
  async function announce(client: pg.Client): Promise<void> {
    for (const name of names) {
      if (told.has(name)) continue;
      told.add(name);
      await client.query('SELECT pg_advisory_lock_shared($1, hashtext($2))', [livenessClass, name]);
    }
    for (const name of told) {
      if (names.has(name)) continue;
      told.delete(name);
      await client.query('SELECT pg_advisory_unlock_shared($1, hashtext($2))', [livenessClass, name]);
    }
  }

  async function look(): Promise<void> {
    const client = await connected();
    await announce(client);
    const unheld = await unheldNames(client, silentMs);
    const dead = unheld.filter((name) => suspects.includes(name));
    suspects = unheld;
    if (dead.length === 0) return;
    await giveBack(client, dead);
    log.info({ pools: dead }, 'took back the jobs of dead workers');
  }

  function lookIn(ms: number): void {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => {
      look()
        .catch((error) => log.debug({ error: messageOf(error) }, 'could not look for dead workers'))
        .finally(() => lookIn(session ? lookEveryMs : reconnectMs));
    }, ms);
    timer.unref();
  }

  const changed = () => {
    // Without a session there is nobody to tell: the next look makes one and announces what lives then.
    if (session)
      announce(session).catch((error) => log.debug({ error: messageOf(error) }, 'could not announce'));
  };

  await connected();
  lookIn(0);

  return {
    add(name) {
      names.add(name);
      changed();
    },
    remove(name) {
      names.delete(name);
      changed();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await session?.end().catch(() => {});
    },
  };
}

/** The pools that have taken jobs and whose names no session holds that said anything lately. */
async function unheldNames(client: pg.Client, silentMs: number): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT taken.name FROM (
       SELECT locked_by AS name FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL
       UNION SELECT locked_by FROM graphile_worker._private_job_queues WHERE locked_at IS NOT NULL
     ) AS taken
     WHERE NOT EXISTS (
       SELECT 1 FROM pg_locks l JOIN pg_stat_activity a USING (pid)
       WHERE l.locktype = 'advisory' AND l.granted
         AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
         AND l.classid = $1 AND l.objid = (hashtext(taken.name)::bigint & 4294967295)::oid
         AND a.state_change > now() - make_interval(secs => $2))`,
    [livenessClass, silentMs / 1000],
  );
  return rows.map((row) => row.name);
}

/**
 * A job that was replaced while it ran has lost its key and counts as spent. Cut off by the death of its
 * worker, it would stay as a dead letter: it runs once more instead, which changes nothing.
 *
 * The jobs are locked by a statement of its own first. Whoever replaces one at this moment is then either seen by the next
 * statement or waits until it is unlocked, and finds nothing to replace: between the two it would be left spent.
 */
export async function giveBack(client: Pick<pg.Client, 'query'>, dead: string[]): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(
      'SELECT id FROM graphile_worker._private_jobs WHERE locked_by = ANY($1) ORDER BY id FOR UPDATE',
      [dead],
    );
    await client.query(
      `UPDATE graphile_worker._private_jobs SET attempts = max_attempts - 1
       WHERE locked_by = ANY($1) AND key IS NULL AND attempts >= max_attempts`,
      [dead],
    );
    await client.query('SELECT graphile_worker.force_unlock_workers($1)', [dead]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}
