import type { Database, Tx } from '../../../db/database.ts';
import { enqueue, enqueueAll } from '../../../jobs/enqueue.ts';
import { type Job, job } from '../../../jobs/worker.ts';
import { letterJob, letterWithCard } from '../../../neighbours/mail/mailer.ts';
import { type Posting, post, refresh } from '../../../posted/post.ts';
import { audienceOf } from '../audience.ts';
import { userSubject } from '../model.ts';
import type { Day } from './calendar.ts';

declare module '../../../core/jobs.ts' {
  interface Jobs {
    'satker.notices': Nothing;
    'satker.summaries': { day: Day; after?: number };
  }
}

interface Notice {
  userId: number;
  days: number;
  dueOn: Day;
  /** The person behind the row's address, if they have a chat account. */
  personId: number | null;
  /** Cards of this row stand somewhere, and show its status. */
  hasCards: boolean;
}

const pageSize = 100;

/**
 * Tells users what the run noted about them: a letter, and a card where they have a chat account. A page is one
 * transaction of letters and postings whose keys make a second run change nothing (S-17).
 */
export function noticesJob({ db }: { db: Database }): Job<'satker.notices'> {
  return job('satker.notices', 'jobs.name.satkerNotices', async () => {
    for (;;) {
      const told = await db.transaction(async (tx) => {
        const notices = await tx.query<Notice>(
          `SELECT n.user_id AS "userId", n.days, n.due_on::text AS "dueOn",
             (SELECT i.person_id FROM person p JOIN chat_identity i ON i.person_id = p.id
              WHERE p.email = s.email AND s.created_at > address_since(p.email) AND p.active LIMIT 1) AS "personId",
             EXISTS (SELECT 1 FROM posted_card c WHERE c.subject = 'satker:' || s.id AND c.live) AS "hasCards"
           FROM satker_notice n JOIN satker_user s ON s.id = n.user_id WHERE NOT n.told
           ORDER BY n.made_on, n.user_id LIMIT $1 FOR UPDATE OF n SKIP LOCKED`,
          [pageSize],
        );
        for (const notice of notices) await tell(tx, notice);
        await tx.query(
          `UPDATE satker_notice n SET told = true FROM unnest($1::int[], $2::date[], $3::int[]) AS t(id, due, days)
           WHERE n.user_id = t.id AND n.due_on = t.due AND n.days = t.days`,
          [
            notices.map(({ userId }) => userId),
            notices.map(({ dueOn }) => dueOn),
            notices.map(({ days }) => days),
          ],
        );
        return notices.length;
      });
      if (told < pageSize) return;
    }
  });
}

async function tell(tx: Tx, { userId, days, dueOn, personId, hasCards }: Notice): Promise<void> {
  const subject = userSubject(userId);
  const key = `${subject} dormant ${days} ${dueOn}`;
  // Of the two letters only that of the day itself leads to its card, where there is one.
  const asLetter = days === 0 && personId !== null ? letterWithCard : letterJob;
  const letter = asLetter({
    key,
    letter: days > 0 ? 'satker.reminder' : 'satker.dormant',
    subject: userId,
    args: { due: dueOn },
  });
  await enqueueAll(tx, [letter]);
  if (days === 0 && hasCards) await refresh(tx, subject);
  if (personId !== null) {
    const args = { days, due: dueOn };
    await post(tx, [{ key, card: 'satker.notice', subject, args, personId, live: false }]);
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
      `SELECT DISTINCT unit_id AS id FROM satker_notice WHERE made_on = $1 AND unit_id > $2 ORDER BY unit_id LIMIT $3`,
      [day, after, satkersInPage],
    );
    await db.transaction(async (tx) => {
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
        `SELECT DISTINCT u.kppn_id AS id FROM satker_notice n JOIN unit u ON u.id = n.unit_id
         WHERE n.made_on = $1 AND u.kppn_id IS NOT NULL`,
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
