import { describe, expect, it } from 'vitest';
import { hierarchyProblems, type Place, type PlaceRow } from '../../src/people/organisation/hierarchy.ts';

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
