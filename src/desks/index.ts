import type { OpenDesk } from './house.ts';
import { openPartnerDesk } from './partners/index.ts';
import { openSatkerDesk } from './satker/index.ts';
import { openUserIdDesk } from './user-id/index.ts';

/** The desks behind the one door, in the order in which people see them: a new one is a line here, and a folder. */
export const desks: readonly OpenDesk[] = [openUserIdDesk, openSatkerDesk, openPartnerDesk];
