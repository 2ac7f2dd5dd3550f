import type { Queryable } from '../core/queryable.ts';
import type { TextKey } from '../core/texts/index.ts';
import type { Held, Whose } from '../personal-data/held.ts';
import { type Acting, type Demand, type Erasable, isActing, type Standing, type Theirs } from './kind.ts';
import { alsoErased, lastErased, ownStays } from './own.ts';

/** All kinds of data with what a demand does to them: those with a period, in their order, and what has none. */
export const erasables = (retained: readonly Erasable[]): readonly Erasable[] => [
  ...retained,
  ...alsoErased,
  ...lastErased,
  ...ownStays,
];

const dayMs = 24 * 60 * 60_000;
/** Rows of one transaction, of each of which the log may have a dozen entries. */
const usualMost = 100;

export const demandOf = (
  { least = 0, atOnce }: Erasable,
  { theirs, now, by = '', from = '0', most = usualMost }: Pick<Demand, 'theirs' | 'now'> & Partial<Demand>,
): Demand => ({
  theirs,
  now,
  by,
  from,
  most: Math.min(most, atOnce ?? most),
  until: new Date(now.getTime() - least * dayMs),
});

/** The records that are somebody's, as these are given to them (T-3): what is found by their address is found so no more once that is gone. */
export async function subjectsOf(db: Queryable, holds: readonly Held[], whose: Whose): Promise<string[]> {
  const subjects = new Set<string>();
  for (const { find } of holds)
    for (const { of, isUnproved } of await find(db, whose))
      if (of !== null && !isUnproved && !of.startsWith('person:')) subjects.add(of);
  return [...subjects].sort();
}

export interface KindStanding extends Standing {
  kind: Acting;
}

/** How it stands with each kind of which there is anything. */
export async function standingsOf(
  db: Queryable,
  kinds: readonly Erasable[],
  { theirs, now }: { theirs: Theirs; now: Date },
): Promise<KindStanding[]> {
  const found: KindStanding[] = [];
  for (const kind of kinds.filter(isActing)) {
    const standing = await kind.onDemand.stands(db, demandOf(kind, { theirs, now }));
    if (standing.due + standing.pending + standing.inUse + standing.young > 0)
      found.push({ kind, ...standing });
  }
  return found;
}

/** Why what a demand never reaches stays, of that of which there is anything. */
export async function staysOf(
  db: Queryable,
  kinds: readonly Erasable[],
  { theirs, now }: { theirs: Theirs; now: Date },
): Promise<TextKey[]> {
  const found = new Set<TextKey>();
  for (const kind of kinds) {
    const { onDemand } = kind;
    if ('concerns' in onDemand && (await onDemand.concerns(db, demandOf(kind, { theirs, now }))))
      found.add(onDemand.stays);
  }
  return [...found];
}
