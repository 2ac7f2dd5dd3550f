import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { built } from '../../src/core/root.ts';
import { buildAt } from './before.ts';
import { cpuUsed } from './cpu.ts';
import { planted } from './planted/faults.ts';
import { find } from './planted/find.ts';
import { foundBy } from './planted/found.ts';
import { Replicas } from './replicas.ts';
import { type StormServer, startServer } from './server.ts';
import { shrink } from './shrink.ts';
import { stepKinds } from './steps/index.ts';
import { type StormResult, storm, type Told } from './storm.ts';

const usage = `npm run storm -- --seed 42 [--until 17] [--shrink]
npm run storm -- --seeds 1-1000 [--minutes 240] [--steps 40] [--lanes 2] [--before HEAD~1]
npm run storm -- --planted all|found|NAME,NAME [--seeds 1-10]`;

interface Ground {
  server: StormServer;
  replicas: Replicas;
}

interface Wanted {
  first: number;
  last: number;
  steps: number;
  minutes: number;
  /** How many storms rage at once: most of one is waiting. */
  lanes: number;
  /** Each step is told as it ends. */
  isAlone: boolean;
  shrinks: boolean;
  /** Another version that one of the replicas is of. */
  before?: string | undefined;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      seeds: { type: 'string', default: '1-20' },
      minutes: { type: 'string', default: '240' },
      steps: { type: 'string', default: '40' },
      lanes: { type: 'string', default: '1' },
      until: { type: 'string' },
      shrink: { type: 'boolean', default: false },
      before: { type: 'string' },
      planted: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const [first = 1, last = first] = (values.seed ?? values.seeds).split('-').map(Number);
  const wanted: Wanted = {
    first,
    last,
    steps: values.until === undefined ? Number(values.steps) : Number(values.until) + 1,
    minutes: Number(values.minutes),
    lanes: Number(values.lanes),
    isAlone: values.seed !== undefined,
    shrinks: values.shrink,
    before: values.before,
  };
  const server = await startServer();
  const replicas = new Replicas();
  try {
    return values.planted === undefined
      ? await rage({ server, replicas }, wanted)
      : await findPlanted({ server, replicas }, wanted, values.planted);
  } finally {
    await replicas.end();
    await server.stop();
  }
}

/** Storm after storm, until all seeds are through or the time is over; answers the exit code. */
async function rage(
  ground: Ground,
  { first, last, steps, minutes, lanes, isAlone, shrinks, before }: Wanted,
): Promise<number> {
  const build = pathToFileURL(built('app.js')).href;
  const builds = [before === undefined ? build : await buildAt(before), build];
  const began = Date.now();
  let failed = 0;
  let next = first;
  const all: Told[] = [];
  async function lane(): Promise<void> {
    while (next <= last && Date.now() < began + minutes * 60_000) {
      const seed = next;
      next += 1;
      const options = { ...ground, builds, seed, steps };
      const begins = Date.now();
      const result = await storm({ ...options, ...(isAlone && { tell: say }) });
      all.push(...result.trace);
      if (seed % 5 === 4) write(JSON.stringify(cpuUsed()));
      if (!result.failed) {
        write(`seed ${seed}: ${result.trace.length} steps, all holds (${seconds(begins)} s)`);
        continue;
      }
      failed += 1;
      if (!isAlone) for (const step of result.trace) say(step);
      sayFailed(result, result.failed);
      if (!shrinks) continue;
      const without = await shrink(options, result.failed);
      write('  what it takes:');
      for (const step of result.trace) if (!without.has(step.step)) say(step);
    }
  }
  const start = cpuUsed();
  await Promise.all(Array.from({ length: lanes }, lane));
  write(JSON.stringify(start));
  write(JSON.stringify(cpuUsed()));
  sayTally(all);
  write(`${next - first} storms, ${failed} failed (${seconds(began)} s)`);
  return failed === 0 ? 0 : 1;
}

/**
 * Looks for faults that were planted: each is to be found by one of the seeds. `names`: `all`, or some of them, between commas; `found`: all,
 * each by the seed that is known to find it.
 */
async function findPlanted(ground: Ground, wanted: Wanted, names: string): Promise<number> {
  let missed = 0;
  for (const name of /^(all|found)$/.test(names) ? Object.keys(planted) : names.split(',')) {
    const began = Date.now();
    const known = names === 'found' ? foundBy[name] : undefined;
    const search = known ? { first: known.seed, last: known.seed, steps: known.step + 6 } : {};
    const found = await find(name, { ...ground, ...wanted, ...search, ...(wanted.isAlone && { tell: say }) });
    if (!found) missed += 1;
    const at = found
      ? `seed ${found.seed} step ${found.step}: ${found.invariant}: ${found.says.slice(0, 200)}`
      : 'NOT FOUND';
    write(`${name}: ${at} (${seconds(began)} s)`);
  }
  return missed === 0 ? 0 : 1;
}

const seconds = (since: number): number => Math.round((Date.now() - since) / 1000);
const write = (line: string): boolean => process.stdout.write(`${line}\n`);

function say({ step, name, says, ms }: Told): void {
  write(`  step ${step} (${name}, ${ms} ms): ${says ?? 'nothing to do'}`);
}

/** How often each kind of step came, how often there was nothing to do it with, and what one costs. */
function sayTally(told: readonly Told[]): void {
  for (const name of Object.keys(stepKinds)) {
    const ofKind = told.filter((step) => step.name === name);
    if (ofKind.length === 0) continue;
    const idle = ofKind.filter(({ says }) => says === null).length;
    const ms = ofKind.reduce((sum, step) => sum + step.ms, 0) / ofKind.length;
    write(`  ${name}: ${ofKind.length} times, ${idle} with nothing to do, ${Math.round(ms)} ms each`);
  }
}

function sayFailed({ seed }: StormResult, { step, violations }: NonNullable<StormResult['failed']>): void {
  write(`seed ${seed} FAILED at step ${step}:`);
  for (const { invariant, says } of violations) write(`  ${invariant}: ${says}`);
  write(`  again: npm run storm -- --seed ${seed} --until ${step}`);
}

process.exitCode = await main();
