import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import excel from 'exceljs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { projectRoot } from '../../src/core/root.ts';
import type { Message } from '../../src/core/texts/index.ts';
import { contentOf } from '../../src/db/file-content.ts';
import { importCard } from '../../src/desks/imports/cards.ts';
import { loginReport, reportCard } from '../../src/desks/satker/report.ts';
import type { CellProblem, Reported } from '../../src/imports/kind.ts';
import type { ImportState } from '../../src/imports/model.ts';
import { openRows } from '../../src/imports/opened.ts';
import { problemTexts } from '../../src/imports/problems.ts';
import { rowsFileJob } from '../../src/imports/rows-file.ts';
import { organisationKinds } from '../support/house.ts';
import {
  type ImportBench,
  importBench,
  partnerRow,
  partnerTitles,
  problemsOf,
  sheetOf,
} from '../support/imports.ts';

const folder = path.join(projectRoot, 'test/fixtures/cases');
const content = (name: string) => readFileSync(path.join(folder, `${name}.xlsx`));
const days = (...rows: number[]) => rows.map((row) => `${row} startsOn day`);

/** Of each registration form: rows that are ready, and what is wrong with the others. */
const forms: Record<string, { ready: number[]; failed?: string[] }> = {
  'sheetjs-jakarta-plain': { ready: [2], failed: ['3 startsOn hiddenTime', '3 endsOn hiddenTime'] },
  'header-unseen': { ready: [2] },
  'leading-zero-formats': { ready: [2, 3, 4], failed: ['5 parent parent'] },
  'filtered-hidden-rows': { ready: [2, 4] },
  'white-logo': { ready: [6] },
  'sheet-without-part': { ready: [2] },
  'control-characters': { ready: [2], failed: days(3, 4) },
  'date-with-hidden-time': { ready: [], failed: ['2 startsOn hiddenTime', '2 endsOn hiddenTime'] },
  'date-texts': {
    ready: [
      2, 4, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 25, 26, 27, 29, 30, 31, 32, 33, 34,
    ],
    failed: [...days(3, 5), '13 startsOn inCalendar', ...days(23), '24 startsOn dayAlone', ...days(28)],
  },
  phones: {
    ready: [2, 3, 4, 5, 6, 7, 11, 13, 14, 17, 18, 22, 23],
    failed: [8, 9, 10, 12, 15, 16, 19, 20, 21, 24].map((row) => `${row} phone phone`),
  },
  emails: {
    ready: [4, 13, 16, 26],
    failed: Object.entries({
      email: [5, 6, 10, 11, 18, 23, 24],
      emailSign: [2, 3, 7, 17, 20, 21, 22, 25],
      emailSpace: [8, 9, 12],
      notTwice: [14, 15, 19, 27],
    })
      .flatMap(([expected, rows]) => rows.map((row) => ({ row, expected })))
      .sort((a, b) => a.row - b.row)
      .map(({ row, expected }) => `${row} email ${expected}`),
  },
  'trailing-newline': { ready: [2] },
  'exceljs-local-dates': { ready: [3], failed: ['2 startsOn hiddenTime', '2 endsOn hiddenTime'] },
};

/** Of each login report: the newest login of one person, NIKs that nobody has, and the cells that cannot be read. */
const reports: Record<string, { at: string; unknown?: number; wrong: string[] }> = {
  'login-wit': { at: '2026-11-27T23:30:00.000Z', wrong: [] },
  'login-two-sheets': { at: '2026-11-20T01:30:00.000Z', unknown: 1, wrong: [] },
  'login-texts': {
    // 10/31/2026 8:30 PM
    at: '2026-10-31T13:30:00.000Z',
    wrong: [
      '14 31/10/26 08.30',
      '18 31/10/2026 24:00',
      '21 31-OCT-26 08.30.00.000000 AM',
      '26 Belum pernah login',
      '27 -',
      '28 ',
    ],
  },
  'login-niks': {
    at: '2026-10-31T01:30:00.000Z',
    wrong: [
      '9 …0001',
      '10 …01.0',
      // Fifteen digits, in full width.
      '11 …０００１',
      '13 …E+15',
      '14 …0001',
    ],
  },
};

