import type { Clock } from '../../../core/clock.ts';
import { dayOf } from '../../../core/day.ts';
import { headOf, noteOf } from '../../../db/audit-chain.ts';
import { type Job, job } from '../../../jobs/worker.ts';
import { channelsOf } from '../../../posted/channels.ts';
import { type Posting, post } from '../../../posted/post.ts';
import { type NoteArgs, shortHash } from './cards.ts';
import type { AuditDeps } from './check.ts';

declare module '../../../core/jobs.ts' {
  interface Jobs {
    'audit.note': Nothing;
  }
}

const mostPeople = 50;

/**
 * Notes the head of the log where our database cannot take it back: in the channel of the admins, or with the ADMINs themselves
 * where none is bound (I-5, I-9). One note a day; none where nothing was sealed since the last.
 */
export function auditNoteJob({
  db,
  auditKey,
  clock,
  timeZone,
}: AuditDeps & { clock: Clock; timeZone: string }): Job<'audit.note'> {
  return job('audit.note', 'jobs.name.auditNote', async () => {
    await db.transaction(async (tx) => {
      const head = await headOf(tx, auditKey);
      if (!head) return;
      const day = dayOf(clock(), timeZone);
      const args: NoteArgs = {
        note: noteOf(auditKey, head),
        position: String(head.position),
        seal: shortHash(head.hash),
      };
      const known = await tx.query(
        `SELECT 1 FROM posted_card WHERE card = 'pintu.audit-note' AND subject = $1 LIMIT 1`,
        [subjectOf(args.position)],
      );
      if (known.length > 0) return;
      const card = {
        card: 'pintu.audit-note' as const,
        subject: subjectOf(args.position),
        args: { ...args },
        live: false,
      };
      const channels = await channelsOf(tx, 'ADMINS');
      const people =
        channels.length > 0
          ? []
          : await tx.query<{ id: number }>(
              `SELECT DISTINCT p.id FROM role_grant g JOIN person p ON p.id = g.person_id AND p.active
               WHERE g.role = 'ADMIN' AND g.withdrawn_at IS NULL ORDER BY p.id LIMIT $1`,
              [mostPeople],
            );
      await post(tx, [
        ...channels.map(
          (channel): Posting => ({
            ...card,
            key: `audit-note ${day} ${channel.platform} ${channel.channel}`,
            channel,
          }),
        ),
        ...people.map(({ id }): Posting => ({ ...card, key: `audit-note ${day} ${id}`, personId: id })),
      ]);
    });
  });
}

const subjectOf = (position: string): string => `audit-note:${position}`;
