import { setTimeout as sleep } from 'node:timers/promises';
import { type Program, startBot, startFloor } from '../support/program.ts';
import { deliver } from '../support/slack.ts';
import type { Stage } from '../support/stage.ts';
import { compared } from '../support/statistics.ts';
import type { Row } from './row.ts';

const rounds = 5;
/** What starting leaves to be done has ended by then, and the programs are idle. */
const idleAfterMs = 1500;

interface Start {
  wallMs: number;
  cpuMs: number;
  rssMb: number;
}

/** From nothing to the first request served, and what the idle process then holds; the database apart. */
export async function startRows(stage: Stage): Promise<Row[]> {
  await stage.holdJobs();
  const pairs: { ours: Start; floor: Start }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const pair = {
      ours: await measured(stage, () => startBot(stage.env)),
      floor: await measured(stage, () => startFloor('bare.mjs', stage.env)),
    };
    // The first one reads the files from the disk.
    if (round > 0) pairs.push(pair);
  }
  await stage.query('DELETE FROM graphile_worker._private_jobs');
  await stage.releaseJobs();
  const of = (quantity: keyof Start) =>
    compared(pairs.map(({ ours, floor }) => ({ ours: ours[quantity], floor: floor[quantity] })));
  return [
    { name: 'start until the first request is served', unit: 'ms', goal: 1.5, ...of('wallMs') },
    { name: 'start', unit: 'ms CPU', goal: 1.5, ...of('cpuMs') },
    { name: 'idle memory', unit: 'MB RSS', goal: 1.5, ...of('rssMb') },
  ];
}

async function measured(stage: Stage, start: () => Promise<Program>): Promise<Start> {
  const [payload = {}] = await stage.decisions(1);
  const begin = performance.now();
  const program = await start();
  try {
    const ack = await deliver(program.url, payload);
    if (ack.status !== 200) throw new Error(`the first request was answered with ${ack.status}`);
    const wallMs = performance.now() - begin;
    const { cpuMs } = await program.usage();
    await sleep(idleAfterMs);
    const { rss } = await program.usage(true);
    return { wallMs, cpuMs, rssMb: rss / 1024 / 1024 };
  } finally {
    await program.stop();
  }
}
