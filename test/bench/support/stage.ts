import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { loadSampleOrganisation, sampleDomain } from '../../../prisma/sample-organisation.ts';
import type { Context } from '../../../src/core/context.ts';
import { withoutDeadline } from '../../../src/core/deadline.ts';
import { projectRoot } from '../../../src/core/root.ts';
import { translate } from '../../../src/core/texts/index.ts';
import { migrate } from '../../../src/db/migrate.ts';
import { requests } from '../../../src/desks/user-id/kind.ts';
import { loadDetail } from '../../../src/desks/user-id/store.ts';
import { migrateJobs } from '../../../src/jobs/migrate.ts';
import { versionOf } from '../../../src/records/version.ts';
import { keyless, openDatabase } from '../../support/open-database.ts';
import { startThrowawayPostgres } from '../../support/throwaway.ts';
import { type Mailbox, startMailbox } from './mailbox.ts';
import { startBot } from './program.ts';
import {
  botToken,
  deliver,
  type FakeSlack,
  press,
  signingSecret,
  startFakeSlack,
  submission,
  team,
} from './slack.ts';

/** Everything around the programs that are compared: the server, the database, Slack, and decisions to be made. */
export interface Stage {
  env: Record<string, string>;
  slack: FakeSlack;
  mailbox: Mailbox;
  /** Signed payloads of that many decisions, each on a request of its own that waits for it. */
  decisions(count: number): Promise<Record<string, unknown>[]>;
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Keeps the jobs that decisions leave behind from being run: see `hold`. */
  holdJobs(): Promise<void>;
  releaseJobs(): Promise<void>;
  /** Waits until no job is left that is due, but for those of this name. */
  jobsDone(but?: string): Promise<void>;
  close(): Promise<void>;
}

/** The approver whose clicks are measured, an ICT verificator of the sample organisation. */
const approver = { account: 'dewi.lestari', slackId: 'U0DEWI' };

type Query = Stage['query'];

/** What the form of a decision shows, which it keeps. */
async function versionNow(query: Query, id: number): Promise<string> {
  const request = await loadDetail(keyless(query), { id });
  if (!request) throw new Error(`there is no request ${id}`);
  return versionOf(requests, { t: translate('id'), time: String } as Partial<Context> as Context, request);
}

