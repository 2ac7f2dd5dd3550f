import type { Playground } from '@satu-pintu/playground';
import { samplePeople } from '../../../prisma/sample-organisation.ts';
import type { Database } from '../../../src/db/database.ts';
import { sealUsers } from '../../support/sealed-users.ts';

/**
 * Who asks: everybody of the sample organisation, so that each role has its holder, and those whom it has not. What somebody is to one
 * record (requester, holder, substitute …) stands with the record, in `records.ts`.
 */
export type Role =
  | 'ICT_VERIFICATOR'
  | 'ICT_MANAGER'
  | 'ICT_EXECUTOR'
  | 'DIRECTORY_ADMIN'
  | 'KPPN_OFFICER'
  | 'SATKER_USER'
  | 'PROCUREMENT_OFFICER'
  | 'ADMIN';

interface Somebody {
  roles: readonly Role[];
  /** Known to a register, and at work. */
  is: 'known' | 'outsider' | 'inactive' | 'unlinked';
  /** In whose place they stand today. */
  standsInFor?: readonly string[];
}

const known = (...roles: Role[]): Somebody => ({ roles, is: 'known' });

export const people = {
  'rina.wulandari': known(),
  // Her superior, his superior, and a colleague of the same unit.
  'bima.santoso': known(),
  'hendra.gunawan': known(),
  'joko.prasetyo': known(),
  // The head of another unit.
  'sari.utami': known(),
  'dewi.lestari': known('ICT_VERIFICATOR'),
  'vera.verifikator': known('ICT_VERIFICATOR'),
  'agus.pranoto': known('ICT_MANAGER'),
  'eko.saputra': known('ICT_EXECUTOR'),
  'tono.wijaya': known('ADMIN'),
  'dina.direktori': known('DIRECTORY_ADMIN'),
  'maya.anggraini': known('KPPN_OFFICER'),
  'ali.rahman': known('SATKER_USER'),
  'putri.maharani': known('PROCUREMENT_OFFICER'),
  // The same roles in another satker, under another KPPN.
  'omar.petugas': known('KPPN_OFFICER'),
  'sinta.operator': known('SATKER_USER'),
  'prima.pengadaan': known('PROCUREMENT_OFFICER'),
  'wati.pengganti': {
    ...known(),
    standsInFor: ['bima.santoso', 'dewi.lestari', 'maya.anggraini', 'dina.direktori', 'tono.wijaya'],
  },
  // Has had every role and stood in for Bima, until yesterday.
  'fajar.mantan': known(),
  'dimas.tamu': { roles: [], is: 'outsider' },
  'nia.nonaktif': { roles: [], is: 'inactive' },
  // A guest of the workspace, a person of another tenant: linked with nobody.
  'gita.tamu': { roles: [], is: 'unlinked' },
} as const satisfies Record<string, Somebody>;

export type Account = keyof typeof people;
export const accounts = Object.keys(people) as Account[];
const somebody = (account: Account): Somebody => people[account];

/** Whom a word of the rules means, whatever record it is about; null for a word that only a record gives a meaning. */
export function peopleCalled(word: string): Account[] | null {
  switch (word) {
    case 'anybody':
      return accounts.filter((one) => ['known', 'outsider'].includes(somebody(one).is));
    case 'all':
      return accounts;
    case 'everybody':
      return accounts.filter((one) => somebody(one).is === 'known');
    // Who holds a position that has secretaries (P-12).
    case 'official':
      return ['hendra.gunawan'];
    // Has a row with status 3, by `records/satker.ts`.
    case 'dormant':
      return ['joko.prasetyo'];
    // Was handed what waits for him as a workbook, by `files.ts`.
    case 'handed':
      return ['bima.santoso'];
    case 'nobody':
      return [];
    case 'substitute-of-ADMIN':
    case 'substitute-of-DIRECTORY_ADMIN':
    case 'substitute-of-KPPN_OFFICER':
      return ['wati.pengganti'];
    default:
      return /^[A-Z_]+$/.test(word)
        ? accounts.filter((one) => somebody(one).roles.some((role) => role === word))
        : null;
  }
}

/** What people have in common whom nothing else tells apart. */
export function likenessOf(account: Account): string {
  const { roles, is, standsInFor = [] } = somebody(account);
  const isFormer = account === 'fajar.mantan';
  return [is, isFormer, ...roles, ...standsInFor].join(' ');
}

const sampled = new Set(samplePeople.map(({ account }) => account));
export const emailOf = (account: string) =>
  account === 'dimas.tamu' ? 'dimas.tamu@mitra.example' : `${account}@nusantara.example`;
