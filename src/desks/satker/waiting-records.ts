import type { Concerned, Waiting } from '../../chat/desk.ts';
import type { Queryable } from '../../core/queryable.ts';
import { rolesConcerned } from '../../people/holders.ts';
import { handedOver } from '../../records/handing.ts';
import { remarksColumn } from '../../records/remarks.ts';
import { idsAmong, listed } from '../../records/waiting.ts';
import { announced } from './model.ts';
import { registrations } from './registrations/kind.ts';
import { tickets } from './tickets/kind.ts';
import { type AtKppn, kinds, waitOfRow } from './waiting.ts';

/** What makes a record wait for a KPPN. */
const asking = [
  'satker.registered',
  'satker.registeredFromPaper',
  'satker-ticket.opened',
  'satker-ticket.corrected',
  'satker.reassigned',
  'satker-ticket.reassigned',
];

interface Row extends AtKppn {
  type: 'user' | 'ticket';
  /** What has made it wait, in the log. */
  entry: string;
}

/** The registrations and tickets that wait for a KPPN, each with those whom its cards name and tell (A-1). */
export async function waitingRecords(db: Queryable, concerned: Concerned): Promise<Waiting[]> {
  const records = (await rowsWaiting(db, concerned)).map((row) => {
    const { wait, named } = kinds[row.type];
    const atKppn = wait(row);
    return {
      wait: waitOfRow(atKppn, row, row.type),
      ...named(row),
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
       SELECT 'user' AS type, 'satker:' || id AS subject, id, number, status::text, unit_id, requester_id AS "requesterId", status_since AS "statusSince", json_build_object('email', email, 'nikHash', nik_hash) AS about, ${handedOver(`'satker:' || id`, 'status')}
       FROM satker_user WHERE status = 'REGISTERED' AND removed_at IS NULL AND ($1::int[] IS NULL OR id = ANY($1))
       UNION ALL
       SELECT 'ticket', 'satker-ticket:' || t.id, t.id, t.number, t.status::text, t.unit_id, t.requester_id, t.status_since,
         CASE WHEN s.id IS NULL THEN NULL ELSE json_build_object('email', s.email, 'nikHash', s.nik_hash) END, ${handedOver(`'satker-ticket:' || t.id`, 't.status')}
       FROM satker_ticket t LEFT JOIN satker_user s ON s.id = t.user_id
       WHERE t.status IN ('WAITING', 'RETURNED') AND ($2::int[] IS NULL OR t.id = ANY($2))
     ) w JOIN unit u ON u.id = w.unit_id WHERE $3::int[] IS NULL OR u.kppn_id = ANY($3) ORDER BY w.type, w.id`,
    [idsAmong(registrations, concerned), idsAmong(tickets, concerned), kppns ?? null, asking],
  );
}
