import type { Day } from '../../../core/day.ts';
import type { Tx } from '../../../db/database.ts';
import type { DeadlineKind, Due, Notice } from '../../../deadlines/kind.ts';
import { haveTold, notingEnds } from '../../../deadlines/notices.ts';
import { refreshAll } from '../../../posted/post.ts';
import { reminderDays } from '../rules.ts';
import { tellOwner } from './told.ts';

const kindName = 'sign.expiry';

/** A certificate's last day: reminded of before, and noted on the day after (G-6). Readers know it from the certificate itself. */
export const expiry: DeadlineKind = {
  name: kindName,
  table: 'certificate',
  open: 'r.superseded_at IS NULL AND r.expired_at IS NULL AND r.revoked_at IS NULL',
  counted: { day: 'r.ends_on' },
  reminders: reminderDays,
  end: { daysAfter: 1, end: endDue },
  tell,
};

/** Each with its entry, of its signer, and its notice. The key serves nobody any more. */
async function endDue(tx: Tx, due: readonly Due[], { now, day }: { now: Date; day: Day }): Promise<void> {
  const ended = await tx.query<{ subject: string }>(
    `WITH ended AS (
       UPDATE certificate SET expired_at = $2, private_key = NULL WHERE id = ANY($1)
       RETURNING id, signer_id, serial, ends_on
     ), noticed AS (
       ${notingEnds(kindName, { from: 'ended', fallsOn: 'ends_on', madeOn: '$3::date' })}
     ), logged AS (
       INSERT INTO audit_entry (at, actor, surface, action, subject, from_state, to_state, data)
       SELECT $2, '${kindName}', 'system', 'sign.expired', 'signer:' || signer_id, 'ISSUED', 'EXPIRED',
         jsonb_build_object('serial', serial) FROM ended RETURNING subject
     )
     SELECT subject FROM logged`,
    [due.map(({ id }) => id), now, day],
  );
  await refreshAll(
    tx,
    ended.map(({ subject }) => subject),
  );
  await haveTold(tx);
}

/** Tells whoever holds it still, unless something else has become of it meanwhile. */
async function tell(tx: Tx, notices: readonly Notice[]): Promise<void> {
  const rows = await tx.query<{ id: number; signerId: number; personId: number; endsOn: Day }>(
    `SELECT c.id, c.signer_id AS "signerId", s.person_id AS "personId", c.ends_on::text AS "endsOn"
     FROM certificate c JOIN signer s ON s.id = c.signer_id
     WHERE c.id = ANY($1) AND c.superseded_at IS NULL AND c.revoked_at IS NULL ORDER BY c.id`,
    [notices.map(({ record }) => record)],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const { record, days, fallsOn } of notices) {
    const row = byId.get(record);
    if (row?.endsOn !== fallsOn) continue;
    await tellOwner(tx, 'sign.ending', `ends ${days}`, { ...row, certificateId: row.id });
  }
}
