import type { Attachments } from '../../attachments/attachments.ts';
import type { Authenticators } from '../../authenticators/authenticators.ts';
import type { StepUp } from '../../authenticators/step-up.ts';
import type { Clock } from '../../core/clock.ts';
import type { Context } from '../../core/context.ts';
import type { Database } from '../../db/database.ts';
import type { TimeStamper } from '../../pades/cms.ts';
import type { PdfThreads } from '../../pades/threads.ts';
import type { Admission } from '../../people/admission.ts';

/** What the desk works with; made once in the composition root. */
export interface DeskDeps {
  db: Database;
  admit: Admission;
  attachments: Attachments;
  pdf: PdfThreads;
  /** What a file that is signed or checked may have at most (SIGNING_MAX_MB). */
  maxPdfBytes: number;
  /** Who attests the time of signatures (TSA_URL). */
  timeStamper?: TimeStamper;
  authenticators: Authenticators;
  stepUp: StepUp;
  clock: Clock;
  /** Without a slash at the end. */
  publicUrl: string;
  /** Where whoever verifies asks, as certificates name it; without one they name no such place (OCSP_URL). */
  ocspUrl?: string;
  /** Where a certificate's last day ends. */
  timeZone: string;
}

export interface PagesDeps extends DeskDeps {
  /** Somebody as they are now, on a page that a link of theirs has opened. */
  contextOf(personId: number): Promise<Context | null>;
}
