import type { Card } from '../chat/card.ts';
import { type Messenger, Undeliverable } from '../chat/messenger.ts';
import type { Context, Platform } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Database } from '../db/database.ts';
import { queueName } from '../jobs/enqueue.ts';
import { type Job, job } from '../jobs/worker.ts';
import type { People } from '../people/contexts.ts';

declare module '../core/names.ts' {
  interface Jobs {
    'posted.home': { personId: number };
  }
}

/** Notes that somebody looks at their Home, so that it is kept up to date from now on. */
export async function homeOpened(
  db: Queryable,
  { surface, externalId }: { surface: string; externalId: string },
  now: Date,
) {
  await db.query(
    `UPDATE chat_identity SET home_since = $3 WHERE platform = $1 AND external_id = $2 AND home_since IS NULL`,
    [surface, externalId, now],
  );
}

/** SQL: has the Homes of everybody who holds a card of a record brought up to date, by an expression for its subject. */
export const refreshingHomes = (subject: string): string => `home AS (
       SELECT DISTINCT 'home ' || i.person_id AS key, i.person_id FROM posted_card c
       JOIN chat_identity i ON i.person_id = c.person_id AND i.home_since IS NOT NULL WHERE c.subject = ${subject} ORDER BY key
     ), homes AS (
       SELECT enqueue_job('posted.home', json_build_object('personId', person_id), job_key := key, queue_name := ${queueName('key')}) FROM home
     )`;

export interface HomeDeps {
  db: Database;
  people: People;
  messengers: readonly Messenger[];
  /** What somebody's Home shows. */
  overview(ctx: Context): Promise<Card>;
}

/** Shows a person's Home anew wherever they have opened it. */
export function homeJob(deps: HomeDeps): Job<'posted.home'> {
  return job('posted.home', 'jobs.name.postedHome', async ({ personId }) => {
    const accounts = await deps.db.query<{ platform: Platform; externalId: string }>(
      `SELECT platform, external_id AS "externalId" FROM chat_identity WHERE person_id = $1 AND home_since IS NOT NULL`,
      [personId],
    );
    for (const { platform, externalId } of accounts) {
      const ctx = await deps.people.contextOf(personId, platform);
      const messenger = deps.messengers.find((candidate) => candidate.platform === platform);
      if (!ctx || !messenger?.showHome) continue;
      await messenger.showHome(externalId, await deps.overview(ctx)).catch((error: unknown) => {
        // Somebody who has left has no Home to show; nothing is owed to them.
        if (!(error instanceof Undeliverable)) throw error;
      });
    }
  });
}
