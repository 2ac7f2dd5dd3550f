import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../../src/chat/answering.ts';
import type { Desk } from '../../src/chat/desk.ts';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { translate } from '../../src/core/texts/index.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { createEmptyDatabase, type TestDatabase } from '../support/database.ts';
import { known } from '../support/known.ts';
import { quietRouter } from '../support/router.ts';

const aMinute = 60_000;
const t = translate('id');

let database: TestDatabase;
/** The clicks' own, with statements that may take far longer than anybody waits. */
let db: Database;
let onlooker: Database;
beforeAll(async () => {
  database = await createEmptyDatabase();
  db = openDatabase(database.url, { max: 2, timeoutMs: aMinute });
  onlooker = openDatabase(database.url);
  await onlooker.query('CREATE TABLE noted (what text PRIMARY KEY)');
  await onlooker.query(`CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END $$`);
  await onlooker.query(`CREATE CONSTRAINT TRIGGER slowly AFTER INSERT ON noted DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.what = 'committed slowly') EXECUTE FUNCTION slowly()`);
});
beforeEach(() => onlooker.query('TRUNCATE noted'));
afterAll(async () => {
  await db.close();
  await onlooker.close();
  await database.drop();
});

/** Presses a button that does this, which takes longer than anybody waits; answers once nothing is under way any more. */
async function givenUp(work: (pressed: Context) => Promise<unknown>): Promise<unknown> {
  let ended: unknown;
  const slow: Desk['actions'][string] = {
    async run(pressed) {
      ended = await work(pressed).catch((error: unknown) => error);
      return { type: 'text', text: '' };
    },
  };
  const desk = { id: 'desk', commands: {}, actions: { slow }, forms: {}, records: {}, cards: {} };
  const router = quietRouter({
    desks: [desk as unknown as Desk],
    recognise: async () => ctx,
    deadlineMs: 200,
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  const said = await router.action(caller, 'desk.slow');
  expect(said).toMatchObject({ type: 'problem', text: t('error.stalled') });
  await router.quiet();
  return ended;
}

const ctx = {
  actor: known({ id: 1, name: 'Rina', email: 'rina@x', registered: true, roles: [] }),
  surface: 'slack',
  now: new Date(),
  until: null,
  t,
  timeZone: 'Asia/Jakarta',
  time: String,
} satisfies Context;

const caller: Caller = {
  surface: 'slack',
  tenant: 'T1',
  externalId: 'U1',
  delivery: null,
  profile: () => Promise.reject(new Error('known')),
};

const noted = async () =>
  (await onlooker.query<{ what: string }>('SELECT what FROM noted')).map(({ what }) => what);

async function running(): Promise<number[]> {
  const rows = await onlooker.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()`,
  );
  return rows.map(({ pid }) => pid);
}

describe('work ends with its deadline', () => {
  it.each<[string, (pressed: Context) => Promise<unknown>]>([
    [
      'what is read for as long as somebody waits',
      (pressed) => db.within(pressed).query('SELECT pg_sleep(50)'),
    ],
    [
      'a transaction, whole,',
      (pressed) =>
        db.transaction(pressed, async (tx) => {
          await tx.query(`INSERT INTO noted VALUES ('begun')`);
          await tx.query('SELECT pg_sleep(50)');
        }),
    ],
  ])('%s that runs when its click is given up ends in PostgreSQL too', async (_, work) => {
    expect(await givenUp(work)).toBeInstanceOf(Error);
    await expect.poll(running).toEqual([]);
    expect(await noted()).toEqual([]);
  });

  it('who waits for a place, or goes on after a neighbour has answered late, begins nothing more', async () => {
    const held = [db.query('SELECT pg_sleep(0.6)'), db.query('SELECT pg_sleep(0.6)')];
    expect(
      await givenUp((pressed) =>
        db.transaction(pressed, (tx) => tx.query(`INSERT INTO noted VALUES ('had to wait')`)),
      ),
    ).toMatchObject({ name: 'DeadlinePassed' });
    await Promise.all(held);

    const neighbour = onlooker.query('SELECT pg_sleep(0.6)');
    expect(
      await givenUp(async (pressed) => {
        await neighbour;
        await db.within(pressed).query(`INSERT INTO noted VALUES ('after a neighbour')`);
      }),
    ).toMatchObject({ name: 'DeadlinePassed' });
    expect(await noted()).toEqual([]);
  });

  it('who reads for too long is answered in time, and changes nothing afterwards', async () => {
    let read = false;
    expect(
      await givenUp(async (pressed) => {
        await db.query('SELECT pg_sleep(0.6)');
        read = true;
        await db.transaction(pressed, (tx) => tx.query(`INSERT INTO noted VALUES ('after a read')`));
      }),
    ).toMatchObject({ name: 'DeadlinePassed' });
    expect(read).toBe(true);
    expect(await noted()).toEqual([]);
  });

  it.each<[string, (hurried: Database) => Promise<unknown>]>([
    ['a statement', (hurried) => hurried.query('SELECT pg_sleep(50)')],
    ['what Prisma reads', (hurried) => hurried.prisma.$queryRaw`SELECT pg_sleep(50)`],
  ])('%s that has no deadline ends by its own limit, in PostgreSQL too', async (_, work) => {
    const hurried = openDatabase(database.url, { timeoutMs: 300 });
    await expect(work(hurried)).rejects.toThrow('statement timeout');
    expect(await running()).toEqual([]);
    await hurried.close();
  });

  it('a commit that is under way ends as it would have', async () => {
    const ended = await givenUp((pressed) =>
      db.transaction(pressed, (tx) => tx.query(`INSERT INTO noted VALUES ('committed slowly')`)),
    );
    expect(ended).toEqual([]);
    expect(await noted()).toEqual(['committed slowly']);
  });

  it('a cancellation that comes late meets nobody else: its session is not used again', async () => {
    const sessions: number[] = [];
    const session = async () => {
      const [row] = await db.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      sessions.push(row?.pid ?? 0);
    };
    await Promise.all([session(), session()]);
    const before = new Set(sessions);
    let cancelled = 0;
    await givenUp((pressed) =>
      db.transaction(pressed, async (tx) => {
        const [row] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        cancelled = row?.pid ?? 0;
        await tx.query('SELECT pg_sleep(50)');
      }),
    );
    expect(before).toContain(cancelled);
    sessions.length = 0;
    for (let n = 0; n < 5; n += 1) await session();
    expect(sessions).not.toContain(cancelled);
  });

  it('what is to be there for the next click goes on', async () => {
    let arriving: Promise<unknown> | undefined;
    await givenUp(async () => {
      arriving = db.transaction(withoutDeadline, async (tx) => {
        await tx.query('SELECT pg_sleep(0.5)');
        await tx.query(`INSERT INTO noted VALUES ('arrived')`);
      });
      await arriving;
    });
    await arriving;
    expect(await noted()).toEqual(['arrived']);
  });
});
