import type { Actor } from '../../core/context.ts';
import type { Queryable } from '../../core/queryable.ts';
import type { Identity } from '../../core/same-person.ts';
import { writtenRow } from '../../core/whole-row.ts';
import type { LoggedAction } from '../../db/audit.ts';
import { isReturned } from '../../db/returned.ts';
import { searchUnits } from '../../people/register.ts';
import { saidColumns } from '../../records/entry.ts';
import { handedOver } from '../../records/handing.ts';
import { type Holder, holdersOf } from '../../records/holders.ts';
import { remarksColumn } from '../../records/remarks.ts';
import type { KeptFile, Satker, Status, Ticket, UserDetail, UserState } from './model.ts';
import { officersOf, type Somebody, type Standing } from './rules.ts';

/** What this person is at this desk now, by the address that their chat account is known by (S-2). */
export async function standingOf(db: Queryable, actor: Pick<Actor, 'email'>): Promise<Standing> {
  const rows = await db.query<{ unitId: number; status: Status }>(
    `SELECT unit_id AS "unitId", status FROM satker_user
     WHERE email = $1 AND created_at > address_since($1) AND removed_at IS NULL AND status IN ('ACTIVE', 'DORMANT')`,
    [actor.email],
  );
  const within = (status: Status) => rows.filter((row) => row.status === status).map((row) => row.unitId);
  return { activeIn: within('ACTIVE'), dormantIn: within('DORMANT') };
}

const satkerColumns = 'id, code, name, kppn_id AS "kppnId"';
const shownJson = `json_build_object('name', p.name, 'email', p.email, 'registered', p.registered)`;
const satkerJson = `json_build_object('id', u.id, 'code', u.code, 'name', u.name, 'kppnId', u.kppn_id)`;

export async function satkerById(db: Queryable, id: number): Promise<Satker | null> {
  const rows = await db.query<Satker>(`SELECT ${satkerColumns} FROM unit WHERE id = $1 AND kind = 'SATKER'`, [
    id,
  ]);
  return rows[0] ?? null;
}

/** The satkers with these ids, by name. */
export async function satkersByIds(db: Queryable, ids: readonly number[]): Promise<Satker[]> {
  return db.query<Satker>(
    `SELECT ${satkerColumns} FROM unit WHERE id = ANY($1) AND kind = 'SATKER' ORDER BY name`,
    [ids],
  );
}

/** Satkers by words of their code or name: all, these, or those that these KPPNs supervise. */
export const searchSatkers = (
  db: Queryable,
  query: string,
  scope: { ids?: readonly number[]; kppns?: readonly number[] } = {},
  limit?: number,
): Promise<Satker[]> => searchUnits(db, query, { kinds: ['SATKER'], ...scope }, limit);

const userColumns = `s.id, s.number, ${satkerJson} AS satker, s.nik_hash AS "nikHash", s.name, s.email, s.status, s.requester_id AS "requesterId", s.created_at AS "createdAt", s.status_since AS "statusSince", s.removal, s.emptied_at AS "emptiedAt", s.emptied_on_demand AS "emptiedOnDemand", ${remarksColumn(`'satker:' || s.id`)}, ${handedOver(`'satker:' || s.id`, 's.status')},
  CASE WHEN s.offered_title IS NULL THEN NULL
       ELSE json_build_object('title', s.offered_title, 'score', s.score_without_title) END AS offered`;

/** The registration or ticket with this number. */
export async function recordWithNumber(
  db: Queryable,
  number: string,
): Promise<{ type: 'user' | 'ticket'; id: number } | null> {
  const [found] = await db.query<{ type: 'user' | 'ticket'; id: number }>(
    `SELECT 'user' AS type, id FROM satker_user WHERE number = $1
     UNION ALL SELECT 'ticket', id FROM satker_ticket WHERE number = $1`,
    [number],
  );
  return found ?? null;
}

