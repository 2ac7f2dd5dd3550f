import type { Day } from '../../core/day.ts';

/**
 * The day on which a major version is mended no more. Node.js: `schedule.json` of https://github.com/nodejs/Release. PostgreSQL:
 * https://www.postgresql.org/support/versioning/. Both as they stood on 29 November 2026; a version that came since is not known here.
 */
const supportEnds = {
  node: new Map<number, Day>([
    [18, '2025-04-30'],
    [19, '2023-06-01'],
    [20, '2026-04-30'],
    [21, '2024-06-01'],
    [22, '2027-04-30'],
    [23, '2025-06-01'],
    [24, '2028-04-30'],
    [25, '2026-06-01'],
    [26, '2029-04-30'],
  ]),
  postgres: new Map<number, Day>([
    [13, '2025-11-13'],
    [14, '2026-11-12'],
    [15, '2027-11-11'],
    [16, '2028-11-09'],
    [17, '2029-11-08'],
    [18, '2030-11-14'],
  ]),
};

export type Support =
  | { state: 'supported' | 'soon' | 'over'; until: Day }
  /** Newer than what is known here. */
  | { state: 'unknown' };

/** Whoever has to move needs about so long. */
const soonMonths = 6;

/** Whether a version, `20.20.2`, is supported on a day, and until when. One that is older than all that are known is over. */
export function supportOf(what: keyof typeof supportEnds, version: string, today: Day): Support {
  const known = supportEnds[what];
  const major = Number.parseInt(version, 10);
  const until = known.get(major) ?? (major < Math.min(...known.keys()) ? firstOf(known) : undefined);
  if (until === undefined) return { state: 'unknown' };
  if (until < today) return { state: 'over', until };
  const soon = new Date(`${until}T00:00:00Z`);
  soon.setUTCMonth(soon.getUTCMonth() - soonMonths);
  return { state: soon.toISOString().slice(0, 10) <= today ? 'soon' : 'supported', until };
}

const firstOf = (known: ReadonlyMap<number, Day>): Day | undefined => known.get(Math.min(...known.keys()));
