import type { Tx } from '../../db/database.ts';
import { enqueueAll } from '../../jobs/enqueue.ts';
import { ending, type Parting } from '../../people/leaving.ts';
import { naming } from '../../people/naming.ts';

/** Has each be told of by the job of its kind. */
const announcedBy =
  (name: 'sign.announce' | 'sign.signing') =>
  (tx: Tx, entries: readonly { id: string; subject: string }[]): Promise<void> =>
    enqueueAll(
      tx,
      entries.map(({ id, subject }) => ({ name, payload: { entry: id }, queue: `announce ${subject}` })),
    );

/** What can no longer be signed by all is taken back; what is signed by then stays. */
const withdrawn = (
  ends: 'signing_party.person_id' | 'signing.requester_id',
  concerns: (leavers: string) => string,
) =>
  ending({
    ends,
    sql: `UPDATE signing s SET status = 'WITHDRAWN' FROM (
        SELECT s.id FROM signing s WHERE s.status = 'WAITING' AND ${concerns('ANY($1)')} ORDER BY s.id FOR UPDATE
      ) held WHERE s.id = held.id RETURNING s.id`,
    action: 'sign.takenBack',
    subject: `'signing:' || e.id`,
    from: `'WAITING'`,
    to: `'WITHDRAWN'`,
    tell: announcedBy('sign.signing'),
  });

/** What ends of a signer when they leave: what they gave for it, their certificates, and another phone that they wait for. */
export const parting: Parting = {
  endings: [
    ending({
      ends: 'new_phone.signer_id',
      sql: `UPDATE new_phone n SET status = 'WITHDRAWN' FROM signer s
      WHERE s.id = n.signer_id AND s.person_id = ANY($1) AND n.status = 'WAITING' RETURNING n.id`,
      action: 'sign.newPhoneWithdrawn',
      subject: `'new-phone:' || e.id`,
      from: `'WAITING'`,
      to: `'WITHDRAWN'`,
      // As who decides one does: what is asked before its person.
      async hold(tx, ids) {
        await tx.query(
          `SELECT 1 FROM new_phone n JOIN signer s ON s.id = n.signer_id
           WHERE s.person_id = ANY($1) AND n.status = 'WAITING' ORDER BY n.id FOR UPDATE OF n`,
          [ids],
        );
      },
      tell: announcedBy('sign.announce'),
    }),
    withdrawn(
      'signing_party.person_id',
      (leavers) => `EXISTS (
        SELECT 1 FROM signing_party y WHERE y.signing_id = s.id AND y.person_id = ${leavers} AND y.signed_at IS NULL)`,
    ),
    withdrawn('signing.requester_id', (leavers) => `s.requester_id = ${leavers}`),
    ending({
      ends: 'signer.person_id',
      sql: `UPDATE signer s SET phone = NULL, method = NULL, initial = NULL, initial_at = NULL, enrolled_at = NULL, changed_at = $2
      FROM (SELECT o.id, o.enrolled_at FROM signer o WHERE o.person_id = ANY($1) ORDER BY o.id FOR UPDATE) held
      WHERE s.id = held.id AND (s.initial IS NOT NULL OR s.phone IS NOT NULL OR held.enrolled_at IS NOT NULL) RETURNING s.id`,
      action: 'sign.left',
      subject: `'signer:' || e.id`,
      to: `'NOT_ENROLLED'`,
      beside: `UPDATE certificate c SET superseded_at = coalesce(c.superseded_at, $2), private_key = NULL,
        revoked_at = CASE WHEN c.revoked_at IS NULL AND c.not_after > $2 THEN $2 ELSE c.revoked_at END,
        revocation = CASE WHEN c.revoked_at IS NULL AND c.not_after > $2 THEN 'LEFT' ELSE c.revocation END
      FROM ended e WHERE c.signer_id = e.id`,
      tell: (tx, entries) =>
        enqueueAll(
          tx,
          entries.length > 0 ? [{ name: 'sign.crl', payload: {}, key: 'sign.crl', queue: 'sign.crl' }] : [],
        ),
    }),
  ],
  history: [],
  names: [
    naming('signing', ['requester_id'], `'signing:' || t.id`),
    naming('signing_party', ['person_id'], `'signing:' || t.signing_id`),
    naming('signer', ['person_id'], `'signer:' || t.id`),
    naming(
      '(SELECT n.id, s.person_id FROM new_phone n JOIN signer s ON s.id = n.signer_id)',
      ['person_id'],
      `'new-phone:' || t.id`,
    ),
  ],
};
