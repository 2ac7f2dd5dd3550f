import type { Context } from '../../core/context.ts';
import { dayOf } from '../../core/day.ts';
import { formatDay, type Message, msg } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import { supportOf } from './support-ends.ts';

/** The versions of what we run on, as they name themselves. */
export interface Runtime {
  node: string;
  postgres: string;
}

/** Those of this replica and of the database that it serves. */
export async function runtimeOf(db: Database): Promise<Runtime> {
  const [row] = await db.query<{ version: string }>("SELECT current_setting('server_version') AS version");
  return { node: process.versions.node, postgres: row?.version ?? '' };
}

/** What is to be said of both, and whether one of them is supported for less than half a year. */
export function runtimeNotes(
  { now, timeZone, t }: Pick<Context, 'now' | 'timeZone' | 't'>,
  { node, postgres }: Runtime,
): { notes: Message[]; attention: boolean } {
  const today = dayOf(now, timeZone);
  const known = [
    { what: 'Node.js', version: node, support: supportOf('node', node, today) },
    // A distribution's own words may follow: `15.18 (Debian 15.18-0+deb12u1)`.
    {
      what: 'PostgreSQL',
      version: postgres.split(' ')[0] ?? '',
      support: supportOf('postgres', postgres, today),
    },
  ];
  return {
    notes: known.map(({ what, version, support }) =>
      support.state === 'unknown'
        ? msg('doctor.runtime.unknown', { what, version })
        : msg(`doctor.runtime.${support.state}`, {
            what,
            version,
            day: formatDay(t.language, support.until),
          }),
    ),
    attention: known.some(({ support }) => support.state === 'soon' || support.state === 'over'),
  };
}
