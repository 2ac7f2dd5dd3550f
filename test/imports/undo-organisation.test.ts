import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import { formatTime, translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { editOrganisation } from '../../src/desks/organisation/edit.ts';
import {
  applicationKind,
  headKind,
  holidayKind,
  positionKind,
  roleKind,
  systemKind,
  unitKind,
} from '../../src/desks/organisation/sheets/kinds.ts';
import { changeTexts } from '../../src/imports/changes.ts';
import type { RowData } from '../../src/imports/kind.ts';
import { planJob, shortPlan } from '../../src/imports/undo/plan.ts';
import { referencesTo } from '../../src/imports/undo/references.ts';
import { workingTime } from '../../src/working-time/settings.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { employeeKind, organisationKinds, uses } from '../support/house.ts';
import { known } from '../support/known.ts';
import { openDatabase } from '../support/open-database.ts';
import type { StagedSheet } from '../support/staged-rows.ts';
import { contents, undoing } from '../support/undoing.ts';

let database: SampleDatabase;
let db: Database;
let ctx: Context;
let bench: ReturnType<typeof undoing>;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { max: 4, timeoutMs: 60_000 });
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
  bench = undoing(db, ctx, organisationKinds);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const at = (account: string) => `${account}@nusantara.example`;
const employee = (account: string, more: RowData = {}): RowData => ({
  email: at(account),
  name: account,
  ...more,
});
const edit = (data: RowData) => editOrganisation(db, ctx, { kind: employeeKind, data });
const employees = (...rows: RowData[]): StagedSheet => ({ kind: employeeKind, rows });

/** One of everything, new and changed, that name one another across sheets and rows. */
const workbook = (mark: string): StagedSheet[] => [
  {
    kind: applicationKind,
    rows: [
      { application: `Arsip ${mark}`, role: 'Pembaca' },
      { application: `Arsip ${mark}`, role: 'Penulis' },
    ],
  },
  { kind: systemKind, rows: [{ name: `Sistem ${mark}` }, { name: 'VPN', active: 'NO' }, { name: 'SAP' }] },
  {
    kind: roleKind,
    rows: [
      { email: at(`${mark}.satu`), role: 'KPPN_OFFICER', unit: `KPPN-${mark}` },
      { email: at('dewi.lestari'), role: 'ICT_EXECUTOR' },
      { email: at('dewi.lestari'), role: 'ICT_VERIFICATOR' },
    ],
  },
  { kind: headKind, rows: [{ unit: `CAB-${mark}`, email: at(`${mark}.dua`) }] },
  {
    kind: positionKind,
    rows: [
      {
        code: `${mark}-2`,
        name: 'Manajer',
        unit: `CAB-${mark}`,
        holder: at(`${mark}.dua`),
        parent: `${mark}-1`,
      },
      { code: `${mark}-1`, name: 'Direktur' },
    ],
  },
  {
    kind: employeeKind,
    rows: [
      employee(`${mark}.satu`, { nopek: `${mark}1`, superior: at(`${mark}.dua`), unit: `CAB-${mark}` }),
      employee(`${mark}.dua`, { superior: at('hendra.gunawan') }),
      employee('joko.prasetyo', {
        name: 'Joko P.',
        superior: at(`${mark}.satu`),
        position: '-',
        unit: `CAB-${mark}`,
      }),
    ],
  },
  {
    kind: unitKind,
    rows: [
      { code: `SAT-${mark}`, name: 'Satker', kind: 'SATKER', kppn: `KPPN-${mark}` },
      { code: `KPPN-${mark}`, name: 'KPPN', kind: 'KPPN' },
      { code: `CAB-${mark}`, name: 'Cabang', kind: 'UNIT' },
      { code: 'HO-RET', name: `Ritel ${mark}`, kind: 'HO' },
    ],
  },
];

