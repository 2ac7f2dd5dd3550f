import type { JobsDone } from '../../src/jobs/worker.ts';
import { job } from '../../src/jobs/worker.ts';

interface Counted {
  n?: number;
}

declare module '../../src/core/names.ts' {
  /** What the tests of the worker have it do. */
  interface Jobs {
    ask: Counted;
    count: Counted;
    nothing: Counted;
    ours: Counted;
    theirs: Counted;
    work: Counted;
  }
}

export type TestJob = 'ask' | 'count' | 'nothing' | 'ours' | 'theirs' | 'work';
export type TestWork = (payload: Counted) => Promise<void>;

/** Jobs that do this. */
export function testJobs(work: Partial<Record<TestJob, TestWork>>): JobsDone {
  return Object.fromEntries(
    Object.entries(work).map(([name, does]) => [name, job(name as TestJob, 'jobs.name.housekeeping', does)]),
  );
}
