import type { Clock } from '../../core/clock.ts';
import type { Context } from '../../core/context.ts';
import type { Database } from '../../db/database.ts';
import type { Press } from '../../paper/press.ts';
import type { Minutes } from '../../records/minutes.ts';
import type { ProductSignature } from '../house.ts';

/** What the desk works with; made once in the composition root. */
export interface DeskDeps {
  db: Database;
  /** Of all kinds that have one, by the kind's name. */
  kinds: ReadonlyMap<string, Minutes>;
  /** Without a slash at the end. */
  publicUrl: string;
}

/** What writing one takes. */
export interface WriteDeps extends DeskDeps {
  press: Press;
  /** By which the product signs what it issues. */
  sign: ProductSignature;
  contextOf(personId: number): Promise<Context | null>;
}

export interface PagesDeps extends Pick<DeskDeps, 'db' | 'kinds' | 'publicUrl'> {
  clock: Clock;
  timeZone: string;
}
