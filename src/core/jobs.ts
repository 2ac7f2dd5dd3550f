import type { Jobs } from './names.ts';

export type JobName = keyof Jobs;

/** Jobs that can be asked for without a word. */
export type PlainJobName = {
  [Name in JobName]: Record<never, never> extends Jobs[Name] ? Name : never;
}[JobName];

/** A job with what it is given. */
export type JobCall = { [Name in JobName]: { name: Name; payload: Jobs[Name] } }[JobName];
