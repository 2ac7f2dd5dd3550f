import { startBot } from '../support/program.ts';
import type { Stage } from '../support/stage.ts';
import { median, quantile } from '../support/statistics.ts';
import { deliverAll } from './click.ts';

const atOnce = 64;
const rounds = 10;

/** 64 decisions at once, with their jobs running beside them: how long the acks take. Slack waits 3 s, we want 1. */
export async function ackLines(stage: Stage): Promise<string[]> {
  const bot = await startBot(stage.env);
  try {
    await deliverAll(bot, await stage.decisions(atOnce), atOnce);
    const worst: number[] = [];
    const all: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const acks = await deliverAll(bot, await stage.decisions(atOnce), atOnce);
      worst.push(Math.max(...acks.map(({ ms }) => ms)));
      all.push(...acks.map(({ ms }) => ms));
      await stage.jobsDone();
    }
    const ms = (value: number) => `${value.toFixed(0)} ms`;
    return [
      `${atOnce} decisions at once, ${rounds} rounds: median ${ms(median(all))}, p99 ${ms(quantile(all, 0.99))}, ` +
        `slowest ${ms(Math.max(...worst))} (goal: every one inside 1000 ms)`,
    ];
  } finally {
    await bot.stop();
  }
}
