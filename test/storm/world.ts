import { type Playground, startPlayground } from '@satu-pintu/playground';
import { type Door, type Platform, platforms, slackDoor, teamsDoor } from '@satu-pintu/playground/people';
import { databaseOf } from '../../src/db/database.ts';
import type { Pool } from '../../src/db/pool.ts';
import { readEnv } from '../../src/env.ts';
import { livenessClass } from '../../src/jobs/liveness.ts';
import { localTeams, playgroundPeople, slackManifest } from '../../src/playground-setup.ts';
import { teamsWays } from '../../src/sample-history/teams-ways.ts';
import { forgetting } from './lasting.mjs';
import { type MailDoor, openMailDoor } from './mail-door.ts';
import type { Replica, Replicas } from './replicas.ts';
import { epoch, ownName, type StormServer } from './server.ts';

export interface WorldOptions {
  server: StormServer;
  replicas: Replicas;
  /** The programs that serve it, by the address of their `app.js`: one replica of each. */
  builds: readonly string[];
  /** What is done to its database first. */
  sql?: string | undefined;
}

/** All that a storm rages in: the product, both platforms, a mail server, a clock and a database. */
export interface World {
  playground: Playground;
  doors: Record<Platform, Door>;
  mail: MailDoor;
  /** Serving, at least one of them. */
  replicas: Replica[];
  /** By sessions of the storm's own, which nothing disturbs. */
  pool: Pool;
  now(): number;
  /** When the program last did what is due by the clock. */
  looked(): number;
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Time passes; with what is done by the clock meanwhile, all of it at its end: by one replica, by all at the same moment, or not. */
  pass(ms: number, schedules: 'once' | 'everywhere' | 'not'): Promise<void>;
  /** kill -9 of one, or of all, and another one in its place. */
  kill(place: number | 'all'): Promise<void>;
  /** Ends a connection of the product's to its database, by its place among them. */
  disconnect(place: number): Promise<void>;
  /** SIGSTOP of one, whose session in which it says that it lives ends meanwhile; `heal` lets it go on. */
  freeze(place: number): Promise<void>;
  heal(): Promise<void>;
  /** `asWas`: nothing went wrong in it that would live on in its database, so that another storm may have that. */
  end(asWas: boolean): Promise<void>;
}

/** How many times as long as in life a click may take: other work on the machine is no fault. */
const patience = 10;
export const secretKey = '00'.repeat(32);
/** Of all replicas alike. */
export const publicUrl = 'http://storm.invalid';

export async function openWorld({ server, replicas: all, builds, sql }: WorldOptions): Promise<World> {
  const database = await server.database();
  let time = epoch;
  let looked = epoch;
  const playground = await startPlayground({
    people: playgroundPeople,
    channels: [{ name: 'umum', withBot: false }],
    manifest: await slackManifest(),
    patience,
    teams: await localTeams(),
    now: () => time,
    keepTraffic: 200,
  });
  const mail = await openMailDoor(playground.smtpUrl);
  const { pool } = database;
  const { botToken, signingSecret, slackApiUrl: apiUrl, teams } = playground;
  if (!teams) throw new Error('the playground has no Teams');
  const settings = {
    env: readEnv({
      PLAYGROUND: 'true',
      PATIENCE: String(patience),
      SUBMISSIONS_PER_MINUTE: '10000',
      OPEN_SUBMISSIONS: '10000',
    }),
    databaseUrl: database.url,
    publicUrl,
    secretKey,
    smtpUrl: mail.url,
    slack: { botToken, signingSecret, apiUrl },
    teams: teams.addresses,
  };
  const doors = { slack: slackDoor(playground, 'umum'), teams: teamsDoor(playground, 'Umum', teamsWays) };

  const start = async (build: string) => {
    const replica = all.take();
    await replica.start(build, settings, time);
    return replica;
  };
  const serving: { replica: Replica; build: string }[] = [];
  const deliver = async () => {
    for (const platform of platforms)
      await doors[platform].deliverTo(...serving.map(({ replica }) => replica.url));
  };
  if (sql) await pool.query(sql);
  // One after the other: the first brings the database up to its version.
  for (const build of builds) serving.push({ build, replica: await start(build) });
  await deliver();

  const { query } = databaseOf(pool);

  async function replace(place: number | 'all'): Promise<void> {
    const killed = place === 'all' ? [...serving] : serving.filter((_, at) => at === place % serving.length);
    await Promise.all(killed.map(({ replica }) => replica.kill()));
    for (const one of killed) {
      all.lose(one.replica, one.build);
      one.replica = await start(one.build);
    }
    await deliver();
  }
  /** One after the other: of two that replace the same replica one would go on, unknown, by a clock that stands still. */
  let replacing = Promise.resolve();

  return {
    playground,
    doors,
    mail,
    get replicas() {
      return serving.map(({ replica }) => replica);
    },
    pool,
    now: () => time,
    looked: () => looked,
    query,
    async pass(ms, schedules) {
      const from = time;
      time += ms;
      await Promise.all(serving.map(({ replica }) => replica.clock(time)));
      if (schedules === 'not') return;
      const doing = schedules === 'once' ? serving.slice(0, 1) : serving;
      await Promise.all(doing.map(({ replica }) => replica.pass(from, time)));
      looked = time;
    },
    kill(place) {
      replacing = replacing.then(() => replace(place));
      return replacing;
    },
    async disconnect(place) {
      const pids = await query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name <> $1
         AND backend_type = 'client backend' AND query NOT LIKE $2 ORDER BY pid`,
        [ownName, `${forgetting}%`],
      );
      const one = pids[place % Math.max(1, pids.length)];
      if (one) await query('SELECT pg_terminate_backend($1)', [one.pid]);
    },
    async freeze(place) {
      serving[place % serving.length]?.replica.freeze();
      // Of all of them: whoever is not frozen comes back at once.
      await query(
        `SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database d ON d.oid = database
         WHERE datname = current_database() AND locktype = 'advisory' AND classid = $1`,
        [livenessClass],
      );
    },
    async heal() {
      mail.open = true;
      for (const platform of platforms) await doors[platform].heal();
      for (const { replica } of serving) if (replica.frozen) replica.thaw();
    },
    async end(asWas) {
      for (const { replica } of serving) {
        if (replica.frozen) replica.thaw();
        await replica.stop();
        all.giveBack(replica);
      }
      await playground.stop();
      await mail.stop();
      if (asWas && !sql) database.giveBack();
      else await database.drop();
    },
  };
}
