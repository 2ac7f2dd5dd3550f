import type { Queryable } from '../core/queryable.ts';
import type { TextKey } from '../core/texts/index.ts';
import { type CalledRecord, type CalledRecords, calledRecords } from './called.ts';
import { type Held, type HeldRow, whoseOf } from './held.ts';
import type { ViewedBy } from './views.ts';

/** What one table has of somebody. */
export interface Found extends Omit<Held, 'model' | 'find'> {
  rows: HeldRow[];
}

/** That somebody looked, of what record, and how often within a quarter of an hour. */
export interface Look {
  /** Null for whoever had a link that was mailed to the person. */
  viewer: string | null;
  /** They themselves. */
  own: boolean;
  subject: string;
  what: 'NIK' | 'FILE';
  /** Null where there is none, or it is gone. */
  file: string | null;
  surface: string;
  by: ViewedBy;
  firstAt: Date;
  lastAt: Date;
  times: number;
}

export interface Collected {
  /** In the order of what is held, only what has rows. */
  found: Found[];
  /** What has none. */
  nothing: TextKey[];
  /** Newest first. */
  looks: Look[];
  /** What the records are called that it speaks of, by subject. */
  records: ReadonlyMap<string, CalledRecord>;
  /** Themselves, by their subjects. */
  themselves: ReadonlySet<string>;
  /** Records whose NIK stands in it. */
  withNik: string[];
}

/** As many looks as a sheet is read with. */
const mostLooks = 10_000;

/** All that is held on somebody, and who looked at it (T-3). */
export async function collect(
  db: Queryable,
  { holds, called }: { holds: readonly Held[]; called: CalledRecords },
  personId: number,
): Promise<Collected> {
  const whose = await whoseOf(db, personId);
  const found: Found[] = [];
  const nothing: TextKey[] = [];
  const subjects = new Set<string>();
  const withNik: string[] = [];
  for (const { find, model: _, ...said } of holds) {
    const rows = await find(db, whose);
    if (rows.length === 0) nothing.push(said.called);
    else found.push({ ...said, rows });
    for (const { of, nik } of rows) {
      if (of !== null) subjects.add(of);
      if (of !== null && nik) withNik.push(of);
    }
  }
  const looks = await looksAt(db, whose.persons, [...subjects]);
  const spokenOf = found.flatMap(({ record, rows }) => rows.map((row) => record && row[record]));
  return {
    found,
    nothing,
    looks,
    records: await calledRecords(db, called, [
      ...looks.map(({ subject }) => subject),
      ...spokenOf.filter((one) => typeof one === 'string'),
    ]),
    themselves: new Set(whose.persons.map((id) => `person:${id}`)),
    withNik,
  };
}

function looksAt(db: Queryable, persons: readonly number[], subjects: readonly string[]): Promise<Look[]> {
  return db.query<Look>(
    `SELECT p.name AS viewer, coalesce(v.viewer_id = ANY($1), false) AS own, v.subject, v.what::text, a.name AS file, v.surface, v.by::text,
       v.first_at AS "firstAt", v.last_at AS "lastAt", v.times
     FROM personal_view v LEFT JOIN person p ON p.id = v.viewer_id LEFT JOIN attachment a ON a.id = v.file_id
     WHERE v.subject = ANY($2) ORDER BY v.last_at DESC, v.id DESC LIMIT ${mostLooks}`,
    [persons, subjects],
  );
}
