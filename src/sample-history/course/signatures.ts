import { askToSign, decline, enrol, Phone, sign } from '../signatures.ts';
import type { Telling } from './deeds.ts';

/** Certificates, and documents that are signed, declined, and still to be signed. */
export function signing({ person, on }: Telling): void {
  const [bima, hendra] = [person('bima.santoso'), person('hendra.gunawan')];

  // Two of them sign with certificates: a contract both, a memo one of them not, and one that still waits.
  const [bimasPhone, hendrasPhone] = [new Phone(), new Phone()];
  on(5, '09:10', () =>
    enrol(bima, bimasPhone, '0811-2233-4455', [
      [20, 95],
      [60, 20],
      [85, 60],
      [40, 62],
      [110, 95],
      [160, 40],
      [200, 90],
      [300, 60],
    ]),
  );
  on(6, '10:35', () =>
    enrol(hendra, hendrasPhone, '0812-9876-5432', [
      [25, 20],
      [25, 100],
      [25, 60],
      [90, 60],
      [90, 20],
      [90, 100],
      [170, 50],
      [210, 95],
      [305, 70],
    ]),
  );
  let [contract, memo] = ['', ''];
  on(26, '09:15', async () => {
    contract = await askToSign(
      bima,
      {
        file: 'kontrak-sewa-gudang.pdf',
        heading: 'Kontrak Sewa Gudang',
        lines: ['Nomor: KS-07/FIN/2026', 'Gudang: Plumpang, blok C', 'Masa sewa: dua belas bulan'],
      },
      'Hendra Gunawan',
      { me: true, note: { id: 'Mohon ditandatangani minggu ini', en: 'Please sign this week' } },
    );
  });
  on(26, '09:30', () => sign(bima, bimasPhone, contract));
  on(27, '13:20', () => sign(hendra, hendrasPhone, contract));
  on(40, '10:20', async () => {
    memo = await askToSign(
      hendra,
      {
        file: 'nota-dinas-anggaran.pdf',
        heading: 'Nota Dinas Anggaran',
        lines: ['Nomor: ND-22/RET/2026', 'Perihal: tambahan anggaran perawatan pompa'],
      },
      'Bima Santoso',
      { me: false, note: { id: 'Untuk rapat anggaran', en: 'For the budget meeting' } },
    );
  });
  on(41, '09:05', () =>
    decline(bima, memo, {
      id: 'Angkanya belum sesuai dengan anggaran',
      en: 'The figures are not those of the budget',
    }),
  );
  on(58, '14:45', () =>
    askToSign(
      hendra,
      {
        file: 'serah-terima-peralatan.pdf',
        heading: 'Serah Terima Peralatan',
        lines: ['Lima komputer untuk bagian keuangan', 'Diterima dalam keadaan baik'],
      },
      'Bima Santoso',
      { me: false, note: { id: 'Peralatan sudah diterima Joko', en: 'Joko has received the equipment' } },
    ),
  );
}
