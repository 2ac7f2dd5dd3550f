import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { built } from '../../src/core/root.ts';
import { planted } from './planted/faults.ts';
import { find } from './planted/find.ts';
import { Replicas } from './replicas.ts';
import { startServer } from './server.ts';
import { storm, type Told } from './storm.ts';

/** `npm run storm -- --seed 42 [--until 17]`, `npm run storm -- --seeds 1-1000 --minutes 30`. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      seeds: { type: 'string', default: '1-20' },
      minutes: { type: 'string', default: '600' },
      steps: { type: 'string', default: '40' },
      until: { type: 'string' },
      planted: { type: 'string' },
    },
  });
  const [first = 1, last = first] = (values.seed ?? values.seeds).split('-').map(Number);
  const steps = values.until === undefined ? Number(values.steps) : Number(values.until) + 1;
  const end = Date.now() + Number(values.minutes) * 60_000;
  const isAlone = values.seed !== undefined;
  const build = pathToFileURL(built('app.js')).href;
  if (values.planted !== undefined) return findPlanted(values.planted, first, last, steps);
  const server = await startServer();
  const replicas = new Replicas();
  let failed = 0;
  let raged = 0;
  try {
    for (let seed = first; seed <= last && Date.now() < end; seed += 1) {
      raged += 1;
      const began = Date.now();
      const result = await storm({ server, replicas, builds: [build, build], seed, steps, ...(isAlone && { tell: say }) });
      if (!result.failed) {
        process.stdout.write(`seed ${seed}: ${result.trace.length} steps, all holds (${Math.round((Date.now() - began) / 1000)} s)\n`);
        continue;
      }
      failed += 1;
      if (!isAlone) for (const step of result.trace) say(step);
      process.stdout.write(`seed ${seed} FAILED at step ${result.failed.step}:\n`);
      for (const { invariant, says } of result.failed.violations) process.stdout.write(`  ${invariant}: ${says}\n`);
      process.stdout.write(`  again: npm run storm -- --seed ${seed} --until ${result.failed.step}\n`);
    }
  } finally {
    await replicas.end();
    await server.stop();
  }
  process.stdout.write(`${raged} storms, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

/** Looks for faults that were planted: each is to be found by one of these seeds. `names`: `all`, or some of them, between commas. */
async function findPlanted(names: string, first: number, last: number, steps: number): Promise<number> {
  const wanted = names === 'all' ? Object.keys(planted) : names.split(',');
  const server = await startServer();
  const replicas = new Replicas();
  let missed = 0;
  try {
    for (const name of wanted) {
      const began = Date.now();
      const found = await find(name, { server, replicas, first, last, steps });
      if (!found) missed += 1;
      const at = found ? `seed ${found.seed} step ${found.step}: ${found.invariant}: ${found.says.slice(0, 200)}` : 'NOT FOUND';
      process.stdout.write(`${name}: ${at} (${Math.round((Date.now() - began) / 1000)} s)\n`);
    }
  } finally {
    await replicas.end();
    await server.stop();
  }
  return missed === 0 ? 0 : 1;
}

function say({ step, name, says, ms }: Told): void {
  process.stdout.write(`  step ${step} (${name}, ${ms} ms): ${says ?? 'nothing to do'}\n`);
}

process.exitCode = await main();
