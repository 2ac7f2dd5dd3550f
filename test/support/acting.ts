import { randomUUID } from 'node:crypto';
import type { Context } from '../../src/core/context.ts';
import type { Database } from '../../src/db/database.ts';
import { type Acted, type Doing, type Given, perform } from '../../src/records/act.ts';
import type { Kind, Row } from '../../src/records/kind.ts';
import { means } from './step-up.ts';

/** Does an act as its form does; each call is a form of its own, unless it brings a `key`. */
export function doing<R extends Row>(db: Database, kind: Kind<R>) {
  return <G extends Given>(
    act: Doing<R, G>,
    ctx: Context,
    id: number,
    {
      key = randomUUID(),
      reason = null,
      ...more
    }: Omit<G, 'reason'> & { reason?: string | null; key?: string },
  ): Promise<Acted<R>> =>
    perform(means(db), kind, act, ctx, { id, key, given: { reason, ...more } as unknown as G });
}
