import type { Database } from '../../../../src/db/database.ts';
import { sealUsers } from '../../../support/sealed-users.ts';
import type { Account } from '../people.ts';
import { askAbout, begun, fileOf, idBy, nextKey, person, type Subject } from './subject.ts';

interface UserPlan {
  state: string;
  status: 'REGISTERED' | 'ACTIVE' | 'DORMANT' | 'INACTIVE' | 'REJECTED';
  is: readonly string[];
  /** Whom it is about. */
  about?: Account;
  requester?: Account;
  who?: Subject['who'];
  returned?: boolean;
}

const officers = { officer: ['maya.anggraini'], user: ['ali.rahman'] } as const;
/** Whoever stands in for an officer whose own it is does not decide it either. */
const own = { barred: ['wati.pengganti'] } as const;

async function makeUser(db: Database, plan: UserPlan): Promise<Subject> {
  const key = nextKey();
  const { about, requester = 'ali.rahman', status } = plan;
  const number = `SAT-2026-77${key}`;
  const email = about ? `${about}@nusantara.example` : `pengguna${key}@satker.example`;
  const [name, nik] = [`Pengguna ${key}`, `317409090909${key}`];
  const id = await idBy(
    db,
    `INSERT INTO satker_user (number, unit_id, nik_hash, name, email, letter_number, status, status_since, surface, submission_key, created_at, requester_id, counted_from)
     SELECT $1, u.id, $2, $3, $4, 'ST-1', $5::satker_user_status, now(), 'slack', $1, now(), ${person(requester)}, now() FROM unit u WHERE u.code = '527010' RETURNING id`,
    // Its own hash follows with what is sealed; until then it is like nobody's.
    [number, key, name, email, status],
  );
  await sealUsers(db, [{ key: number, nik, phone: '0812' }]);
  const subject = `satker:${id}`;
  await begun(db, subject, 'satker.registered', requester, 'REGISTERED');
  const file = await fileOf(db, subject, requester, name);
  await db.query('UPDATE satker_user SET document_id = $2 WHERE id = $1', [id, file]);
  const said = plan.returned ? await askAbout(db, subject, status, 'maya.anggraini', requester) : 0;
  const saidFile = said ? await fileOf(db, subject, requester, name, said) : 0;
  return {
    kind: 'satker',
    state: plan.state,
    id,
    is: plan.is,
    number,
    who: {
      ...officers,
      requester: [requester],
      ...(plan.returned && { questioner: ['maya.anggraini' as const] }),
      ...(about && { about: [about] }),
      ...plan.who,
    },
    secrets: [number, name, nik, email],
    args: {
      'satker.file': [String(file)],
      'remark.file': ['satker', String(saidFile)],
      'pintu.nudge': [subject],
      'minutes.make': ['satker', String(id)],
    },
    alike: () => makeUser(db, plan),
  };
}

const holder = { holder: ['maya.anggraini'], substitute: ['wati.pengganti'] } as const;
/** Rows that nobody decides are seen by whoever stands in for the officer all the same. */
const seen = { seer: ['wati.pengganti'] } as const;

const userPlans: readonly UserPlan[] = [
  { state: '1 Terdaftar', status: 'REGISTERED', is: ['waiting'], who: holder },
  {
    state: '1 Terdaftar, of the officer themselves',
    status: 'REGISTERED',
    is: ['waiting'],
    about: 'maya.anggraini',
    who: own,
  },
  {
    state: '1 Terdaftar, asked for by the officer',
    status: 'REGISTERED',
    is: ['waiting'],
    requester: 'maya.anggraini',
    who: own,
  },
  { state: '1 Terdaftar, returned', status: 'REGISTERED', is: ['returned'], returned: true, who: holder },
  { state: '2 Aktif', status: 'ACTIVE', is: ['active'], about: 'joko.prasetyo', who: seen },
  { state: '3 Dormant', status: 'DORMANT', is: ['dormant', 'active'], about: 'joko.prasetyo', who: seen },
  { state: '0 Tidak Aktif', status: 'INACTIVE', is: ['over'], who: seen },
  { state: '5 Pendaftaran Ditolak', status: 'REJECTED', is: ['over'], who: seen },
];

