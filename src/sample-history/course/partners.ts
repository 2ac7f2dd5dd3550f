import { importPartners, mapSecretaries } from '../partners.ts';
import type { Telling } from './deeds.ts';

/** Partners and secretaries who come with a workbook. */
export function partnersComing({ person, dayAt, on }: Telling): void {
  const tono = person('tono.wijaya');

  // Partners and secretaries; the mappings end soon after the three months, so that they are reminded of.
  const secretaries = [
    {
      name: 'Lestari Putri',
      email: 'lestari.putri@sekretaris.example',
      company: 'PT Mitra Sejahtera',
      kind: 'Sekretaris',
    },
    {
      name: 'Bagus Ramadhan',
      email: 'bagus.ramadhan@sekretaris.example',
      company: 'PT Mitra Sejahtera',
      kind: 'Sekretaris',
    },
  ] as const;
  const partner = {
    name: 'Citra Anindya',
    email: 'citra.anindya@mitrakerja.pertamina.com',
    company: 'PT Karya Bersama',
    kind: 'Mitra Kerja',
  } as const;
  on(24, '09:25', () =>
    importPartners(tono, 'registrasi-mitra.xlsx', [...secretaries, partner], {
      from: written(dayAt(25)),
      until: written(dayAt(70)),
    }),
  );
  on(24, '10:50', () => mapSecretaries(tono, secretaries.length));
}

/** `31/05/2026` of a day. */
const written = (day: string): string => day.split('-').reverse().join('/');
