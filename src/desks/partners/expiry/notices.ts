import type { Day } from '../../../core/day.ts';
import type { Database, Tx } from '../../../db/database.ts';
import { enqueueAll } from '../../../jobs/enqueue.ts';
import { type Job, job } from '../../../jobs/worker.ts';
import { letterJob, letterWithCard } from '../../../neighbours/mail/mailer.ts';
import { channelsOf } from '../../../posted/channels.ts';
import { type Conversation, type Posting, post, refresh } from '../../../posted/post.ts';
import { mappingSubject } from '../model.ts';

declare module '../../../core/jobs.ts' {
  interface Jobs {
    'partner.notices': Nothing;
  }
}

interface Notice {
  mappingId: number;
  days: number;
  endsOn: Day;
  /** False for a reminder of an End that is none any more, or that somebody has decided about. */
  isDue: boolean;
  secretaryId: number;
  officialId: number | null;
  /** Only where the mapping has ended. */
  roleWithdrawn: boolean;
}

const pageSize = 50;

/**
 * Tells the official, the secretary and the admins what stands in `mapping_notice`. A page is one transaction of letters and
 * postings whose keys make a second run change nothing (P-12).
 */
export function noticesJob({ db }: { db: Database }): Job<'partner.notices'> {
  return job('partner.notices', 'jobs.name.partnerNotices', async () => {
    for (;;) {
      const told = await db.transaction(async (tx) => {
        const notices = await untold(tx);
        const admins = notices.length > 0 ? await adminsOf(tx) : { channels: [], people: [] };
        for (const notice of notices) await tellOne(tx, notice, admins);
        await tx.query(
          `UPDATE mapping_notice n SET told = true FROM unnest($1::int[], $2::date[], $3::int[]) AS t(id, ends_on, days)
           WHERE n.mapping_id = t.id AND n.ends_on = t.ends_on AND n.days = t.days`,
          [
            notices.map(({ mappingId }) => mappingId),
            notices.map(({ endsOn }) => endsOn),
            notices.map(({ days }) => days),
          ],
        );
        return notices.length;
      });
      if (told < pageSize) return;
    }
  });
}

function untold(tx: Tx): Promise<Notice[]> {
  return tx.query<Notice>(
    `SELECT n.mapping_id AS "mappingId", n.days, n.ends_on::text AS "endsOn", m.person_id AS "secretaryId", h.id AS "officialId",
       n.days = 0 OR (m.ended_at IS NULL AND NOT m.let_end AND m.ends_on = n.ends_on) AS "isDue",
       n.days = 0 AND coalesce((SELECT (e.data->>'roleWithdrawn')::boolean FROM audit_entry e
         WHERE e.subject = 'mapping:' || m.id AND e.to_state = 'ENDED' ORDER BY e.id DESC LIMIT 1), false) AS "roleWithdrawn"
     FROM mapping_notice n JOIN secretary_mapping m ON m.id = n.mapping_id JOIN position o ON o.id = m.position_id
     LEFT JOIN person h ON h.id = o.holder_id AND h.active
     WHERE NOT n.told ORDER BY n.made_on, n.mapping_id LIMIT $1 FOR UPDATE OF n SKIP LOCKED`,
    [pageSize],
  );
}

interface Admins {
  channels: Conversation[];
  people: number[];
}

const mostPeople = 50;

/** Where no channel is bound for the admins, the directory admins are told themselves (I-9). */
async function adminsOf(tx: Tx): Promise<Admins> {
  const channels = await channelsOf(tx, 'ADMINS');
  if (channels.length > 0) return { channels, people: [] };
  const people = await tx.query<{ id: number }>(
    `SELECT p.id FROM role_grant g JOIN person p ON p.id = g.person_id AND p.active
     WHERE g.role = 'DIRECTORY_ADMIN' AND g.withdrawn_at IS NULL ORDER BY p.id LIMIT $1`,
    [mostPeople],
  );
  return { channels, people: people.map(({ id }) => id) };
}

async function tellOne(tx: Tx, notice: Notice, admins: Admins): Promise<void> {
  const { mappingId, days, endsOn, isDue, secretaryId, officialId, roleWithdrawn } = notice;
  if (!isDue) return;
  const subject = mappingSubject(mappingId);
  const key = `${subject} end ${endsOn} ${days}`;
  const isReminder = days > 0;
  const card = {
    card: isReminder ? ('partner.reminder' as const) : ('partner.ended' as const),
    subject,
    args: isReminder ? { end: endsOn } : { roleWithdrawn },
    live: isReminder,
  };
  const concerned = officialId === null ? [secretaryId] : [officialId, secretaryId];
  const people = new Set([...concerned, ...admins.people]);
  await post(tx, [
    ...[...people].map((personId): Posting => ({ ...card, key: `${key} ${personId}`, personId })),
    ...admins.channels.map(
      (channel): Posting => ({
        ...card,
        args: { ...card.args, shared: true },
        key: `${key} ${channel.platform} ${channel.channel}`,
        channel,
      }),
    ),
  ]);
  const letters = [...concerned].map((personId) =>
    (isReminder && personId === officialId ? letterWithCard : letterJob)({
      key: `${key} ${personId}`,
      letter: isReminder ? 'partner.reminder' : 'partner.ended',
      subject: mappingId,
      args: { personId, end: endsOn, ...(isReminder ? {} : { roleWithdrawn }) },
    }),
  );
  await enqueueAll(tx, letters);
  // Reminders of the same mapping that stand somewhere lose their buttons.
  if (!isReminder) await refresh(tx, subject);
}