/** What the rules need of one registration. */
export async function loadUser(db: Queryable, id: number): Promise<UserState | null> {
  const rows = await db.query<UserState>(
    `SELECT ${userColumns} FROM satker_user s JOIN unit u ON u.id = s.unit_id WHERE s.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

type FileColumns = { documentId: number | null; documentName: string | null; documentSize: number | null };

/** What is sealed as this row's. */
interface SealedColumns {
  submissionKey: string;
  nik: Buffer | null;
  phone: Buffer | null;
}

function fileOf({ documentId, documentName, documentSize }: FileColumns): KeptFile | null {
  return documentId === null ? null : { id: documentId, name: documentName ?? '', size: documentSize ?? 0 };
}

const registrationDecisions = [
  'satker.approved',
  'satker.rejected',
  'satker.deactivated',
  'satker.reactivated',
] as const;
const ticketDecisions = [
  'satker-ticket.returned',
  'satker-ticket.registered',
  'satker-ticket.deleted',
  'satker-ticket.reactivated',
  'satker-ticket.rejected',
] as const;

/** SQL: the entry of the decision that has brought a record to the status that it has; NULL where it came there otherwise. */
function decisionOn(subject: string, status: string, actions: readonly LoggedAction[]): string {
  return `${writtenRow(`SELECT e.id::text, ${saidColumns} FROM audit_entry e
    WHERE e.subject = ${subject} AND e.to_state = ${status}::text AND e.action IN (${actions.map((one) => `'${one}'`).join(', ')})
    ORDER BY e.id DESC LIMIT 1`)} AS decided`;
}

/** Everything that cards show of a registration. */
export async function loadUserDetail(db: Queryable, id: number): Promise<UserDetail | null> {
  const rows = await db.query<Omit<UserDetail, 'document' | 'nik' | 'phone'> & FileColumns & SealedColumns>(
    `SELECT ${userColumns}, s.nip, s.nik, s.phone, s.submission_key AS "submissionKey", s.letter_number AS "letterNumber", s.reason, ${decisionOn(`'satker:' || s.id`, 's.status', registrationDecisions)},
       CASE WHEN p.id IS NULL THEN NULL ELSE ${shownJson} END AS requester, s.last_login_at AS "lastLoginAt",
       s.counted_from AS "countedFrom", a.id AS "documentId", a.name AS "documentName", a.size AS "documentSize"
     FROM satker_user s JOIN unit u ON u.id = s.unit_id LEFT JOIN person p ON p.id = s.requester_id
     LEFT JOIN attachment a ON a.id = s.document_id AND a.removed_at IS NULL WHERE s.id = $1`,
    [id],
  );
  const [row] = rows;
  if (!row) return null;
  const { submissionKey, nik, phone, ...rest } = row;
  const opened = await db.keys.open('satker_user', submissionKey, { nik, phone });
  return { ...rest, ...opened, document: fileOf(row) };
}

/** Whom something that was typed is about, as the rules ask for it. */
export const somebodyOf = async (
  db: Queryable,
  { email, nik }: { email: string; nik: string },
): Promise<Somebody> => ({ email, nikHash: await db.keys.hash('nik', nik) });

/** The rows that a satker has of a NIK, newest first; those in no list any more left out (S-9 … S-11). */
export async function rowsOf(db: Queryable, satkerId: number, nik: string): Promise<UserState[]> {
  return rowsOfHash(db, satkerId, await db.keys.hash('nik', nik));
}

export function rowsOfHash(db: Queryable, satkerId: number, nikHash: string): Promise<UserState[]> {
  return db.query<UserState>(
    `SELECT ${userColumns} FROM satker_user s JOIN unit u ON u.id = s.unit_id
     WHERE s.unit_id = $1 AND s.nik_hash = $2 AND s.removed_at IS NULL ORDER BY s.id DESC`,
    [satkerId, nikHash],
  );
}

/** The newest row of a NIK, in whatever satker. */
export async function newestWithNik(db: Queryable, nik: string): Promise<number | null> {
  const [row] = await db.query<{ id: number }>(
    'SELECT id FROM satker_user WHERE nik_hash = $1 ORDER BY id DESC LIMIT 1',
    [await db.keys.hash('nik', nik)],
  );
  return row?.id ?? null;
}

const ticketColumns = `t.id, t.number, t.kind, t.status, ${satkerJson} AS satker, t.requester_id AS "requesterId",
  ${shownJson} AS requester, t.note, t.reason, t.emptied_at AS "emptiedAt", t.emptied_on_demand AS "emptiedOnDemand", ${remarksColumn(`'satker-ticket:' || t.id`)}, t.created_at AS "createdAt", t.status_since AS "statusSince", ${handedOver(`'satker-ticket:' || t.id`, 't.status')}, ${decisionOn(`'satker-ticket:' || t.id`, 't.status', ticketDecisions)},
  a.id AS "documentId", a.name AS "documentName", a.size AS "documentSize",
  CASE WHEN s.id IS NULL THEN NULL
       ELSE json_build_object('id', s.id, 'nikHash', s.nik_hash, 'name', s.name, 'email', s.email, 'status', s.status, 'removal', s.removal, 'emptiedAt', s.emptied_at, 'emptiedOnDemand', s.emptied_on_demand) END AS user`;
const ticketTables = `satker_ticket t JOIN unit u ON u.id = t.unit_id JOIN person p ON p.id = t.requester_id
  LEFT JOIN attachment a ON a.id = t.document_id AND a.removed_at IS NULL LEFT JOIN satker_user s ON s.id = t.user_id`;

type TicketRow = Omit<Ticket, 'document'> & FileColumns;
const ticketOf = (row: TicketRow): Ticket => ({ ...row, document: fileOf(row) });

export async function loadTicket(db: Queryable, id: number): Promise<Ticket | null> {
  const rows = await db.query<TicketRow>(`SELECT ${ticketColumns} FROM ${ticketTables} WHERE t.id = $1`, [
    id,
  ]);
  return rows[0] ? ticketOf(rows[0]) : null;
}

/** What this person asked a KPPN for, newest first. */
export async function ticketsAskedBy(db: Queryable, actor: Actor, limit: number): Promise<Ticket[]> {
  const rows = await db.query<TicketRow>(
    `SELECT ${ticketColumns} FROM ${ticketTables} WHERE t.requester_id = $1 ORDER BY t.id DESC LIMIT $2`,
    [actor.id, limit],
  );
  return rows.map(ticketOf);
}

/** The tickets that wait for an officer of these KPPNs, oldest first; those of this identity left out (I-4), and those handed to others (A-6). */
export async function ticketsWaiting(
  db: Queryable,
  identity: Identity,
  { id, kppns }: { id: number; kppns: readonly number[] },
  limit: number,
): Promise<Ticket[]> {
  const rows = await db.query<TicketRow>(
    `SELECT ${ticketColumns} FROM ${ticketTables}
     WHERE u.kppn_id = ANY($2) AND t.status = 'WAITING' AND NOT ${isReturned(`'satker-ticket:' || t.id`)} AND NOT t.requester_id = ANY($1)
       AND (s.id IS NULL OR NOT (mailbox_of(s.email) = ANY($3) OR s.nik_hash = ANY($4)))
       AND coalesce((handed_over('satker-ticket:' || t.id, t.status::text)->>'to')::int, $6) = $6
     ORDER BY t.id LIMIT $5`,
    [identity.persons, kppns, identity.mailboxes, identity.niks, limit, id],
  );
  return rows.map(ticketOf);
}

/** The officers of the KPPN of this satker who may decide what these people asked for or are (S-7, I-4). */
export const officersFor = (db: Queryable, satker: Satker, owners: Identity): Promise<Holder[]> =>
  holdersOf(db, officersOf(satker), owners);

/** How much of what this person has asked their KPPNs for waits for somebody. */
export async function openAtKppn(db: Queryable, requesterId: number): Promise<number> {
  const [open] = await db.query<{ count: number }>(
    `SELECT (SELECT count(*) FROM satker_user WHERE requester_id = $1 AND status = 'REGISTERED' AND removed_at IS NULL)::int
       + (SELECT count(*) FROM satker_ticket WHERE requester_id = $1 AND status IN ('WAITING', 'RETURNED'))::int AS count`,
    [requesterId],
  );
  return open?.count ?? 0;
}
