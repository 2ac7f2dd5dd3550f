import type { Database } from '../../../../src/db/database.ts';
import type { Account } from '../people.ts';
import { askAbout, begun, fileOf, idBy, nextKey, person, type Subject } from './subject.ts';

interface RequestPlan {
  state: string;
  status: string;
  is: readonly string[];
  who: Subject['who'];
  requester?: Account;
  /** Whose e-mail address it names. */
  applicant?: Account;
  /** Who has decided which stage already. */
  decided?: readonly (readonly [string, Account])[];
  returned?: boolean;
}

const stages = ['WAITING_ATASAN', 'WAITING_VERIFICATOR', 'WAITING_MANAGER', 'WAITING_EXECUTOR'];

async function makeRequest(db: Database, plan: RequestPlan): Promise<Subject> {
  const key = nextKey();
  const number = `UID-2026-77${key}`;
  const { requester = 'rina.wulandari', applicant, decided = [], status } = plan;
  const email = applicant ? `${applicant}@nusantara.example` : `pemohon${key}@mitra.example`;
  const name = `Rahasia ${key}`;
  const id = await idBy(
    db,
    `INSERT INTO user_id_request (number, kind, requester_id, surface, name, position, email, unit_id, atasan_id, note, submission_key, created_at, status_since, status)
     SELECT $1, 'UNIT', ${person(requester)}, 'slack', $2, 'Staf', $3, u.id, ${person('bima.santoso')}, 'Catatan ' || $2, $1, now(), now(), $4
     FROM unit u WHERE u.code = 'HO-FIN' RETURNING id`,
    [number, name, email, status],
  );
  await db.query(
    `INSERT INTO user_id_platform (request_id, system_id, note) SELECT $1, min(id), 'Untuk laporan' FROM platform_system`,
    [id],
  );
  for (const [stage, by] of decided)
    await db.query(
      `INSERT INTO user_id_decision (request_id, stage, round, approved, person_id, surface, reason, submission_key, decided_at)
       VALUES ($1, $2, 1, true, ${person(by)}, 'slack', 'Ya', $3, now())`,
      [id, stage, `${number} ${stage}`],
    );
  const subject = `user-id:${id}`;
  await begun(db, subject, 'user-id.submitted', requester, status);
  const file = await fileOf(db, subject, requester, name);
  let said = 0;
  if (plan.returned) said = await askAbout(db, subject, status, 'dewi.lestari', requester);
  const saidFile = said ? await fileOf(db, subject, requester, name, said) : 0;
  const stage = stages.includes(status) ? status : 'WAITING_VERIFICATOR';
  return {
    kind: 'user-id',
    state: plan.state,
    id,
    is: plan.is,
    number,
    who: {
      requester: [requester],
      ...(plan.returned && { questioner: ['dewi.lestari' as const] }),
      ...(applicant && { applicant: [applicant] }),
      ...plan.who,
    },
    secrets: [number, name, email],
    alike: () => makeRequest(db, plan),
    args: {
      'user-id.number': [number],
      'user-id.approve': [String(id), stage],
      'user-id.reject': [String(id), stage],
      'user-id.file': [String(file)],
      'remark.file': ['user-id', String(saidFile)],
      'pintu.nudge': [subject],
      'pintu.retry-record': [subject],
      'minutes.make': ['user-id', String(id)],
    },
  };
}

const byBima = ['WAITING_ATASAN', 'bima.santoso'] as const;
const byDewi = ['WAITING_VERIFICATOR', 'dewi.lestari'] as const;
const byAgus = ['WAITING_MANAGER', 'agus.pranoto'] as const;

const requestPlans: readonly RequestPlan[] = [
  {
    state: 'waits for the superior',
    status: 'WAITING_ATASAN',
    is: ['waiting'],
    who: { holder: ['bima.santoso'], substitute: ['wati.pengganti'] },
  },
  {
    state: 'waits for a verificator',
    status: 'WAITING_VERIFICATOR',
    is: ['waiting'],
    decided: [byBima],
    who: {
      decider: ['bima.santoso'],
      holder: ['dewi.lestari', 'vera.verifikator'],
      substitute: ['wati.pengganti'],
    },
  },
  {
    state: 'waits for a manager, whose substitute’s time is over',
    status: 'WAITING_MANAGER',
    is: ['waiting'],
    decided: [byBima, byDewi],
    who: { decider: ['bima.santoso', 'dewi.lestari'], holder: ['agus.pranoto'] },
  },
  {
    state: 'waits for an executor',
    status: 'WAITING_EXECUTOR',
    is: ['waiting'],
    decided: [byBima, byDewi, byAgus],
    applicant: 'joko.prasetyo',
    who: { decider: ['bima.santoso', 'dewi.lestari', 'agus.pranoto'], holder: ['eko.saputra'] },
  },
  {
    state: 'waits for whoever asked for it',
    status: 'WAITING_VERIFICATOR',
    is: ['waiting', 'own'],
    requester: 'dewi.lestari',
    decided: [byBima],
    who: {
      decider: ['bima.santoso'],
      holder: ['vera.verifikator'],
      barred: ['dewi.lestari', 'wati.pengganti'],
    },
  },
  {
    state: 'waits for its applicant',
    status: 'WAITING_VERIFICATOR',
    is: ['waiting', 'own'],
    applicant: 'dewi.lestari',
    decided: [byBima],
    who: {
      decider: ['bima.santoso'],
      holder: ['vera.verifikator'],
      barred: ['dewi.lestari', 'wati.pengganti'],
    },
  },
  {
    state: 'waits for whoever decided the stage before',
    status: 'WAITING_VERIFICATOR',
    is: ['waiting'],
    decided: [['WAITING_ATASAN', 'dewi.lestari']],
    who: {
      decider: ['dewi.lestari'],
      holder: ['vera.verifikator'],
      barred: ['dewi.lestari', 'wati.pengganti'],
      // They may not decide it, and it is nobody's own.
      passer: ['dewi.lestari', 'wati.pengganti'],
    },
  },
  {
    state: 'returned with a question',
    status: 'WAITING_VERIFICATOR',
    is: ['returned'],
    decided: [byBima],
    returned: true,
    who: {
      decider: ['bima.santoso'],
      holder: ['dewi.lestari', 'vera.verifikator'],
      substitute: ['wati.pengganti'],
    },
  },
  {
    state: 'completed',
    status: 'COMPLETED',
    is: ['over'],
    decided: [byBima, byDewi, byAgus],
    who: {
      decider: ['bima.santoso', 'dewi.lestari', 'agus.pranoto'],
      told: ['vera.verifikator', 'wati.pengganti', 'eko.saputra'],
    },
  },
  {
    state: 'rejected',
    status: 'REJECTED',
    is: ['over', 'again'],
    decided: [byBima],
    who: { decider: ['bima.santoso'], told: ['dewi.lestari', 'vera.verifikator', 'wati.pengganti'] },
  },
  {
    state: 'withdrawn',
    status: 'WITHDRAWN',
    is: ['over', 'again'],
    decided: [byBima],
    who: { decider: ['bima.santoso'], told: ['dewi.lestari', 'vera.verifikator', 'wati.pengganti'] },
  },
];

/** A request in each of its stages, and in those in which nobody decides it who holds it. */
export const requests = (db: Database): Promise<Subject[]> =>
  Promise.all(requestPlans.map((plan) => makeRequest(db, plan)));
