import type { Queryable } from '../core/queryable.ts';
import type { TextKey } from '../core/texts/index.ts';
import { type Coded, type Held, type HeldRow, whoseOf } from './held.ts';
import type { ViewedBy } from './views.ts';

/** What one table has of somebody. */
export interface Found {
  called: TextKey;
  says: Readonly<Record<string, TextKey>>;
  words: Readonly<Partial<Record<string, Coded>>>;
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

export interface KnownRecord {
  called: TextKey;
  number: string | null;
}

export interface Collected {
  /** In the order of what is held, only what has rows. */
  found: Found[];
  /** What has none. */
  nothing: TextKey[];
  /** Newest first. */
  looks: Look[];
  /** Their records by what these are called, by subject: `satker:42` says nothing to them. */
  records: ReadonlyMap<string, KnownRecord>;
  /** Records whose NIK stands in it. */
  withNik: string[];
}

/** As many looks as a sheet is read with. */
const mostLooks = 10_000;

/** All that is held on somebody, and who looked at it (T-3). */
export async function collect(db: Queryable, all: readonly Held[], personId: number): Promise<Collected> {
  const whose = await whoseOf(db, personId);
  const found: Found[] = [];
  const nothing: TextKey[] = [];
  const subjects = new Set<string>();
  const withNik: string[] = [];
  const records = new Map<string, KnownRecord>();
  for (const { called, says, words = {}, find } of all) {
    const rows = await find(db, whose);
    if (rows.length === 0) nothing.push(called);
    else found.push({ called, says, words, rows });
    for (const { of, nik, number } of rows) {
      if (of !== null) {
        subjects.add(of);
        records.set(of, { called, number: typeof number === 'string' ? number : null });
      }
      if (of !== null && nik) withNik.push(of);
    }
  }
  return { found, nothing, looks: await looksAt(db, whose.persons, [...subjects]), records, withNik };
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
