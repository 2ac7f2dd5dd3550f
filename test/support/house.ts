import { parting as front } from '../../src/desks/front/delegation/leaving.ts';
import { helpers as frontHelpers } from '../../src/desks/front/who-can-help.ts';
import { helpers as importHelpers } from '../../src/desks/imports/who-can-help.ts';
import { parting as marketplace } from '../../src/desks/marketplace/leaving.ts';
import { uses as marketUses } from '../../src/desks/marketplace/uses.ts';
import { helpers as marketHelpers } from '../../src/desks/marketplace/who-can-help.ts';
import { parting as minutes } from '../../src/desks/minutes/leaving.ts';
import { uses as minutesUses } from '../../src/desks/minutes/uses.ts';
import { helpers as minutesHelpers } from '../../src/desks/minutes/who-can-help.ts';
import { parting as organisation } from '../../src/desks/organisation/leaving.ts';
import {
  employeeKind as employees,
  organisationKinds as kinds,
} from '../../src/desks/organisation/sheets/kinds.ts';
import { uses as organisationUses } from '../../src/desks/organisation/uses.ts';
import { parting as partners } from '../../src/desks/partners/leaving.ts';
import { uses as partnerUses } from '../../src/desks/partners/uses.ts';
import { helpers as partnerHelpers } from '../../src/desks/partners/who-can-help.ts';
import { parting as remarks } from '../../src/desks/remarks/leaving.ts';
import { parting as satker } from '../../src/desks/satker/leaving.ts';
import { uses as satkerUses } from '../../src/desks/satker/uses.ts';
import { helpers as satkerHelpers } from '../../src/desks/satker/who-can-help.ts';
import { parting as signature } from '../../src/desks/signature/leaving.ts';
import { uses as signatureUses } from '../../src/desks/signature/uses.ts';
import { helpers as signatureHelpers } from '../../src/desks/signature/who-can-help.ts';
import { parting as userId } from '../../src/desks/user-id/leaving.ts';
import { uses as userIdUses } from '../../src/desks/user-id/uses.ts';
import { helpers as userIdHelpers } from '../../src/desks/user-id/who-can-help.ts';
import { ownUses, type UsedBy } from '../../src/imports/undo/references.ts';
import { createLeaving, type Parting } from '../../src/people/leaving.ts';
import { type Help, ownHelpers, type StoppingKey } from '../../src/people/who-can-help.ts';

/** What ends when somebody leaves, at all desks of the product. */
export const partings: readonly Parting[] = [
  front,
  organisation,
  userId,
  satker,
  partners,
  marketplace,
  signature,
  minutes,
  remarks,
];
export const leaving = createLeaving(() => partings);

/** Who can help, by all texts that stop somebody. */
export const helpers = {
  ...ownHelpers,
  ...frontHelpers,
  ...importHelpers,
  ...marketHelpers,
  ...minutesHelpers,
  ...partnerHelpers,
  ...satkerHelpers,
  ...signatureHelpers,
  ...userIdHelpers,
} satisfies Record<StoppingKey, Help | null>;

/** What records are used by, by the tables of all desks. */
export const uses: UsedBy = {
  ...ownUses,
  ...marketUses,
  ...minutesUses,
  ...organisationUses,
  ...partnerUses,
  ...satkerUses,
  ...signatureUses,
  ...userIdUses,
};

export const employeeKind = employees(leaving);
export const organisationKinds = kinds(leaving);
