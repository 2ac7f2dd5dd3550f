import { type Program, startBot, startFloor } from '../support/program.ts';
import { type Ack, deliver } from '../support/slack.ts';
import type { Stage } from '../support/stage.ts';
import { compared } from '../support/statistics.ts';
import type { Row } from './row.ts';

const clicksInRound = 120;
const rounds = 11;
const atOnce = 8;

/**
 * A click whose decision is committed, until its ack, against a bare Bolt handler that runs the same transaction
 * in plain `pg`: CPU of the bot's process alone. What the decision's jobs do afterwards is held back.
 */
export async function clickRows(stage: Stage): Promise<Row[]> {
  const ours = await startBot(stage.env);
  const floor = await startFloor('click.mjs', stage.env);
  try {
    await stage.holdJobs();
    await decide(stage, ours, 2 * clicksInRound);
    await decide(stage, floor, 2 * clicksInRound);
    const pairs: { ours: number; floor: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      pairs.push({ ours: await cpuPerClick(stage, ours), floor: await cpuPerClick(stage, floor) });
    }
    await stage.query('DELETE FROM graphile_worker._private_jobs');
    await stage.releaseJobs();
    return [{ name: 'click until its ack', unit: 'ms CPU', goal: 1.5, ...compared(pairs) }];
  } finally {
    await ours.stop();
    await floor.stop();
  }
}

async function cpuPerClick(stage: Stage, program: Program): Promise<number> {
  const payloads = await stage.decisions(clicksInRound);
  const before = await program.usage();
  await deliverAll(program, payloads, atOnce);
  return ((await program.usage()).cpuMs - before.cpuMs) / clicksInRound;
}

async function decide(stage: Stage, program: Program, count: number): Promise<void> {
  await deliverAll(program, await stage.decisions(count), atOnce);
}

/** Sends all of them, so many at a time; anything but a decision that was taken (the floor clears the form, we show what became of it) is an error of the bench. */
export async function deliverAll(
  program: Program,
  payloads: readonly Record<string, unknown>[],
  concurrency: number,
): Promise<Ack[]> {
  const waiting = [...payloads];
  const acks: Ack[] = [];
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (let payload = waiting.pop(); payload; payload = waiting.pop()) {
        const ack = await deliver(program.url, payload);
        if (ack.status !== 200 || !/Berhasil|Done|"clear"/.test(ack.body)) {
          throw new Error(`a decision was answered with ${ack.status}: ${ack.body}`);
        }
        acks.push(ack);
      }
    }),
  );
  return acks;
}
