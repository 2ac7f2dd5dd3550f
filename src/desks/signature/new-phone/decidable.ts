import { type Decidable, decidable } from '../../../records/several/decidable.ts';
import type { DeskDeps } from '../deps.ts';
import { verdicts } from './acts.ts';
import { newPhones } from './kind.ts';

/** Other phones in the place of lost ones, as ADMINs decide several of them at once. */
export const decidableNewPhones = (deps: Pick<DeskDeps, 'db' | 'authenticators'>): Decidable =>
  decidable({
    kind: newPhones,
    called: 'sign.newPhones',
    ways: verdicts(deps),
    on: () => verdicts(deps),
    async waiting() {
      const rows = await deps.db.query<{ id: number }>(
        `SELECT id FROM new_phone WHERE status = 'WAITING' ORDER BY id`,
      );
      return rows.map(({ id }) => id);
    },
    titled: (_ctx, { signer }) => signer.name,
  });
