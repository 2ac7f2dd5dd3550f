import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from './world.ts';

interface Job {
  task: string;
  isLocked: boolean;
  isDue: boolean;
  attempts: number;
  /** Nobody tries it again. */
  isGivenUp: boolean;
  /**
   * The same was asked for anew while it ran and before it failed: it counts as spent without having been tried more than once, and the
   * program's next look clears it away.
   */
  isReplaced: boolean;
  error: string | null;
}

/** How long work may fail, or be in the hands of who is frozen or gone, before what disturbs it is taken away. */
const disturbedMs = 1500;
/** How long it may go on after that before it is called stuck: jobs of a replica that was killed are given back within seconds. */
const stuckMs = 45_000;
/** Between two tries of what fails. */
const pauseMs = 100;

/**
 * Waits until all that the last step has caused is done. What is to be tried again later, or waits for a moment of this machine's
 * clock, is due at once: seconds pass between two steps, as far as jobs know. Answers what does not end although nothing
 * disturbs it any more.
 */
export async function quiet(world: World): Promise<string[]> {
  const began = Date.now();
  let hurried = 0;
  let isHealed = false;
  for (;;) {
    const jobs = await world.query<Job>(
      `SELECT t.identifier AS task, j.locked_at IS NOT NULL AS "isLocked", j.run_at <= now() AS "isDue", j.attempts,
         j.attempts >= j.max_attempts AS "isGivenUp", j.attempts >= j.max_attempts AND j.key IS NULL AS "isReplaced", j.last_error AS error
       FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id`,
    );
    const open = jobs.filter((job) => !job.isGivenUp || job.isReplaced);
    const passed = Date.now() - began;
    if (open.length === 0 || passed > stuckMs) return [...jobs.map(said), ...(await heldUp(world))];
    if (passed > disturbedMs && !isHealed) {
      await world.heal();
      isHealed = true;
    }
    if (open.every(({ isLocked, isDue }) => !isLocked && !isDue) && Date.now() - hurried > pauseMs) {
      hurried = Date.now();
      await hurry(world);
    }
    await sleep(10);
  }
}

const said = ({ task, attempts, isLocked, isGivenUp, error }: Job): string =>
  `${task} ${isGivenUp ? 'is given up' : isLocked ? 'does not end' : 'waits'} after ${attempts} attempts${error ? `: ${error.slice(0, 200)}` : ''}`;

/** Queues that are held though nobody has a job of theirs: what is asked for next would wait for hours. */
async function heldUp(world: World): Promise<string[]> {
  const held = await world.query<{ name: string; by: string }>(
    `SELECT queue_name AS name, locked_by AS by FROM graphile_worker._private_job_queues q WHERE locked_at IS NOT NULL
     AND NOT EXISTS (SELECT FROM graphile_worker._private_jobs j WHERE j.job_queue_id = q.id AND j.locked_at IS NOT NULL)`,
  );
  return held.map(({ name, by }) => `${name} is held by ${by}, which does nothing in it`);
}

/** What waits for later is due now, and whoever works hears of it. */
async function hurry(world: World): Promise<void> {
  await world.query(
    `WITH due AS (
       UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL AND run_at > now() AND attempts < max_attempts RETURNING 1
     )
     SELECT pg_notify('jobs:insert', json_build_object('r', random(), 'count', count(*))::text) FROM due HAVING count(*) > 0`,
  );
}
