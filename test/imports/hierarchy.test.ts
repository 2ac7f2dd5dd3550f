import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inTurns } from '../../src/core/turns.ts';
import {
  hierarchyProblems,
  type Place,
  type PlaceRow,
} from '../../src/desks/organisation/sheets/hierarchy.ts';

/** `a<b`: b stands above a. `a`: nobody does. `a!`: may not lead. */
function placesOf(text: string): Place[] {
  return text
    .split(' ')
    .filter(Boolean)
    .map((one) => {
      const [key = '', above] = one.replace('!', '').split('<');
      return { key, alias: `nr-${key}`, above: above ?? null, leads: !one.includes('!') };
    });
}

/** As above; `a` alone leaves what is above as it is, `a<` takes it away. */
function rowsOf(text: string): PlaceRow[] {
  return placesOf(text).map(({ above, ...row }) => ({
    ...row,
    above: above === null ? undefined : above || null,
  }));
}

/** What is wrong, and at how many points the work could be interrupted. */
function settled(standing: Place[], rows: PlaceRow[]) {
  const work = hierarchyProblems(standing, rows);
  for (let steps = 1; ; steps += 1) {
    const { done, value } = work.next();
    if (done) return { found: value, steps };
  }
}

function problemsOf(standing: string, rows: string): string {
  const { found } = settled(placesOf(standing), rowsOf(rows));
  return [...found].map(([{ key }, problem]) => `${key} ${problem}`).join(', ');
}

describe('what rows say is above them', () => {
  it.each([
    ['somebody who is there', 'b', 'a<b', ''],
    ['somebody who comes in a later row', '', 'a<b b', ''],
    ['somebody by their number', '', 'a<nr-b b', ''],
    ['nobody any more', 'a<b b', 'a<', ''],
    ['somebody who is nowhere', 'b', 'a<c', 'a unknown'],
    ['somebody who may not lead', 'b!', 'a<b', 'a unknown'],
    ['somebody who may not lead any more', 'b', 'a<b b!', 'a unknown'],
    ['somebody whose own row is wrong', '', 'a<b b<c', 'b unknown, a unknown'],
    ['somebody whose own row is wrong, but who is there', 'b', 'a<b b<c', 'b unknown'],
    ['themselves', '', 'a<a', 'a circle'],
    ['one another', '', 'a<b b<a', 'a circle, b circle'],
    ['somebody below them already', 'b<a a', 'a<b', 'a circle'],
    ['one who leads into a circle of others', '', 'a<b b<c c<b', 'b circle, c circle, a unknown'],
    ['another one, where the circle that was is opened', 'a<b b<a', 'a<', ''],
    ['a circle that was there and is none of theirs', 'a<b b<a d', 'c<d', ''],
  ])('I-9 %s', (_what, standing, rows, expected) => {
    expect(problemsOf(standing, rows)).toBe(expected);
  });
});

const names = [...'abcdefgh'];
const placeOf = fc.record({ above: fc.option(fc.constantFrom(...names)), leads: fc.boolean() });
const rowOf = fc.record({
  above: fc.constantFrom(undefined, null, 'z', ...names, ...names.map((name) => `nr-${name}`)),
  leads: fc.integer({ min: 0, max: 4 }).map((n) => n > 0),
});
/** Some of eight, each with what stands and what a row says of it. */
const places = fc.array(fc.tuple(fc.option(placeOf), fc.option(rowOf)), { maxLength: 8 }).map((all) => {
  const named = <Of extends object>(of: (Of | null)[]) =>
    of.flatMap((one, index) => {
      const key = names[index] ?? '';
      return one ? [{ ...one, key, alias: `nr-${key}` }] : [];
    });
  const standing = named(all.map(([place]) => place));
  const keys = new Set(standing.map(({ key }) => key));
  return {
    standing: standing.map((one) => ({ ...one, above: one.above && keys.has(one.above) ? one.above : null })),
    rows: named(all.map(([, row]) => row)),
  };
});

