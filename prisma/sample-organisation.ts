import type { Tx } from '../src/db/database.ts';

/** The people, units and systems that the playground and the tests play with. All addresses end in @nusantara.example. */
export const sampleDomain = 'nusantara.example';

export interface SamplePerson {
  /** The part of the address before the @. */
  account: string;
  name: string;
  position: string;
  nopek?: string;
  employment?: 'ORGANIK_PKWT' | 'TKJP' | 'UNIT';
  unit?: string;
  superior?: string;
  headOf?: string;
  roles?: string[];
  /** Whoever reads English has said so. */
  language: 'id' | 'en';
}

const institution = 'Kementerian Keuangan';

const sampleUnits = [
  { code: 'HO-FIN', name: 'Finance', kind: 'HO' },
  { code: 'HO-ICT', name: 'ICT', kind: 'HO' },
  { code: 'HO-RET', name: 'Retail Operation', kind: 'HO' },
  { code: '31.128.02', name: 'SPBU 31.128.02', kind: 'UNIT' },
  { code: '34.401.11', name: 'SPBU 34.401.11', kind: 'UNIT' },
  { code: 'KPPN-JKT1', name: 'KPPN Jakarta I', kind: 'KPPN' },
  { code: '527010', name: '527010 SEKRETARIAT JENDERAL', kind: 'SATKER', kppn: 'KPPN-JKT1', institution },
  { code: '527021', name: '527021 BIRO UMUM', kind: 'SATKER', kppn: 'KPPN-JKT1', institution },
] as const;

export const samplePeople: readonly SamplePerson[] = [
  {
    account: 'rina.wulandari',
    name: 'Rina Wulandari',
    position: 'Analis Keuangan',
    nopek: '100234',
    employment: 'ORGANIK_PKWT',
    unit: 'HO-FIN',
    superior: 'bima.santoso',
    language: 'id',
  },
  {
    account: 'bima.santoso',
    name: 'Bima Santoso',
    position: 'Assistant Manager Finance',
    nopek: '100101',
    employment: 'ORGANIK_PKWT',
    unit: 'HO-FIN',
    superior: 'hendra.gunawan',
    language: 'id',
  },
  {
    account: 'joko.prasetyo',
    name: 'Joko Prasetyo',
    position: 'Staf Administrasi',
    nopek: '200517',
    employment: 'TKJP',
    unit: 'HO-FIN',
    superior: 'bima.santoso',
    language: 'id',
  },
  {
    account: 'sari.utami',
    name: 'Sari Utami',
    position: 'Business Unit Head',
    nopek: '100310',
    employment: 'UNIT',
    unit: '31.128.02',
    superior: 'hendra.gunawan',
    headOf: '31.128.02',
    language: 'id',
  },
  {
    account: 'dewi.lestari',
    name: 'Dewi Lestari',
    position: 'Assistant ICT Manager',
    nopek: '100411',
    employment: 'ORGANIK_PKWT',
    unit: 'HO-ICT',
    superior: 'agus.pranoto',
    roles: ['ICT_VERIFICATOR'],
    language: 'id',
  },
  {
    account: 'agus.pranoto',
    name: 'Agus Pranoto',
    position: 'ICT Manager',
    nopek: '100412',
    employment: 'ORGANIK_PKWT',
    unit: 'HO-ICT',
    superior: 'hendra.gunawan',
    roles: ['ICT_MANAGER'],
    language: 'en',
  },
  {
    account: 'eko.saputra',
    name: 'Eko Saputra',
    position: 'ICT Support',
    nopek: '100413',
    employment: 'ORGANIK_PKWT',
    unit: 'HO-ICT',
    superior: 'dewi.lestari',
    roles: ['ICT_EXECUTOR'],
    language: 'id',
  },
  {
    account: 'tono.wijaya',
    name: 'Tono Wijaya',
    position: 'Directory Administrator',
    nopek: '100414',
    employment: 'ORGANIK_PKWT',
    unit: 'HO-ICT',
    superior: 'dewi.lestari',
    roles: ['DIRECTORY_ADMIN', 'ADMIN'],
    language: 'id',
  },
  {
    account: 'hendra.gunawan',
    name: 'Hendra Gunawan',
    position: '50012345 VP Retail Operation',
    nopek: '100001',
    employment: 'ORGANIK_PKWT',
    unit: 'HO-RET',
    language: 'id',
  },
  {
    account: 'maya.anggraini',
    name: 'Maya Anggraini',
    position: 'Petugas KPPN',
    unit: 'KPPN-JKT1',
    roles: ['KPPN_OFFICER'],
    language: 'id',
  },
  {
    account: 'ali.rahman',
    name: 'Ali Rahman',
    position: 'Operator Satker',
    unit: '527010',
    roles: ['SATKER_USER'],
    language: 'id',
  },
  {
    account: 'putri.maharani',
    name: 'Putri Maharani',
    position: 'Pejabat Pengadaan',
    unit: '527010',
    roles: ['PROCUREMENT_OFFICER'],
    language: 'id',
  },
];

