import { setTimeout as sleep } from 'node:timers/promises';
import { type Program, startBot, startFloor } from '../support/program.ts';
import { deliver } from '../support/slack.ts';
import type { Stage } from '../support/stage.ts';
import { type Compared, compared } from '../support/statistics.ts';
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
  const of = await pairs(
    stage,
    () => startBot(stage.env),
    () => startFloor('bare.mjs', stage.env),
  );
  return [
    { name: 'start until the first request is served', unit: 'ms', goal: 1.35, ...of('wallMs') },
    { name: 'start', unit: 'ms CPU', goal: 1.35, ...of('cpuMs') },
    { name: 'idle memory', unit: 'MB RSS', goal: 1.35, ...of('rssMb') },
  ];
}

/** What Teams adds to a start when it is set up beside Slack: what Slack alone does not pay. */
export async function teamsRows(stage: Stage): Promise<Row[]> {
  const teams = { TEAMS_APP_ID: 'bench', TEAMS_APP_PASSWORD: 'bench', TEAMS_TENANT_ID: 'bench' };
  const rows: Row[] = [];
  for (const sdk of ['teams-ai', 'agents-hosting']) {
    const of = await pairs(
      stage,
      () => startBot({ ...stage.env, ...teams, TEAMS_SDK: sdk }),
      () => startBot(stage.env),
    );
    rows.push(
      { name: `start with Teams by ${sdk}, against Slack alone`, unit: 'ms CPU', ...of('cpuMs') },
      { name: `idle memory with Teams by ${sdk}, against Slack alone`, unit: 'MB RSS', ...of('rssMb') },
    );
  }
  return rows;
}

async function pairs(
  stage: Stage,
  ours: () => Promise<Program>,
  floor: () => Promise<Program>,
): Promise<(quantity: keyof Start) => Compared> {
  await stage.holdJobs();
  const measuredPairs: { ours: Start; floor: Start }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const pair = { ours: await measured(stage, ours), floor: await measured(stage, floor) };
    // The first one reads the files from the disk.
    if (round > 0) measuredPairs.push(pair);
  }
  await stage.query('DELETE FROM graphile_worker._private_jobs');
  await stage.releaseJobs();
  return (quantity) =>
    compared(measuredPairs.map((pair) => ({ ours: pair.ours[quantity], floor: pair.floor[quantity] })));
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
