import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import { formatTime, translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { editOrganisation } from '../../src/desks/organisation/edit.ts';
import { organisationForms } from '../../src/desks/organisation/forms.ts';
import {
  applicationKind,
  headKind,
  holidayKind,
  positionKind,
  roleKind,
  stageKind,
  systemKind,
  unitKind,
} from '../../src/desks/organisation/sheets/kinds.ts';
import type { RowData } from '../../src/imports/kind.ts';
import { workingTime } from '../../src/working-time/settings.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { employeeKind, organisationKinds } from '../support/house.ts';
import { known } from '../support/known.ts';
import { openDatabase } from '../support/open-database.ts';
import { type StagedSheet, stageImport } from '../support/staged-rows.ts';

let database: SampleDatabase;
let db: Database;
let ctx: Context;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { max: 3, timeoutMs: 60_000 });
  const [tono] = await db.query<{ id: number; name: string; email: string }>(
    `SELECT id, name, email FROM person WHERE email LIKE 'tono.%'`,
  );
  if (!tono) throw new Error('Tono is not there');
  ctx = {
    actor: { ...known(tono), registered: true, roles: [{ role: 'ADMIN', unitId: null }] },
    surface: 'slack',
    now: new Date('2026-11-21T03:00:00Z'),
    until: null,
    t: translate('id'),
    timeZone: 'Asia/Jakarta',
    time: (at) => formatTime('id', 'Asia/Jakarta', at),
  };
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const at = (account: string) => `${account}@nusantara.example`;

async function imported(sheets: StagedSheet[], batch?: number) {
  const staged = await stageImport(db, ctx, sheets);
  await staged.check();
  const problems = await staged.problems();
  await staged.write(batch);
  expect(await staged.problems()).toEqual(problems);
  return { ...staged, problems };
}

/** The entries of one import. */
async function entriesOf(id: number) {
  return db.query<{ action: string; subject: string; data: Record<string, unknown> }>(
    `SELECT e.action, e.subject, e.data - 'import' AS data FROM audit_entry e JOIN import i ON i.number = e.data->>'import'
     WHERE i.id = $1 ORDER BY e.id`,
    [id],
  );
}

async function person(account: string) {
  const [found] = await db.query<Record<string, unknown>>(
    `SELECT p.name, p.nopek, p.position, p.employment, u.code AS unit, s.email AS superior, p.active, p.registered
     FROM person p LEFT JOIN unit u ON u.id = p.unit_id LEFT JOIN person s ON s.id = p.superior_id WHERE p.email = $1`,
    [at(account)],
  );
  return found;
}

const employee = (account: string, more: RowData = {}): RowData => ({
  email: at(account),
  name: account,
  ...more,
});

