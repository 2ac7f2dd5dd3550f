import type { Snapshot } from './snapshot.ts';

/** The same person, as far as the storm's people go: by id, number or address. */
export function isSamePersonAs({ people }: Snapshot, one: number, other: number): boolean {
  if (one === other) return true;
  const a = people.find(({ id }) => id === one);
  const b = people.find(({ id }) => id === other);
  return (
    a !== undefined && b !== undefined && (a.email === b.email || (a.nopek !== null && a.nopek === b.nopek))
  );
}
