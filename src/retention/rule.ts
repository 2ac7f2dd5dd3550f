import type { Queryable } from '../core/queryable.ts';
import {
  asked,
  askedValues,
  demanded,
  type Erasable,
  type OnDemand,
  subjectsOfGone,
} from '../erasure/kind.ts';

/** What becomes of it: its row goes, a file's bytes and name go, or what its row says of people goes. */
export type Effect = 'row' | 'bytes' | 'columns';
/** From which moment on its period counts. */
export type CountedFrom = 'made' | 'changed' | 'decided' | 'ended' | 'expired' | 'sent' | 'seen';

/** One kind of data: how long it is kept, from when on that counts, and what becomes of it then, or on demand (T-3). The setting RETENTION knows it by its name. */
export interface Retention extends Erasable {
  /** Days, where RETENTION does not say otherwise, and the fewest that it may say. */
  days: number;
  least: number;
  /** Another kind, which is not to be kept for shorter than this one. */
  within?: string;
  from: CountedFrom;
  effect: Effect;
  step(db: Queryable, step: Step): Promise<Stepped>;
}

/** One transaction's part of a run. */
export interface Step {
  /** What has been counted from before this is due. */
  until: Date;
  /** Where the step before ended; nothing that was counted from before it is looked at again. */
  from: Place;
  most: number;
  now: Date;
}

/** By when something was counted from, and then by its id. */
export interface Place {
  at: Date;
  id: string;
}

export interface Stepped {
  /** Fewer than `most`: there are no more. */
  looked: number;
  removed: number;
  /** Where the next one begins; null where nothing was looked at. */
  at: Date | null;
  id: string;
  /** The records whose cards show less by now. */
  subjects: string[];
  /** The same where the step holds some of these cards: waiting for the others it would wait in a circle. */
  lessened?: string[];
}

export const onlyRow = async (rows: Promise<Stepped[]>): Promise<Stepped> => {
  const [row] = await rows;
  if (!row) throw new Error('a step of retention answered nothing');
  return row;
};

/** What a builder of a kind says of it. */
export type Removal = Pick<Retention, 'step'> & { onDemand: OnDemand };

/** Whose rows they are, for a demand of theirs, over the same as the rest and what `erasure/kind.ts` asks by. */
export interface ByDemand {
  whose: string;
  /** What of that which is not over waits for a decision: nothing of its person is erased before that. */
  pending?: string | undefined;
  /** By what its person knows it. */
  number?: string | undefined;
}

interface Removing extends ByDemand {
  table: string;
  /** Its rows `t`, with what says when they served last; where the table alone does not. */
  among?: string;
  /** When its period counts from, over these. */
  at: string;
  /** Whether such a row has served at all. */
  where?: string;
  /** The database has stamped it: a clock of ours that is set forgets nothing of a moment ago. */
  byDatabase?: boolean;
}

/** Removes rows of a table, the oldest first; `subject` is the record that has less by it, over these: its cards show that. */
export const removingOldest =
  ({
    table,
    among = `${table} t`,
    at,
    where = 'true',
    byDatabase = false,
    subject = 'NULL::text',
  }: Omit<Removing, keyof ByDemand> & { subject?: string }): Retention['step'] =>
  async (db, { until, from, most, now }) =>
    onlyRow(
      db.query<Stepped>(
        `WITH due AS MATERIALIZED (
           SELECT t.ctid AS place, ${at} AS at, ${subject} AS subject FROM ${among} WHERE ${at} < $1 AND ${at} >= $2 AND ${where}
           ORDER BY ${at} LIMIT $3 FOR UPDATE OF t SKIP LOCKED
         ), gone AS (DELETE FROM ${table} t USING due WHERE t.ctid = due.place RETURNING 1)
         SELECT (SELECT count(*)::int FROM due) AS looked, (SELECT count(*)::int FROM gone) AS removed, (SELECT max(at) FROM due) AS at,
           '0' AS id, ARRAY(SELECT DISTINCT subject FROM due WHERE subject IS NOT NULL ORDER BY subject) AS subjects`,
        [byDatabase ? await byItsClock(db, until, now) : until, from.at, most],
      ),
    );

