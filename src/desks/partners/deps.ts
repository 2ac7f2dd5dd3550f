import type { Attachments } from '../../attachments/attachments.ts';
import type { StepUp } from '../../authenticators/step-up.ts';
import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../db/database.ts';
import type { DirectoryHub } from '../../neighbours/directory-hub/hub.ts';
import type { Admission } from '../../people/admission.ts';
import type { WhitelistService } from './whitelist/granting.ts';

export interface PartnerPolicy {
  /** Where days begin and end. */
  timeZone: string;
  /** Domains that the registration form must not carry (P-4). */
  partnerMailDomains: readonly string[];
}

/** What the desk works with; made once in the composition root. */
export interface DeskDeps {
  db: Database;
  stepUp: StepUp;
  admit: Admission;
  /** For work that may take its time. */
  jobDb: Database;
  policy: PartnerPolicy;
  attachments: Attachments;
  /** Null where none is set up (DIRECTORY_HUB_URL). */
  directoryHub: DirectoryHub | null;
  publicUrl: string;
  clock: Clock;
}

export interface WithServices extends DeskDeps {
  whitelist: WhitelistService;
}
