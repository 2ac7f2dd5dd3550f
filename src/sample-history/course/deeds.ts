import type { Somebody } from '../people.ts';

/** Something that somebody does, on a weekday counted from the first, at a time of day. */
export interface Deed {
  workingDay: number;
  at: string;
  act(): Promise<unknown>;
}

/** What a part of the course is written with. */
export interface Telling {
  person(account: string): Somebody;
  /** A weekday's date. */
  dayAt(n: number): string;
  /** Has something done then. */
  on(workingDay: number, at: string, act: Deed['act']): void;
}