/** What stands once these rows are written, by key. */
function written(standing: readonly Place[], rows: readonly PlaceRow[]): Map<string, Place> {
  const after = new Map(standing.map((place) => [place.key, place]));
  for (const { above, ...row } of rows) {
    const kept = above === undefined ? after.get(row.key)?.above : above?.replace('nr-', '');
    after.set(row.key, { ...row, above: kept ?? null });
  }
  return after;
}

/** Those above this one, one above the other, until there is nobody or somebody comes again. */
function chainAbove(after: ReadonlyMap<string, Place>, key: string): string[] {
  const chain: string[] = [];
  let next = after.get(key)?.above;
  while (next && !chain.includes(next)) {
    chain.push(next);
    next = after.get(next)?.above;
  }
  return chain;
}

const isRound = (after: ReadonlyMap<string, Place>, { key }: PlaceRow) =>
  chainAbove(after, key).includes(key);

/** Those whom one comes to from this one, by what stands and by what rows say, in whatever mixture. */
function reachable(standing: readonly Place[], rows: readonly PlaceRow[], from: string): Set<string> {
  const found = new Set<string>();
  const waiting = [from];
  for (const key of waiting) {
    for (const one of [...standing, ...rows]) {
      const above = one.key === key && one.above?.replace('nr-', '');
      if (!above || found.has(above)) continue;
      found.add(above);
      waiting.push(above);
    }
  }
  return found;
}

describe('whatever rows say and whatever stands', () => {
  const checked = ({ standing, rows }: { standing: Place[]; rows: PlaceRow[] }) => {
    const { found } = settled(standing, rows);
    const kept = rows.filter((row) => !found.has(row));
    return { found, kept, after: written(standing, kept) };
  };

  it('I-9 no row that is kept stands above itself, and each stands under somebody who is there and may lead', () => {
    fc.assert(
      fc.property(places, (given) => {
        const { kept, after } = checked(given);
        for (const row of kept.filter(({ above }) => above)) {
          expect(isRound(after, row)).toBe(false);
          expect(after.get(row.above?.replace('nr-', '') ?? '')).toMatchObject({ leads: true });
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('I-9 a row is refused only for somebody who is not there, or with all those that would keep a circle together', () => {
    fc.assert(
      fc.property(places, (given) => {
        const { found, kept, after } = checked(given);
        for (const [row, problem] of found) {
          expect(row.above).toBeTruthy();
          const named = row.above?.replace('nr-', '') ?? '';
          if (problem === 'unknown') {
            const whole = written(given.standing, given.rows);
            expect(after.get(named)?.leads && whole.get(named)?.leads).not.toBe(true);
            continue;
          }
          const together = (key: string) =>
            (key === row.key || reachable(given.standing, given.rows, row.key).has(key)) &&
            reachable(given.standing, given.rows, key).has(row.key);
          expect(together(named)).toBe(true);
          const circle = given.rows.filter((one) => found.get(one) === 'circle' && together(one.key));
          const otherwise = written(given.standing, [...kept, ...circle]);
          expect(circle.some((one) => isRound(otherwise, one))).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each([4000, 40_000])(
    'I-9 a chain of %d that is turned around below a circle is looked at once',
    (long) => {
      const standing = Array.from({ length: long }, (_, n) => ({
        key: `p${n}`,
        above: n + 1 < long ? `p${n + 1}` : null,
        leads: true,
      }));
      const rows = standing.map(({ key }, n) => ({ key, above: `p${Math.max(n - 1, 0)}`, leads: true }));
      const { found, steps } = settled(standing, rows);
      expect(found.size).toBe(long);
      expect(steps).toBeLessThan(20 * long);
    },
  );

  it('I-9 the event loop has its turn while a long sheet is looked at', async () => {
    const rows = Array.from({ length: 100_000 }, (_, n) => ({
      key: `p${n}`,
      above: `p${n + 1}`,
      leads: true,
    }));
    let turns = 0;
    let ended = false;
    const others = () => {
      turns += 1;
      if (!ended) setImmediate(others);
    };
    setImmediate(others);
    const found = await inTurns(hierarchyProblems([], rows));
    ended = true;
    expect(found.size).toBe(rows.length);
    expect(turns).toBeGreaterThan(1);
  });
});
