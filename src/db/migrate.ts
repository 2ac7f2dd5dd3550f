import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

export type MigrationProblem =
  /** The file of an applied migration is not the one that was applied. */
  | 'changed'
  /** A migration was begun with another tool and neither finished nor marked as rolled back. */
  | 'failed'
  /** The database has a migration that this program does not know: the program is older than the database. */
  | 'unknown'
  /** The SQL of a pending migration failed and was undone; `cause` is the database's error. */
  | 'refused';

/** Why the database cannot be brought to this program's version. Names the migration. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  readonly problem: MigrationProblem;
  readonly migration: string;

  constructor(problem: MigrationProblem, migration: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.problem = problem;
    this.migration = migration;
  }
}

/**
 * What the program does to the data before a migration, by its name: what SQL cannot, such as sealing. It runs under the lock, in sessions of its
 * own, and once more where it did not end.
 */
export type Steps = Readonly<Record<string, () => Promise<void>>>;

type Migration = { name: string; sql: string };

/** Prisma's own, so that its command line and several starting replicas wait for each other. */
const advisoryLock = 72707369;

/** Prisma's own, column for column. */
const createTable = `
CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Applies the pending migrations of a folder in Prisma's format, in the order of their names, each in one
 * transaction, and answers the names of those newly applied. A given client must be connected, and stays so.
 * Throws MigrationError; what was applied before it stays applied.
 */
export async function migrate(
  database: string | pg.ClientBase,
  migrationsDir: string,
  before: Steps = {},
): Promise<string[]> {
  const migrations = readMigrations(migrationsDir);
  if (typeof database !== 'string') return underLock(database, migrations, before);
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    return await underLock(client, migrations, before);
  } finally {
    await client.end();
  }
}

/** In one go: a start waits for them, and to have many small files read beside other work takes five times as long. */
function readMigrations(folder: string): Migration[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return names
    .sort()
    .map((name) => ({ name, sql: readFileSync(join(folder, name, 'migration.sql'), 'utf8') }));
}

async function underLock(client: pg.ClientBase, migrations: Migration[], before: Steps): Promise<string[]> {
  // Nearly every start finds all of them applied, and waits for nobody. Whatever else this finds is looked at again, when nobody is at it.
  const known = await findPending(client, migrations).catch(() => undefined);
  if (known?.length === 0) return [];
  await client.query('SELECT pg_advisory_lock($1)', [advisoryLock]);
  try {
    await client.query(createTable);
    const pending = await findPending(client, migrations);
    for (const migration of pending) {
      await before[migration.name]?.();
      await apply(client, migration);
    }
    return pending.map(({ name }) => name);
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [advisoryLock]).catch(() => {});
  }
}

async function findPending(client: pg.ClientBase, migrations: Migration[]): Promise<Migration[]> {
  const recorded = await client.query<{ name: string; checksum: string; finished: boolean }>(`
    SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
    FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`);
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum, finished } of recorded.rows) {
    const migration = known.get(name);
    if (migration === undefined) {
      throw new MigrationError(
        'unknown',
        name,
        `The database has the migration ${name}, which this version of the program does not know. ` +
          'Run the newer version, or restore a backup from before it.',
      );
    }
    if (!finished) {
      throw new MigrationError(
        'failed',
        name,
        `The migration ${name} was begun and did not finish. Repair the database, then mark it as rolled back ` +
          'or applied (prisma migrate resolve).',
      );
    }
    if (!hasChecksum(migration.sql, checksum)) {
      throw new MigrationError(
        'changed',
        name,
        `The migration ${name} was changed after it had been applied. Bring its file back; put the change into a new one.`,
      );
    }
    known.delete(name);
  }
  return [...known.values()];
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The file as it is, or with the line ends of either system: a checkout may have converted them. */
function hasChecksum(sql: string, checksum: string): boolean {
  if (sha256(sql) === checksum) return true;
  const unix = sql.replaceAll('\r\n', '\n');
  return [unix, unix.replaceAll('\n', '\r\n')].some((text) => sha256(text) === checksum);
}

async function apply(client: pg.ClientBase, { name, sql }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, started_at, finished_at, migration_name, applied_steps_count)
       VALUES ($1, $2, now(), clock_timestamp(), $3, 1)`,
      [randomUUID(), sha256(sql), name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    // On a broken connection both fail, and the server undoes and unlocks by itself.
    await client.query('ROLLBACK').catch(() => {});
    const { message } = cause as Error;
    throw new MigrationError(
      'refused',
      name,
      `The migration ${name} failed and was undone: ${message}`,
      cause,
    );
  }
}
