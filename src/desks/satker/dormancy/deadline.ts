import type { Tx } from '../../../db/database.ts';
import { type DeadlineKind, type Due, localDay, type Notice } from '../../../deadlines/kind.ts';
import { notingEnds } from '../../../deadlines/notices.ts';
import { enqueue, enqueueAll } from '../../../jobs/enqueue.ts';
import { letterJob, letterWithCard } from '../../../neighbours/mail/mailer.ts';
import { post, refreshAll } from '../../../posted/post.ts';
import type { SatkerPolicy } from '../deps.ts';
import { userSubject } from '../model.ts';
import { addDays, countedUntil, type Day } from './calendar.ts';

/** What is noted of dormancy, by this name. */
export const dormancyName = 'satker.dormancy';

/** Days before dormancy on which users and their satkers are reminded (S-17). */
export const reminderDays = [30, 7, 1] as const;

/**
 * Whoever has not logged in for so many calendar months becomes dormant, and is reminded before; nobody becomes dormant who
 * was not reminded on an earlier day (S-16, S-17).
 */
export function dormancy({
  dormantAfterMonths: months,
  timeZone,
}: Pick<SatkerPolicy, 'dormantAfterMonths' | 'timeZone'>): DeadlineKind {
  return {
    name: dormancyName,
    table: 'satker_user',
    open: `r.removed_at IS NULL AND r.status = 'ACTIVE'`,
    counted: { moment: 'r.counted_from' },
    falls: `(${localDay('r.counted_from', timeZone)} + make_interval(months => ${months}))::date`,
    reaches: (days, today) => countedUntil(addDays(today, days), months),
    reminders: reminderDays,
    unit: 'r.unit_id',
    end: { daysAfter: 0, onlyReminded: true, end: becomeDormant },
    tell,
    closeDay: (tx, day) => enqueue(tx, 'satker.summaries', { day }, { key: `satker.summaries ${day}` }),
  };
}

export async function becomeDormant(
  tx: Tx,
  due: readonly Due[],
  { now, day }: { now: Date; day: Day },
): Promise<void> {
  await tx.query(
    `WITH changed AS (
       UPDATE satker_user s SET status = 'DORMANT', status_since = $2, reason = NULL FROM unnest($1::int[], $4::date[]) AS due(id, falls_on)
       WHERE s.id = due.id RETURNING s.id, s.unit_id, s.nik_hash, s.name, due.falls_on
     ), noticed AS (
       ${notingEnds(dormancyName, { from: 'changed', fallsOn: 'falls_on', madeOn: '$3::date', unit: 'unit_id' })}
     ), left_out AS (
       DELETE FROM portal_session p USING changed c WHERE p.nik_hash = c.nik_hash
         AND NOT EXISTS (SELECT 1 FROM satker_user o WHERE o.nik_hash = p.nik_hash AND o.removed_at IS NULL AND o.status = 'ACTIVE'
                           AND o.id NOT IN (SELECT id FROM changed))
     )
     INSERT INTO audit_entry (at, actor, surface, action, subject, from_state, to_state, data)
     SELECT $2, 'satker.dormancy', 'system', 'satker.dormant', 'satker:' || id, 'ACTIVE', 'DORMANT',
            jsonb_build_object('satkerId', unit_id, 'name', name) FROM changed`,
    [due.map(({ id }) => id), now, day, due.map(({ fallsOn }) => fallsOn)],
  );
}

/** The person behind a row's address, if they have a chat account, and whether cards of the row stand somewhere and show its status. */
interface Reached {
  id: number;
  personId: number | null;
  hasCards: boolean;
}

/** Tells users of it: by a letter, and by a card where they have a chat account (S-17). */
async function tell(tx: Tx, notices: readonly Notice[]): Promise<void> {
  const users = await tx.query<Reached>(
    `SELECT s.id, (SELECT i.person_id FROM person p JOIN chat_identity i ON i.person_id = p.id
        WHERE p.email = s.email AND s.created_at > address_since(p.email) AND p.active LIMIT 1) AS "personId",
       EXISTS (SELECT 1 FROM posted_card c WHERE c.subject = 'satker:' || s.id AND c.live) AS "hasCards"
     FROM satker_user s WHERE s.id = ANY($1)`,
    [notices.map(({ record }) => record)],
  );
  const byId = new Map(users.map((user) => [user.id, user]));
  const ended = notices.filter(({ days, record }) => days === 0 && byId.get(record)?.hasCards);
  await refreshAll(
    tx,
    ended.map(({ record }) => userSubject(record)),
  );
  for (const notice of notices) {
    const user = byId.get(notice.record);
    if (user) await tellUser(tx, notice, user);
  }
}

async function tellUser(tx: Tx, { days, fallsOn }: Notice, { id, personId }: Reached): Promise<void> {
  const subject = userSubject(id);
  const key = `${subject} dormant ${days} ${fallsOn}`;
  // Of the two letters only that of the day itself leads to its card, where there is one.
  const letter = { key, subject: id };
  await enqueueAll(tx, [
    days > 0
      ? letterJob({ ...letter, letter: 'satker.reminder', args: { due: fallsOn } })
      : personId === null
        ? letterJob({ ...letter, letter: 'satker.dormant', args: {} })
        : letterWithCard({ ...letter, letter: 'satker.dormant' }),
  ]);
  if (personId !== null) {
    const args = { days, due: fallsOn };
    await post(tx, [{ key, card: 'satker.notice', subject, args, personId, live: false }]);
  }
}
