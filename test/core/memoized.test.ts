import { expect, it } from 'vitest';
import { memoized } from '../../src/core/memoized.ts';

it('an answer is found once, as long as not so many others have been asked for since', () => {
  const asked: number[] = [];
  const double = memoized(3, (n: number) => {
    asked.push(n);
    return 2 * n;
  });
  expect([1, 2, 3, 1, 2, 3].map(double)).toEqual([2, 4, 6, 2, 4, 6]);
  expect(asked).toEqual([1, 2, 3]);
  expect([4, 1, 4].map(double)).toEqual([8, 2, 8]);
  expect(asked).toEqual([1, 2, 3, 4, 1]);
});