/** The same of what no record shows, and on demand at once, whatever their age. */
export const removing = ({ whose, pending, number, ...rows }: Removing): Removal => {
  const { table, among = `${table} t`, where = 'true' } = rows;
  return {
    step: removingOldest(rows),
    onDemand: demanded(
      { among, at: null, over: where, inUse: 'false', pending, number, whose },
      {
        row: 't',
        selects: 't.ctid AS place',
        gone: `DELETE FROM ${table} t USING due WHERE t.ctid = due.place RETURNING 1`,
      },
    ),
  };
};

/** What our clock calls a moment, by the database's. */
async function byItsClock(db: Queryable, moment: Date, now: Date): Promise<Date> {
  const [said] = await db.query<{ now: Date }>('SELECT now() AS now');
  return new Date((said?.now ?? now).getTime() - (now.getTime() - moment.getTime()));
}

interface Emptying extends ByDemand {
  /** Its rows `r`. */
  table: string;
  /** Its integer key, where that is another one. */
  id?: string;
  /** When its period counts from, over `r`, as an index has it. */
  at: string;
  /** Whether it has come to its end, over `r`. */
  over: string;
  /** The same for a demand at `$5`, where its person can end what a period alone does not, or where what has no end of its own runs until a day. */
  overOnDemand?: string;
  /** Whether it is in use still, over `r` and `$1`, before which something must have ended to be due. */
  inUse?: string;
  /** What its columns are then. */
  sets: string;
  /** Whether there is anything left of it, where that is not said by `emptied_at` but by what is emptied. */
  left?: string;
  /** The record that it is, over `r`: what was said of it goes as well, and its cards show that. */
  subject?: string;
  /** Of other tables of its desk, by the ids of `due`. */
  also?: readonly string[];
}

/** How rows come to their end that are looked at in the order of an index. */
interface InOrder {
  /** A table and the name of its rows: `satker_user r`. */
  table: string;
  row: string;
  id: string;
  /** The moment by which they are in order, as an index has it, and those that are looked at. */
  order: string;
  which: string;
  /** What else is needed to see whether one is due. */
  joined?: string;
  over: string;
  /** When its period counts from. */
  ended: string;
  inUse: string;
  /** Whose cards show less then. */
  subject?: string;
  /** What is done with those that are `due`; it returns their subjects. `$5` is now. */
  gone: string;
  also?: readonly string[];
}

/**
 * SQL: of so many rows ($4) in their order, from where the step before ended ($2, $3), does away with those that are due, before $1, and says
 * where it has ended. Whatever is in use is passed over: so many rows are read in a transaction, whether they are due or not. What somebody else
 * holds at this moment is left for the next run, so that nobody waits.
 */
export const inOrder = ({
  table,
  row,
  id,
  order,
  which,
  joined = '',
  over,
  ended,
  inUse,
  subject = 'NULL::text',
  gone,
  also = [],
}: InOrder): string =>
  `WITH looked AS MATERIALIZED (
     SELECT ${id} AS id, ${order} AS at FROM ${table}
     WHERE ${which} AND ${order} < $1 AND (${order}, ${id}) >= ($2::timestamptz, $3::bigint)
     ORDER BY ${order}, ${id} LIMIT $4
   ), due AS MATERIALIZED (
     SELECT ${id} AS id, ${subject} AS subject FROM ${table} ${joined}
     WHERE ${id} IN (SELECT id FROM looked) AND ${which} AND ${over} AND ${ended} < least($1, $5::timestamptz) AND NOT (${inUse})
     FOR UPDATE OF ${row} SKIP LOCKED
   ), gone AS (${gone} RETURNING due.subject)
   ${also.map((statement, n) => `, also${n} AS (${statement})`).join('')}
   SELECT (SELECT count(*)::int FROM looked) AS looked, (SELECT count(*)::int FROM gone) AS removed, last.at, last.id,
     ${subjectsOfGone} AS subjects
   FROM (SELECT 1) one LEFT JOIN (SELECT at, (id + 1)::text AS id FROM looked ORDER BY looked.at DESC, looked.id DESC LIMIT 1) last ON true`;

