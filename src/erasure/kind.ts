import type { Queryable } from '../core/queryable.ts';
import type { TextKey } from '../core/texts/index.ts';
import type { Tx } from '../db/database.ts';
import type { Whose } from '../personal-data/held.ts';

/** By what rows are somebody's whose data are erased: as they are given to them, and the records that were found so when it was asked. */
export interface Theirs extends Whose {
  /** `user-id:42` */
  subjects: readonly string[];
}

/** What is asked of one kind of data. */
export interface Demand {
  theirs: Theirs;
  /** What has been counted from before this may go. */
  until: Date;
  now: Date;
  /** Rows of one transaction at most. */
  most: number;
  /** The entry of the log by which it was demanded: `audit-entry:4711`. */
  by: string;
  /** Where the transaction before ended, of what is walked along. */
  from: string;
}

/** How it stands with what a kind has of somebody. */
export interface Standing {
  /** What goes. */
  due: number;
  /** What waits for somebody's decision: while there is any, nothing is erased. */
  pending: number;
  /** The numbers of those, where they have any. */
  numbers: string[];
  /** What is in use. */
  inUse: number;
  /** What is to be kept for a while still, and from when on the last of it counts. */
  young: number;
  youngest: Date | null;
}

export interface Erased {
  looked: number;
  removed: number;
  /** The records of which it was: their cards and their entries in the log say less as well. */
  subjects: string[];
  /** Those of which only a part was: their cards say less, and what the log says of them stays as long as they do. */
  lessened?: string[];
  /** Where the next one begins. */
  next?: string;
}

/** What a demand of its person does to a kind of data (T-3). */
export interface OnDemand {
  stands(db: Queryable, demand: Demand): Promise<Standing>;
  erase(tx: Tx, demand: Demand): Promise<Erased>;
  /** The records of theirs that their period has emptied, not a demand: the log says of them still what they said. */
  emptiedBefore?(db: Queryable, demand: Demand): Promise<string[]>;
}

/** Why a demand does nothing to it, said to whoever demands it where there is anything of its person; or that it says nothing of anybody. */
export type Stays =
  | { stays: TextKey; concerns(db: Queryable, demand: Demand): Promise<boolean> }
  | { stays: 'nobody is in it' };

/** A kind of data with personal columns, and what a demand of its person does to it: there is none without an answer. */
export interface Erasable {
  /** By which runs and the log know it: `user-id.request`. */
  kind: string;
  called: TextKey;
  /** What it is called while it is open or in use, where `called` says that it is over. */
  calledOpen?: TextKey;
  /** What of the schema it is: a model, or a column, `SatkerUser.nik`. */
  covers: readonly string[];
  /** The fewest days that it is kept, also against a demand; none where it has no period. */
  least?: number;
  /** Rows of one transaction at most, where they are heavier than usual. */
  atOnce?: number;
  onDemand: OnDemand | Stays;
}

export type Acting = Erasable & { onDemand: OnDemand };

export const isActing = (one: Erasable): one is Acting => 'erase' in one.onDemand;

/** SQL: what `whose` of a kind goes by. */
export const persons = '$2::int[]';
export const mailboxes = '$3::text[]';
export const subjects = '$7::text[]';
/** SQL: the ids of their records of a kind, by what stands before the id in their subjects. */
export const idsOf = (prefix: string): string =>
  `ARRAY(SELECT substring(s FROM '^${prefix}:([0-9]+)$')::int FROM unnest(${subjects}) s WHERE s ~ '^${prefix}:[0-9]+$')`;

/** SQL: this person is let in, or has not left: what they are known by is in use. Whom no register knows is in nobody's use. */
export const isInUse = (person: string): string =>
  `EXISTS (SELECT 1 FROM person p WHERE p.id = ${person} AND p.registered AND (p.active OR p.left_at IS NULL))`;

/** SQL: somebody of these is in use; without a word, of those whose data they are. */
export const isAnyInUse = (people: string = persons): string =>
  `EXISTS (SELECT 1 FROM unnest(${people}) i WHERE ${isInUse('i')})`;

/** SQL: all that is asked, so that a statement may leave out some of it. */
export const asked =
  'asked AS (SELECT $1::timestamptz, $2::int[], $3::text[], $4::int, $5::timestamptz, $6::text[], $7::text[])';

/** Stays, where this finds anything of theirs: SQL over what is asked. */
export const stayingWhere = (found: string, stays: TextKey): Stays => ({
  stays,
  async concerns(db, demand) {
    const [row] = await db.query<{ found: boolean }>(
      `WITH ${asked} SELECT (${found}) AS found`,
      askedValues(demand),
    );
    return row?.found ?? false;
  },
});

