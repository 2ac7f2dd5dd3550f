import type { UsedBy } from '../imports/undo/references.ts';
import { decisionRows } from '../records/several/rows.ts';
import { portalLetters } from '../web/letters.ts';
import { brought } from './brought.ts';
import { openFrontDesk } from './front/index.ts';
import { decidablesOfAdmins } from './front/several/asked.ts';
import { type House, letterDeps, type OpenDesk } from './house.ts';
import { openImportsDesk } from './imports/index.ts';
import { openMarketplaceDesk } from './marketplace/index.ts';
import { openMinutesDesk } from './minutes/index.ts';
import { uses as minutesUses } from './minutes/uses.ts';
import { openOrganisationDesk } from './organisation/index.ts';
import { openPartnerDesk } from './partners/index.ts';
import { openRemarksDesk } from './remarks/index.ts';
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

/** Opens all desks, with `more` beside the product's own, and those that serve them: what files hold, what is given in writing, the front. */
export function openDesks(house: House, more: readonly OpenDesk[] = []) {
  const own = [...behindTheDoor, ...more].map((open) => open(house));
  const decidables = [
    ...own.flatMap((desk) => desk.decidables ?? []),
    ...decidablesOfAdmins({ db: house.db, leaving: house.leaving }),
  ];
  const decisions = decisionRows(house.jobDb, decidables);
  const kinds = [...own.flatMap(({ sheets = [] }) => sheets), decisions];
  const uses = Object.assign({}, minutesUses, ...own.map((desk) => desk.uses)) as UsedBy;
  const imports = openImportsDesk(house, own, kinds, uses);
  const minutes = openMinutesDesk(
    house,
    own.flatMap((desk) => desk.minutes ?? []),
    own.find(({ productSignature }) => productSignature)?.productSignature,
  );
  const remarks = openRemarksDesk(house, own);
  const front = openFrontDesk(house, { desks: [...own, imports, remarks], kinds, decidables, decisions });
  const all = [front, ...own, imports, minutes, remarks];
  const { jobDb: db, publicUrl } = house;
  const letters = portalLetters({ db, publicUrl, ...letterDeps(house) });
  const { overview, offeredFiles, takeFiles } = front;
  // What the router asks of desks besides what each of them takes and shows.
  const inChat = { overview, offeredFiles, takeFiles, takeWritten: remarks.takeWritten };
  return { inChat, all, ...brought([...all, { id: 'portal', letters }]) };
}
