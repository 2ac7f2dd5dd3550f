import { parting as organisation } from '../../src/desks/organisation/leaving.ts';
import {
  employeeKind as employees,
  organisationKinds as kinds,
} from '../../src/desks/organisation/sheets/kinds.ts';
import { parting as partners } from '../../src/desks/partners/leaving.ts';
import { parting as satker } from '../../src/desks/satker/leaving.ts';
import { parting as userId } from '../../src/desks/user-id/leaving.ts';
import { createLeaving, type Parting } from '../../src/people/leaving.ts';

/** What ends when somebody leaves, at all desks of the product. */
export const partings: readonly Parting[] = [organisation, userId, satker, partners];
export const leaving = createLeaving(() => partings);

export const employeeKind = employees(leaving);
export const organisationKinds = kinds(leaving);