describe('the organisation workbook', () => {
  it('I-9 is for an ADMIN alone', () => {
    expect(employeeKind.mayGive(ctx)).toBe(true);
    expect(employeeKind.mayGive({ ...ctx, actor: { ...ctx.actor, roles: [] } })).toBe(false);
  });

  it('A-9 U-8 U-15 makes stages, shows what changes of one, and leaves the manuals’ names, deciders and last stage as they are', async () => {
    const security = {
      code: 'KEAMANAN',
      name: 'Keamanan',
      place: '25',
      deciders: `ICT_MANAGER; KEPALA HO-FIN + ${at('sari.utami')}; ATASAN 2`,
      needed: '2',
      rejection: 'LEFT',
      kinds: 'UNIT; HO_TKJP',
      remind: '1; 2',
      escalate: '4',
    };
    const first = await imported([{ kind: stageKind, rows: [security] }]);
    expect(first.problems).toEqual([]);
    const again = await imported([{ kind: stageKind, rows: [{ ...security, needed: '1' }] }]);
    expect((await entriesOf(again.id)).map(({ action, data }) => [action, data])).toEqual([
      ['approval-stage.changed', { from: { needed: '2' }, to: { needed: '1' } }],
    ]);
    const row = (more: RowData): RowData => ({ code: 'BARU', name: 'Baru', place: '5', ...more });
    const wrong = await stageImport(db, ctx, [
      {
        kind: stageKind,
        rows: [
          row({}),
          row({ code: 'DUA', deciders: 'bukan.siapa@x.example' }),
          row({ code: 'TIGA', deciders: 'KEPALA TIADA' }),
          row({ code: 'EMPAT', deciders: 'ICT_MANAGER', systems: 'Tiada' }),
        ],
      },
    ]);
    await wrong.check();
    expect(await wrong.problems()).toEqual([
      '0/2 deciders imports.expected.required',
      '0/3 deciders organisation.expected.deciderPerson',
      '0/4 deciders organisation.expected.deciderUnit',
      '0/5 systems organisation.expected.systems',
    ]);
    const refused = (data: RowData) => stageKind.problemsOf?.(ctx, data).map(({ field }) => field);
    expect(refused({ code: 'MANAGER', name: 'Manajer', place: '30', deciders: 'ADMIN' })).toEqual([
      'name',
      'deciders',
    ]);
    expect(
      refused({ code: 'EXECUTOR', name: 'ICT Executor', needed: '2', kinds: 'UNIT', active: 'NO' }),
    ).toEqual(['needed', 'kinds', 'active']);
    expect(refused({ code: 'MANAGER', name: 'ICT Manager', place: '30', needed: '2', active: 'NO' })).toEqual(
      [],
    );
  });

  it.each([
    [
      'deciders',
      'ict manager; Atasan; kepala UNIT-BPP + Budi@X.example',
      'ICT_MANAGER; ATASAN; KEPALA UNIT-BPP + budi@x.example',
    ],
    ['deciders', 'siapa saja', null],
    ['deciders', 'KPPN_OFFICER', null],
    ['kinds', 'HO-TKJP; User ID Unit', 'UNIT; HO_TKJP'],
    ['kinds', 'Lainnya', null],
    ['remind', '3, 1', '1; 3'],
    ['remind', 'besok', null],
    ['code', 'keamanan informasi', 'KEAMANAN_INFORMASI'],
    ['code', '1A', null],
    ['place', '0', null],
  ])('A-9 reads %s “%s” of a stage as %s', (field, typed, value) => {
    const read = stageKind.columns.find((column) => column.field === field)?.read(typed);
    expect(read && 'value' in read ? read.value : null).toBe(value);
  });

  it('A-7 amends the holidays in mid-year: shows what changes, writes it, and says whose decree it is', async () => {
    const source = 'Perubahan SKB 3 Menteri';
    const [christmas, new1, same] = [
      { day: '2026-12-24', kind: 'WORKING', name: 'Kelahiran Yesus Kristus', source },
      { day: '2026-08-18', kind: 'JOINT_LEAVE', name: 'Proklamasi Kemerdekaan', source },
      { day: '2026-12-25', kind: 'NATIONAL', name: 'Kelahiran Yesus Kristus' },
    ];
    const { id, problems } = await imported([
      { kind: holidayKind, rows: [christmas, new1, same] },
      { kind: unitKind, rows: [{ code: 'HO-FIN', name: 'Finance', kind: 'HO', zone: 'WITA' }] },
    ]);
    expect(problems).toEqual([]);
    expect((await entriesOf(id)).map(({ action, data }) => [action, data]).sort()).toEqual([
      ['holiday.added', { to: new1 }],
      [
        'holiday.changed',
        {
          from: { kind: 'JOINT_LEAVE', source: expect.stringContaining('1497/2025') },
          to: { kind: 'WORKING', source },
        },
      ],
      ['unit.changed', { from: { zone: null }, to: { zone: 'WITA' } }],
    ]);
    const { holidays } = await workingTime(db, new Date('2026-08-01T00:00:00Z'));
    expect(['2026-08-18', '2026-12-24', '2026-12-25'].map((day) => holidays.has(day))).toEqual([
      true,
      false,
      true,
    ]);
    expect(
      await db.query(`SELECT zone_of(p) AS zone FROM person p WHERE email = $1`, [at('rina.wulandari')]),
    ).toEqual([{ zone: 'WITA' }]);
  });

  it('I-9 makes units, people, positions, heads, roles, systems and applications that name one another in any order', async () => {
    const { id, problems } = await imported([
      {
        kind: applicationKind,
        rows: [
          { application: 'Arsip', role: 'Pembaca' },
          { application: 'Arsip', role: 'Penulis' },
        ],
      },
      {
        kind: systemKind,
        rows: [{ name: 'Arsip' }, { name: 'SAP', active: 'YES' }, { name: 'VPN', active: 'NO' }],
      },
      {
        kind: roleKind,
        rows: [
          { email: at('baru.satu'), role: 'KPPN_OFFICER', unit: 'KPPN-BARU' },
          { email: at('baru.satu'), role: 'ICT_MANAGER' },
          { email: at('dewi.lestari'), role: 'ICT_VERIFICATOR' },
        ],
      },
      {
        kind: headKind,
        rows: [
          { unit: 'CAB-1', email: at('baru.dua') },
          { unit: '31.128.02', email: at('sari.utami') },
        ],
      },
      {
        kind: positionKind,
        rows: [
          { code: '9002', name: 'Manajer', unit: 'CAB-1', holder: at('baru.dua'), parent: '9001' },
          { code: '9001', name: 'Direktur', parent: '-' },
        ],
      },
      {
        kind: employeeKind,
        rows: [
          employee('baru.satu', { nopek: '900001', superior: '900002', unit: 'CAB-1', employment: 'UNIT' }),
          employee('baru.dua', { nopek: '900002', superior: at('hendra.gunawan'), position: 'BUH' }),
        ],
      },
      {
        kind: unitKind,
        rows: [
          { code: 'SAT-1', name: 'Satker Satu', kind: 'SATKER', kppn: 'KPPN-BARU' },
          { code: 'KPPN-BARU', name: 'KPPN Baru', kind: 'KPPN' },
          { code: 'CAB-1', name: 'Cabang Satu', kind: 'UNIT' },
        ],
      },
    ]);
    expect(problems).toEqual([]);
    expect(await person('baru.satu')).toEqual({
      name: 'baru.satu',
      nopek: '900001',
      position: null,
      employment: 'UNIT',
      unit: 'CAB-1',
      superior: at('baru.dua'),
      active: true,
      registered: true,
    });
    const [made] = await db.query(
      `SELECT (SELECT k.code FROM unit u JOIN unit k ON k.id = u.kppn_id WHERE u.code = 'SAT-1') AS kppn,
         (SELECT a.code || ' ' || h.email FROM position p JOIN position a ON a.id = p.parent_id JOIN person h ON h.id = p.holder_id
          WHERE p.code = '9002') AS position,
         (SELECT p.email FROM unit_head h JOIN person p ON p.id = h.person_id JOIN unit u ON u.id = h.unit_id WHERE u.code = 'CAB-1') AS head,
         (SELECT json_agg(g.role || coalesce(' ' || u.code, '') ORDER BY g.role) FROM role_grant g JOIN person p ON p.id = g.person_id
          LEFT JOIN unit u ON u.id = g.unit_id WHERE p.email = $1) AS roles,
         (SELECT json_agg(name ORDER BY name) FROM platform_system WHERE active) AS systems,
         (SELECT json_agg(r.name ORDER BY r.name) FROM application_role r JOIN application a ON a.id = r.application_id
          WHERE a.name = 'Arsip') AS applications`,
      [at('baru.satu')],
    );
    expect(made).toEqual({
      kppn: 'KPPN-BARU',
      position: `9001 ${at('baru.dua')}`,
      head: at('baru.dua'),
      roles: ['ICT_MANAGER', 'KPPN_OFFICER KPPN-BARU'],
      systems: ['Arsip', 'E-mail', 'P-Office', 'P-Serv', 'SAP'],
      applications: ['Pembaca', 'Penulis'],
    });
    const counted = new Map<string, number>();
    for (const { action } of await entriesOf(id)) counted.set(action, (counted.get(action) ?? 0) + 1);
    expect(Object.fromEntries(counted)).toEqual({
      'unit.added': 3,
      'person.added': 2,
      'position.added': 2,
      'unit.head-added': 1,
      'role.granted': 2,
      'platform-system.added': 1,
      'platform-system.changed': 1,
      'application.role-added': 2,
    });
  });

  it('I-9 I-5 changes what a row says and no more, writes what it was, and writes nothing where nothing changes', async () => {
    const rows = [
      employee('rina.wulandari', { name: 'Rina Wulandari Putri', superior: at('hendra.gunawan') }),
      employee('joko.prasetyo', {
        name: 'Joko Prasetyo',
        nopek: '200517',
        superior: '100101',
        active: 'YES',
      }),
    ];
    const { id, problems } = await imported([{ kind: employeeKind, rows }]);
    expect(problems).toEqual([]);
    expect(await person('rina.wulandari')).toMatchObject({
      name: 'Rina Wulandari Putri',
      nopek: '100234',
      unit: 'HO-FIN',
      superior: at('hendra.gunawan'),
    });
    expect((await entriesOf(id)).map(({ action, data }) => ({ action, data }))).toEqual([
      {
        action: 'person.changed',
        data: {
          from: { name: 'Rina Wulandari', superior: at('bima.santoso') },
          to: { name: 'Rina Wulandari Putri', superior: at('hendra.gunawan') },
        },
      },
    ]);
    const again = await imported([{ kind: employeeKind, rows }]);
    expect(await entriesOf(again.id)).toEqual([]);
    const cleared = await imported([
      {
        kind: employeeKind,
        rows: [employee('rina.wulandari', { name: 'Rina Wulandari', position: '-', superior: '-' })],
      },
    ]);
    expect(await person('rina.wulandari')).toMatchObject({ position: null, superior: null, nopek: '100234' });
    expect(await entriesOf(cleared.id)).toHaveLength(1);
  });

  it('I-9 registers somebody whom no register knew', async () => {
    await db.query(`INSERT INTO person (email, name, registered) VALUES ($1, 'Tamu', false)`, [at('tamu')]);
    const { id } = await imported([{ kind: employeeKind, rows: [employee('tamu')] }]);
    expect(await person('tamu')).toMatchObject({ name: 'tamu', registered: true });
    expect(await entriesOf(id)).toMatchObject([
      { action: 'person.changed', data: { from: { registered: false }, to: { registered: true } } },
    ]);
  });

  it('I-9 P-5 says of each field what is wrong with it, and writes the other rows', async () => {
    const { problems } = await imported([
      {
        kind: unitKind,
        rows: [
          { code: 'SAT-2', name: 'Satker Dua', kind: 'SATKER', kppn: 'HO-FIN' },
          { code: 'SAT-2', name: 'Satker Dua', kind: 'SATKER' },
        ],
      },
      {
        kind: employeeKind,
        rows: [
          employee('salah.satu', { unit: 'SAT-2', superior: '999999' }),
          employee('salah.dua', { nopek: '100234' }),
          employee('salah.tiga', { superior: at('salah.satu') }),
          employee('benar', { nopek: '777001', superior: at('agus.pranoto') }),
          employee('benar', {}),
          employee('salah.empat', { nopek: '777001' }),
          employee('agus.pranoto', { superior: at('benar') }),
        ],
      },
      {
        kind: positionKind,
        rows: [
          { code: '8001', name: 'A', parent: '8002' },
          { code: '8002', name: 'B', parent: '8001' },
          { code: '8003', name: 'C', parent: '8001', holder: at('salah.dua') },
        ],
      },
      { kind: headKind, rows: [{ unit: 'HO-FIN', email: at('siapa') }] },
      {
        kind: roleKind,
        rows: [
          { email: at('rina.wulandari'), role: 'KPPN_OFFICER', unit: '527010' },
          { email: at('rina.wulandari'), role: 'SATKER_USER', unit: 'KPPN-JKT1' },
        ],
      },
    ]);
    expect(problems).toEqual([
      '0/2 kppn organisation.expected.kppn',
      '0/3 code organisation.expected.once',
      '1/2 unit organisation.expected.unit',
      '1/3 nopek organisation.expected.ownNopek',
      '1/4 superior organisation.expected.superior',
      '1/5 superior organisation.expected.superiorCircle',
      '1/6 email organisation.expected.once',
      '1/7 nopek organisation.expected.once',
      '1/8 superior organisation.expected.superiorCircle',
      '2/2 parent organisation.expected.parentCircle',
      '2/3 parent organisation.expected.parentCircle',
      '2/4 holder organisation.expected.person',
      '3/2 unit organisation.expected.branch',
      '3/2 email organisation.expected.person',
      '4/2 unit organisation.expected.kppn',
      '4/3 unit organisation.expected.satker',
    ]);
  });

  it('I-9 checks again when it writes: what was right at the preview may be wrong by then', async () => {
    const staged = await stageImport(db, ctx, [
      {
        kind: employeeKind,
        rows: [
          employee('eko.saputra', { superior: at('joko.prasetyo') }),
          employee('lain', { unit: 'HO-ICT' }),
        ],
      },
    ]);
    await staged.check();
    expect(await staged.problems()).toEqual([]);
    await db.query(
      `UPDATE person SET superior_id = (SELECT id FROM person WHERE email = $1) WHERE email = $2`,
      [at('eko.saputra'), at('joko.prasetyo')],
    );
    await staged.write();
    expect(await staged.problems()).toEqual(['0/2 superior organisation.expected.superiorCircle']);
    expect(await person('lain')).toBeDefined();
  });

  it('I-9 finds what a field may name whatever signs are typed', async () => {
    const search = organisationForms({
      db,
      kinds: organisationKinds,
      desks: () => [],
      personCard: () => Promise.reject(new Error('not asked')),
    }).record.search;
    const found = await search(ctx, 'unit', 'HO-FIN\0\ud800');
    expect(found).toBeDefined();
  });

  it('I-9 keeps the last ADMIN active', async () => {
    await db.query(
      `INSERT INTO role_grant (person_id, role) SELECT id, 'ADMIN' FROM person WHERE email = $1`,
      [at('dewi.lestari')],
    );
    const leave = (...accounts: string[]) =>
      imported([
        { kind: employeeKind, rows: accounts.map((account) => employee(account, { active: 'NO' })) },
      ]);
    expect((await leave('tono.wijaya', 'dewi.lestari')).problems).toEqual([
      '0/2 active people.error.lastAdmin',
      '0/3 active people.error.lastAdmin',
    ]);
    expect((await leave('dewi.lestari')).problems).toEqual([]);
    expect(await person('dewi.lestari')).toMatchObject({ active: false });
    expect((await leave('tono.wijaya')).problems).toEqual(['0/2 active people.error.lastAdmin']);
    expect(await person('tono.wijaya')).toMatchObject({ active: true });
  });

  it('I-9 lets one of two edits at the same moment through that together would be a circle', async () => {
    await imported([{ kind: employeeKind, rows: [employee('kiri'), employee('kanan')] }]);
    const edit = (account: string, superior: string) =>
      editOrganisation(db, ctx, { kind: employeeKind, data: employee(account, { superior: at(superior) }) });
    const results = await Promise.allSettled([edit('kiri', 'kanan'), edit('kanan', 'kiri')]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const superiors = await Promise.all([person('kiri'), person('kanan')]);
    expect(superiors.filter((one) => one?.superior)).toHaveLength(1);
    const left = await db.query(`SELECT 1 FROM import WHERE number = ''`);
    expect(left).toEqual([]);
  });

  it('I-9 takes 20,000 employees each of whose superiors comes later, in several batches, each with one audit entry', async () => {
    const many = 20_000;
    const rows = Array.from({ length: many }, (_, index) => {
      const number = many - 1 - index;
      const superior: RowData =
        number === 0
          ? {}
          : { superior: number % 2 ? `5${Math.floor(number / 10)}` : at(`p${Math.floor(number / 10)}`) };
      return employee(`p${number}`, { nopek: `5${number}`, unit: 'HO-FIN', ...superior });
    });
    const { id, problems } = await imported([{ kind: employeeKind, rows }], 4000);
    expect(problems).toEqual([]);
    const [counted] = await db.query(
      `SELECT count(*)::int AS people, count(superior_id)::int AS led FROM person WHERE nopek LIKE '5%' AND email LIKE 'p%'`,
    );
    expect(counted).toEqual({ people: many, led: many - 1 });
    expect(await person('p4321')).toMatchObject({ superior: at('p432') });
    expect(await entriesOf(id)).toHaveLength(many);
    expect(await entriesOf((await imported([{ kind: employeeKind, rows }], 4000)).id)).toEqual([]);
  });

  it('I-9 takes a chain as long as a file, and tells all of it what is wrong at its top', async () => {
    const long = 20_000;
    const rows = Array.from({ length: long }, (_, index) =>
      employee(`c${index}`, { superior: at(`c${index + 1}`) }),
    );
    const staged = await stageImport(db, ctx, [{ kind: employeeKind, rows }]);
    await staged.check();
    const problems = await staged.problems();
    expect(problems).toHaveLength(long);
    expect(new Set(problems.map((problem) => problem.split(' ')[2]))).toEqual(
      new Set(['organisation.expected.superior']),
    );
  });
});