describe('what the preview says', () => {
  it('P-5 counts what is new, changed, unchanged and wrong, sheet by sheet', async () => {
    const id = await bench.checked(
      ...workbook('hitung'),
      employees(
        employee('rina.wulandari', { name: 'Rina Wulandari' }),
        employee('salah', { superior: at('siapa') }),
      ),
    );
    const { sheets } = await bench.load(id);
    expect(
      sheets.map(({ kind, rows, changed, unchanged, failed }) => [
        kind.split('.')[1],
        rows,
        changed,
        unchanged,
        failed,
      ]),
    ).toEqual([
      ['application', 2, 0, 0, 0],
      ['system', 3, 1, 1, 0],
      ['role', 3, 0, 1, 0],
      ['head', 1, 0, 0, 0],
      ['position', 2, 0, 0, 0],
      ['employee', 3, 1, 0, 0],
      ['unit', 4, 1, 0, 0],
      ['employee', 2, 0, 1, 1],
    ]);
  });

  it('P-5 names what a change replaces, as people read it; blank cells say nothing', async () => {
    await db.query(`INSERT INTO person (email, name, registered) VALUES ($1, 'Tamu', false)`, [at('tamu')]);
    const id = await bench.checked(
      employees(
        employee('joko.prasetyo', {
          name: 'Joko Prasetyo',
          position: 'Manajer',
          active: 'NO',
          superior: '-',
        }),
        employee('tamu', { name: 'Tamu' }),
      ),
    );
    const { sheets } = await bench.load(id);
    const [sheet] = sheets;
    if (!sheet) throw new Error('no sheet');
    const rows = await bench.rows(id, 'changes');
    expect(rows.map((row) => changeTexts(ctx.t, employeeKind, sheet, row))).toEqual([
      [
        'Jabatan: Staf Administrasi → Manajer',
        'Atasan: bima.santoso@nusantara.example → (kosong)',
        'Aktif: Ya → Tidak',
      ],
      ['Terdaftar sebagai pegawai: Tidak → Ya'],
    ]);
  });

  it('I-5 rows that change nothing write nothing, and are counted as that afterwards', async () => {
    const before = await contents(db);
    const entries = () => db.query(`SELECT 1 FROM audit_entry WHERE action NOT LIKE 'import.%'`);
    const written = (await entries()).length;
    const rina = employees(employee('rina.wulandari', { name: 'Rina Wulandari', nopek: '100234' }));
    const { status, sheets } = await bench.imported(rina);
    expect(status).toBe('DONE');
    expect(sheets[0]).toMatchObject({ done: 1, changed: 0, unchanged: 1 });
    expect((await entries()).length).toBe(written);
    expect(await contents(db)).toEqual(before);
  });

  const wahyu = (position: string, name = 'wahyu') => employee('wahyu', { name, position });
  it.each([
    ['would replace something else than was shown', [wahyu('Staf', 'Wahyu')], 1],
    ['would replace what was shown after all', [wahyu('Staf'), wahyu('Analis')], 0],
    ['would replace a part of it', [wahyu('Analis', 'Wahyu')], 0],
    ['would replace nothing', [wahyu('Manajer', 'Wahyu')], 0],
  ])('A-11 a row that by the time of Import %s', async (_what, meanwhile, failed) => {
    await edit(wahyu('Analis'));
    const id = await bench.checked(employees(wahyu('Manajer', 'Wahyu')));
    for (const data of meanwhile) await edit(data);
    const { sheets } = await bench.run(id);
    expect(sheets[0]).toMatchObject({ failed });
    const failures = await bench.rows(id, 'failed');
    expect(
      failures.flatMap(({ problems }) =>
        (problems ?? []).map(({ field, expected }) => `${field} ${expected.key}`),
      ),
    ).toEqual(failed ? ['position imports.expected.asShown'] : []);
    const [now] = await db.query('SELECT name, position FROM person WHERE email = $1', [at('wahyu')]);
    expect(now).toEqual(
      failed ? { name: 'Wahyu', position: 'Staf' } : { name: 'Wahyu', position: 'Manajer' },
    );
  });

  it('A-11 what was shown as new and is there by now, or as there and is gone, is not written unseen', async () => {
    const id = await bench.checked(employees(employee('kedua', { position: 'Staf' })), {
      kind: roleKind,
      rows: [{ email: at('dewi.lestari'), role: 'ICT_VERIFICATOR' }],
    });
    await edit(employee('kedua', { name: 'Orang lain' }));
    const grant = `UPDATE role_grant SET withdrawn_at = $2 FROM person p WHERE p.id = person_id AND p.email = $1 AND role = 'ICT_VERIFICATOR'`;
    await db.query(grant, [at('dewi.lestari'), ctx.now]);
    const { sheets } = await bench.run(id);
    await db.query(grant, [at('dewi.lestari'), null]);
    expect(sheets.map(({ failed }) => failed)).toEqual([1, 1]);
    expect((await bench.rows(id, 'failed')).map(({ problems }) => problems?.[0]?.expected.key)).toEqual([
      'imports.expected.asShown',
      'imports.expected.asShown',
    ]);
    expect(await db.query('SELECT name FROM person WHERE email = $1', [at('kedua')])).toEqual([
      { name: 'Orang lain' },
    ]);
  });
});

