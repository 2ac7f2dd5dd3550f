import type { Platform } from '@satu-pintu/playground/people';
import type { Database } from '../../../src/db/database.ts';
import type { CompleteDesk, House } from '../../../src/desks/house.ts';
import type { Page } from '../../../src/web/page.ts';
import { collectLog, type Logged, sampleDatabase, samplePlayground, serveApp } from '../../support/bot.ts';
import { openDatabase } from '../../support/open-database.ts';
import { replicaEnv, runProgram } from '../../support/program.ts';
import type { Door } from './door.ts';
import { noteLoaded } from './pages.ts';
import { accounts, endNia, openAccounts, writePeople } from './people.ts';
import { recordSlack, slackDoor } from './slack.ts';
import { teamsDoor } from './teams.ts';

/** The running program with both platforms at its doors, and what its desks say of themselves. */
export interface Program {
  db: Database;
  url: string;
  doors: Record<Platform, Door>;
  desks: readonly CompleteDesk[];
  /** The pages of all desks, from the first visitor of the portal on. */
  pages: readonly Page[];
  house: House;
  log: Logged;
  /** Nothing is left to be done by the worker. */
  quiet(): Promise<void>;
  /** What `npm start` has built, as a process of its own on the same database: from here on the doors and the address are its. */
  toBuilt(): Promise<Program>;
  stop(): Promise<void>;
}

export async function startProgram(): Promise<Program> {
  const database = await sampleDatabase();
  const db = openDatabase(database.url, { timeoutMs: 30_000 });
  await db.query(`UPDATE person SET language = NULL`);
  await writePeople(db);
  const platforms = ['slack', 'teams'] as const;
  const playground = await samplePlayground(platforms);
  await openAccounts(playground);
  const recorder = await recordSlack(playground);
  const slackApiUrl = `${recorder.url}/api/`;
  const log = collectLog();
  let house: House | undefined;
  const served = await serveApp({ ...playground, slackApiUrl }, database.url, log, {
    platforms,
    env: { TRUSTED_PROXIES: '1' },
    // A desk that asks nothing and is asked for nothing: it is how a test comes to what the program's own say of themselves.
    desks: [
      (given) => {
        house = given;
        return { id: 'onlooker', actions: {}, forms: {}, cards: {} };
      },
    ],
  });
  if (!house) throw new Error('the program has opened no desks');
  const { desks } = house;
  const pages = noteLoaded(desks());
  const doorsOf = async (url: string) => {
    await playground.api.setBotUrl({ url: `${url}/slack/events` });
    await playground.teams?.api.setBotUrl({ url: `${url}/api/messages` });
    return { slack: await slackDoor(playground, recorder, () => url), teams: teamsDoor(playground) };
  };
  const doors = await doorsOf(served.url);
  // Everybody has come by once, on either platform, and Nia has left since.
  for (const door of Object.values(doors))
    for (const account of accounts) await door.press(account, 'pintu.help');
  await endNia(db);
  const program: Program = {
    db,
    url: served.url,
    doors,
    desks: desks(),
    pages,
    house,
    log,
    async quiet() {
      for (;;) {
        const [row] = await db.query<{ n: number }>(
          `SELECT count(*)::int AS n FROM graphile_worker._private_jobs WHERE (run_at <= now() OR locked_at IS NOT NULL) AND attempts < max_attempts`,
        );
        if (!row?.n) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async toBuilt() {
      const env = replicaEnv({ ...playground, slackApiUrl }, database.url, platforms);
      const built = await runProgram({ ...env, TRUSTED_PROXIES: '1', SANDBOX: 'true' });
      return {
        ...program,
        url: built.url,
        doors: await doorsOf(built.url),
        async stop() {
          await built.stop();
          await program.stop();
        },
      };
    },
    async stop() {
      await served.close();
      await recorder.close();
      await playground.stop();
      await db.close();
      await database.drop();
    },
  };
  return program;
}
