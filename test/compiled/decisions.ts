// What does not compile, held by `npm run check`: see jobs.ts.
import type { Context } from '../../src/core/context.ts';
import { type Deciding, type Doing, type Means, type Offering, perform } from '../../src/records/act.ts';
import type { Kind, Row } from '../../src/records/kind.ts';
import { decidable } from '../../src/records/several/decidable.ts';
import type { Waits } from '../../src/records/waits.ts';

declare const means: Means;
declare const kind: Kind<Row> & Pick<Waits<Row>, 'named'>;
declare const ctx: Context;
declare const decision: Deciding<Doing<Row>>;
declare const other: Doing<Row>;
declare const offered: Offering<Row>;

const submitted = { id: 1, key: 'key', given: { reason: null } };

export const acted = [
  perform(means, kind, other, ctx, submitted),
  perform(means, kind, decision, ctx, { ...submitted, version: 'as it was seen' }),
  // @ts-expect-error a decision that says nothing of what was seen (A-11)
  perform(means, kind, decision, ctx, submitted),
];

export const decided = decidable<Row, Row>({
  kind,
  called: 'record.approve',
  // @ts-expect-error a way to decide that counts for whatever there is by then
  ways: [offered],
  on: () => [],
  waiting: async () => [],
  titled: () => '',
});