describe('undoing an import', () => {
  it('A-7 I-10 takes an amendment of the holidays back: the decree stands as it did', async () => {
    const before = await db.query('SELECT day::text, kind, name, source FROM holiday ORDER BY day');
    const { id } = await bench.imported({
      kind: holidayKind,
      rows: [
        { day: '2026-12-24', kind: 'WORKING', name: 'Kelahiran Yesus Kristus' },
        { day: '2026-08-18', kind: 'JOINT_LEAVE', name: 'Proklamasi Kemerdekaan' },
      ],
    });
    expect((await workingTime(db, ctx.now)).holidays.has('2026-12-24')).toBe(false);
    await bench.order(id);
    expect(await bench.work(id)).toMatchObject({ status: 'UNDONE' });
    expect(await db.query('SELECT day::text, kind, name, source FROM holiday ORDER BY day')).toEqual(before);
  });

  it('I-10 leaves the tables as they were, and one entry with the reason for each record', async () => {
    const before = await contents(db);
    const { id, number, status } = await bench.imported(...workbook('balik'));
    expect(status).toBe('DONE');
    expect(await contents(db)).not.toEqual(before);
    await bench.order(id);
    const undone = await bench.work(id, { batch: 2 });
    expect(await bench.kept(id)).toEqual([]);
    expect(undone).toMatchObject({
      status: 'UNDONE',
      undoByName: 'Tono Wijaya',
      undoReason: 'Berkas yang salah',
    });
    expect(await contents(db)).toEqual(before);
    const entries = await db.query<{ action: string }>(
      `SELECT action FROM audit_entry WHERE reason = 'Berkas yang salah' AND data->>'import' = $1`,
      [number],
    );
    const counted: Record<string, number> = {};
    for (const { action } of entries) counted[action] = (counted[action] ?? 0) + 1;
    expect(counted).toEqual({
      'application.role-removed': 2,
      'platform-system.removed': 1,
      'platform-system.restored': 1,
      'role.withdrawn': 2,
      'unit.head-removed': 1,
      'position.removed': 2,
      'person.removed': 2,
      'person.restored': 1,
      'unit.removed': 3,
      'unit.restored': 1,
    });
  });

  it('I-10 goes on after a kill between any two batches, and two runs at once take back each row once', async () => {
    const before = await contents(db);
    const { id, number } = await bench.imported(...workbook('mati'));
    await bench.order(id);
    let turns = 0;
    const dies = async () => {
      turns += 1;
      if (turns === 4) throw new Error('killed');
      return ctx;
    };
    await expect(bench.work(id, { batch: 1, contextOf: dies })).rejects.toThrow('killed');
    expect((await bench.load(id)).status).toBe('UNDOING');
    await Promise.all([bench.work(id, { batch: 2 }), bench.work(id, { batch: 1 })]);
    const { status, sheets } = await bench.load(id);
    expect(status).toBe('UNDONE');
    expect(sheets.map(({ undone, undoable, kept }) => [undone, undoable, kept])).toEqual([
      [2, 2, 0],
      [2, 2, 0],
      [2, 2, 0],
      [1, 1, 0],
      [2, 2, 0],
      [3, 3, 0],
      [4, 4, 0],
    ]);
    expect(await contents(db)).toEqual(before);
    const twice = await db.query(
      `SELECT subject FROM audit_entry WHERE data->>'import' = $1 AND action ~ '(removed|restored)$'
       AND action !~ 'role' GROUP BY subject, action HAVING count(*) > 1`,
      [number],
    );
    expect(twice).toEqual([]);
  });

  const later: [string, () => Promise<unknown>, string[]][] = [
    [
      'somebody edited it in chat',
      () => edit(employee('bangun.dua', { position: 'Kepala' })),
      ['0/1 imports.kept.changed'],
    ],
    [
      'a later import changed it',
      () => bench.imported(employees(employee('bangun.dua', { position: 'Kepala' }))),
      ['0/1 imports.kept.imported'],
    ],
    [
      'somebody below was used',
      () =>
        db.query(
          `INSERT INTO chat_identity (platform, tenant, external_id, person_id) SELECT 'slack', 'T1', 'U-' || id, id FROM person WHERE email = $1`,
          [at('bangun.satu')],
        ),
      ['0/1 imports.kept.organisation', '0/2 imports.kept.chat'],
    ],
    [
      'somebody else was set below it',
      () => edit(employee('lain', { superior: at('bangun.satu') })),
      ['0/1 imports.kept.organisation', '0/2 imports.kept.organisation'],
    ],
  ];
  it.each(later)('I-10 leaves and lists what is built on: %s', async (_what, build, kept) => {
    const { id } = await bench.imported(
      employees(employee('bangun.dua'), employee('bangun.satu', { superior: at('bangun.dua') })),
    );
    await build();
    await bench.planned(id);
    expect(await bench.kept(id)).toEqual(kept);
    if (kept.length < 2) await bench.order(id);
    if (kept.length < 2) await bench.work(id);
    expect(await bench.kept(id)).toEqual(kept);
    const left = await db.query(`SELECT 1 FROM person WHERE email LIKE 'bangun.%'`);
    expect(left.length).toBe(kept.length);
    await db.query(
      `DELETE FROM chat_identity WHERE external_id LIKE 'U-%' AND person_id IN (SELECT id FROM person WHERE email LIKE 'bangun.%')`,
    );
    await db.query(`DELETE FROM person WHERE email = $1`, [at('lain')]);
    await db.query(`DELETE FROM person WHERE email LIKE 'bangun.%'`);
  });

  it('I-10 decides again as it is done: what was built between the form and the batch stays, with what it hangs on', async () => {
    const { id } = await bench.imported(
      employees(
        employee('susul.atas'),
        employee('susul.bawah', { superior: at('susul.atas') }),
        employee('susul.lain'),
      ),
    );
    await bench.order(id);
    await edit(employee('susul.bawah', { position: 'Kepala' }));
    const { sheets } = await bench.work(id, { batch: 1 });
    expect(sheets[0]).toMatchObject({ undoable: 1, undone: 1, kept: 2 });
    expect(await bench.kept(id)).toEqual(['0/1 imports.kept.organisation', '0/2 imports.kept.changed']);
    expect(
      await db.query(
        `SELECT p.email, s.email AS superior FROM person p LEFT JOIN person s ON s.id = p.superior_id WHERE p.email LIKE 'susul.%' ORDER BY 1`,
      ),
    ).toEqual([
      { email: at('susul.atas'), superior: null },
      { email: at('susul.bawah'), superior: at('susul.atas') },
    ]);
  });

  it('I-10 leaves a change where what stood before is somebody else’s by now, or would close a circle', async () => {
    await bench.imported(
      employees(
        employee('putar.a', { nopek: '7001' }),
        employee('putar.b', { superior: at('putar.a') }),
        employee('putar.c', { nopek: '7003' }),
      ),
    );
    const { id } = await bench.imported(
      employees(employee('putar.b', { superior: '-' }), employee('putar.c', { nopek: '7004' })),
    );
    await edit(employee('putar.a', { superior: at('putar.b') }));
    await edit(employee('putar.d', { nopek: '7003' }));
    await bench.planned(id);
    expect(await bench.kept(id)).toEqual(['0/1 imports.kept.circle', '0/2 imports.kept.nopek']);
  });

  it('I-10 I-9 leaves a role that its holder has acted by, and the last ADMIN', async () => {
    const { id } = await bench.imported({
      kind: roleKind,
      rows: [
        { email: at('rina.wulandari'), role: 'ADMIN' },
        { email: at('joko.prasetyo'), role: 'ICT_MANAGER' },
      ],
    });
    // As the press of Import has it.
    await db.query(
      `INSERT INTO audit_entry (at, actor, surface, action, subject) VALUES ($2, 'x', 'slack', 'import.started', 'import:' || $1)`,
      [id, ctx.now],
    );
    await db.query(
      `INSERT INTO audit_entry (at, actor_id, actor, surface, action, subject)
       SELECT $2, id, name, 'slack', 'user-id.approved', 'user-id:1' FROM person WHERE email = $1`,
      [at('joko.prasetyo'), ctx.now],
    );
    const admins = `UPDATE role_grant g SET withdrawn_at = $1 FROM person p WHERE p.id = g.person_id AND g.role = 'ADMIN' AND p.email NOT LIKE 'rina.%'`;
    await db.query(admins, [ctx.now]);
    await bench.planned(id);
    await db.query(admins, [null]);
    expect(await bench.kept(id)).toEqual(['0/1 people.error.lastAdmin', '0/2 imports.kept.acted']);
  });

  it('I-10 A-11 is done once, and only as the form showed it', async () => {
    const { id } = await bench.imported(employees(employee('sekali')));
    const plan = await bench.planned(id);
    const reason = 'Salah';
    const outdated = { plannedAt: new Date(0), reason, key: 'usang' };
    await expect(bench.service.undo(ctx, plan, outdated)).rejects.toMatchObject({
      reason: { key: 'imports.refuse.undoOutdated' },
    });
    await bench.service.undo(ctx, plan, { plannedAt: plan.plannedAt, reason, key: 'satu' });
    await expect(
      bench.service.undo(ctx, plan, { plannedAt: plan.plannedAt, reason, key: 'dua' }),
    ).rejects.toMatchObject({
      reason: { key: 'imports.refuse.undoing' },
    });
    await bench.work(id);
    await expect(bench.planned(id)).rejects.toMatchObject({ reason: { key: 'imports.refuse.undone' } });
  });

  it('I-10 is offered no more once the rows are swept, and of what wrote nothing', async () => {
    const { id } = await bench.imported(employees(employee('lama')));
    const late = { ...ctx, now: new Date(ctx.now.getTime() + 31 * 24 * 60 * 60_000) };
    await expect(bench.service.planned(late, await bench.load(id))).rejects.toMatchObject({
      reason: { key: 'imports.refuse.undoSwept' },
    });
    const nothing = await bench.imported(employees(employee('lama')));
    await expect(bench.planned(nothing.id)).rejects.toMatchObject({
      reason: { key: 'imports.refuse.nothingToUndo' },
    });
  });

  it('I-10 finds out by a job what undoing many rows takes back, and shows it once that is done', async () => {
    const before = await contents(db);
    const rows = Array.from({ length: shortPlan + 1 }, (_, n) =>
      employee(`banyak.${n}`, n > 0 ? { superior: at(`banyak.${Math.floor((n - 1) / 10)}`) } : {}),
    );
    const { id } = await bench.imported(employees(...rows));
    expect(await bench.service.planned(ctx, await bench.load(id))).toBeNull();
    const [job] = await db.query<{ payload: { id: number } }>(
      `SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
       WHERE t.identifier = 'imports.undo-plan' AND (payload->>'id')::int = $1`,
      [id],
    );
    await planJob({ db, kinds: organisationKinds, uses, clock: () => ctx.now })(job?.payload ?? { id: 0 });
    await bench.order(id);
    const { sheets } = await bench.work(id);
    expect(sheets[0]).toMatchObject({ undone: shortPlan + 1, kept: 0 });
    expect(await contents(db)).toEqual(before);
  });

  it('I-3 I-10 ends where the right was withdrawn on the way: what is not taken back stays', async () => {
    const { id } = await bench.imported(employees(employee('henti.satu'), employee('henti.dua')));
    await bench.order(id);
    let turns = 0;
    const { status, sheets } = await bench.work(id, {
      batch: 1,
      contextOf: async () => {
        turns += 1;
        return turns > 1 ? { ...ctx, actor: { ...ctx.actor, roles: [] } } : ctx;
      },
    });
    expect(status).toBe('UNDONE');
    expect(sheets[0]).toMatchObject({ undoable: 1, undone: 1, kept: 1 });
    expect((await bench.kept(id))[0]).toContain('imports.kept.stopped');
  });

  it('I-10 has words for everything in the schema that can keep a record', async () => {
    for (const { undo } of organisationKinds)
      for (const { table } of await referencesTo(db, undo.table)) expect(Object.keys(uses)).toContain(table);
  });
});
