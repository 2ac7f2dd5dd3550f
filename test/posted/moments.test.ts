import { expect, it } from 'vitest';
import type { Queryable } from '../../src/core/queryable.ts';
import { sharedMoments } from '../../src/posted/moments.ts';

/** Answers each statement with how many it was asked before. */
function counting(): Queryable {
  let asked = 0;
  return {
    query: async <Row extends object>() => {
      asked += 1;
      return [{ asked }] as unknown as Row[];
    },
    keys: {} as Queryable['keys'],
  };
}

const copy = (id: number, revision = 0, subject = 'user-id:42') => ({ id, subject, revision });
const read = (moment: Queryable) => moment.query<{ asked: number }>('SELECT the record', [42]);

it('U-10 what is brought to two people at once is read once, for as long as one of the two lasts', async () => {
  const inMoment = sharedMoments(counting());
  const [first, second] = await inMoment([copy(1)], { 1: 0, 2: 0 }, async (moment) => [
    await read(moment),
    await inMoment([copy(2)], { 2: 0 }, read),
  ]);
  expect(second).toEqual(first);
  expect(await inMoment([copy(2)], { 2: 0 }, read)).not.toEqual(first);
});

it.each([
  ['was to be shown anew since', [copy(2, 1)]],
  ['was not there when that moment began', [copy(3)]],
  ['shows another record', [copy(2, 0, 'user-id:43')]],
  ['stands beside one of another record', [copy(2), copy(4, 0, 'user-id:43')]],
])('U-13 a copy that %s is shown by reads of its own', async (_, rows) => {
  const inMoment = sharedMoments(counting());
  const then = Object.fromEntries(rows.map(({ id, revision }) => [id, revision]));
  await inMoment([copy(1)], { 1: 0, 2: 0, 4: 0 }, async (moment) => {
    const first = await read(moment);
    expect(await inMoment(rows, then, read)).not.toEqual(first);
  });
});
