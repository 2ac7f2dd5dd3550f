import type { NumberPrefix } from '../core/numbers.ts';

/**
 * The next number of a record as SQL, `UID-2026-000001`: its year is that of the moment in this parameter, in UTC. Unique
 * and never reused; a sequence may leave gaps (U-1).
 */
export function nextNumber(prefix: NumberPrefix, sequence: string, at: string): string {
  return `to_char(${at}::timestamptz AT TIME ZONE 'UTC', '"${prefix}-"YYYY-') || to_char(nextval('${sequence}'), 'FM999999000000')`;
}
