import type { StepUp } from '../../authenticators/step-up.ts';
import type { Database } from '../../db/database.ts';
import type { Marketplace } from '../../neighbours/marketplace/marketplace.ts';
import type { Admission } from '../../people/admission.ts';

/** What the desk works with; made once in the composition root. */
export interface DeskDeps {
  db: Database;
  stepUp: StepUp;
  admit: Admission;
  /** Null where none is set up (MARKETPLACE_URL). */
  marketplace: Marketplace | null;
  publicUrl: string;
}
