/** A text that a statement can be, or why it cannot be known from the sources. */
export type Reading = { text: string } | { unknown: string };

/** The program does not come here in this world: something that is read would not be there, or it throws. */
export class Nowhere extends Error {}

const mostWorlds = 2000;

/** Answers a question that only a run can answer, by the number of one of its answers. */
export type Choose = (question: string, answers: number) => number;

/**
 * Reads what hangs on what only a run knows (a condition, who calls, which of several records): each possibility is a world of
 * its own, in which the same question has the same answer. Every answer is read at least once.
 */
export function inAllWorlds(read: (choose: Choose) => Reading): Reading[] {
  const readings = new Map<string, Reading>();
  const asked = new Set<string>();
  const worlds: ReadonlyMap<string, number>[] = [new Map()];
  let count = 0;
  for (let world = worlds.shift(); world; world = worlds.shift()) {
    if (++count > mostWorlds) return [...readings.values(), { unknown: 'it has too many forms' }];
    const chosen = new Map(world);
    const choose: Choose = (question, answers) => {
      if (answers < 1) throw new Nowhere();
      const known = chosen.get(question);
      if (known !== undefined) return known;
      for (let other = 1; other < answers; other++) {
        if (asked.has(`${question}=${other}`)) continue;
        asked.add(`${question}=${other}`);
        worlds.push(new Map(chosen).set(question, other));
      }
      chosen.set(question, 0);
      return 0;
    };
    try {
      const reading = read(choose);
      readings.set(JSON.stringify(reading), reading);
    } catch (error) {
      if (!(error instanceof Nowhere)) throw error;
    }
  }
  return [...readings.values()];
}
