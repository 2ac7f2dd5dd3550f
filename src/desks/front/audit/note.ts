import type { Clock } from '../../../core/clock.ts';
import { dayOf } from '../../../core/day.ts';
import { headOf, noteOf } from '../../../db/audit-chain.ts';
import { type Job, job } from '../../../jobs/worker.ts';
import { askAdmins } from '../../../people/admins.ts';
import { type NoteArgs, shortHash } from './cards.ts';
import type { AuditDeps } from './check.ts';

declare module '../../../core/names.ts' {
  interface Jobs {
    'audit.note': Nothing;
  }
}

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
      await askAdmins(tx, {
        card: 'pintu.audit-note',
        subject: subjectOf(args.position),
        key: `audit-note ${day}`,
        args,
        live: false,
      });
    });
  });
}

const subjectOf = (position: string): string => `audit-note:${position}`;
