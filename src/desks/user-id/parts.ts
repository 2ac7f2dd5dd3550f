import type { Attachments } from '../../attachments/attachments.ts';
import type { Database } from '../../db/database.ts';
import type { Policy } from './rules.ts';
import type { UserIdService } from './service.ts';

/** What the desk works with; made once in the composition root. */
export interface DeskParts {
  db: Database;
  policy: Policy;
  attachments: Attachments;
  /** Where links in cards and letters start; without a slash at the end. */
  publicUrl: string;
}

export interface WithService extends DeskParts {
  service: UserIdService;
}
