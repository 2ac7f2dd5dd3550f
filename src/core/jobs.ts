/**
 * The jobs that there are, by their names, with what each is given: plain data, as it lies in the database. Whoever does a
 * job declares it here, from the file that does it (`declare module`), so that nobody asks for another or with something else.
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by declarations.
export interface Jobs {}

export type JobName = keyof Jobs;

/** What a job, a card or a letter is given that needs nothing to be said to it. */
export type Nothing = Record<string, never>;

/** The names of those that are given just this. */
export type ToldBy<All, Said> = {
  [Name in keyof All]: [Said, All[Name]] extends [All[Name], Said] ? Name : never;
}[keyof All];

/** Something by its name, which `As` is called, with what it is given, where that is anything. */
export type Told<All, As extends string> = {
  [Name in keyof All]: { [key in As]: Name } & (All[Name] extends Nothing
    ? { args?: undefined }
    : { args: All[Name] });
}[keyof All];

/** Jobs that can be asked for without a word. */
export type PlainJobName = {
  [Name in JobName]: Record<never, never> extends Jobs[Name] ? Name : never;
}[JobName];

/** A job with what it is given. */
export type JobCall = { [Name in JobName]: { name: Name; payload: Jobs[Name] } }[JobName];
