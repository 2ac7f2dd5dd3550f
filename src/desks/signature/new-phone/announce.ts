import type { Database } from '../../../db/database.ts';
import type { Job } from '../../../jobs/worker.ts';
import { announcingWaits } from '../../../records/waits.ts';
import { newPhones } from './kind.ts';

/** Tells the ADMINs of what they are asked, and whoever asked of what became of it (G-8). */
export const announceJob = (db: Database): Job<'sign.announce'> =>
  announcingWaits(db, 'sign.announce', newPhones, ({ subject }, { status }) => ({
    letters:
      status === 'APPROVED' || status === 'REJECTED'
        ? [{ key: `${subject} decided`, letter: 'sign.decided' }]
        : [],
  }));
