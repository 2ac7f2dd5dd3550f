import { withoutDeadline } from '../../../core/deadline.ts';
import type { Database, Tx } from '../../../db/database.ts';
import { enqueue } from '../../../jobs/enqueue.ts';
import { type Job, job } from '../../../jobs/worker.ts';
import { type Posting, post } from '../../../posted/post.ts';
import { audienceOf } from '../audience.ts';
import type { Day } from './calendar.ts';
import { dormancyName } from './deadline.ts';

declare module '../../../core/names.ts' {
  interface Jobs {
    'satker.summaries': { day: Day; after?: number };
  }
}

const satkersInPage = 50;

/**
 * Posts the day's summaries: for each satker that has something to be told, and for each KPPN of such satkers. They go
 * into the channels that are bound to them, and to people directly where there are none (S-17, I-9).
 */
export function summariesJob({ db }: { db: Database }): Job<'satker.summaries'> {
  return job('satker.summaries', 'jobs.name.satkerSummaries', async ({ day, after = 0 }) => {
    const units = await db.query<{ id: number }>(
      `SELECT DISTINCT unit_id AS id FROM deadline_notice WHERE kind = '${dormancyName}' AND made_on = $1 AND unit_id > $2
       ORDER BY unit_id LIMIT $3`,
      [day, after, satkersInPage],
    );
    await db.transaction(withoutDeadline, async (tx) => {
      for (const { id } of units) {
        await post(tx, await postingsFor(tx, 'SATKER', id, day));
      }
      const last = units.at(-1);
      if (units.length === satkersInPage && last) {
        await enqueue(
          tx,
          'satker.summaries',
          { day, after: last.id },
          { key: `satker.summaries ${day} ${last.id}` },
        );
        return;
      }
      const offices = await tx.query<{ id: number }>(
        `SELECT DISTINCT u.kppn_id AS id FROM deadline_notice n JOIN unit u ON u.id = n.unit_id
         WHERE n.kind = '${dormancyName}' AND n.made_on = $1 AND u.kppn_id IS NOT NULL`,
        [day],
      );
      for (const { id } of offices) await post(tx, await postingsFor(tx, 'KPPN', id, day));
    });
  });
}

async function postingsFor(tx: Tx, purpose: 'SATKER' | 'KPPN', unitId: number, day: Day): Promise<Posting[]> {
  const subject = `satker-summary:${unitId}`;
  return (await audienceOf(tx, purpose, unitId)).map(({ key, ...where }) => ({
    ...where,
    key: `${subject} ${day} ${key}`,
    card: 'satker.summary',
    subject,
    args: { day },
    live: false,
  }));
}
