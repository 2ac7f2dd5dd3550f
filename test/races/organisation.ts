import { withoutDeadline } from '../../src/core/deadline.ts';
import { msg } from '../../src/core/texts/index.ts';
import { editOrganisation } from '../../src/desks/organisation/edit.ts';
import { type Subject, subjects } from '../../src/desks/organisation/find.ts';
import type { OrganisationKind } from '../../src/desks/organisation/sheets/kinds.ts';
import { findEmployee } from '../../src/people/employees.ts';
import { appointFirstAdmins, withdrawRole } from '../../src/people/grants.ts';
import { linkAccount } from '../../src/people/linking.ts';
import { grantRole } from '../../src/people/proposals.ts';
import { bindChannel, releaseChannel } from '../../src/posted/binding.ts';
import { leaving, organisationKinds } from '../support/house.ts';
import { means } from '../support/step-up.ts';
import { type Contest, cell, now } from './contest.ts';
import type { Race } from './race.ts';

async function person(contest: Contest): Promise<{ id: number; email: string }> {
  const email = `orang.${contest.next()}@nusantara.example`;
  const id = (await cell(contest.aside, 'INSERT INTO person (email, name) VALUES ($1, $1) RETURNING id', [
    email,
  ])) as number;
  return { id, email };
}

const openRoles = (contest: Contest, personId: number) =>
  cell(contest.aside, 'SELECT count(*)::int FROM role_grant WHERE person_id = $1 AND withdrawn_at IS NULL', [
    personId,
  ]);

/** An edit of the organisation that makes a record: its data for the contender of this number. */
function making(
  subject: Subject,
  constraint: string,
  data: (key: string, n: number) => Record<string, string>,
): Race {
  const { sheet, records, table } = subjects[subject];
  const kind = organisationKinds.find(({ id }) => id === sheet.id) as OrganisationKind;
  return {
    name: `I-9 a ${subject} that several ADMINs add is added once, and the others hear who did`,
    constraints: [constraint],
    winners: 'one',
    async round(contest, size) {
      const key = `baru.${contest.next()}`;
      const adding = {
        field: records.key,
        table,
        subject: records.subject,
        exists: msg('people.error.hasRole'),
      };
      return {
        acts: contest.contenders
          .slice(0, size)
          .map((ctx, n) => () => editOrganisation(contest.db, ctx, { kind, data: data(key, n), adding })),
        stands: () =>
          cell(contest.aside, `SELECT count(*)::int FROM ${table} WHERE ${records.key} LIKE $1 || '%'`, [
            key,
          ]),
        expected: 1,
      };
    },
  };
}

