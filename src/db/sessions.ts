import pg from 'pg';

const patienceMs = 10_000;
/** Pools give a transaction any session that is free: mostly the one that was used last, but not always. */
const rounds = 5;
/** A time limit that nobody else sets. */
const limitMs = 4321;
const wayOut =
  'Locks and notifications are held in sessions: lead it to PostgreSQL itself, not to a pooler such as PgBouncer';

const sharing = `DATABASE_URL leads to a pooler that gives each transaction another session. ${wayOut} with pool_mode = transaction or statement.`;
const dropping = `DATABASE_URL leads to a pooler that drops the time limits with which sessions are opened. ${wayOut}.`;

/**
 * What keeps a database from being used, in words; null where nothing does. A pooler may give each transaction another
 * session: then whoever holds an advisory lock, or listens, or has prepared a statement, is somebody else from one statement
 * to the next. And it may drop what a session is opened with, our time limits.
 */
export async function sessionProblem(url: string): Promise<string | null> {
  const clients = [1, 2].map(
    () =>
      new pg.Client({
        connectionString: url,
        statement_timeout: limitMs,
        connectionTimeoutMillis: patienceMs,
        query_timeout: patienceMs,
      }),
  );
  const [first, second] = clients as [pg.Client, pg.Client];
  try {
    await Promise.all([first.connect(), second.connect()]);
    if (await isShared(first, second)) return sharing;
    return (await hasItsLimit(first)) ? null : dropping;
  } catch (error) {
    // PgBouncer's word for it, where it was not told to ignore them.
    if (/unsupported startup parameter/.test((error as Error).message)) return dropping;
    throw error;
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

/** Whether somebody else gets into a session that we have open, or we into another one than before. */
async function isShared(first: pg.Client, second: pg.Client): Promise<boolean> {
  const ours = await sessionOf(first);
  for (let round = 0; round < rounds; round += 1) {
    await second.query('BEGIN');
    const besides = await sessionOf(second);
    const after = besides === ours ? ours : await sessionOf(first);
    await second.query('ROLLBACK');
    if (besides === ours || after !== ours) return true;
  }
  return false;
}

async function hasItsLimit(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ limit: string | null }>(
    `SELECT setting AS limit FROM pg_settings WHERE name = 'statement_timeout'`,
  );
  return Number(rows[0]?.limit) === limitMs;
}

async function sessionOf(client: pg.Client): Promise<number | undefined> {
  return (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid;
}
