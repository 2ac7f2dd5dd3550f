import { addSatker, mapByShopping, shop, undoMapping } from '../marketplace.ts';
import { words } from '../people.ts';
import type { Telling } from './deeds.ts';

/** A procurement officer of several satkers. */
export function shopping({ person, on }: Telling): void {
  const putri = person('putri.maharani');

  // The procurement officer buys for her main satker, and for another one that she maps, mistakes, and maps again.
  const office = '527021 BIRO UMUM';
  on(7, '09:40', () => addSatker(putri, 'Kementerian Keuangan', office));
  on(7, '09:50', () => mapByShopping(putri, office));
  for (const day of [14, 30, 52])
    on(day, '10:45', async () => {
      await shop(putri, '527010 SEKRETARIAT JENDERAL');
      await putri.modal(words('market.enter.title', { market: 'Mbizmarket' }));
      await putri.closeModals();
    });
  on(35, '11:10', () =>
    undoMapping(putri, office, {
      id: 'Perusahaan itu milik biro lain',
      en: 'That company is another bureau’s',
    }),
  );
  on(37, '09:25', () => mapByShopping(putri, office));
}
