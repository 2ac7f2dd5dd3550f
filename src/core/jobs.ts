/**
 * The jobs that there are, by their names, with what each is given: plain data, as it lies in the database. Whoever does a
 * job declares it here, from the file that does it (`declare module`), so that nobody asks for another or with something else.
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by declarations.
export interface Jobs {}

export type JobName = keyof Jobs;

/** What a job is given that needs nothing to be said to it. */
export type Nothing = Record<string, never>;

/** Jobs that can be asked for without a word. */
export type PlainJobName = {
  [Name in JobName]: Record<never, never> extends Jobs[Name] ? Name : never;
}[JobName];

/** A job with what it is given. */
export type JobCall = { [Name in JobName]: { name: Name; payload: Jobs[Name] } }[JobName];
