// What does not compile, held by `npm run check`: where one of these lines did, the compiler refuses the mark above it.
import type { Tx } from '../../src/db/database.ts';
import type { CompleteDesk } from '../../src/desks/house.ts';
import { enqueue, enqueueAll } from '../../src/jobs/enqueue.ts';
import type { Schedule } from '../../src/jobs/schedules.ts';
import { job } from '../../src/jobs/worker.ts';
import { tell } from '../../src/records/tell.ts';

export const asked = (tx: Tx, entry: Parameters<typeof tell>[1]) => [
  enqueue(tx, 'satker.digit', { id: 7 }),
  // @ts-expect-error a job is asked for with what it is given
  enqueue(tx, 'satker.digit', { id: '7' }),
  // @ts-expect-error
  enqueue(tx, 'satker.digit', {}),
  // @ts-expect-error a job that nobody does
  enqueue(tx, 'satker.digits', { id: 7 }),
  enqueueAll(tx, [{ name: 'partner.hub', payload: {}, queue: 'partner.hub' }]),
  // @ts-expect-error what another job is given
  enqueueAll(tx, [{ name: 'partner.hub', payload: { id: 7 } }]),
  tell(tx, entry, { name: 'user-id.announce', queue: 'one' }),
  // @ts-expect-error a job that is no announcement: it is given no entry
  tell(tx, entry, { name: 'satker.digit', payload: { id: 7 }, queue: 'one' }),
];

const done = job('satker.digit', 'jobs.name.satkerDigit', async ({ id }) => {
  id satisfies number;
});

export const jobs: CompleteDesk['jobs'][] = [
  { 'satker.digit': done },
  // @ts-expect-error a job has words for whoever waits for it
  { 'satker.digit': async () => {} },
  // @ts-expect-error another job
  { 'partner.hub': done },
  // @ts-expect-error a job that nobody has declared
  { 'satker.digits': done },
  // @ts-expect-error words that are in no catalogue
  { 'satker.digit': job('satker.digit', 'jobs.name.none', async () => {}) },
];

export const schedules: Schedule[] = [
  { at: '0 8 * * *', job: 'housekeeping' },
  // @ts-expect-error it cannot be done without being told of what
  { at: '0 8 * * *', job: 'satker.digit' },
];
