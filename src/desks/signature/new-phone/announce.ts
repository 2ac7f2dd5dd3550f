import type { Concerned, Waiting } from '../../../chat/desk.ts';
import type { Queryable } from '../../../core/queryable.ts';
import type { Database } from '../../../db/database.ts';
import type { Job } from '../../../jobs/worker.ts';
import { idsAmong } from '../../../records/waiting.ts';
import { announcingWaits, listedWaits } from '../../../records/waits.ts';
import { newPhonesWaiting } from '../store.ts';
import { newPhones, newPhonesWait } from './kind.ts';

/** Tells the ADMINs of what they are asked, and whoever asked of what became of it (G-8). */
export const announceJob = (db: Database): Job<'sign.announce'> =>
  announcingWaits(db, 'sign.announce', newPhonesWait, ({ subject }, { signer, status }) => ({
    thread: { personId: signer.personId, root: 'sign.new-phone' },
    letters:
      status === 'APPROVED' || status === 'REJECTED'
        ? [{ key: `${subject} decided`, letter: 'sign.decided' }]
        : [],
  }));

/** What waits for ADMINs, each with those whom its cards name. */
export const waitingNewPhones = async (db: Queryable, concerned: Concerned): Promise<Waiting[]> =>
  listedWaits(db, newPhonesWait, await newPhonesWaiting(db, idsAmong(newPhones, concerned)));
