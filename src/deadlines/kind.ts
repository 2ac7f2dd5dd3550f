import type { Day } from '../core/day.ts';
import type { Tx } from '../db/database.ts';

/**
 * Something that falls due for records of a desk: of which, on which days before or after it is told, whom, and what happens
 * when it comes. Pieces of SQL call the record `r`; its `id` is a number.
 */
export interface DeadlineKind {
  /** `satker.dormancy`: the desk, and what falls due there. */
  name: string;
  /** The table of its records. */
  table: string;
  /** SQL: whether it stands for a record. */
  open: string;
  /** SQL: what its days are counted from, a local day or a moment, by an index. */
  counted: { day: string } | { moment: string };
  /**
   * SQL: the day on which a record's deadline stands; the counted one where that is it. It moves to later days alone: what was
   * told of a day counts for every earlier one.
   */
  falls?: string;
  /**
   * The newest counted day of which `days` before the deadline has come on `today`; negative days are after it. Calendar
   * days from the counted one where this is absent: working days, months and the like are counted here.
   */
  reaches?(days: number, today: Day): Day;
  /** The days before it on which it is told of, in the order in which they come; 0 is the end's. */
  reminders: readonly number[];
  /** SQL: whether a record for which it stands is reminded of it. */
  reminded?: string;
  /** SQL: the day on which it was given. A reminder whose day was not after that is none: whoever gave it knew. */
  givenOn?: string;
  /** SQL: the unit in whose summary of the day a notice stands. */
  unit?: string;
  end?: End;
  /** Tells what was noted to whom it concerns, in the transaction that notes that: keys make it once-only. */
  tell(tx: Tx, notices: readonly Notice[]): Promise<void>;
  /** Called once for each day, in a transaction, when all that is due on it has been noted. */
  closeDay?(tx: Tx, day: Day): Promise<void>;
}

/** What happens when the deadline has come. */
export interface End {
  /** On the day itself (0), or so many days after it. */
  daysAfter: number;
  /** Nothing ends whose last reminder was not made on an earlier day: one that is late puts the end off to the day after it. */
  onlyReminded?: true;
  /** Ends these, whose rows are locked: each with its audit entry and its notice (`notingEnds`), in few statements. */
  end(tx: Tx, due: readonly Due[], moment: { now: Date; day: Day }): Promise<void>;
}

export interface Due {
  id: number;
  /** The day on which its deadline stands. */
  fallsOn: Day;
}

/** Something of a deadline that is to be told. */
export interface Notice {
  record: number;
  /** The day on which the deadline stands. */
  fallsOn: Day;
  /** How many days before that; 0: it has come. */
  days: number;
}

/** SQL: the local day of a moment. Names of time zones are the settings' own. */
export const localDay = (moment: string, timeZone: string): string =>
  `(${moment} AT TIME ZONE '${timeZone}')::date`;

/** SQL: the day on which a record's deadline stands. */
export const fallsOf = ({ falls, counted }: DeadlineKind): string =>
  falls ?? ('day' in counted ? counted.day : `${counted.moment}::date`);
