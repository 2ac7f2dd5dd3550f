import { marketRaces } from './market.ts';
import { onceRaces } from './once.ts';
import { organisationRaces } from './organisation.ts';
import { partnerRaces } from './partner.ts';
import type { Race } from './race.ts';
import { satkerRaces } from './satker.ts';
import { signatureRaces } from './signature.ts';
import { userIdRaces } from './user-id.ts';

/** Every race that a constraint decides, and those in which nobody may stand in another's way. */
export const races: readonly Race[] = [
  ...organisationRaces,
  ...userIdRaces,
  ...satkerRaces,
  ...partnerRaces,
  ...marketRaces,
  ...signatureRaces,
  ...onceRaces,
];
