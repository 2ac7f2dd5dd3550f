import { action } from '../../chat/action.ts';
import type { Concerned, Unheld } from '../../chat/desk.ts';
import type { Tx } from '../../db/database.ts';
import { rolesLost } from '../../people/holders.ts';
import { recordOf, type Satker, ticketSubject, userSubject } from './model.ts';
import { ownersOf, type Somebody } from './rules.ts';
import { officersFor } from './store.ts';

type Runner = Pick<Tx, 'query'>;

interface Waiting {
  type: 'user' | 'ticket';
  id: number;
  number: string;
  satker: Satker;
  requesterId: number | null;
  about: Somebody | null;
}

/** Registrations and tickets that wait for a KPPN of which no officer could decide them. */
export async function unheldRecords(db: Runner, concerned: Concerned): Promise<Unheld[]> {
  const found: Unheld[] = [];
  for (const { type, id, number, satker, requesterId, about } of await waiting(db, concerned)) {
    if ((await officersFor(db, satker, ownersOf(requesterId, about))).length > 0) continue;
    const subject = type === 'user' ? userSubject(id) : ticketSubject(id);
    const open = action('satker', type === 'user' ? 'open' : 'open-ticket', id);
    found.push({ subject, title: number, text: satker.name, open });
  }
  return found;
}

/** The waiting records that may be among them. */
async function waiting(db: Runner, concerned: Concerned): Promise<Waiting[]> {
  const records = concerned !== 'all' && 'subjects' in concerned ? concerned.subjects.map(recordOf) : null;
  const ids = (wanted: Waiting['type']) =>
    records?.flatMap((record) => (record?.type === wanted ? [record.id] : []));
  const lost = concerned !== 'all' && 'people' in concerned ? await rolesLost(db, concerned.people) : null;
  const kppns = lost?.flatMap(({ role, unitId }) => (role === 'KPPN_OFFICER' && unitId ? [unitId] : []));
  return db.query<Waiting>(
    `SELECT w.*, json_build_object('id', u.id, 'code', u.code, 'name', u.name, 'kppnId', u.kppn_id) AS satker FROM (
       SELECT 'user' AS type, id, number, unit_id, requester_id AS "requesterId", json_build_object('email', email, 'nik', nik) AS about
       FROM satker_user WHERE status = 'REGISTERED' AND removed_at IS NULL AND ($1::int[] IS NULL OR id = ANY($1))
       UNION ALL
       SELECT 'ticket', t.id, t.number, t.unit_id, t.requester_id,
         CASE WHEN s.id IS NULL THEN NULL ELSE json_build_object('email', s.email, 'nik', s.nik) END
       FROM satker_ticket t LEFT JOIN satker_user s ON s.id = t.user_id
       WHERE t.status = 'WAITING' AND ($2::int[] IS NULL OR t.id = ANY($2))
     ) w JOIN unit u ON u.id = w.unit_id WHERE $3::int[] IS NULL OR u.kppn_id = ANY($3) ORDER BY w.type, w.id`,
    [ids('user') ?? null, ids('ticket') ?? null, kppns ?? null],
  );
}
