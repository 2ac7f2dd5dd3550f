import { action } from '../../chat/action.ts';
import type { Concerned, Waiting } from '../../chat/desk.ts';
import type { Queryable } from '../../core/queryable.ts';
import { rolesConcerned } from '../../people/holders.ts';
import { recordOf, type Satker, ticketSubject, userSubject } from './model.ts';
import { ownersOf, type Somebody } from './rules.ts';
import { officersFor } from './store.ts';

/** What makes a record wait for a KPPN. */
const asking = [
  'satker.registered',
  'satker.registeredFromPaper',
  'satker-ticket.opened',
  'satker-ticket.corrected',
];

interface Row {
  type: 'user' | 'ticket';
  id: number;
  number: string;
  satker: Satker;
  requesterId: number | null;
  about: Somebody | null;
  /** What has made it wait, in the log. */
  entry: string;
}

/** The registrations and tickets that wait for a KPPN, each with those whom its cards name and tell. */
export async function waitingRecords(db: Queryable, concerned: Concerned): Promise<Waiting[]> {
  const found: Waiting[] = [];
  for (const { type, id, number, satker, requesterId, about, entry } of await rowsWaiting(db, concerned)) {
    const holders = await officersFor(db, satker, ownersOf(requesterId, about));
    const subject = type === 'user' ? userSubject(id) : ticketSubject(id);
    found.push({
      subject,
      title: number,
      text: satker.name,
      open: action(type === 'user' ? 'satker.open' : 'satker.open-ticket', id),
      holders: holders.map((holder) => holder.id),
      tell: { name: 'satker.announce', payload: { entry }, queue: `announce ${subject}` },
    });
  }
  return found;
}

/** The waiting records that may be among them. */
async function rowsWaiting(db: Queryable, concerned: Concerned): Promise<Row[]> {
  const records = concerned !== 'all' && 'subjects' in concerned ? concerned.subjects.map(recordOf) : null;
  const ids = (wanted: Row['type']) =>
    records?.flatMap((record) => (record?.type === wanted ? [record.id] : []));
  const kppns = (await rolesConcerned(db, concerned))?.flatMap(({ role, unitId }) =>
    role === 'KPPN_OFFICER' && unitId ? [unitId] : [],
  );
  return db.query<Row>(
    `SELECT w.*, (SELECT max(e.id)::text FROM audit_entry e WHERE e.subject = w.subject AND e.action = ANY($4)) AS entry,
       json_build_object('id', u.id, 'code', u.code, 'name', u.name, 'kppnId', u.kppn_id) AS satker FROM (
       SELECT 'user' AS type, 'satker:' || id AS subject, id, number, unit_id, requester_id AS "requesterId", json_build_object('email', email, 'nik', nik) AS about
       FROM satker_user WHERE status = 'REGISTERED' AND removed_at IS NULL AND ($1::int[] IS NULL OR id = ANY($1))
       UNION ALL
       SELECT 'ticket', 'satker-ticket:' || t.id, t.id, t.number, t.unit_id, t.requester_id,
         CASE WHEN s.id IS NULL THEN NULL ELSE json_build_object('email', s.email, 'nik', s.nik) END
       FROM satker_ticket t LEFT JOIN satker_user s ON s.id = t.user_id
       WHERE t.status = 'WAITING' AND ($2::int[] IS NULL OR t.id = ANY($2))
     ) w JOIN unit u ON u.id = w.unit_id WHERE $3::int[] IS NULL OR u.kppn_id = ANY($3) ORDER BY w.type, w.id`,
    [ids('user') ?? null, ids('ticket') ?? null, kppns ?? null, asking],
  );
}
