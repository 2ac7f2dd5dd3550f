import { action } from '../../chat/action.ts';
import type { Concerned, Waiting } from '../../chat/desk.ts';
import type { Queryable } from '../../core/queryable.ts';
import { rolesConcerned } from '../../people/holders.ts';
import { type Handed, handedOver } from '../../records/handing.ts';
import { type Remarked, remarksColumn } from '../../records/remarks.ts';
import { idsAmong, listed, orReturned, type Wait, waitForAnswer } from '../../records/waiting.ts';
import { announced, type Satker, type Ticket, ticketSubject, type UserState, userSubject } from './model.ts';
import { registrations } from './registrations/kind.ts';
import { officersOf, ownersOf, type Somebody } from './rules.ts';
import { tickets } from './tickets/kind.ts';

/** What waits for the officers of a KPPN: a registration or a ticket. */
interface AtKppn {
  id: number;
  satker: Satker;
  requesterId: number | null;
  statusSince: Date;
  handed: Handed | null;
  about: Somebody | null;
}

/** How either waits (S-7, S-8, I-4). */
const waitAtKppn = (
  { satker, requesterId, statusSince, handed, about }: AtKppn,
  told: Pick<Wait, 'subject' | 'card'> & { letter: 'satker.waiting' | 'satker.ticket' },
): Wait => ({
  ...told,
  held: officersOf(satker),
  barred: ownersOf(requesterId, about),
  handed,
  since: statusSince,
  asker: requesterId,
  words: { somebody: 'satker.card.waitsFor', nobody: 'satker.card.waitsForNobody' },
});

const kinds = {
  user: (record: AtKppn): Wait =>
    waitAtKppn(record, {
      subject: userSubject(record.id),
      card: 'satker.approval',
      letter: 'satker.waiting',
    }),
  ticket: (record: AtKppn): Wait =>
    waitAtKppn(record, { subject: ticketSubject(record.id), card: 'satker.work', letter: 'satker.ticket' }),
};

/** The roots of the threads of whoever asked. */
const roots = { user: 'satker.root', ticket: 'satker.ticket' } as const;

/** How a registration waits for its KPPN; null where it does not. */
export const userAtKppn = (user: UserState): Wait | null =>
  user.status === 'REGISTERED' && !user.removal ? kinds.user({ ...user, about: user }) : null;

/** How a ticket waits for the KPPN, or would but for its correction; null where it does not. */
export const ticketAtKppn = (ticket: Ticket): Wait | null =>
  ticket.status === 'WAITING' || ticket.status === 'RETURNED'
    ? kinds.ticket({ ...ticket, about: ticket.user })
    : null;

/** How either waits now: for its KPPN, or for the answer of whoever asked (A-3). */
export const waitOfUser = (user: UserState): Wait | null => orReturned(userAtKppn(user), user, roots.user);
export const waitOfTicket = (ticket: Ticket): Wait | null =>
  orCorrected(orReturned(ticketAtKppn(ticket), ticket, roots.ticket), ticket);

/** One that was sent back to be corrected waits for whoever sent it (S-8). */
const orCorrected = (
  wait: Wait | null,
  { status, requesterId, statusSince }: Pick<Row, 'requesterId' | 'statusSince'> & { status: string },
): Wait | null =>
  wait && status === 'RETURNED' && requesterId !== null
    ? waitForAnswer(wait, requesterId, { since: statusSince, asker: null, root: roots.ticket })
    : wait;

/** What makes a record wait for a KPPN. */
const asking = [
  'satker.registered',
  'satker.registeredFromPaper',
  'satker-ticket.opened',
  'satker-ticket.corrected',
  'satker.reassigned',
  'satker-ticket.reassigned',
];

interface Row extends AtKppn, Remarked {
  type: 'user' | 'ticket';
  status: string;
  number: string;
  /** What has made it wait, in the log. */
  entry: string;
}

/** The registrations and tickets that wait for a KPPN, each with those whom its cards name and tell (A-1). */
export async function waitingRecords(db: Queryable, concerned: Concerned): Promise<Waiting[]> {
  const records = (await rowsWaiting(db, concerned)).map((row) => {
    const atKppn = kinds[row.type](row);
    return {
      wait: orCorrected(orReturned(atKppn, row, roots[row.type]), row),
      title: row.number,
      text: row.satker.name,
      open: row.type === 'user' ? action('satker.open', row.id) : action('satker.open-ticket', row.id),
      announced: announced(atKppn.subject),
      entry: row.entry,
    };
  });
  return listed(db, records);
}

/** The registrations or the tickets that may be among them, by their ids. */
export async function idsWaiting(
  db: Queryable,
  type: 'user' | 'ticket',
  concerned: Concerned,
): Promise<number[]> {
  const rows = await rowsWaiting(db, concerned);
  return rows.filter((row) => row.type === type).map(({ id }) => id);
}

/** The waiting records that may be among them. */
async function rowsWaiting(db: Queryable, concerned: Concerned): Promise<Row[]> {
  const kppns = (await rolesConcerned(db, concerned))?.flatMap(({ role, unitId }) =>
    role === 'KPPN_OFFICER' && unitId ? [unitId] : [],
  );
  return db.query<Row>(
    `SELECT w.*, (SELECT max(e.id)::text FROM audit_entry e WHERE e.subject = w.subject AND e.action = ANY($4)) AS entry, ${remarksColumn('w.subject')},
       json_build_object('id', u.id, 'code', u.code, 'name', u.name, 'kppnId', u.kppn_id) AS satker FROM (
       SELECT 'user' AS type, 'satker:' || id AS subject, id, number, status::text, unit_id, requester_id AS "requesterId", status_since AS "statusSince", json_build_object('email', email, 'nik', nik) AS about, ${handedOver(`'satker:' || id`, 'status')}
       FROM satker_user WHERE status = 'REGISTERED' AND removed_at IS NULL AND ($1::int[] IS NULL OR id = ANY($1))
       UNION ALL
       SELECT 'ticket', 'satker-ticket:' || t.id, t.id, t.number, t.status::text, t.unit_id, t.requester_id, t.status_since,
         CASE WHEN s.id IS NULL THEN NULL ELSE json_build_object('email', s.email, 'nik', s.nik) END, ${handedOver(`'satker-ticket:' || t.id`, 't.status')}
       FROM satker_ticket t LEFT JOIN satker_user s ON s.id = t.user_id
       WHERE t.status IN ('WAITING', 'RETURNED') AND ($2::int[] IS NULL OR t.id = ANY($2))
     ) w JOIN unit u ON u.id = w.unit_id WHERE $3::int[] IS NULL OR u.kppn_id = ANY($3) ORDER BY w.type, w.id`,
    [idsAmong(registrations, concerned), idsAmong(tickets, concerned), kppns ?? null, asking],
  );
}
