import type { UsedBy } from '../imports/undo/references.ts';
import { brought } from './brought.ts';
import { openFrontDesk } from './front/index.ts';
import type { House, OpenDesk } from './house.ts';
import { openImportsDesk } from './imports/index.ts';
import { openMarketplaceDesk } from './marketplace/index.ts';
import { openOrganisationDesk } from './organisation/index.ts';
import { openPartnerDesk } from './partners/index.ts';
import { openSatkerDesk } from './satker/index.ts';
import { openSignatureDesk } from './signature/index.ts';
import { openUserIdDesk } from './user-id/index.ts';

/** The desks behind the one door, in the order in which people see them: a new one is a line here, and a folder. */
const behindTheDoor: readonly OpenDesk[] = [
  openOrganisationDesk,
  openUserIdDesk,
  openSatkerDesk,
  openPartnerDesk,
  openMarketplaceDesk,
  openSignatureDesk,
];

/** Opens all desks, with `more` beside the product's own, and the two that serve those: what files hold, and the front. */
export function openDesks(house: House, more: readonly OpenDesk[] = []) {
  const own = [...behindTheDoor, ...more].map((open) => open(house));
  const kinds = own.flatMap(({ sheets = [] }) => sheets);
  const uses = Object.assign({}, ...own.map((desk) => desk.uses)) as UsedBy;
  const imports = openImportsDesk(house, kinds, uses);
  const front = openFrontDesk(house, { desks: [...own, imports], kinds });
  const all = [front, ...own, imports];
  return { front, all, ...brought(all) };
}
