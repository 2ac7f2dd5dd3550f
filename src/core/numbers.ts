/**
 * A record's number, `UID-2026-000001`, from how people type it: in small letters, without the zeros, with spaces or nothing
 * at the hyphens. Null where the text is anything else.
 */
export function readNumber(prefix: string, typed: string): string | null {
  const [, year, count = ''] =
    new RegExp(`^${prefix}[\\s-]*(\\d{4})[\\s-]+0*(\\d{1,12})$`, 'i').exec(hyphened(typed)) ?? [];
  return year ? `${prefix}-${year}-${count.padStart(6, '0')}` : null;
}

/** The number of a record of any of these kinds that a text is. */
export function readAnyNumber(
  prefixes: Iterable<string>,
  typed: string,
): { prefix: string; number: string } | null {
  for (const prefix of prefixes) {
    const number = readNumber(prefix, typed);
    if (number) return { prefix, number };
  }
  return null;
}

/** A record's number, of these kinds, at the beginning of a text, with what stands behind it. */
export function readLeadingNumber(
  prefixes: Iterable<string>,
  typed: string,
): { prefix: string; number: string; rest: string } | null {
  const [, head = '', rest = ''] =
    /^\s*([a-z]{2,5}[\s-]*\d{4}[\s-]+\d{1,12})\b[\s:,.-]*([\s\S]*)$/i.exec(hyphened(typed)) ?? [];
  const found = head && readAnyNumber(prefixes, head);
  return found ? { ...found, rest } : null;
}

/** Clients and keyboards write other dashes of their own accord. */
const hyphened = (text: string): string => text.trim().replaceAll(/[\u2010-\u2015\u2212]/g, '-');
