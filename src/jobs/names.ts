import type { JobName } from '../core/jobs.ts';
import type { TextKey, Translate } from '../core/texts/index.ts';

/** What is known of a job besides what it does. */
interface Known {
  /** What it does, in words for whoever waits for it or has to mend it. */
  says: TextKey;
  /** Without it the record that it is about does not move on: the record's state is not the whole truth while it fails. */
  movesOn: boolean;
}

const known = new Map<string, Known>();

/** Keeps what is known of a job, for who meets its name alone. */
export function makeKnown(name: JobName, about: Known): void {
  known.set(name, about);
}

/** Whether records wait for a job of this name to move on. */
export const movesOn = (name: string): boolean => known.get(name)?.movesOn ?? false;

/** A job's name in words; its technical one where it is a job that this program does not know. */
export function jobName(t: Translate, name: string): string {
  const says = known.get(name)?.says;
  return says ? t.message({ key: says }) : name;
}
