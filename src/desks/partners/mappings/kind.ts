import { msg } from '../../../core/texts/index.ts';
import { loggedDay } from '../../../db/audit.ts';
import { type Kind, type Loading, type Logging, readBy, type Told } from '../../../records/kind.ts';
import { overtaken } from '../../../records/overtaken.ts';
import type { Announcement } from '../../../records/tell.ts';
import { askedFacts, mappingFacts } from '../cards/facts.ts';
import type { Mapping } from '../model.ts';
import { maySee } from '../rules.ts';
import { loadMapping } from '../store.ts';

declare module '../../../core/names.ts' {
  interface LoggedStates extends Record<'ENDED', true> {}
  interface Jobs extends Named<'partner', 'announce', OfEntry> {}
}

const announced = ({ id }: Pick<Mapping, 'id'>): Announcement => ({
  name: 'partner.announce',
  queue: `announce mapping:${id}`,
});

/** How mappings are logged: where one stands is its End. */
export const logged: Logging<Pick<Mapping, 'id' | 'endsOn'>> = {
  name: 'mapping',
  state: ({ endsOn }) => loggedDay(endsOn),
};

/** Mappings of secretaries to positions (P-10). */
export const mappings: Kind<Mapping> & Told<Mapping> & { load: Loading<Mapping> } = {
  ...logged,
  announced,
  noted: ({ number, person, position }) => ({ number, personId: person.id, positionId: position.id }),
  ...readBy(loadMapping, maySee),
  unknown: msg('partner.refuse.unknown'),
  passed: ({ number }) => overtaken(msg('partner.refuse.ended', { number })),
  faster: ({ number }, { actor: name }) => msg('partner.refuse.changedBy', { number, name }),
  shown: ({ t }, mapping) => [{ type: 'facts', facts: mappingFacts(t, mapping) }],
  // Its End is where it stands: who gave it another one meanwhile is told by name.
  asked: ({ t }, mapping) => [{ type: 'facts', facts: askedFacts(t, mapping) }],
  names: ({ person }) => ({ name: person.name }),
  maxReason: 1000,
};
