import path from 'node:path';
import { startBot } from '../support/program.ts';
import { setStage } from '../support/stage.ts';
import { compared } from '../support/statistics.ts';
import { cpuOf, round } from './decision.ts';
import type { Row } from './row.ts';

/** What two starts of one build differ by is more than what their rounds do. */
const starts = 5;
const rounds = 10;
const warming = 3;
const inRound = 48;

/**
 * A decision and all it causes by this build and by that of another checkout with the same migrations, in turns, each with a database
 * of its own, as either would run the other's jobs: what a change makes of it, which may be less than two runs of the bench differ by.
 * In the column of the floor stands the other build.
 */
export async function againstRows(root: string): Promise<Row[]> {
  const pairs = new Map<number, { ours: number; floor: number }[]>([
    [1, []],
    [16, []],
  ]);
  for (let start = 0; start < starts; start += 1) {
    await using ours = await side();
    await using theirs = await side(path.resolve(root));
    for (const [atOnce, measured] of pairs)
      for (let n = 0; n < rounds; n += 1)
        measured.push({ ours: await ours.cpu(atOnce), floor: await theirs.cpu(atOnce) });
  }
  return [...pairs].map(([atOnce, measured]) => ({
    name: `a decision, ${atOnce} at once, against ${root}`,
    unit: 'ms CPU',
    ...compared(measured),
  }));
}

async function side(root?: string) {
  const stage = await setStage();
  stage.slack.watch();
  const bot = await startBot(stage.env, root);
  for (let n = 0; n < warming; n += 1) await round(stage, bot, inRound, 16);
  return {
    cpu: (atOnce: number) => cpuOf(stage, bot, atOnce),
    async [Symbol.asyncDispose]() {
      await bot.stop();
      await stage.close();
    },
  };
}
