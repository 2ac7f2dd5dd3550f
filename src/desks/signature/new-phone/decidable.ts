import { type Decidable, decidable } from '../../../records/several/decidable.ts';
import type { DeskDeps } from '../deps.ts';
import { newPhonesWaiting } from '../store.ts';
import { verdicts } from './acts.ts';
import { newPhones } from './kind.ts';

/** Other phones in the place of lost ones, as ADMINs decide several of them at once. */
export const decidableNewPhones = (deps: Pick<DeskDeps, 'db' | 'authenticators'>): Decidable =>
  decidable({
    kind: newPhones,
    called: 'sign.newPhones',
    ways: verdicts(deps),
    waiting: async () => (await newPhonesWaiting(deps.db, null)).map(({ id }) => id),
  });
