import type { Day } from '../../../core/day.ts';
import type { Tx } from '../../../db/database.ts';
import type { DeadlineKind, Due, Notice } from '../../../deadlines/kind.ts';
import { enqueueAll } from '../../../jobs/enqueue.ts';
import { letterJob, letterWithCard } from '../../../neighbours/mail/mailer.ts';
import { channelsOf } from '../../../posted/channels.ts';
import { type Conversation, type Posting, post, refresh } from '../../../posted/post.ts';
import { endMappings, expiryName } from '../ending.ts';
import { mappingSubject } from '../model.ts';
import { reminderDays } from '../rules.ts';

/**
 * A mapping's End: reminded of before, by `rules.reminderDue` for all mappings at once, unless somebody has decided to let it
 * end; on the day after, the mapping ends (P-12).
 */
export const expiry: DeadlineKind = {
  name: expiryName,
  table: 'secretary_mapping',
  open: 'r.ended_at IS NULL',
  counted: { day: 'r.ends_on' },
  reminders: reminderDays,
  reminded: 'NOT r.let_end',
  givenOn: 'r.end_set_on',
  end: { daysAfter: 1, end: endDue },
  tell,
};

async function endDue(tx: Tx, due: readonly Due[], moment: { now: Date; day: Day }): Promise<void> {
  const mappings = await tx.query<{ id: number; personId: number }>(
    'SELECT id, person_id AS "personId" FROM secretary_mapping WHERE id = ANY($1)',
    [due.map(({ id }) => id)],
  );
  await endMappings(tx, mappings, {
    ...moment,
    action: 'mapping.ended',
    actor: { id: null, name: 'partner.mappings' },
    surface: 'system',
    reason: null,
    key: null,
  });
}

interface Reached {
  id: number;
  endsOn: Day;
  /** Neither over nor to be let end. */
  isOpen: boolean;
  secretaryId: number;
  officialId: number | null;
  /** Only where the mapping has ended. */
  roleWithdrawn: boolean;
}

/** Tells the official, the secretary and the admins (P-12), but for reminders of an End that is none any more, or that somebody has decided about. */
async function tell(tx: Tx, notices: readonly Notice[]): Promise<void> {
  const mappings = await tx.query<Reached>(
    `SELECT m.id, m.ends_on::text AS "endsOn", m.ended_at IS NULL AND NOT m.let_end AS "isOpen", m.person_id AS "secretaryId",
       h.id AS "officialId", coalesce((SELECT (e.data->>'roleWithdrawn')::boolean FROM audit_entry e
         WHERE e.subject = 'mapping:' || m.id AND e.to_state = 'ENDED' ORDER BY e.id DESC LIMIT 1), false) AS "roleWithdrawn"
     FROM secretary_mapping m JOIN position o ON o.id = m.position_id LEFT JOIN person h ON h.id = o.holder_id AND h.active
     WHERE m.id = ANY($1)`,
    [notices.map(({ record }) => record)],
  );
  const byId = new Map(mappings.map((mapping) => [mapping.id, mapping]));
  const admins = await adminsOf(tx);
  for (const notice of notices) {
    const mapping = byId.get(notice.record);
    const isDue = notice.days === 0 || (mapping?.isOpen && mapping.endsOn === notice.fallsOn);
    if (mapping && isDue) await tellOne(tx, notice, mapping, admins);
  }
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

async function tellOne(tx: Tx, notice: Notice, mapping: Reached, admins: Admins): Promise<void> {
  const { record, days, fallsOn } = notice;
  const { secretaryId, officialId, roleWithdrawn } = mapping;
  const subject = mappingSubject(record);
  const key = `${subject} end ${fallsOn} ${days}`;
  const isReminder = days > 0;
  const card = (shared: { shared?: true }) => ({
    ...(isReminder
      ? { card: 'partner.reminder' as const, args: { end: fallsOn, ...shared } }
      : { card: 'partner.ended' as const, args: { roleWithdrawn, ...shared } }),
    subject,
    live: isReminder,
  });
  const concerned = officialId === null ? [secretaryId] : [officialId, secretaryId];
  const people = new Set([...concerned, ...admins.people]);
  await post(tx, [
    ...[...people].map((personId): Posting => ({ ...card({}), key: `${key} ${personId}`, personId })),
    ...admins.channels.map(
      (channel): Posting => ({
        ...card({ shared: true }),
        key: `${key} ${channel.platform} ${channel.channel}`,
        channel,
      }),
    ),
  ]);
  const letters = concerned.map((personId) => {
    const letter = { key: `${key} ${personId}`, subject: record };
    if (!isReminder)
      return letterJob({ ...letter, letter: 'partner.ended', args: { personId, roleWithdrawn } });
    const reminder = { ...letter, letter: 'partner.reminder' as const, args: { personId, end: fallsOn } };
    return personId === officialId ? letterWithCard(reminder) : letterJob(reminder);
  });
  await enqueueAll(tx, letters);
  // Reminders of the same mapping that stand somewhere lose their buttons.
  if (!isReminder) await refresh(tx, subject);
}
