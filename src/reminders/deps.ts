import type { Desk } from '../chat/desk.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../db/database.ts';

/** What reminding is done with: the desks say what waits. */
export interface ReminderDeps {
  db: Database;
  clock: Clock;
  desks: readonly Pick<Desk, 'waiting'>[];
}
