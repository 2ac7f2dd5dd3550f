import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Contest, openContest } from './contest.ts';
import { outcomeOf } from './race.ts';
import { races } from './races.ts';

// `ROUNDS=250 npx vitest run test/races` is what a change of a race or a constraint is judged by.
const rounds = Number(process.env.ROUNDS) || 1;

let contest: Contest;
beforeAll(async () => {
  contest = await openContest();
});
afterAll(() => contest.end());

describe.each(races)('$name', (race) => {
  it.each([2, 4, 16])(
    '%d at once',
    async (size) => {
      for (let n = 0; n < rounds; n += 1) {
        const { acts, stands, expected } = await race.round(contest, size);
        const outcomes = (await Promise.allSettled(acts.map((act) => act()))).map(outcomeOf);
        const winners = outcomes.flatMap(({ won }, index) => (won ? [index] : []));
        const told = outcomes.flatMap((outcome) => (outcome.won ? [] : [outcome.told]));
        if (race.winners === 'all') expect(told, 'nobody is refused').toEqual([]);
        else {
          expect(winners, told.join('\n')).toHaveLength(1);
          const winner = contest.contenders[winners[0] ?? 0]?.actor.name ?? '';
          for (const text of told) expect(text).toContain(winner);
        }
        expect(await stands()).toEqual(expected);
      }
    },
    60_000 + rounds * 5000,
  );
});

describe('A race', () => {
  it('is decided by who is first, never by PostgreSQL ending two that wait for each other', async () => {
    expect(await contest.deadlocks()).toBe(0);
  });
});