let bench: ImportBench;
beforeAll(async () => {
  bench = await importBench({
    now: new Date('2026-11-28T03:00:00Z'),
    also: (db) => [...organisationKinds, loginReport({ db, timeZone: 'Asia/Jakarta' })],
  });
});
afterAll(() => bench.close());
beforeEach(async () => {
  // Each case is dropped more than once.
  await bench.db.query(`UPDATE import SET status = 'CANCELLED' WHERE status = 'CHECKED'`);
  await bench.db.query('DELETE FROM partner_account');
  await bench.db.query(`DELETE FROM person WHERE email LIKE '%vendor.example'`);
});

const rowsOf = async (found: ImportState) =>
  bench.db.transaction(withoutDeadline, async (tx) => {
    await openRows(tx, { importId: found.id });
    return tx.query<{ row: number; data: Record<string, string> }>(
      'SELECT row, data FROM opened_row WHERE import_id = $1 AND problems IS NULL ORDER BY sheet, n',
      [found.id],
    );
  });
/** What the preview says of the rows that are not ready. */
const saidOf = async (found: ImportState) => {
  const rows = await bench.rows(found.id, 'failed');
  return rows.map((row) => {
    const sheet = found.sheets.find(({ position }) => position === row.sheet);
    if (!sheet) throw new Error('no sheet');
    const kind = bench.kinds.find(({ id }) => id === sheet.kind);
    return `${row.row}: ${problemTexts(bench.ctx.t, kind, sheet, row).join(' ')}`;
  });
};
const written = async (found: ImportState) => {
  await bench.press(found.id);
  await bench.run(found.id);
};

