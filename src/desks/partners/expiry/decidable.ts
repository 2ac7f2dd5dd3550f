import { type Decidable, decidable } from '../../../records/several/decidable.ts';
import { period, todayOf } from '../cards/facts.ts';
import type { DeskDeps } from '../deps.ts';
import { mappingChanges } from '../mappings/forms.ts';
import type { Mapping } from '../model.ts';
import { mappingsToDecide } from '../store.ts';
import { mappingsWait } from './waiting.ts';

/** As many as are ever decided at once. */
const mostAtOnce = 1000;

/** Mappings whose Ends wait: several are left to end at once, each is extended to a day of its own. */
export function decidableMappings({
  db,
  stepUp,
  policy,
}: Pick<DeskDeps, 'db' | 'stepUp' | 'policy'>): Decidable {
  const { extend, letEnd } = mappingChanges({ db, stepUp, policy });
  return decidable<Mapping, Mapping>({
    kind: mappingsWait(policy),
    called: 'partner.mappings',
    ways: [extend, letEnd],
    async waiting(ctx) {
      const all = await mappingsToDecide(db, ctx.actor, todayOf(ctx, policy), mostAtOnce);
      return all.map(({ id }) => id).sort((one, other) => one - other);
    },
    titled: ({ t }, mapping) => `${mapping.number} · ${mapping.person.name} · ${period(t, mapping)}`,
  });
}