export const askedValues = ({ theirs, until, most, now }: Demand): unknown[] => [
  until,
  theirs.persons,
  theirs.mailboxes,
  most,
  now,
  theirs.nopeks,
  theirs.subjects,
];

interface Kept {
  /** The rows among which it is said. */
  among: string;
  /** When its period counts from; nothing is waited for where a demand ends it at once. */
  at: string | null;
  over: string;
  inUse: string;
  /** What of that which is not over waits for a decision. */
  pending?: string | undefined;
  /** By what its person knows a record. */
  number?: string | undefined;
  /** Whose it is, and that something is left of it. */
  whose: string;
}

/** SQL: what may go at once. */
const isDue = ({ at, over, inUse }: Pick<Kept, 'at' | 'over' | 'inUse'>): string =>
  `(${over}) AND NOT (${inUse})${at ? ` AND ${at} < $1` : ''}`;

/** How it stands with a kind, by the same words by which it goes. */
export const standing = (kept: Kept): OnDemand['stands'] => {
  const { among, at, over, inUse, pending = 'false', number = 'NULL::text', whose } = kept;
  return async (db, demand) => {
    const [found] = await db.query<Standing>(
      `WITH ${asked}, theirs AS MATERIALIZED (
         SELECT (${isDue(kept)}) IS TRUE AS due, (${over}) IS TRUE AS over, (${inUse}) IS TRUE AS used, (${pending}) IS TRUE AS pending,
           ${at ?? '$5'} AS at, ${number} AS number FROM ${among} WHERE ${whose}
       )
       SELECT count(*) FILTER (WHERE due)::int AS due, count(*) FILTER (WHERE NOT over AND pending)::int AS pending,
         coalesce(array_agg(number ORDER BY number) FILTER (WHERE NOT over AND pending AND number IS NOT NULL), '{}') AS numbers,
         count(*) FILTER (WHERE NOT due AND (used OR NOT over AND NOT pending))::int AS "inUse",
         count(*) FILTER (WHERE over AND NOT used AND NOT due)::int AS young, max(at) FILTER (WHERE over AND NOT used AND NOT due) AS youngest
       FROM theirs`,
      askedValues(demand),
    );
    return found ?? { due: 0, pending: 0, numbers: [], inUse: 0, young: 0, youngest: null };
  };
};

/** Of rows that are a part of their records: those show less, and what the log says of them stays as long as they do. */
export const lessening = (rows: OnDemand): OnDemand => ({
  ...rows,
  async erase(tx, demand) {
    const { subjects, ...erased } = await rows.erase(tx, demand);
    return { ...erased, subjects: [], lessened: subjects };
  },
});

/** The one row that a statement of erasing answers. */
export async function onlyErased(rows: Promise<Erased[]>): Promise<Erased> {
  const [row] = await rows;
  if (!row) throw new Error('a step of erasing answered nothing');
  return row;
}

/** What becomes of rows that go. */
interface Going {
  /** How the rows are called of which it is. */
  row: string;
  /** What is known of those that are `due`. */
  selects: string;
  gone: string;
  also?: readonly string[];
  /** In which order they are locked, where others lock several of them as well. */
  order?: string;
  /** The records that show less then: `subjectsOfGone`; none where none does. */
  subjects?: string;
}

/** SQL: the records of what is gone. */
export const subjectsOfGone =
  'ARRAY(SELECT DISTINCT subject FROM gone WHERE subject IS NOT NULL ORDER BY subject)';

/** What a demand does to rows that go by one statement: how it stands with them, and so many of them that are due done away with. */
export const demanded = (
  kept: Kept,
  { row, selects, gone, also = [], order, subjects = `'{}'::text[]` }: Going,
): OnDemand => ({
  stands: standing(kept),
  erase: (db, demand) =>
    onlyErased(
      db.query<Erased>(
        `WITH ${asked}, due AS MATERIALIZED (
           SELECT ${selects} FROM ${kept.among} WHERE ${kept.whose} AND ${isDue(kept)} ${order ? `ORDER BY ${order}` : ''} LIMIT $4 FOR UPDATE OF ${row}
         ), gone AS (${gone})
         ${also.map((statement, n) => `, also${n} AS (${statement})`).join('')}
         SELECT (SELECT count(*)::int FROM due) AS looked, (SELECT count(*)::int FROM gone) AS removed, ${subjects} AS subjects`,
        askedValues(demand),
      ),
    ),
});