describe('registration forms of many hands', () => {
  it('has an outcome for every one of them', () => {
    const names = readdirSync(folder).filter((name) => name.endsWith('.xlsx'));
    const elsewhere = [...Object.keys(reports), 'org-devextreme-blank', 'org-auto-date-codes'];
    expect([...Object.keys(forms), ...elsewhere].map((name) => `${name}.xlsx`).sort()).toEqual(names.sort());
  });

  it.each(Object.entries(forms))('P-5 %s comes out as it should', async (name, { ready, failed = [] }) => {
    const found = await bench.checked(content(name));
    expect((await rowsOf(found)).map(({ row }) => row)).toEqual(ready);
    expect(problemsOf(await bench.rows(found.id, 'failed'))).toEqual(failed);
    if (ready.length === 0) return;
    await written(found);
    const accounts = await bench.db.query('SELECT 1 FROM partner_account');
    expect(accounts).toHaveLength(ready.length);
  });

  const daysOf = async (name: string) => {
    const rows = await rowsOf(await bench.checked(content(name)));
    return rows.map(({ row, data }) => `${row}: ${data.startsOn} ${data.endsOn}`);
  };
  it('P-5 takes local midnight that a writer put some seconds late for that day', async () => {
    expect(await daysOf('sheetjs-jakarta-plain')).toEqual(['2: 2026-12-01 2027-11-30']);
  });

  it('P-5 shows the day that the sheet shows, and says which time hides behind it', async () => {
    const said = async (name: string) => (await saidOf(await bench.checked(content(name)))).join('\n');
    const hides = (column: string, day: string, time: string) =>
      `Kolom ${column}: “${day}”. ${bench.ctx.t('imports.expected.hiddenTime', { time })}`;
    const local = await said('exceljs-local-dates');
    expect(local).toContain(hides('Mulai', '30/11/2026', '17:00:00'));
    expect(local).toContain(hides('Selesai', '29/11/2027', '17:00:00'));
    const hidden = await said('date-with-hidden-time');
    expect(hidden).toContain(hides('Mulai', '01/12/2026', '14:07:11'));
    expect(hidden).toContain(hides('Selesai', '30/11/2027', '23:59:59'));
    expect(await said('sheetjs-jakarta-plain')).toContain(hides('Mulai', '01/12/2026', '07:00:12'));
  });

  it('P-5 reads the days that have one meaning, and names the others with an example', async () => {
    const found = await bench.checked(content('date-texts'));
    const read = new Map<string, number[]>();
    for (const { row, data } of await rowsOf(found))
      read.set(data.startsOn ?? '', [...(read.get(data.startsOn ?? '') ?? []), row]);
    expect(Object.fromEntries(read)).toEqual({
      '2026-12-01': [2, 4, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 25, 31, 32, 33, 34],
      '2027-02-01': [30],
      '2027-08-17': [6, 7, 26, 27],
      '2027-09-01': [29],
    });
    const said = await saidOf(found);
    for (const [value, expected] of [
      ['01/12/26', 'imports.expected.day'],
      ['1-Des-26', 'imports.expected.day'],
      ['12-2026', 'imports.expected.day'],
      ['46357', 'imports.expected.day'],
      ['31/11/2026', 'imports.expected.inCalendar'],
      ['01/12/2026 12:00:00 AM', 'imports.expected.dayAlone'],
    ] as const) {
      expect(said.join('\n')).toContain(`“${value}”. ${bench.ctx.t(expected)}`);
      expect(bench.ctx.t(expected)).toContain('31/01/2026');
    }
  });

  it('P-4 P-5 names the sign that no address has', async () => {
    const said = (await saidOf(await bench.checked(content('emails')))).join('\n');
    for (const [value, sign] of [
      ["o'brien@vendor.example", "'"],
      ['siti+kerja@vendor.example', '+'],
      ['siti@vendor.example;', ';'],
    ] as const)
      expect(said).toContain(`“${value}”. ${bench.ctx.t('partnerAccount.expected.emailSign', { sign })}`);
  });

  it('P-5 gives phones and codes as the sheet shows them, and remarks where a zero is missing', async () => {
    const found = await bench.checked(content('leading-zero-formats'));
    const phones = (await rowsOf(found)).map(({ data }) => data.phone);
    expect(phones).toEqual(['081234567890', '81234567890', '+6281234567890']);
    expect((await saidOf(found)).join()).toContain('“0050012345”');
    expect(await bench.remarks(found)).toEqual([
      bench.ctx.t('partnerAccount.remark.noZero', { count: 1, row: 3 }),
    ]);
  });

  it('P-5 keeps phones as they are typed, in signs that everybody can read', async () => {
    const rows = await rowsOf(await bench.checked(content('phones')));
    expect(rows.map(({ row, data }) => `${row} ${data.phone ?? ''}`.trim())).toEqual([
      '2 +62 812-3456-7890',
      '3 0062 812 3456 7890',
      '4 0812-3456-7890',
      '5 0812-3456-7890',
      '6 +62 812-3456-7890',
      '7 0812 3456 7890',
      '11 +6281234567890',
      '13 +1-555-123-4567',
      '14 081234567890',
      '17 +62 (0)812 3456 7890',
      '18 081234567890',
      '22',
      '23',
    ]);
  });

  it('P-5 leaves out what a filter hides, and says so', async () => {
    const found = await bench.checked(content('filtered-hidden-rows'));
    const card = await importCard(bench.ctx, { db: bench.db, kinds: bench.kinds } as never, found);
    expect(JSON.stringify(card)).toContain(
      bench.ctx.t('imports.left.rows', { sheet: 'Sheet', count: 2, places: '3, 5' }),
    );
  });

  it('P-6 has no sign in a name that nobody sees, and gives failed rows back in a file that reads again', async () => {
    const found = await bench.checked(content('control-characters'));
    expect((await rowsOf(found)).map(({ data }) => data.name)).toEqual(['BudiHartono']);
    const again = await bench.checked(await failedRowsOf(found));
    const rows = await bench.rows(again.id, 'failed');
    expect(rows.map(({ data }) => data.name)).toEqual(['SitiAminah', 'Ana Wati']);
    expect(problemsOf(rows)).toEqual(days(2, 3));
  });

  it('P-6 gives a text back as it was that looks like an escaped character', async () => {
    const row = partnerRow('kode@vendor.example', { company: 'PT _x005F_x0041_', kind: 'Tamu' });
    const found = await bench.checked(await sheetOf([...partnerTitles], row));
    const again = await bench.checked(await failedRowsOf(found));
    for (const { id } of [found, again])
      expect((await bench.rows(id, 'failed')).map(({ data }) => data.company)).toEqual(['PT _x0041_']);
  });

  /** The file that is handed out with the failed rows. */
  async function failedRowsOf({ id }: { id: number }): Promise<Buffer> {
    const people = { contextOf: async () => bench.ctx };
    await rowsFileJob({ db: bench.db, people, kinds: bench.kinds })({ id });
    const [file] = await bench.db.query<{ id: number }>(
      `SELECT id FROM attachment WHERE record = 'made' ORDER BY id DESC LIMIT 1`,
    );
    const content = file && (await contentOf(bench.db, file.id));
    if (!content) throw new Error('no file was made');
    return content;
  }
});

