import { packages } from '../core/packages.ts';
import { opened, type Somebody, sent, words } from './people.ts';

const titles = [
  ...['Nama Lengkap *', 'Email *', 'Nomor HP', 'Perusahaan *', 'Jenis *', 'Unit *'],
  ...['Position Id Atasan *', 'Mulai *', 'Selesai *'],
];

export interface Partner {
  name: string;
  email: string;
  company: string;
  kind: 'Mitra Kerja' | 'Sekretaris';
}

/** Gives the bot a filled-in registration form of partners and has it imported. `from` and `until`: `31/05/2026`. */
export async function importPartners(
  admin: Somebody,
  name: string,
  partners: readonly Partner[],
  { from, until }: { from: string; until: string },
): Promise<void> {
  const { Workbook } = await packages.excel();
  const book = new Workbook();
  const rows = partners.map((one) => [
    ...[one.name, one.email, '0813-2222-3333', one.company, one.kind],
    ...['HO-RET', '50012345', from, until],
  ]);
  book.addWorksheet('Registrasi').addRows([titles, ...rows]);
  await admin.give('', { name, data: Buffer.from(await book.xlsx.writeBuffer()) });
  await admin.click(words('imports.button.run'), { in: name });
  await admin.closeModals();
}

/** Grants the secretaries of the last import what they lack, and maps them. */
export async function mapSecretaries(admin: Somebody, count: number): Promise<void> {
  const button = words('partner.secretaries.button', { count });
  await sent(await opened(admin, () => admin.click(button), words('partner.secretaries.title')));
  await admin.closeModals();
}