/** Places in the organisation, parents before their children, and who holds them. */
const samplePositions: readonly {
  code: string;
  name: string;
  unit: string;
  holder?: string;
  parent?: string;
}[] = [
  { code: '50010001', name: 'Director of Retail', unit: 'HO-RET' },
  {
    code: '50012345',
    name: 'VP Retail Operation',
    unit: 'HO-RET',
    holder: 'hendra.gunawan',
    parent: '50010001',
  },
  {
    code: '50023456',
    name: 'Assistant Manager Finance',
    unit: 'HO-FIN',
    holder: 'bima.santoso',
    parent: '50012345',
  },
];

const samplePlatforms = ['P-Office', 'SAP', 'E-mail', 'VPN', 'P-Serv'] as const;

/** Active users of satkers (S-6). */
const sampleSatkerUsers = [
  {
    number: 'SAT-2026-000000',
    account: 'ali.rahman',
    unit: '527010',
    nik: '3173051201900001',
    nip: '199001202015031001',
    phone: '0812-1111-2222',
    letterNumber: 'ST-01/SJ/2026',
  },
];

/** The accounts that the sandbox of DIGIT begins with; their password, `sandboxPassword`, as argon2id keeps it. */
const sandboxAccounts = [
  { nik: '3173051201900001', name: 'Ali Rahman', nip: '199001202015031001', account: 'ali.rahman' },
  { nik: '3173056505920002', name: 'Siti Nurhaliza', nip: '199205252018012002', account: 'siti.nurhaliza' },
];
const sandboxPasswordHash =
  '$argon2id$v=19$m=19456,t=2,p=1$SsnOAGqHamUFLaR/Ut7L4w$xR9FUYCL6OnjzdRxtoI0Fmdx9BRp1k67Ibz6svj7K1Y';

/** Companies of the built-in marketplace with an account of the officer's; that of a satker is connected already (M-3). */
const sampleCompanies = [
  {
    name: 'SEKRETARIAT JENDERAL',
    city: 'Jakarta Pusat',
    address: 'Jalan Dr. Wahidin Raya 1',
    satker: '527010',
  },
  { name: 'BIRO UMUM', city: 'Jakarta Pusat', address: 'Jalan Lapangan Banteng Timur 2', satker: null },
];
const sampleOfficer = `putri.maharani@${sampleDomain}`;

/** Roles that are bound to the holder's unit (I-2). */
const boundRoles = ['KPPN_OFFICER', 'SATKER_USER', 'PROCUREMENT_OFFICER'];