describe('sheets of the organisation of many hands', () => {
  it('I-9 takes a cell without a value for blank, whatever its type', async () => {
    const found = await bench.checked(content('org-devextreme-blank'));
    const before = await personOf('rina.wulandari');
    expect(await saidOf(found)).toEqual([]);
    await written(found);
    expect(before?.position).toBeTruthy();
    expect(await personOf('rina.wulandari')).toEqual(before);
    expect(await personOf('pegawai.baru')).toEqual({ nopek: null, position: null });
  });
  const personOf = async (account: string) =>
    (
      await bench.db.query<{ nopek: string | null; position: string | null }>(
        'SELECT nopek, position FROM person WHERE email = $1',
        [`${account}@nusantara.example`],
      )
    )[0];

  it('I-9 refuses a code that a program made a date or a truth of, and takes the zeros that are shown', async () => {
    const found = await bench.checked(content('org-auto-date-codes'));
    const { t } = bench.ctx;
    expect(await saidOf(found)).toEqual([
      `2: Kolom Kode Unit: “1-Mar”. ${t('imports.expected.noDate')}`,
      `3: Kolom Kode Unit: “TRUE”. ${t('imports.expected.noBoolean')}`,
    ]);
    expect((await rowsOf(found)).map(({ data }) => data.code)).toEqual(['0012', '1E5x']);
  });
});

describe('login reports of many hands', () => {
  const told = async (name: string) => {
    await bench.db.query('UPDATE satker_user SET last_login_at = NULL');
    await bench.drop(content(name), `slack:${name}`);
    const [card] = await bench.db.query<{ args: Told }>('SELECT args FROM posted_card WHERE key LIKE $1', [
      `%${name}`,
    ]);
    if (!card) throw new Error('nothing was told');
    const [ali] = await bench.db.query<{ at: Date }>(
      `SELECT last_login_at AS at FROM satker_user WHERE nik_hash = nik_hash_of('3173051201900001')`,
    );
    return { ...card.args, at: ali?.at.toISOString() };
  };
  type Told = { figures: Record<string, number>; problems: CellProblem[]; notes: Message[] };

  it.each(Object.entries(reports))(
    'S-18 %s comes out as it should',
    async (name, { at, unknown = 0, wrong }) => {
      const report = await told(name);
      expect(report.at).toBe(at);
      expect(report.problems.map(({ row, value }) => `${row} ${value}`)).toEqual(wrong);
      expect(report.figures).toEqual({ people: 1, unknown, wrong: wrong.length });
    },
  );

  it('S-18 shows a reader what of the workbook was not taken', async () => {
    const book = new excel.Workbook();
    for (const [name, state] of [
      ['Catatan', 'visible'],
      ['Login', 'visible'],
      ['Lama', 'hidden'],
      ['Mitra', 'visible'],
    ] as const)
      book.addWorksheet(name, { state });
    book.getWorksheet('Catatan')?.addRow(['Dicetak bulan ini']);
    for (const name of ['Login', 'Lama'])
      book.getWorksheet(name)?.addRows([
        ['NIK', 'Login Terakhir'],
        ['3173051201900001', '20/11/2026 08.30'],
        ['3173051201900001', '21/11/2026 08.30'],
      ]);
    const row = book.getWorksheet('Login')?.getRow(3);
    if (row) row.hidden = true;
    book.getWorksheet('Mitra')?.addRow(partnerTitles);
    await bench.drop(Buffer.from(await book.xlsx.writeBuffer()), 'slack:left-out');
    const [card] = await bench.db.query<{ args: Reported }>(
      `SELECT args FROM posted_card WHERE key LIKE '%left-out'`,
    );
    if (!card) throw new Error('No card was posted.');
    const shown = JSON.stringify(await reportCard(bench.ctx, 0, card.args, bench.db));
    for (const note of [
      bench.ctx.t('imports.left.rows', { sheet: 'Login', count: 1, places: '3' }),
      bench.ctx.t('imports.left.sheets', { sheets: 'Catatan, Mitra' }),
      bench.ctx.t('imports.left.hiddenSheets', { sheets: 'Lama' }),
    ])
      expect(shown).toContain(note);
  });
});
