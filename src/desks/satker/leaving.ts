import { enqueueAll } from '../../jobs/enqueue.ts';
import { ending, type Parting } from '../../people/leaving.ts';
import { naming } from '../../people/naming.ts';

/** What ends of a satker's users when they leave. */
export const parting: Parting = {
  endings: [
    ending({
      // A row of a satker names its user by address alone; it is theirs where that is this person's.
      ends: 'satker_user.email',
      sql: `UPDATE satker_user s SET status = 'INACTIVE', status_since = $2, reason = $6
      FROM person p, satker_user o WHERE p.id = ANY($1) AND s.email = p.email
        AND s.created_at > address_since(p.email) AND s.removed_at IS NULL AND s.status IN ('ACTIVE', 'DORMANT') AND o.id = s.id
      RETURNING s.id, s.unit_id, s.name, o.status AS before`,
      action: 'satker.deactivated',
      subject: `'satker:' || e.id`,
      from: 'e.before::text',
      to: `'INACTIVE'`,
      data: `jsonb_build_object('satkerId', e.unit_id, 'name', e.name)`,
      async hold(tx, ids) {
        await tx.query(
          `SELECT 1 FROM satker_user s JOIN person p ON p.email = s.email AND s.created_at > address_since(p.email)
         WHERE p.id = ANY($1) AND s.removed_at IS NULL AND s.status IN ('ACTIVE', 'DORMANT') ORDER BY s.id FOR UPDATE OF s`,
          [ids],
        );
      },
      tell: (tx, entries) =>
        enqueueAll(
          tx,
          entries.map(({ id, subject }) => ({
            name: 'satker.announce',
            payload: { entry: id },
            queue: `announce ${subject}`,
          })),
        ),
    }),
  ],
  history: ['satker_ticket.requester_id', 'satker_user.requester_id'],
  names: [
    naming('satker_user', ['requester_id'], `'satker:' || t.id`),
    naming('satker_ticket', ['requester_id'], `'satker-ticket:' || t.id`),
  ],
};
