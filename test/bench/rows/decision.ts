import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import PostalMime from 'postal-mime';
import { type Program, startBot, startFloor } from '../support/program.ts';
import type { Stage } from '../support/stage.ts';
import { compared, median } from '../support/statistics.ts';
import { deliverAll } from './click.ts';
import type { Row } from './row.ts';

const inRound = 48;
/** What two starts of one build differ by is more than what their rounds do. */
const starts = 3;
const rounds = 5;
/** What one decision causes: the requester's card and its reply, the next approver's card; their letter. */
const messages = 3;
/** PostgreSQL's sessions tell of their transactions once a second. */
const toldMs = 2500;

/**
 * One decision with all it causes, against the same transaction, calls and letter written straight down: CPU of the bot's
 * process; and how many transactions it makes, and how long the last message takes.
 */
export async function decisionRows(stage: Stage): Promise<{ rows: Row[]; lines: string[] }> {
  stage.slack.watch();
  const folder = await mkdtemp(path.join(tmpdir(), 'satu-pintu-bench-'));
  const file = path.join(folder, 'causes.json');
  const pairs = new Map<number, { ours: number; floor: number }[]>([
    [1, []],
    [16, []],
  ]);
  let lines: string[] = [];
  try {
    for (let start = 0; start < starts; start += 1) {
      const ours = await startBot(stage.env);
      try {
        await round(stage, ours, inRound, 8);
        if (start === 0) await writeFile(file, JSON.stringify(await causesOf(stage, ours)));
        await measure(stage, ours, file, pairs);
        if (start === 0) lines = [await transactions(stage, ours), await waits(stage, ours)];
      } finally {
        await ours.stop();
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const rows = [...pairs].map(([atOnce, measured]) => ({
    name: `a decision and all it causes, ${atOnce === 1 ? 'one by one' : `${atOnce} at once`}`,
    unit: 'ms CPU',
    goal: 2,
    ...compared(measured),
  }));
  return { rows, lines };
}

/** One start of each, in turns. */
async function measure(
  stage: Stage,
  ours: Program,
  causes: string,
  pairs: ReadonlyMap<number, { ours: number; floor: number }[]>,
): Promise<void> {
  const floor = await startFloor('click.mjs', { ...stage.env, CAUSES: causes });
  try {
    await round(stage, floor, inRound, 8);
    for (const [atOnce, measured] of pairs)
      for (let n = 0; n < rounds; n += 1)
        measured.push({ ours: await cpuOf(stage, ours, atOnce), floor: await cpuOf(stage, floor, atOnce) });
  } finally {
    await floor.stop();
  }
}

/** The messages and the letter of one decision as they went out. */
async function causesOf(stage: Stage, ours: Program): Promise<object> {
  stage.slack.posts.length = 0;
  await round(stage, ours, 1, 1);
  const { subject, text, html } = await PostalMime.parse(stage.mailbox.last());
  const parsed = ([name, value]: [string, string]) => [name, /^[[{]/.test(value) ? JSON.parse(value) : value];
  return {
    messages: stage.slack.posts.map(({ body }) =>
      Object.fromEntries([...new URLSearchParams(body)].filter(([name]) => name !== 'token').map(parsed)),
    ),
    letters: [{ from: 'bench@example.test', to: 'approver@example.test', subject, text, html }],
  };
}

/** Decides and waits until everything that follows has arrived. */
export async function round(stage: Stage, program: Program, count: number, atOnce: number): Promise<number> {
  const payloads = await stage.decisions(count);
  const { posts } = stage.slack;
  const letters = stage.mailbox.letters() + count;
  posts.length = 0;
  const begin = performance.now();
  await deliverAll(program, payloads, atOnce);
  while (posts.length < count * messages || stage.mailbox.letters() < letters) await sleep(2);
  await stage.jobsDone();
  return Math.max(...posts.map(({ at }) => at)) - begin;
}

/** CPU of one decision with all it causes, in ms. */
export async function cpuOf(stage: Stage, program: Program, atOnce: number): Promise<number> {
  const before = await program.usage();
  if (atOnce > 1) await round(stage, program, inRound, atOnce);
  else for (let n = 0; n < inRound / 3; n += 1) await round(stage, program, 1, 1);
  const { cpuMs } = await program.usage();
  return (cpuMs - before.cpuMs) / (atOnce > 1 ? inRound : inRound / 3);
}

async function transactions(stage: Stage, ours: Program): Promise<string> {
  const made = async () => {
    await sleep(toldMs);
    const [row] = await stage.query<{ n: number }>(
      'SELECT (xact_commit + xact_rollback)::int AS n FROM pg_stat_database WHERE datname = current_database()',
    );
    return row?.n ?? 0;
  };
  const figures: string[] = [];
  for (const atOnce of [1, 16]) {
    const payloads = await stage.decisions(inRound);
    const letters = stage.mailbox.letters() + inRound;
    const before = await made();
    stage.slack.posts.length = 0;
    for (let n = 0; n < inRound; n += atOnce) {
      await deliverAll(ours, payloads.slice(n, n + atOnce), atOnce);
      while (stage.slack.posts.length < (n + atOnce) * messages) await sleep(2);
    }
    while (stage.mailbox.letters() < letters) await sleep(2);
    figures.push(`${(((await made()) - before) / inRound).toFixed(1)} (${atOnce} at once)`);
  }
  return `transactions a decision: ${figures.join(', ')}; the goal is 45`;
}

async function waits(stage: Stage, ours: Program): Promise<string> {
  const one: number[] = [];
  const many: number[] = [];
  for (let n = 0; n < 40; n += 1) one.push(await round(stage, ours, 1, 1));
  for (let n = 0; n < 10; n += 1) many.push(await round(stage, ours, 16, 16));
  return `from the click to the last message: ${median(one).toFixed(0)} ms alone, ${median(many).toFixed(0)} ms for the last of 16 at once`;
}
