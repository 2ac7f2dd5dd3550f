import type { Day } from '../../../core/day.ts';
import { momentOf } from '../../../core/moment.ts';
import type { Queryable } from '../../../core/queryable.ts';
import type { Tx } from '../../../db/database.ts';
import type { DeadlineKind, Due, Notice } from '../../../deadlines/kind.ts';
import { enqueueAll } from '../../../jobs/enqueue.ts';
import { letterJob } from '../../../neighbours/mail/mailer.ts';
import { channelsOf } from '../../../posted/channels.ts';
import { type Conversation, holdCopies, type Posting, post, refreshAll } from '../../../posted/post.ts';
import { announce } from '../../../records/announce.ts';
import type { PartnerPolicy } from '../deps.ts';
import { endMappings } from '../ending.ts';
import { expiryName, mappingSubject } from '../model.ts';
import { reminderDays } from '../rules.ts';
import { loadMapping } from '../store.ts';
import { reminding } from './announce.ts';
import { waitForDecision } from './waiting.ts';

type Policy = Pick<PartnerPolicy, 'timeZone'>;

/**
 * A mapping's End: reminded of before, by `rules.reminderDue` for all mappings at once, unless somebody has decided to let it
 * end; on the day after, the mapping ends (P-12).
 */
export const expiry = (policy: Policy): DeadlineKind => ({
  name: expiryName,
  table: 'secretary_mapping',
  open: 'r.ended_at IS NULL',
  counted: { day: 'r.ends_on' },
  reminders: reminderDays,
  reminded: 'NOT r.let_end',
  givenOn: 'r.end_set_on',
  end: { daysAfter: 1, end: endDue },
  tell: (tx, notices) => tell(tx, notices, policy),
});

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

/** Tells the official, the secretary and the admins (P-12), but for reminders of an End that is none any more, or that somebody has decided about. */
async function tell(tx: Tx, notices: readonly Notice[], policy: Policy): Promise<void> {
  // Whom all are told of is asked once.
  const reads = momentOf(tx);
  await holdCopies(tx, subjectsOf(notices));
  // Reminders of a mapping that has ended lose their buttons, wherever they stand.
  await refreshAll(tx, subjectsOf(notices.filter(({ days }) => days === 0)));
  for (const notice of notices)
    await (notice.days > 0 ? remind(tx, reads, notice, policy) : tellEnd(tx, reads, notice));
}

const subjectsOf = (notices: readonly Notice[]): string[] =>
  notices.map(({ record }) => mappingSubject(record));

/** While it is returned to the secretary those who decide about it are reminded all the same. */
async function remind(tx: Tx, reads: Queryable, { record, fallsOn }: Notice, policy: Policy): Promise<void> {
  const mapping = await loadMapping(tx, record);
  const wait = mapping && mapping.endsOn === fallsOn ? waitForDecision(mapping, policy) : null;
  if (!mapping || !wait) return;
  const entry = { id: '', subject: mappingSubject(record) };
  await announce(tx, { entry, ...(await reminding(reads, mapping, wait)) });
}

interface Ended {
  secretaryId: number;
  officialId: number | null;
  roleWithdrawn: boolean;
}

const mostPeople = 50;

/** Where no channel is bound for the admins, the directory admins are told themselves (I-9). */
async function adminsOf(reads: Queryable): Promise<{ channels: Conversation[]; people: number[] }> {
  const channels = await channelsOf(reads, 'ADMINS');
  if (channels.length > 0) return { channels, people: [] };
  const people = await reads.query<{ id: number }>(
    `SELECT p.id FROM role_grant g JOIN person p ON p.id = g.person_id AND p.active
     WHERE g.role = 'DIRECTORY_ADMIN' AND g.withdrawn_at IS NULL ORDER BY p.id LIMIT $1`,
    [mostPeople],
  );
  return { channels, people: people.map(({ id }) => id) };
}

async function tellEnd(tx: Tx, reads: Queryable, { record, fallsOn }: Notice): Promise<void> {
  const [mapping] = await tx.query<Ended>(
    `SELECT m.person_id AS "secretaryId",
       h.id AS "officialId", coalesce((SELECT (e.data->>'roleWithdrawn')::boolean FROM audit_entry e
         WHERE e.subject = 'mapping:' || m.id AND e.to_state = 'ENDED' ORDER BY e.id DESC LIMIT 1), false) AS "roleWithdrawn"
     FROM secretary_mapping m JOIN position o ON o.id = m.position_id LEFT JOIN person h ON h.id = o.holder_id AND h.active
     WHERE m.id = $1`,
    [record],
  );
  if (!mapping) return;
  const { secretaryId, officialId, roleWithdrawn } = mapping;
  const subject = mappingSubject(record);
  const key = `${subject} end ${fallsOn} 0`;
  const { channels, people: admins } = await adminsOf(reads);
  const concerned = officialId === null ? [secretaryId] : [officialId, secretaryId];
  const card = { card: 'partner.ended', subject, live: false } as const;
  await post(tx, [
    ...[...new Set([...concerned, ...admins])].map(
      (personId): Posting => ({ ...card, args: { roleWithdrawn }, key: `${key} ${personId}`, personId }),
    ),
    ...channels.map(
      (channel): Posting => ({
        ...card,
        args: { roleWithdrawn, shared: true },
        key: `${key} ${channel.platform} ${channel.channel}`,
        channel,
      }),
    ),
  ]);
  const args = { roleWithdrawn };
  await enqueueAll(
    tx,
    concerned.map((personId) =>
      letterJob({
        key: `${key} ${personId}`,
        subject: record,
        letter: 'partner.ended',
        args: { ...args, personId },
      }),
    ),
  );
}
