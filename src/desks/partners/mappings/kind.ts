import { msg } from '../../../core/texts/index.ts';
import { type Kind, type Logging, readBy } from '../../../records/kind.ts';
import { overtaken } from '../../../records/overtaken.ts';
import { mappingFacts } from '../cards/facts.ts';
import type { Mapping } from '../model.ts';
import { maySee } from '../rules.ts';
import { loadMapping } from '../store.ts';

/** How mappings are logged: where one stands is its End. */
export const logged: Logging<Pick<Mapping, 'id' | 'endsOn'>> = {
  name: 'mapping',
  state: ({ endsOn }) => endsOn,
};

/** Mappings of secretaries to positions (P-10). */
export const mappings: Kind<Mapping> = {
  ...logged,
  noted: ({ number, person, position }) => ({ number, personId: person.id, positionId: position.id }),
  ...readBy(loadMapping, maySee),
  unknown: msg('partner.refuse.unknown'),
  passed: ({ number }) => overtaken(msg('partner.refuse.ended', { number })),
  faster: ({ number }, { actor: name }) => msg('partner.refuse.changedBy', { number, name }),
  shown: ({ t }, mapping) => [{ type: 'facts', facts: mappingFacts(t, mapping) }],
  names: ({ person }) => ({ name: person.name }),
  maxReason: 1000,
};