export const organisationRaces: Race[] = [
  {
    name: 'I-2 I-9 a role is granted once, and the others hear who granted it',
    constraints: ['role_grant_open_key'],
    winners: 'one',
    async round(contest, size) {
      const { id } = await person(contest);
      return {
        acts: contest.contenders
          .slice(0, size)
          .map(
            (ctx) => () =>
              grantRole(means(contest.db), ctx, { personId: id, role: 'ICT_MANAGER', unitId: null }),
          ),
        stands: () => openRoles(contest, id),
        expected: 1,
      };
    },
  },
  {
    name: 'I-2 I-9 a role is withdrawn once, and the others hear who withdrew it',
    constraints: [],
    winners: 'one',
    async round(contest, size) {
      const { id } = await person(contest);
      const grantId = (await cell(
        contest.aside,
        `INSERT INTO role_grant (person_id, role) VALUES ($1, 'ICT_MANAGER') RETURNING id`,
        [id],
      )) as number;
      return {
        acts: contest.contenders
          .slice(0, size)
          .map((ctx) => () => withdrawRole({ db: contest.db, leaving }, ctx, grantId, 'pindah')),
        stands: () => openRoles(contest, id),
        expected: 0,
      };
    },
  },
  {
    name: 'I-9 replicas that start at once appoint the first ADMINs once',
    constraints: ['person_email_key', 'role_grant_open_key'],
    winners: 'all',
    async round(contest, size) {
      const email = `admin.${contest.next()}@nusantara.example`;
      return {
        acts: Array.from({ length: size }, () => () => appointFirstAdmins(contest.db, [email], now)),
        stands: () =>
          cell(
            contest.aside,
            `SELECT count(*)::int FROM role_grant g JOIN person p ON p.id = g.person_id WHERE p.email = $1`,
            [email],
          ),
        expected: 1,
      };
    },
  },
  making('unit', 'unit_code_key', (code, n) => ({ code, name: `Unit ${n}`, kind: 'HO' })),
  making('position', 'position_code_key', (code, n) => ({ code, name: `Posisi ${n}` })),
  making('system', 'platform_system_name_key', (name) => ({ name, active: 'YES' })),
  making('person', 'person_email_key', (key, n) => ({
    email: `${key}@nusantara.example`,
    name: `Orang ${n}`,
    active: 'YES',
  })),
  {
    name: 'I-9 an employee whom many look up at once is written once',
    constraints: ['person_email_key', 'person_nopek_key', 'unit_code_key'],
    winners: 'all',
    async round(contest, size) {
      const n = contest.next();
      const told = (k: number, name: string) => ({
        nopek: `9${n}${k}`,
        name,
        email: `pekerja.${n}.${k}@nusantara.example`,
        position: 'Staf',
      });
      // Colleagues under one superior, one of whom is the superior of the others.
      const employeeRegister = {
        check: async () => {},
        employee: async (nopek: string) => ({
          ...(nopek === `9${n}1` ? told(1, 'Kepala') : told(Number(nopek.slice(-1)), 'Pekerja')),
          nopek,
          employment: 'TKJP' as const,
          unit: { code: `BARU-${n}`, name: 'Unit Baru' },
          superior: nopek === `9${n}1` ? null : told(1, 'Kepala'),
        }),
      };
      return {
        acts: contest.contenders
          .slice(0, size)
          .map(
            (ctx, k) => () =>
              findEmployee({ db: contest.db, employeeRegister, leaving }, ctx, `9${n}${(k % 3) + 1}`),
          ),
        stands: () => cell(contest.aside, 'SELECT count(*)::int FROM unit WHERE code = $1', [`BARU-${n}`]),
        expected: 1,
      };
    },
  },
  {
    name: 'I-1 first clicks of one account at once make one person and one link',
    constraints: ['person_email_key', 'chat_identity_platform_tenant_external_id_key'],
    winners: 'all',
    async round(contest, size) {
      const n = contest.next();
      const profile = {
        tenant: 'T1',
        externalId: `U${n}`,
        name: 'Baru',
        verifiedEmail: `akun.${n}@nusantara.example`,
        locale: 'id',
      };
      return {
        acts: Array.from(
          { length: size },
          () => () =>
            linkAccount(
              contest.db,
              withoutDeadline,
              'slack',
              profile as Parameters<typeof linkAccount>[3],
              now,
            ),
        ),
        stands: () =>
          cell(contest.aside, 'SELECT count(*)::int FROM chat_identity WHERE external_id = $1', [`U${n}`]),
        expected: 1,
      };
    },
  },
  {
    name: 'I-1 of several accounts of one workspace that come with one address at once, one is linked',
    constraints: ['chat_identity_platform_tenant_person_id_key'],
    winners: 'all',
    async round(contest, size) {
      const { email: verifiedEmail } = await person(contest);
      const profile = { tenant: 'T1', name: 'Baru', verifiedEmail, locale: 'id' };
      return {
        acts: Array.from(
          { length: size },
          (_, n) => () =>
            linkAccount(
              contest.db,
              withoutDeadline,
              'slack',
              { ...profile, externalId: `U${verifiedEmail}${n}` },
              now,
            ),
        ),
        stands: () =>
          cell(contest.aside, 'SELECT count(*)::int FROM chat_identity WHERE external_id LIKE $1', [
            `U${verifiedEmail}%`,
          ]),
        expected: 1,
      };
    },
  },
  {
    name: 'I-9 a channel is bound by one, and the others hear who bound it',
    constraints: ['bound_channel_platform_tenant_channel_key'],
    winners: 'one',
    async round(contest, size) {
      const channel = `C${contest.next()}`;
      const place = { platform: 'slack' as const, tenant: 'T1', channel };
      return {
        acts: contest.contenders.slice(0, size).map(
          (ctx, n) => () =>
            bindChannel(contest.db, ctx, {
              place,
              name: `kanal ${n}`,
              purpose: n % 2 ? 'ADMINS' : 'IMPORTS',
              unitId: null,
              seen: '',
            }),
        ),
        stands: () =>
          cell(contest.aside, 'SELECT count(*)::int FROM bound_channel WHERE channel = $1', [channel]),
        expected: 1,
      };
    },
  },
  {
    name: 'I-9 a binding is ended once',
    constraints: [],
    winners: 'one',
    async round(contest, size) {
      const [ctx] = contest.contenders;
      const channel = `C${contest.next()}`;
      const id = await bindChannel(contest.db, ctx, {
        place: { platform: 'slack', tenant: 'T1', channel },
        name: 'kanal',
        purpose: 'ADMINS',
        unitId: null,
        seen: '',
      });
      return {
        acts: contest.contenders
          .slice(0, size)
          .map((one) => () => releaseChannel(contest.db, one, id, 'pindah')),
        stands: () =>
          cell(contest.aside, 'SELECT count(*)::int FROM bound_channel WHERE channel = $1', [channel]),
        expected: 0,
      };
    },
  },
];