export async function setStage(): Promise<Stage> {
  const server = await startThrowawayPostgres();
  const slack = await startFakeSlack();
  const mailbox = await startMailbox();
  await migrate(server.url, path.join(projectRoot, 'prisma/migrations'));
  await migrateJobs(server.url);
  const db = openDatabase(server.url, { max: 1, timeoutMs: 30_000 });
  await db.transaction(withoutDeadline, loadSampleOrganisation);
  await db.close();

  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const query = async <Row extends object>(text: string, values: unknown[] = []) =>
    (await client.query<Row>(text, values)).rows;
  await linkAccounts(query);

  const env = {
    DATABASE_URL: server.url,
    SECRET_KEY: '00'.repeat(32),
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.apiUrl,
    PUBLIC_URL: 'http://localhost',
    SMTP_URL: mailbox.url,
    HOST: '127.0.0.1',
  };
  const view = await openedForm(env, slack, query);
  const [definition] = await query<{ text: string }>(
    `SELECT pg_get_functiondef('enqueue_job'::regproc) AS text`,
  );
  const enqueueJob = definition?.text ?? '';

  return {
    env,
    slack,
    mailbox,
    query,
    async decisions(count) {
      const ids = await waitingRequests(query, count);
      // One after the other: they share a connection, which answers one at a time.
      const versions: string[] = [];
      for (const id of ids) versions.push(await versionNow(query, id));
      return ids.map((id, place) =>
        submission(
          approver.slackId,
          view,
          JSON.stringify({
            f: 'user-id.act',
            s: ['approve', String(id), randomUUID(), versions[place], 'WAITING_VERIFICATOR'],
          }),
          { reason: 'Sesuai dengan kebutuhan pekerjaan' },
        ),
      );
    },
    holdJobs: async () => void (await query(held(enqueueJob))),
    releaseJobs: async () => void (await query(enqueueJob)),
    async jobsDone(but = '') {
      for (;;) {
        const due = await query(
          `SELECT 1 FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
           WHERE j.run_at <= now() AND t.identifier <> $1 LIMIT 1`,
          [but],
        );
        if (due.length === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async close() {
      await client.end();
      slack.close();
      await mailbox.close();
      await server.stop();
    },
  };
}

/** Every approver is known by an account: cards go to a direct conversation that is open already. */
async function linkAccounts(query: Query): Promise<void> {
  await query(
    `INSERT INTO chat_identity (platform, tenant, external_id, person_id, locale, direct)
     SELECT 'slack', $1, 'U0' || upper(split_part(email, '.', 1)), id, 'id-ID', 'D0' || id FROM person`,
    [team],
  );
  const known = await query(
    'SELECT 1 FROM chat_identity i JOIN person p ON p.id = i.person_id WHERE i.external_id = $1 AND p.email = $2',
    [approver.slackId, `${approver.account}@${sampleDomain}`],
  );
  if (known.length === 0) throw new Error('the sample organisation has no such approver');
}

/** The decision form as the bot itself opens it: what people send back has the size of the real thing. */
async function openedForm(
  env: Record<string, string>,
  slack: FakeSlack,
  query: Query,
): Promise<Record<string, unknown>> {
  const [id] = await waitingRequests(query, 1);
  const bot = await startBot(env);
  try {
    // The very first click of a program may be told that it is slow, on a machine that others use.
    for (;;) {
      const opened = slack.nextView();
      const ack = await deliver(
        bot.url,
        press(approver.slackId, `user-id.approve:${id}:WAITING_VERIFICATOR`),
      );
      if (ack.status !== 200) throw new Error(`the press was answered with ${ack.status}`);
      const view = await Promise.race([opened, sleep(5000)]);
      if (view && JSON.stringify(view).includes('"input"')) return view;
    }
  } finally {
    await bot.stop();
  }
}

/** New requests whose superior has approved, in the order of their ids. */
async function waitingRequests(query: Query, count: number): Promise<number[]> {
  const rows = await query<{ id: number }>(
    `WITH made AS (
       INSERT INTO user_id_request (number, kind, status, requester_id, surface, nopek, name, position, email, unit_id,
                                    atasan_id, submission_key, created_at, status_since)
       SELECT 'UID-2026-' || lpad(nextval('user_id_number')::text, 6, '0'), 'HO_ORGANIK_PKWT', 'WAITING_VERIFICATOR', p.id,
              'slack', p.nopek, p.name, p.position, p.email, p.unit_id, p.superior_id, gen_random_uuid()::text, now(), now()
       FROM person p, generate_series(1, $2) WHERE p.email = $1
       RETURNING id, atasan_id
     ), wanted AS (
       INSERT INTO user_id_platform (request_id, system_id, note)
       SELECT made.id, s.id, 'Laporan keuangan bulanan' FROM made, platform_system s WHERE s.name IN ('SAP', 'VPN')
     ), decided AS (
       INSERT INTO user_id_decision (request_id, stage, approved, person_id, surface, reason, submission_key, decided_at)
       SELECT id, 'WAITING_ATASAN', true, atasan_id, 'slack', 'Setuju', gen_random_uuid()::text, now() FROM made
     )
     SELECT id FROM made ORDER BY id`,
    [`rina.wulandari@${sampleDomain}`, count],
  );
  return rows.map((row) => row.id);
}

/**
 * The function that adds jobs, so changed that a job is written as always but is due in a year and
 * wakes nobody. The program that is measured stays as it is.
 */
function held(enqueueJob: string): string {
  const quiet = enqueueJob.replace(/perform pg_notify\([^;]*;/i, '');
  const later = quiet.replace('coalesce(enqueue_job.run_at, now())', "now() + interval '1 year'");
  if (quiet === enqueueJob || later === quiet) throw new Error('jobs are added in another way now');
  return later;
}
