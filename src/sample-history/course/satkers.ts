import { approveUser, askForRegistration, budi, registerUser, rejectUser, rizky } from '../satkers.ts';
import type { Telling } from './deeds.ts';

/** A satker and the KPPN that supervises it. */
export function satkersRegistering({ person, on }: Telling): void {
  const [ali, maya] = [person('ali.rahman'), person('maya.anggraini')];

  // The satker: one registered, one refused and registered again, one asked for by a letter.
  let [first, second, third] = ['', '', ''];
  on(3, '10:30', async () => {
    first = await registerUser(ali, budi, 'ST-14/SJ/2026');
  });
  on(4, '09:40', () => approveUser(maya, first));
  on(16, '11:00', async () => {
    second = await registerUser(ali, rizky, 'ST-21/SJ/2026');
  });
  on(17, '08:45', () =>
    rejectUser(maya, second, {
      id: 'Nomor surat tugas tidak sama dengan suratnya',
      en: 'The number is not that of the letter',
    }),
  );
  on(17, '14:20', async () => {
    third = await registerUser(ali, rizky, 'ST-12/SJ/2026');
  });
  on(19, '10:00', () => approveUser(maya, third));
  on(60, '13:15', () =>
    askForRegistration(ali, '527010 SEKRETARIAT JENDERAL', {
      id: 'Mohon didaftarkan sebelum akhir bulan',
      en: 'Please register before the end of the month',
    }),
  );
}
