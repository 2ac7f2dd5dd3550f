import type { AuditKey } from '../../../audit-log/keys.ts';
import type { Messenger } from '../../../chat/messenger.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Database } from '../../../db/database.ts';

/** What asking for a check takes. */
export interface AuditDeps {
  db: Database;
  auditKey: AuditKey;
}

/** What doing it takes. */
export interface AuditJobDeps extends AuditDeps {
  messengers: readonly Messenger[];
  clock: Clock;
  timeZone: string;
}
