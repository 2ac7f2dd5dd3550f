import type { Authenticators } from '../../authenticators/authenticators.ts';
import type { StepUp } from '../../authenticators/step-up.ts';
import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../db/database.ts';
import type { Admission } from '../../people/admission.ts';
import type { Sealing } from './sealed.ts';

/** What the desk works with; made once in the composition root. */
export interface DeskDeps {
  db: Database;
  admit: Admission;
  authenticators: Authenticators;
  stepUp: StepUp;
  sealing: Sealing;
  clock: Clock;
  /** Without a slash at the end. */
  publicUrl: string;
  /** Where a certificate's last day ends. */
  timeZone: string;
}