/** Loads the sample organisation, as of a moment, into a database that knows nobody yet; answers whether it did. */
export async function loadSampleOrganisation(tx: Tx, now = new Date()): Promise<boolean> {
  await tx.query('LOCK TABLE person IN SHARE ROW EXCLUSIVE MODE');
  const known = await tx.query('SELECT 1 FROM unit LIMIT 1');
  if (known.length > 0) return false;
  // Its ADMIN has taken the marks away, so that everything can be played at once: /pintu stepup sets them.
  await tx.query('DELETE FROM step_up_mark');
  const people = samplePeople.map((person) => ({
    ...person,
    email: `${person.account}@${sampleDomain}`,
    grants: (person.roles ?? []).map((role) => ({ role, bound: boundRoles.includes(role) })),
  }));
  await tx.query(
    `INSERT INTO unit (code, name, kind, institution)
     SELECT u->>'code', u->>'name', (u->>'kind')::unit_kind, u->>'institution' FROM jsonb_array_elements($1::jsonb) AS u`,
    [JSON.stringify(sampleUnits)],
  );
  await tx.query(
    `UPDATE unit SET kppn_id = k.id FROM jsonb_array_elements($1::jsonb) AS u
     JOIN unit k ON k.code = u->>'kppn' WHERE unit.code = u->>'code'`,
    [JSON.stringify(sampleUnits)],
  );
  await tx.query(
    `INSERT INTO person (email, name, position, nopek, employment, unit_id, language)
     SELECT p->>'email', p->>'name', p->>'position', p->>'nopek', (p->>'employment')::employment,
            (SELECT id FROM unit WHERE code = p->>'unit'), nullif(p->>'language', 'id')
     FROM jsonb_array_elements($1::jsonb) AS p
     ON CONFLICT (email) DO UPDATE SET name = excluded.name, position = excluded.position, nopek = excluded.nopek,
       employment = excluded.employment, unit_id = excluded.unit_id, registered = true`,
    [JSON.stringify(people)],
  );
  await tx.query(
    `UPDATE person SET superior_id = s.id FROM jsonb_array_elements($1::jsonb) AS p
     JOIN person s ON s.email = (p->>'superior') || '@${sampleDomain}' WHERE person.email = p->>'email'`,
    [JSON.stringify(people)],
  );
  await tx.query(
    `INSERT INTO unit_head (unit_id, person_id)
     SELECT u.id, h.id FROM jsonb_array_elements($1::jsonb) AS p
     JOIN unit u ON u.code = p->>'headOf' JOIN person h ON h.email = p->>'email'`,
    [JSON.stringify(people)],
  );
  await tx.query(
    `INSERT INTO position (code, name, unit_id, holder_id)
     SELECT o->>'code', o->>'name', u.id, h.id FROM jsonb_array_elements($1::jsonb) AS o
     JOIN unit u ON u.code = o->>'unit' LEFT JOIN person h ON h.email = (o->>'holder') || '@${sampleDomain}'`,
    [JSON.stringify(samplePositions)],
  );
  await tx.query(
    `UPDATE position SET parent_id = p.id FROM jsonb_array_elements($1::jsonb) AS o
     JOIN position p ON p.code = o->>'parent' WHERE position.code = o->>'code'`,
    [JSON.stringify(samplePositions)],
  );
  await tx.query(
    `INSERT INTO role_grant (person_id, role, unit_id, granted_at)
     SELECT h.id, (g->>'role')::role, CASE WHEN (g->>'bound')::boolean THEN h.unit_id END, $2
     FROM jsonb_array_elements($1::jsonb) AS p CROSS JOIN jsonb_array_elements(p->'grants') AS g
     JOIN person h ON h.email = p->>'email'
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(people), now],
  );
  const satkerUsers = await Promise.all(
    sampleSatkerUsers.map(async ({ nik, phone, ...user }) => {
      const sealed = await tx.keys.seal('satker_user', user.number, { nik, phone });
      const hex = { nik: sealed.nik.toString('hex'), phone: sealed.phone.toString('hex') };
      return { ...user, ...hex, hash: await tx.keys.hash('nik', nik) };
    }),
  );
  await tx.query(
    `INSERT INTO satker_user (number, unit_id, nik_hash, nik, name, nip, phone, email, letter_number, status, status_since, surface,
                              submission_key, created_at, counted_from)
     SELECT s->>'number', u.id, s->>'hash', decode(s->>'nik', 'hex'), p.name, s->>'nip', decode(s->>'phone', 'hex'), p.email, s->>'letterNumber', 'ACTIVE', $2::timestamptz,
            'system', s->>'number', $2, $2
     FROM jsonb_array_elements($1::jsonb) AS s JOIN unit u ON u.code = s->>'unit'
     JOIN person p ON p.email = (s->>'account') || '@${sampleDomain}'`,
    [JSON.stringify(satkerUsers), now],
  );
  const accounts = await Promise.all(
    sandboxAccounts.map(async ({ nik, ...account }) => ({
      ...account,
      hash: await tx.keys.hash('nik', nik),
    })),
  );
  await tx.query(
    `INSERT INTO digit_sandbox_account (nik_hash, name, nip, email, password_hash)
     SELECT a->>'hash', a->>'name', a->>'nip', (a->>'account') || '@${sampleDomain}', $2
     FROM jsonb_array_elements($1::jsonb) AS a ON CONFLICT DO NOTHING`,
    [JSON.stringify(accounts), sandboxPasswordHash],
  );
  await loadSampleMarket(tx, now);
  await tx.query('INSERT INTO platform_system (name) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [
    [...samplePlatforms],
  ]);
  return true;
}

/** The procurement officer's main satker is mapped, and the marketplace has one more account with her e-mail. */
async function loadSampleMarket(tx: Tx, now: Date): Promise<void> {
  await tx.query('INSERT INTO market_sandbox_user (email) VALUES ($1)', [sampleOfficer]);
  await tx.query(
    `WITH companies AS (
       INSERT INTO market_sandbox_company (name, city, postal_code, address, registered_by, key)
       SELECT c->>'name', c->>'city', '10710', c->>'address', $2, c->>'name' FROM jsonb_array_elements($1::jsonb) AS c RETURNING id, name
     )
     INSERT INTO market_sandbox_account (email, company_id, satker)
     SELECT $2, companies.id, c->>'satker' FROM companies JOIN jsonb_array_elements($1::jsonb) AS c ON c->>'name' = companies.name`,
    [JSON.stringify(sampleCompanies), sampleOfficer],
  );
  await tx.query(
    `WITH connected AS (
       SELECT a.id::text AS account, c.id::text AS company, c.name, concat_ws(', ', c.address, c.city) || ' ' || c.postal_code AS address,
         a.email, u.id AS unit_id, p.id AS person_id
       FROM market_sandbox_account a JOIN market_sandbox_company c ON c.id = a.company_id
       JOIN unit u ON u.code = a.satker JOIN person p ON p.email = a.email
     ), satker AS (
       INSERT INTO procurement_satker (person_id, unit_id, is_main, changed_at)
       SELECT person_id, unit_id, true, $1::timestamptz FROM connected RETURNING id
     ), company AS (
       INSERT INTO satker_company (unit_id, company_id, name, address, mapped_at)
       SELECT unit_id, company, name, address, $1::timestamptz FROM connected RETURNING id
     )
     INSERT INTO market_link (satker_id, company_id, account, email, linked_at)
     SELECT satker.id, company.id, account, email, $1::timestamptz FROM connected, satker, company`,
    [now],
  );
}