const nameOf = (account: Account) =>
  account
    .split('.')
    .map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`)
    .join(' ');

/** Puts those beside the sample organisation into the database, with a second KPPN, a satker of its own and a company's officer. */
export async function writePeople(db: Database): Promise<void> {
  await db.query(
    `WITH kppn AS (INSERT INTO unit (code, name, kind) VALUES ('KPPN-JKT2', 'KPPN Jakarta II', 'KPPN') RETURNING id)
     INSERT INTO unit (code, name, kind, institution, kppn_id) SELECT '600001', '600001 BADAN LAIN', 'SATKER', 'Kementerian Lain', id FROM kppn`,
  );
  const more = accounts.filter(
    (one) => !sampled.has(one) && somebody(one).is !== 'outsider' && somebody(one).is !== 'unlinked',
  );
  await db.query(
    `INSERT INTO person (email, name) SELECT p->>0, p->>1 FROM jsonb_array_elements($1::jsonb) AS p`,
    [JSON.stringify(more.map((one) => [emailOf(one), nameOf(one)]))],
  );
  // Who holds two roles in the sample organisation has one here, so that each stands for itself.
  await db.query(
    `UPDATE role_grant SET withdrawn_at = now() WHERE role = 'DIRECTORY_ADMIN' AND person_id = (SELECT id FROM person WHERE email LIKE 'tono.%')`,
  );
  await db.query(
    `INSERT INTO role_grant (person_id, role, unit_id)
     SELECT p.id, g.role::role, u.id FROM (VALUES ('vera.verifikator', 'ICT_VERIFICATOR', NULL), ('dina.direktori', 'DIRECTORY_ADMIN', NULL), ('nia.nonaktif', 'ADMIN', NULL), ('omar.petugas', 'KPPN_OFFICER', 'KPPN-JKT2'),
       ('sinta.operator', 'SATKER_USER', '600001'), ('prima.pengadaan', 'PROCUREMENT_OFFICER', '600001')) AS g (account, role, unit)
     JOIN person p ON p.email = g.account || '@nusantara.example' LEFT JOIN unit u ON u.code = g.unit`,
  );
  await db.query(
    `INSERT INTO role_grant (person_id, role, unit_id, withdrawn_at)
     SELECT p.id, g.role, CASE g.role WHEN 'KPPN_OFFICER' THEN (SELECT id FROM unit WHERE code = 'KPPN-JKT1')
       WHEN 'SATKER_USER' THEN (SELECT id FROM unit WHERE code = '527010') WHEN 'PROCUREMENT_OFFICER' THEN (SELECT id FROM unit WHERE code = '527010') END, now() - interval '1 day'
     FROM person p, unnest(enum_range(NULL::role)) AS g(role) WHERE p.email LIKE 'fajar.%'`,
  );
  await db.query(
    `INSERT INTO satker_user (number, unit_id, nik_hash, name, email, letter_number, status, status_since, surface, submission_key, created_at, counted_from)
     SELECT 'SAT-2026-900001', u.id, '', p.name, p.email, 'ST-7', 'ACTIVE', now(), 'system', 'sinta', now(), now()
     FROM person p, unit u WHERE p.email LIKE 'sinta.%' AND u.code = '600001'`,
  );
  await sealUsers(db, [{ key: 'sinta', nik: '3173051201900777', phone: '0812-7' }]);
  await db.query(
    `INSERT INTO delegation (principal_id, substitute_id, from_day, to_day, made_by_id, made_at, submission_key, begun_at, ended_at, ended_by_id)
     SELECT p.id, s.id, current_date - 2, current_date + d.days, p.id, now() - interval '2 days', d.principal || d.substitute, now() - interval '2 days',
       CASE WHEN d.days < 0 THEN now() - interval '1 day' END, CASE WHEN d.days < 0 THEN p.id END
     FROM jsonb_to_recordset($1::jsonb) AS d (principal text, substitute text, days int)
     JOIN person p ON p.email = d.principal || '@nusantara.example' JOIN person s ON s.email = d.substitute || '@nusantara.example'`,
    [
      JSON.stringify([
        // The one that has ended comes first: a principal has one at a time.
        { principal: 'agus.pranoto', substitute: 'fajar.mantan', days: -1 },
        ...accounts.flatMap((substitute) =>
          (somebody(substitute).standsInFor ?? []).map((principal) => ({ principal, substitute, days: 30 })),
        ),
      ]),
    ],
  );
}

/** Gives them accounts on both platforms, the guests those of guests. */
export async function openAccounts({ api, teams }: Playground): Promise<void> {
  const slack = new Set((await api.people({})).map(({ name }) => name));
  const inTeams = new Set((await teams?.api.people({}))?.map(({ email }) => email));
  for (const account of accounts) {
    const [email, name] = [emailOf(account), nameOf(account)];
    const isGuest = somebody(account).is === 'unlinked';
    if (!slack.has(account)) await api.addPerson({ email, name: account, realName: name, locale: 'id' });
    if (isGuest) await api.changePerson({ person: account, change: { guest: 'restricted' } });
    if (!inTeams.has(email)) {
      await teams?.api.addPerson({ email, name, locale: 'id' });
      if (isGuest) await teams?.api.changePerson({ person: account, change: { guest: true } });
    }
    // One language is enough to tell what stops somebody.
    await api.changePerson({ person: account, change: { locale: 'id' } });
    await teams?.api.changePerson({ person: account, change: { locale: 'id' } });
  }
}

/** Has Nia, who is an ADMIN and known by both accounts, leave. */
export const endNia = (db: Database) =>
  db.query(`UPDATE person SET active = false, left_at = now() WHERE email LIKE 'nia.%'`);