/** What a step of `inOrder` is given. */
export const inOrderOf = ({ until, from, most, now }: Step): unknown[] => [
  until,
  from.at,
  from.id,
  most,
  now,
];

/** Empties what rows say of people, once. */
export const emptying = ({
  table,
  id = 'r.id',
  at,
  over,
  overOnDemand = over,
  inUse = 'false',
  sets,
  left,
  subject = 'NULL::text',
  also = [],
  whose,
  pending,
  number,
}: Emptying): Removal => {
  const isLeft = left ?? 'r.emptied_at IS NULL';
  const isEmptiedBefore = left
    ? `(${overOnDemand}) AND NOT (${inUse}) AND ${at} < $1 AND NOT (${left})`
    : 'r.emptied_at IS NOT NULL AND NOT r.emptied_on_demand';
  const gone = (onDemand: boolean) =>
    `UPDATE ${table} r SET ${sets}${left ? '' : `, emptied_at = $5::timestamptz, emptied_on_demand = ${onDemand ? 'true' : 'false'}`} FROM due WHERE ${id} = due.id`;
  const said = `UPDATE record_remark m SET text = '' FROM gone WHERE m.subject = gone.subject AND m.text <> ''`;
  const beside = [said, ...also];
  return {
    step: (db, step) =>
      onlyRow(
        db.query<Stepped>(
          inOrder({
            table: `${table} r`,
            row: 'r',
            id,
            order: at,
            which: `${over} AND ${isLeft}`,
            over: 'true',
            ended: at,
            inUse,
            subject,
            gone: gone(false),
            also: beside,
          }),
          inOrderOf(step),
        ),
      ),
    onDemand: {
      ...demanded(
        {
          among: `${table} r`,
          at,
          over: overOnDemand,
          inUse,
          pending,
          number,
          whose: `${whose} AND ${isLeft}`,
        },
        {
          row: 'r',
          selects: `${id} AS id, ${subject} AS subject`,
          gone: `${gone(true)} RETURNING due.subject`,
          also: beside,
          subjects: subjectsOfGone,
        },
      ),
      emptiedBefore: async (db, demand) => {
        const before = await db.query<{ subject: string }>(
          `WITH ${asked} SELECT ${subject} AS subject FROM ${table} r WHERE ${whose} AND ${subject} IS NOT NULL AND ${isEmptiedBefore}`,
          askedValues(demand),
        );
        return before.map((one) => one.subject);
      },
    },
  };
};

/** Removes rows `r` with an integer `id`, and passes over those that are in use still, as `emptying` does. */
export const removingUnused = ({
  table,
  at,
  over,
  inUse,
  subject,
  whose,
  pending,
  number,
}: Pick<Emptying, 'table' | 'at' | 'over'> & ByDemand & { inUse: string; subject: string }): Removal => {
  const gone = `DELETE FROM ${table} r USING due WHERE r.id = due.id`;
  return {
    step: (db, step) =>
      onlyRow(
        db.query<Stepped>(
          inOrder({
            table: `${table} r`,
            row: 'r',
            id: 'r.id',
            order: at,
            which: over,
            over: 'true',
            ended: at,
            inUse,
            subject,
            gone,
          }),
          inOrderOf(step),
        ),
      ),
    onDemand: demanded(
      { among: `${table} r`, at, over, inUse, pending, number, whose },
      {
        row: 'r',
        selects: `r.id, ${subject} AS subject`,
        gone: `${gone} RETURNING due.subject`,
        subjects: subjectsOfGone,
      },
    ),
  };
};
