import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NamedCardSource } from '../../src/chat/desk.ts';
import type { Messenger } from '../../src/chat/messenger.ts';
import type { Until } from '../../src/core/deadline.ts';
import type { JobCall, JobName } from '../../src/core/jobs.ts';
import type { Queryable } from '../../src/core/queryable.ts';
import type { Database, Tx } from '../../src/db/database.ts';
import { approve } from '../../src/desks/user-id/acts.ts';
import { requests } from '../../src/desks/user-id/kind.ts';
import { type Job, type JobsDone, job } from '../../src/jobs/worker.ts';
import { deliveryJobs } from '../../src/posted/deliver.ts';
import { doing } from '../support/acting.ts';
import { collectLog, type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { catalogueClock, catalogueDesks, makeRequest } from '../support/card-catalogue.ts';
import { actingAs } from '../support/everything.ts';
import { openDatabase } from '../support/open-database.ts';

let database: SampleDatabase;
let db: Database;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** Statements, by what asks them, in the order in which it is done. Each is a way to the database and back. */
const most = new Map([
  ['decision', 5],
  ['user-id.announce', 3],
  // Whom it is for and what it tells of are read with what is due.
  ['posted.deliver', 4],
  // With how long it usually takes; that both messages have arrived is one.
  ['posted.deliver to the requester', 4],
  // Whom it is for, whom the mailer reads together with whether it has been sent, and the record.
  ['mail.send', 2],
  // Two copies, whose readers are read with them.
  ['posted.refresh', 5],
]);

/** A database that counts what it is asked: statements, and where transactions begin and end. */
function counting(): Database & { asked: number } {
  const count = <Asked extends Queryable>(asked: Asked): Asked => ({
    ...asked,
    query: (text: string, values?: unknown[]) => {
      counted.asked += 1;
      return asked.query(text, values);
    },
  });
  const counted = {
    ...count(db),
    asked: 0,
    within: (until: Until) => count(db.within(until)),
    transaction<T>(until: Until, work: (tx: Tx) => Promise<T>) {
      counted.asked += 2;
      return db.transaction(until, (tx) => work(count(tx)));
    },
  };
  return counted;
}

it('A-2 U-10 a decision and each of its jobs ask the database no more than they need', async () => {
  const asked = counting();
  const { people, userId } = catalogueDesks(asked);
  const id = await makeRequest(db, 'Laporan', 'UID-2026-000901');
  await db.query(
    `INSERT INTO chat_identity (platform, tenant, external_id, person_id, locale, direct)
     SELECT 'slack', 'T0', 'U' || id, id, 'id-ID', 'D' || id FROM person ON CONFLICT DO NOTHING`,
  );
  // Which can be asked what stands in it.
  const messenger: Partial<Messenger> = {
    platform: 'slack',
    post: async () => String(asked.asked),
    find: async () => null,
  };
  const jobs: JobsDone = {
    ...userId.jobs,
    ...deliveryJobs({
      db: asked,
      people,
      messengers: [messenger as Messenger],
      cards: new Map<string, NamedCardSource>(
        Object.entries(userId.cards).map(([name, source]) => [`user-id.${name}`, source]),
      ),
      overview: () => Promise.reject(new Error('nobody has a Home open')),
      clock: catalogueClock,
      log: collectLog(),
    }),
    'mail.send': job('mail.send', 'jobs.name.mailSend', async ({ subject, args }) => {
      await userId.letters.waiting?.(subject, args ?? {});
    }),
  };
  await db.query('DELETE FROM graphile_worker._private_jobs');

  const bima = await actingAs(db, 'bima.santoso');
  const approval = approve({ db: asked, policy: { oneStagePerPerson: true } }, 'WAITING_ATASAN');
  await doing(asked, requests)(approval, bima, id, {});
  const costs: [string, number][] = [['decision', asked.asked]];
  for (;;) {
    const [due] = await db.query<JobCall & { thread: string | null }>(
      `DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
       WHERE t.id = j.task_id AND j.id = (SELECT min(id) FROM graphile_worker._private_jobs)
       RETURNING t.identifier AS name, j.payload, j.payload->>'thread' AS thread`,
    );
    if (!due) break;
    asked.asked = 0;
    await (jobs[due.name] as Job<JobName>)(due.payload);
    costs.push([due.thread?.endsWith('requester') ? `${due.name} to the requester` : due.name, asked.asked]);
  }
  expect(costs.map(([what]) => what)).toEqual([...most.keys()]);
  for (const [what, cost] of costs) expect(cost, what).toBeLessThanOrEqual(most.get(what) ?? 0);
});
