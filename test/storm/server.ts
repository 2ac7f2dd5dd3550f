import { randomBytes } from 'node:crypto';
import path from 'node:path';
import pg from 'pg';
import { loadSampleOrganisation } from '../../prisma/sample-organisation.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { projectRoot } from '../../src/core/root.ts';
import { openPool } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import type { Pool } from '../../src/db/pool.ts';
import { migrateJobs } from '../../src/jobs/migrate.ts';
import { openDatabase } from '../support/open-database.ts';
import { writeAccount, writeGrant } from '../support/partner-desk.ts';
import { startThrowawayPostgres } from '../support/throwaway.ts';
import { keepPristine, makePristine } from './pristine.ts';

/** When every storm begins: a Monday, 9:00 in Jakarta. */
export const epoch = Date.parse('2026-12-07T02:00:00Z');

const sample = 'storm_sample';

/** Stages have two who decide them, on both sides of whom asks: so that several can decide at once, and some ask for themselves. */
const more = [
  { account: 'hendra.gunawan', role: 'ICT_VERIFICATOR' },
  { account: 'sari.utami', role: 'ICT_MANAGER' },
  { account: 'joko.prasetyo', role: 'ICT_EXECUTOR' },
  { account: 'hendra.gunawan', role: 'ADMIN' },
];

/** Two of them decide beside the manuals' stages, for people of units (A-9). */
const committee = ['tono.wijaya', 'maya.anggraini', 'putri.maharani'];

/** A database that a storm rages in, and the sessions by which it is looked at. */
export interface StormDatabase {
  url: string;
  pool: Pool;
  /** Another storm may have it, as it was at first. */
  giveBack(): void;
  drop(): Promise<void>;
}

/** A PostgreSQL in memory, with a database for each storm that rages at a time. */
export interface StormServer {
  /** A database with the sample organisation as of the epoch: one that was given back, or a new one. */
  database(): Promise<StormDatabase>;
  stop(): Promise<void>;
}

/** By what name the storm's own sessions are known. */
export const ownName = 'storm';

const beside = (url: string, name: string): string => {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
};

export async function startServer(): Promise<StormServer> {
  const server = await startThrowawayPostgres();
  const maintenance = new pg.Pool({ connectionString: beside(server.url, 'postgres'), max: 2 });
  maintenance.on('error', () => {});
  await maintenance.query(`CREATE DATABASE ${sample}`);
  const url = beside(server.url, sample);
  await migrate(url, path.join(projectRoot, 'prisma/migrations'));
  await migrateJobs(url);
  const db = openDatabase(url, { max: 1, timeoutMs: 30_000 });
  await db.transaction(withoutDeadline, (tx) => loadSampleOrganisation(tx, new Date(epoch)));
  await db.query(
    `INSERT INTO role_grant (person_id, role, granted_at)
     SELECT p.id, (g->>'role')::role, $2 FROM jsonb_array_elements($1::jsonb) AS g JOIN person p ON split_part(p.email, '@', 1) = g->>'account'`,
    [JSON.stringify(more), new Date(epoch)],
  );
  await db.query(
    `INSERT INTO approval_stage (code, place, name, groups, needed, kinds)
     SELECT 'KOMITE', 25, 'Komite', jsonb_build_array(jsonb_agg(jsonb_build_object('person', id) ORDER BY id)), 2, '{UNIT}'
     FROM person WHERE split_part(email, '@', 1) = ANY($1)`,
    [committee],
  );
  for (const n of [1, 2, 3]) {
    const account = `sekretaris.${n}`;
    await writeAccount(db, { account, name: `Sekretaris ${n}`, positionCode: `6000000${n}` });
    await writeGrant(db, account);
  }
  // Nobody in it is new: what is offered to somebody once has been (I-8).
  await db.query('UPDATE person SET language_offered_at = $1', [new Date(epoch)]);
  await db.close();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await keepPristine(client);
  await client.end();
  const free: StormDatabase[] = [];
  async function create(): Promise<StormDatabase> {
    const name = `storm_${randomBytes(6).toString('hex')}`;
    await maintenance.query(`CREATE DATABASE ${name} TEMPLATE ${sample} STRATEGY FILE_COPY`);
    // A session plans a statement once: a storm asks the same of it again and again, and of some forty sessions in turn.
    await maintenance.query(`ALTER DATABASE ${name} SET plan_cache_mode = force_generic_plan`);
    const own = beside(server.url, name);
    const pool = openPool(`${own}&application_name=${ownName}`, { max: 5, timeoutMs: 30_000 });
    const database: StormDatabase = {
      url: own,
      pool,
      giveBack: () => void free.push(database),
      async drop() {
        await pool.end();
        await maintenance.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      },
    };
    return database;
  }
  return {
    async database() {
      const one = free.pop();
      if (!one) return create();
      await makePristine(one.pool);
      return one;
    },
    async stop() {
      await Promise.all(free.map((one) => one.drop()));
      await maintenance.end();
      await server.stop();
    },
  };
}
