import { describe, expect, it } from 'vitest';
import { accountColumns } from '../../src/desks/partners/accounts/columns.ts';
import { periodProblems } from '../../src/desks/partners/accounts/kind.ts';
import { accountNameOf, readAddress } from '../../src/desks/partners/accounts/names.ts';
import { cellsOf, exampleOf, headerOf, isExample, readRow } from '../../src/imports/columns.ts';
import { cellUnder } from '../../src/imports/kind.ts';
import type { Cell, SheetRow } from '../../src/spreadsheets/cell.ts';

const id = [
  'Nama Lengkap *',
  'Email*',
  'Nomor HP',
  'Perusahaan *',
  'JENIS :',
  ' unit ',
  'Position Id  Atasan',
  'Mulai',
  'Selesai',
];
const en = ['Full name', 'E-mail', 'Phone', 'Company', 'Kind', 'Unit', 'Parent position id', 'Start', 'End'];

function rowOf(...values: (string | number | boolean | null | Partial<Cell>)[]): SheetRow {
  const cells = values.flatMap((value, index): Cell[] => {
    if (value === null) return [];
    const column = index + 1;
    if (typeof value === 'object')
      return [{ column, imprecise: false, kind: 'text', value: '', format: '', ...value } as Cell];
    const kind = typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'boolean';
    return [{ column, kind, value, imprecise: false, format: '' } as Cell];
  });
  return { sheet: 'Registrasi', hidden: false, row: 2, rowHidden: false, cells };
}

describe('the header of the registration form', () => {
  it.each([
    ['Indonesian', id],
    ['English', en],
    ['both languages mixed', id.map((title, index) => (index % 2 ? en[index] : title) ?? '')],
  ])('P-1 is known in %s, whatever the case, the spaces and the marks', (_name, titles) => {
    const header = headerOf(accountColumns, titles);
    expect(header?.missing).toEqual([]);
    expect(Object.values(header?.fields ?? {})).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('P-5 is known in another order and with columns that nobody expected', () => {
    const header = headerOf(accountColumns, ['Catatan', ...id.toReversed(), '', 'Lantai']);
    expect(header?.fields).toMatchObject({ endsOn: 1, name: 9 });
    expect(header?.missing).toEqual([]);
  });

  it('P-5 says which required columns are missing and which stand there twice', () => {
    const header = headerOf(accountColumns, [
      'Nama Lengkap',
      'Email',
      'Email',
      'Perusahaan',
      'Jenis',
      'Unit',
    ]);
    expect(header?.missing.map(({ field }) => field)).toEqual(['parent', 'startsOn', 'endsOn']);
    expect(header?.doubled.map(({ field }) => field)).toEqual(['email']);
  });

  it('P-2 is not seen in a sheet of something else', () => {
    expect(headerOf(accountColumns, ['NIK', 'Login Terakhir'])).toBeNull();
    expect(headerOf(accountColumns, ['Nama Lengkap', 'Email', 'Jabatan', 'Kode Unit', 'Atasan'])).toBeNull();
  });
});

describe('a row of the registration form', () => {
  const header = headerOf(accountColumns, id);
  const good = [
    'Siti',
    'Siti@Vendor.example',
    '+62 812 3456 7890',
    'PT A',
    'sekretaris',
    'HO-RET',
    '50012345',
  ];
  const read = (...values: Parameters<typeof rowOf>) => {
    if (!header) throw new Error('no header');
    const { data, problems } = readRow(accountColumns, header, rowOf(...values));
    return { data, problems: problems.map(({ field, expected }) => `${field} ${expected.key}`) };
  };

  it('P-1 is read as its values, dates from texts and from cells', () => {
    const { data, problems } = read(...good, { kind: 'date', value: '2026-12-01' }, '30 November 2027');
    expect(problems).toEqual([]);
    expect(data).toEqual({
      name: 'Siti',
      email: 'siti@vendor.example',
      phone: '+62 812 3456 7890',
      company: 'PT A',
      kind: 'SECRETARY',
      unit: 'HO-RET',
      parent: '50012345',
      startsOn: '2026-12-01',
      endsOn: '2027-11-30',
    });
  });

  it('P-5 names every cell that is empty, unknown, a formula, an error or has lost digits', () => {
    const wrong = read(
      null,
      'siti@@vendor',
      { kind: 'number', value: 3174012345678901, imprecise: true } as never,
      { kind: 'formula', value: 'PT A' } as never,
      'Tamu',
      { kind: 'error', value: '#N/A' } as never,
      50012345,
      '31/02/2027',
      '2027-11-30',
    );
    expect(wrong.problems).toEqual([
      'name imports.expected.required',
      'email partnerAccount.expected.email',
      'phone imports.expected.allDigits',
      'company imports.expected.noFormula',
      'kind imports.expected.oneOf',
      'unit imports.expected.noError',
      'startsOn imports.expected.inCalendar',
    ]);
    expect(wrong.data).toEqual({ parent: '50012345', endsOn: '2027-11-30' });
  });

  it('P-1 leaves out the example of the template, in either language, and nothing else', () => {
    for (const language of ['id', 'en'] as const) {
      const shown = accountColumns.map((column) => exampleOf(column, language));
      const { data } = read(...shown);
      expect(isExample(accountColumns, data)).toBe(true);
      expect(isExample(accountColumns, { ...data, company: 'PT Lain' })).toBe(false);
    }
  });

  it('keeps what was typed as it was, for the file of failed rows', () => {
    expect(cellsOf(rowOf('=1+1', null, 3, 'x'.repeat(3)), 3)).toEqual(['=1+1', '', '3']);
  });

  it('finds the cell below a title', () => {
    expect(cellUnder(rowOf('a', 'b'), ['NIK', 'Login Terakhir*'], ['login terakhir'])?.value).toBe('b');
  });
});

describe('addresses and account names', () => {
  it.each([
    ['Siti.Aminah@MitraKerja.Pertamina.com', 'siti.aminah@mitrakerja.pertamina.com', 'siti.aminah'],
    ['siti@vendor.example', 'siti@vendor.example', 'siti'],
    ['mailto:siti@vendor.example', 'siti@vendor.example', 'siti'],
    ['siti_aminah-2', 'siti_aminah-2', 'siti_aminah-2'],
  ])('P-4 reads %s', (typed, address, account) => {
    expect(readAddress(typed)).toBe(address);
    expect(accountNameOf(address)).toBe(account);
  });

  it.each([
    '',
    '@vendor.example',
    'siti@',
    'si ti@vendor.example',
    'siti@vendor',
    'a@b@c.example',
    '=cmd@x.example',
    '.siti@x.example',
    `${'a'.repeat(65)}@x.example`,
  ])('P-4 takes no account name from %j', (typed) => {
    expect(readAddress(typed)).toBeNull();
  });

  it('P-5 wants an End on or after the Start, and not in the past', () => {
    const problems = (startsOn: string, endsOn: string) =>
      periodProblems({ startsOn, endsOn }, '2026-11-21').map(({ expected }) => expected.key);
    expect(problems('2026-12-01', '2026-12-01')).toEqual([]);
    expect(problems('2026-12-01', '2026-11-30')).toEqual(['partnerAccount.expected.endAfterStart']);
    expect(problems('2025-12-01', '2026-11-20')).toEqual(['partnerAccount.expected.endNotPast']);
    expect(problems('2025-12-01', '2026-11-21')).toEqual([]);
  });
});
