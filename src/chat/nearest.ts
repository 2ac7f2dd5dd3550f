/** The words that come nearest to what was typed, as far as it may be a slip; several where they are equally near. */
export function nearest<T extends { word: string }>(typed: string, known: readonly T[]): T[] {
  const within = Math.max(1, Math.floor(typed.length / 3));
  const near = known
    .map((one) => ({ one, away: distance(typed, one.word) }))
    .filter(({ away }) => away <= within);
  const least = Math.min(...near.map(({ away }) => away));
  return near.filter(({ away }) => away === least).map(({ one }) => one);
}

/** Signs that are missing, too many, wrong, or changed places with their neighbour. */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        at(rows[i - 1], j) + 1,
        at(row, j - 1) + 1,
        at(rows[i - 1], j - 1) + (isSame ? 0 : 1),
        swapped ? at(rows[i - 2], j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    rows.push(row);
  }
  return at(rows[a.length], b.length);
}

const at = (row: readonly number[] | undefined, i: number): number => row?.[i] ?? Number.POSITIVE_INFINITY;
