/** One piece of a format code: text as it stands, or what is shown of the value. */
export type Piece = { text: string } | { part: string };

const token =
  /"([^"]*)"|\\(.)|_(.)|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|(am\/pm|a\/p)|(y+|m+|d+|h+|s+)|([0#?])|(general|standard|.)/giu;

/** A section of a format code, piece by piece. */
export function piecesOf(format: string): Piece[] {
  const pieces: Piece[] = [];
  for (const [whole, quoted, escaped, blank, currency, half, date, digit, other] of format.matchAll(token)) {
    const text = quoted ?? escaped ?? currency ?? (blank && ' ');
    if (text !== undefined) pieces.push({ text });
    else if (half) pieces.push({ part: 'half' });
    else if (date) pieces.push({ part: date.toLowerCase() });
    else if (digit) pieces.push({ part: digit });
    else if (other !== undefined && /^[.,%@e]$|^(?:general|standard)$/i.test(other))
      pieces.push({ part: other });
    else if (other !== undefined) pieces.push({ text: whole });
  }
  return withMinutes(pieces);
}

/** An m behind hours or before seconds stands for minutes. */
function withMinutes(pieces: Piece[]): Piece[] {
  const timed = pieces.flatMap((piece, at) => ('part' in piece && /^[ymdhs]/.test(piece.part) ? [at] : []));
  const partAt = (at: number | undefined) => {
    const piece = at === undefined ? undefined : pieces[at];
    return piece && 'part' in piece ? piece.part : '';
  };
  for (const [index, at] of timed.entries()) {
    const part = partAt(at);
    const isMinutes = partAt(timed[index - 1]).startsWith('h') || partAt(timed[index + 1]).startsWith('s');
    if (/^mm?$/.test(part) && isMinutes) pieces[at] = { part: part === 'mm' ? 'minutes2' : 'minutes' };
  }
  return pieces;
}

/** A format code in its parts for positive, negative and other numbers. */
export function sectionsOf(format: string): string[] {
  return [...format.matchAll(/(?:"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|[^;])+/gu)].map(([section]) => section);
}

/** For which numbers a section is, where it says so: `[<=9999999]`. */
export function conditionOf(section: string): ((value: number) => boolean) | null {
  const [, sign = '', limit] = /\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]/.exec(section) ?? [];
  if (limit === undefined) return null;
  const compared: Record<string, (value: number) => boolean> = {
    '<=': (value) => value <= Number(limit),
    '>=': (value) => value >= Number(limit),
    '<>': (value) => value !== Number(limit),
    '<': (value) => value < Number(limit),
    '>': (value) => value > Number(limit),
    '=': (value) => value === Number(limit),
  };
  return compared[sign] ?? null;
}

/** What is shown of the value, without the texts between. */
export const partsOf = (pieces: Piece[]) => pieces.flatMap((piece) => ('part' in piece ? [piece.part] : []));
