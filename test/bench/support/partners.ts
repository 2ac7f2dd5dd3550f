import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import excel from 'exceljs';

const startsOn = '2026-12-01';
const endsOn = '2027-11-30';

const first = ['Siti', 'Budi', 'Dewi', 'Agus', 'Rina', 'Joko'];
const last = ['Hartono', 'Lestari', 'Santoso', 'Wulandari', 'Pranoto'];

export interface Partner {
  name: string;
  email: string;
  phone: string;
  company: string;
  kind: 'PARTNER' | 'SECRETARY';
  unit: string;
  parent: string;
  startsOn: string;
  endsOn: string;
}

/** The n-th of as many partners as are wanted. */
export function partner(n: number): Partner {
  return {
    name: `${first[n % 6]} ${last[n % 5]} ${n}`,
    email: `mitra.${n}@${n % 2 ? 'mitrakerja.pertamina.com' : `vendor${n % 97}.example`}`,
    phone: `0812-${String(n).padStart(8, '0')}`,
    company: `PT Mitra ${n % 500}`,
    kind: n % 10 ? 'PARTNER' : 'SECRETARY',
    unit: n % 2 ? 'HO-RET' : 'Finance',
    parent: n % 3 ? '50012345' : 'hendra.gunawan@nusantara.example',
    startsOn,
    endsOn,
  };
}

const titles = [
  ...['Nama Lengkap *', 'Email *', 'Nomor HP', 'Perusahaan *', 'Jenis *', 'Unit *', 'Position Id Atasan *'],
  ...['Mulai *', 'Selesai *', 'Catatan', 'Lokasi', 'Lantai'],
];

/** Writes a registration form with partners `from` to `to`, twelve columns wide, its days as real dates. */
export async function writeWorkbook(filename: string, from: number, to: number): Promise<void> {
  const book = new excel.stream.xlsx.WorkbookWriter({ filename, useStyles: true, useSharedStrings: false });
  const sheet = book.addWorksheet('Registrasi');
  for (const column of [8, 9]) sheet.getColumn(column).numFmt = 'dd/mm/yyyy';
  sheet.addRow(titles).commit();
  for (let n = from; n <= to; n += 1) {
    const { kind, startsOn: starts, endsOn: ends, ...texts } = partner(n);
    const { name, email, phone, company, unit, parent } = texts;
    const says = kind === 'SECRETARY' ? 'Sekretaris' : 'Mitra Kerja';
    const days = [new Date(starts), new Date(ends)];
    const row = [name, email, phone, company, says, unit, parent, ...days, `catatan ${n}`, 'Jakarta', n % 30];
    sheet.addRow(row).commit();
    // What was written leaves the process at its next turn.
    if (n % 1000 === 0) await setImmediate();
  }
  sheet.commit();
  await book.commit();
}

/** The same form, as somebody drops it. */
export async function workbookOf(from: number, to: number): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'satu-pintu-bench-'));
  try {
    const book = path.join(folder, 'all.xlsx');
    await writeWorkbook(book, from, to);
    return await readFile(book);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
