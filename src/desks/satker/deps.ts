import type { Attachments } from '../../attachments/attachments.ts';
import type { StepUp } from '../../authenticators/step-up.ts';
import type { Queryable } from '../../core/queryable.ts';
import type { Database } from '../../db/database.ts';
import type { Digit } from '../../neighbours/digit/digit.ts';
import type { Dukcapil } from '../../neighbours/dukcapil/dukcapil.ts';
import type { Admission } from '../../people/admission.ts';
import type { Titles } from '../../people/names/titles.ts';

export interface SatkerPolicy {
  /** The score that a name must reach beside Dukcapil's (S-4). */
  nameMatchMinimum: number;
  /** What is dropped from names before they are compared (S-4). */
  titles: Titles;
  /** Calendar months without a login after which a user is dormant (S-16). */
  dormantAfterMonths: number;
  /** Where days begin and end. */
  timeZone: string;
}

/** Where users log in by NIK (S-13), below `publicUrl`. */
export const nikLoginPath = '/portal/login/nik';

/** What the desk works with; made once in the composition root. */
export interface DeskDeps {
  db: Database;
  stepUp: StepUp;
  admit: Admission;
  policy: SatkerPolicy;
  attachments: Attachments;
  /** Null where none is set up (DUKCAPIL_URL, DIGIT_URL). */
  dukcapil: Dukcapil | null;
  digit: Digit | null;
  publicUrl: string;
}

/** What showing a record takes: its database may be the reads of one moment. */
export type Showing = Omit<DeskDeps, 'db'> & { db: Queryable };
