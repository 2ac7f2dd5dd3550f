import type { Concerned, Waiting } from '../../../chat/desk.ts';
import type { Database } from '../../../db/database.ts';
import type { DeadlineKind } from '../../../deadlines/kind.ts';
import type { Job } from '../../../jobs/worker.ts';
import { reminding } from '../../../records/remind.ts';
import { idsAmong } from '../../../records/waiting.ts';
import { announcingWaits, listedWaits } from '../../../records/waits.ts';
import { signings, signingsWait } from './kind.ts';
import { signingsWaiting } from './store.ts';

/** What is told in the thread of whoever asked: the others see it on their own cards. */
const told = ['sign.signed', 'sign.declined', 'sign.notWritten'];

/** Tells whoever is to sign that it is their turn, and whoever asked of each step (G-7). */
export const announceSigning = (db: Database): Job<'sign.signing'> =>
  announcingWaits(db, 'sign.signing', signingsWait, ({ id, action }, { requester }) => ({
    thread: {
      personId: requester.id,
      root: 'sign.signing',
      ...(told.includes(action) ? { step: 'sign.step' as const } : {}),
    },
    // Each is told once that it is their turn, and once more where their signature could not be written.
    round: action === 'sign.notWritten' ? id : 'signing',
  }));

/** What waits for signatures, each with those whose cards name them. */
export const waitingSignings = async (db: Database, concerned: Concerned): Promise<Waiting[]> =>
  listedWaits(db, signingsWait, await signingsWaiting(db, idsAmong(signings, concerned)));

/** Whoever has not signed is reminded after one day and after three (U-19). */
export const signingReminders: DeadlineKind = {
  name: 'sign.signing',
  table: 'signing',
  open: `r.status = 'WAITING'`,
  counted: { day: 'r.created_on' },
  reminders: [-1, -3],
  tell: reminding(signingsWait, 'sign.sign-reminder'),
};
