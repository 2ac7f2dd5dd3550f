import path from 'node:path';
import type pg from 'pg';
import type { Clock } from './core/clock.ts';
import { withoutDeadline } from './core/deadline.ts';
import type { Log } from './core/log.ts';
import { projectRoot } from './core/root.ts';
import { type Database, databaseOf, openDatabase, openPool } from './db/database.ts';
import { createKeyring } from './db/keyring.ts';
import { noticeLife } from './db/life.ts';
import { migrate, type Steps } from './db/migrate.ts';
import { openSession } from './db/pool.ts';
import { OtherSecretKey, openRootKey } from './db/root-key.ts';
import { sealingSteps } from './db/seal-clear.ts';
import { sessionProblem } from './db/sessions.ts';
import { type Env, SettingsError } from './env.ts';
import { rowsSealing } from './imports/seal-clear.ts';
import { migrateJobs } from './jobs/migrate.ts';
import { appointFirstAdmins } from './people/grants.ts';
import { noteMailDomains } from './people/mail-domains.ts';
import { reconcile } from './restored.ts';
import { secretKeyOf } from './secret-key.ts';
import { noteWorkingTime } from './working-time/settings.ts';

const keyWayOut =
  'Bring that one back (in embedded mode the file secret-key in DATA_DIR); to change it, name it in SECRET_KEY_PREVIOUS';

/** Throws SettingsError where sessions do not last, as behind a pooler of transactions. */
async function requireSessions(databaseUrl: string): Promise<void> {
  const problem = await sessionProblem(databaseUrl);
  if (problem) throw new SettingsError([problem]);
}

/** For each statement; a migration of much data may take its time. */
const preparingMs = 60 * 60_000;

async function migratedBy(pool: pg.Pool, before: Steps): Promise<string[]> {
  const client = await pool.connect();
  try {
    return await migrate(client, path.join(projectRoot, 'prisma/migrations'), before);
  } finally {
    client.release();
  }
}

/** Brings the database to where this program can serve it; answers the key from which all others come. */
export async function prepareDatabase(
  databaseUrl: string,
  { env, place, clock, log }: { env: Env; place: string | undefined; clock: Clock; log: Log },
): Promise<string> {
  // One session for all of it: each costs a start some twenty milliseconds.
  const pool = openPool(databaseUrl, { max: 1, timeoutMs: preparingMs });
  const db = databaseOf(pool);
  try {
    // While others are asked whether the database has sessions.
    const opened = openSession(pool);
    if (!place) await requireSessions(databaseUrl);
    await opened;
    const secretKeyNow = env.SECRET_KEY ?? (await secretKeyOf(env.DATA_DIR));
    const keyOf = (database: Database) => openRootKey(database, secretKeyNow, env.SECRET_KEY_PREVIOUS);
    // In sessions of their own, since this one is the migration's.
    const steps = sealingSteps(async () => {
      const own = databaseOf(openPool(databaseUrl, { max: 1, timeoutMs: preparingMs }));
      const { key } = await keyOf(own).finally(() => own.close());
      return {
        db: openDatabase(databaseUrl, { max: 1, timeoutMs: preparingMs, rootKey: key }),
        rootKey: key,
      };
    }, rowsSealing);
    const applied = await migratedBy(pool, steps);
    if (applied.length > 0) log.info({ migrations: applied }, 'the database was brought up to date');
    await migrateJobs(pool);
    const isRestored = process.argv.includes('--restored');
    if (await noticeLife(db, clock(), { place, isRestored, reconcile }))
      log.warn({}, 'the database was restored: ids and numbers go on beyond those of its other life');
    const secretKey = await keyOf(db);
    if (secretKey.isResealed) log.info({}, 'the root key is sealed under the new SECRET_KEY');
    if (env.SAMPLE_ORGANISATION) {
      const { loadSampleOrganisation } = await import('../prisma/sample-organisation.ts');
      const sealed = databaseOf(pool, createKeyring(secretKey.key));
      if (await sealed.transaction(withoutDeadline, (tx) => loadSampleOrganisation(tx, clock())))
        log.info({}, 'the sample organisation was loaded');
    }
    await appointFirstAdmins(db, env.ADMIN_EMAILS, clock());
    await noteMailDomains(db, env.MAIL_DOMAIN_NAMES);
    await noteWorkingTime(db, {
      hours: env.WORKING_HOURS,
      timeZone: env.TIMEZONE,
      remindAfter: env.REMIND_AFTER_DAYS,
      escalateAfter: env.ESCALATE_AFTER_DAYS,
    });
    return secretKey.key;
  } catch (error) {
    throw error instanceof OtherSecretKey ? new SettingsError([`${error.message}. ${keyWayOut}`]) : error;
  } finally {
    await db.close();
  }
}

/** Takes everything out of a database that nobody uses at this moment. */
export async function emptyDatabase(databaseUrl: string): Promise<void> {
  const db = databaseOf(openPool(databaseUrl, { max: 1, timeoutMs: preparingMs }));
  try {
    await db.query('DROP SCHEMA IF EXISTS graphile_worker, public CASCADE');
    await db.query('CREATE SCHEMA public');
  } finally {
    await db.close();
  }
}
