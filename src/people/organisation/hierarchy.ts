/** Somebody or something that may have another one above it. */
export interface Place {
  key: string;
  /** Another name by which it may be called: an employee number. */
  alias?: string | null;
  /** The key or alias of what is above it. */
  above: string | null;
  /** Whether it may stand above others. */
  leads: boolean;
}

/** A place as a row of a sheet would have it. */
export interface PlaceRow extends Omit<Place, 'above'> {
  /** As in `Place`; undefined where the row leaves that as it is. */
  above?: string | null;
}

export type HierarchyProblem = 'unknown' | 'circle';

/**
 * What is wrong with what rows say is above them, given what stands already. A row with a problem is not written, and then
 * what would have stood under it alone is wrong too. Linear in the number of rows, however deep they lie.
 */
export function hierarchyProblems<Row extends PlaceRow>(
  standing: readonly Place[],
  rows: readonly Row[],
): Map<Row, HierarchyProblem> {
  const problems = new Map<Row, HierarchyProblem>();
  const before = new Map(standing.map((place) => [place.key, place]));
  const coming = new Map(rows.map((row) => [row.key, row]));
  const refuse = (row: Row, problem: HierarchyProblem) => {
    problems.set(row, problem);
    coming.delete(row.key);
  };
  for (;;) {
    const all = after(before, coming);
    const found = problems.size;
    const under = rowsUnder(all, coming);
    const waiting = [...coming.values()].filter((row) => row.above && !leads(all, aboveOf(all, row)));
    // A list that grows while it is gone through: a chain of any length is one round.
    for (const row of waiting) {
      if (problems.has(row)) continue;
      refuse(row, 'unknown');
      if (!before.get(row.key)?.leads) waiting.push(...(under.get(row.key) ?? []));
    }
    if (problems.size > found) continue;
    for (const key of inCircles(all)) {
      const row = coming.get(key);
      if (row?.above) refuse(row, 'circle');
    }
    if (problems.size === found) return problems;
  }
}

/** The rows that say something of what is above them, by what that is. */
function rowsUnder<Row extends PlaceRow>(
  all: Standing,
  coming: ReadonlyMap<string, Row>,
): Map<string, Row[]> {
  const under = new Map<string, Row[]>();
  for (const row of coming.values()) {
    const above = aboveOf(all, row);
    if (above === undefined) continue;
    const beside = under.get(above);
    if (beside) beside.push(row);
    else under.set(above, [row]);
  }
  return under;
}

interface Standing {
  places: ReadonlyMap<string, Place>;
  byAlias: ReadonlyMap<string, string>;
}

/** What stands once these rows are written. */
function after(before: ReadonlyMap<string, Place>, coming: ReadonlyMap<string, PlaceRow>): Standing {
  const places = new Map(before);
  for (const row of coming.values()) {
    const known = before.get(row.key);
    places.set(row.key, {
      ...row,
      alias: row.alias ?? known?.alias,
      above: row.above === undefined ? (known?.above ?? null) : row.above,
    });
  }
  const byAlias = new Map<string, string>();
  for (const { key, alias } of places.values()) if (alias) byAlias.set(alias, key);
  return { places, byAlias };
}

function aboveOf({ places, byAlias }: Standing, { above }: Pick<PlaceRow, 'above'>): string | undefined {
  if (!above) return undefined;
  return places.has(above) ? above : byAlias.get(above);
}

function leads({ places }: Standing, key: string | undefined): boolean {
  return key !== undefined && places.get(key)?.leads === true;
}

/** The keys of all that would stand above itself. */
function inCircles(all: Standing): string[] {
  const circles: string[] = [];
  /** On which walk each was first met. */
  const met = new Map<string, string>();
  for (const start of all.places.keys()) {
    const walk: string[] = [];
    let key: string | undefined = start;
    while (key !== undefined && !met.has(key)) {
      met.set(key, start);
      walk.push(key);
      const place: Place | undefined = all.places.get(key);
      key = place && aboveOf(all, place);
    }
    if (key !== undefined && met.get(key) === start) circles.push(...walk.slice(walk.indexOf(key)));
  }
  return circles;
}