interface TicketPlan {
  state: string;
  kind: 'REGISTRATION' | 'DELETION' | 'REACTIVATION';
  status: 'WAITING' | 'RETURNED' | 'DONE' | 'REJECTED' | 'WITHDRAWN';
  is: readonly string[];
  requester?: Account;
  who?: Subject['who'];
  asked?: boolean;
}

async function makeTicket(db: Database, plan: TicketPlan): Promise<Subject> {
  const key = nextKey();
  const { requester = 'rina.wulandari', kind, status } = plan;
  const number = `SAT-2026-66${key}`;
  const user = kind === 'REACTIVATION' ? await makeUser(db, { state: '', status: 'DORMANT', is: [] }) : null;
  const id = await idBy(
    db,
    `INSERT INTO satker_ticket (number, kind, status, status_since, unit_id, user_id, requester_id, surface, note, submission_key, created_at)
     SELECT $1, $2::satker_ticket_kind, $3::satker_ticket_status, now(), u.id, $4, ${person(requester)}, 'slack', 'Catatan ' || $1, $1, now() FROM unit u WHERE u.code = '527010' RETURNING id`,
    [number, kind, status, user?.id ?? null],
  );
  const subject = `satker-ticket:${id}`;
  await begun(db, subject, 'satker-ticket.opened', requester, 'WAITING');
  const file = await fileOf(db, subject, requester, `Surat ${key}`);
  await db.query('UPDATE satker_ticket SET document_id = $2 WHERE id = $1', [id, file]);
  const said = plan.asked ? await askAbout(db, subject, status, 'maya.anggraini', requester) : 0;
  const saidFile = said ? await fileOf(db, subject, requester, `Surat ${key}`, said) : 0;
  return {
    kind: 'satker-ticket',
    state: plan.state,
    id,
    is: plan.is,
    number,
    who: {
      ...officers,
      requester: [requester],
      ...(plan.asked && { questioner: ['maya.anggraini' as const] }),
      ...plan.who,
    },
    secrets: [number],
    args: {
      'satker.file': [String(file)],
      'remark.file': ['satker-ticket', String(saidFile)],
      'pintu.nudge': [subject],
      'minutes.make': ['satker-ticket', String(id)],
    },
    alike: () => makeTicket(db, plan),
  };
}

const ticketPlans: readonly TicketPlan[] = [
  {
    state: 'asks to register',
    kind: 'REGISTRATION',
    status: 'WAITING',
    is: ['waiting', 'registration'],
    who: holder,
  },
  { state: 'asks to delete', kind: 'DELETION', status: 'WAITING', is: ['waiting', 'deletion'], who: holder },
  {
    state: 'asks to reactivate',
    kind: 'REACTIVATION',
    status: 'WAITING',
    is: ['waiting', 'reactivation'],
    who: holder,
  },
  {
    state: 'of the officer themselves',
    kind: 'REGISTRATION',
    status: 'WAITING',
    is: ['waiting', 'registration'],
    requester: 'maya.anggraini',
    who: own,
  },
  { state: 'sent back', kind: 'REGISTRATION', status: 'RETURNED', is: ['sent back'], who: seen },
  {
    state: 'returned with a question',
    kind: 'REACTIVATION',
    status: 'WAITING',
    is: ['returned'],
    asked: true,
    who: holder,
  },
  { state: 'done', kind: 'REGISTRATION', status: 'DONE', is: ['over'], who: seen },
];

/** Registrations in each status, and tickets of each kind. */
export const satkerRecords = async (db: Database): Promise<Subject[]> => [
  ...(await Promise.all(userPlans.map((plan) => makeUser(db, plan)))),
  ...(await Promise.all(ticketPlans.map((plan) => makeTicket(db, plan)))),
];
