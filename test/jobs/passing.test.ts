import fc from 'fast-check';
import { createTask } from 'node-cron';
import { describe, expect, it } from 'vitest';
import { isCalled } from '../../src/jobs/passing.ts';

const minute = 60_000;
const lines = [
  '*/20 * * * * *',
  '5 6-21 * * *',
  '*/5 * * * *',
  '17 3 * * *',
  '45 6 * * *',
  '37 * * * *',
  '20 8 * * 1-5',
];

describe('time that has passed', () => {
  it('U-19 has called what the clock would have called, by the lines of the scheduler itself', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...lines),
        fc.constantFrom('Asia/Jakarta', 'Asia/Jayapura', 'UTC'),
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 240 }),
        (line, timezone, from, minutes) => {
          const task = createTask(line, () => undefined, { timezone });
          const until = new Date(from.getTime() + minutes * minute);
          const first = Math.floor(from.getTime() / minute) * minute + minute;
          const moments = Array.from({ length: minutes }, (_, n) => new Date(first + n * minute));
          const expected = moments.some((moment) => moment <= until && task.match(moment));
          expect(isCalled(line, timezone, { from, until })).toBe(expected);
        },
      ),
      { numRuns: 300 },
    );
  });
});
