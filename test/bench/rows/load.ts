import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../support/open-database.ts';
import { importing } from '../support/importing.ts';
import { workbookOf } from '../support/partners.ts';
import { type Program, startBot } from '../support/program.ts';
import { deliver } from '../support/slack.ts';
import type { Stage } from '../support/stage.ts';
import { quantile } from '../support/statistics.ts';

/** Decisions that come in a second, step by step, until one is not kept up with. */
const perSecond = [10, 20, 30, 40, 60, 80];
const secondsEach = 15;
/** What a decision causes: three messages and a letter. */
const messages = 3;
/** Kept up with: everything has arrived so soon after the last click. */
const behindMs = 2000;
const importedRows = 20_000;
/** Beyond the partners of other rows. */
let imported = 10_000_000;

interface Step {
  rate: number;
  acks: number[];
  /** From the last click until the last message and letter of them all had arrived. */
  behind: number;
  cpuMs: number;
}

/**
 * What one replica and two on one PostgreSQL carry: decisions over HTTP at a rate that grows, each with its messages and its letter, alone and beside
 * imports; as a table in Markdown.
 */
export async function loadLines(stage: Stage): Promise<string[]> {
  const lines = [
    `| replicas | beside it | decisions a second, all delivered | acks: median, p99, slowest | delivered after the last click | CPU of the program a decision |`,
    '|---|---|---|---|---|---|',
  ];
  for (const replicas of [1, 2])
    for (const beside of ['nothing', `imports of ${importedRows.toLocaleString('en')} rows`] as const) {
      const line = said(replicas, beside, await mostKeptUpWith(stage, replicas, beside !== 'nothing'));
      process.stderr.write(`${line}\n`);
      lines.push(line);
    }
  return lines;
}

function said(replicas: number, beside: string, { rate, acks, behind, cpuMs }: Step): string {
  const ms = (value: number) => value.toFixed(0);
  const figures = [
    String(replicas),
    beside,
    rate === 0 ? `fewer than ${perSecond[0]}` : String(rate),
    `${ms(quantile(acks, 0.5))}, ${ms(quantile(acks, 0.99))}, ${ms(Math.max(...acks))} ms`,
    `${ms(behind)} ms`,
    `${ms(cpuMs)} ms`,
  ];
  return `| ${figures.join(' | ')} |`;
}

/** The last step at which everything was delivered in time; the first one, as rate 0, where none was. */
async function mostKeptUpWith(stage: Stage, replicas: number, imports: boolean): Promise<Step> {
  const bots: Program[] = [];
  for (let n = 0; n < replicas; n += 1) bots.push(await startBot(stage.env));
  stage.slack.watch();
  let importsOver = false;
  const importingOn = imports ? keepImporting(stage, () => importsOver) : undefined;
  try {
    await step(stage, bots, perSecond[0] ?? 1, 3);
    let last: Step | undefined;
    for (const rate of perSecond) {
      const now = await step(stage, bots, rate, secondsEach);
      const keptUp = now.behind <= behindMs && Math.max(...now.acks) < 3000;
      if (!keptUp) return last ?? { ...now, rate: 0 };
      last = now;
    }
    if (!last) throw new Error('no step was taken');
    return last;
  } finally {
    importsOver = true;
    await importingOn;
    for (const bot of bots) await bot.stop();
  }
}

/** So many decisions a second, evenly, over all replicas in turn; then waits for what they caused. */
async function step(stage: Stage, bots: readonly Program[], rate: number, seconds: number): Promise<Step> {
  const payloads = await stage.decisions(rate * seconds);
  const { posts } = stage.slack;
  posts.length = 0;
  const letters = stage.mailbox.letters() + payloads.length;
  const cpu = async () =>
    (await Promise.all(bots.map((bot) => bot.usage()))).reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  const before = await cpu();
  const begin = performance.now();
  const acks = await Promise.all(
    payloads.map(async (payload, n) => {
      await sleep((n * 1000) / rate);
      const ack = await deliver(bots[n % bots.length]?.url ?? '', payload).catch(() => null);
      // Slack has given up on one that is not answered in 3 s.
      return ack?.status === 200 ? ack.ms : 3000;
    }),
  );
  const ended = performance.now();
  const givenUpAt = ended + 30_000;
  while (posts.length < payloads.length * messages || stage.mailbox.letters() < letters) {
    if (performance.now() > givenUpAt) break;
    await sleep(5);
  }
  const behind = performance.now() - Math.max(ended, begin + seconds * 1000);
  const cpuMs = ((await cpu()) - before) / payloads.length;
  await stage.jobsDone('imports.run');
  return { rate, acks, behind: Math.max(0, behind), cpuMs };
}

/** One import after the other, pressed by a directory admin and written by the program's own job. */
async function keepImporting(stage: Stage, isOver: () => boolean): Promise<void> {
  const db = openDatabase(stage.env.DATABASE_URL ?? '', { max: 2, timeoutMs: 600_000 });
  try {
    const admin = await importing(db);
    for (; !isOver(); imported += importedRows) {
      const after = imported;
      const id = await admin.check(await workbookOf(after + 1, after + importedRows), `slack:load${after}`);
      await admin.press(id);
      const running = async () =>
        (await stage.query<{ status: string }>('SELECT status FROM import WHERE id = $1', [id]))[0]
          ?.status === 'RUNNING';
      while (await running()) await sleep(100);
    }
  } finally {
    await db.close();
  }
}
