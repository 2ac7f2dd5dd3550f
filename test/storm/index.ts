import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { built } from '../../src/core/root.ts';
import { buildAt } from './before.ts';
import { planted } from './planted/faults.ts';
import { find } from './planted/find.ts';
import { foundBy } from './planted/found.ts';
import { rage, type Wanted } from './rage.ts';
import { Replicas } from './replicas.ts';
import { type StormServer, startServer } from './server.ts';
import { type StepName, stepKinds } from './steps/index.ts';
import { say, secondsSince, write } from './telling.ts';

const usage = `npm run storm -- --seed 42 [--until 17] [--shrink]
npm run storm -- --seeds 1-1000 [--minutes 240] [--steps 40] [--lanes 4] [--before HEAD~1]
npm run storm -- --seeds 1-20 --often freeze,map
npm run storm -- --planted all|found|NAME,NAME [--seeds 1-10]`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      seeds: { type: 'string', default: '1-20' },
      minutes: { type: 'string', default: '240' },
      steps: { type: 'string', default: '40' },
      // Most of a storm is waiting.
      lanes: { type: 'string', default: String(2 * availableParallelism()) },
      until: { type: 'string' },
      shrink: { type: 'boolean', default: false },
      before: { type: 'string' },
      often: { type: 'string' },
      planted: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const [first = 1, last = first] = (values.seed ?? values.seeds).split('-').map(Number);
  const build = pathToFileURL(built('app.js')).href;
  const wanted: Wanted = {
    first,
    last,
    steps: values.until === undefined ? Number(values.steps) : Number(values.until) + 1,
    minutes: Number(values.minutes),
    lanes: Number(values.lanes),
    isAlone: values.seed !== undefined,
    shrinks: values.shrink,
    emphasis: values.often?.split(',').map(stepName),
    builds: [values.before === undefined ? build : await buildAt(values.before), build],
  };
  const server = await startServer();
  try {
    return values.planted === undefined
      ? await rage(server, wanted)
      : await findPlanted(server, wanted, values.planted);
  } finally {
    await server.stop();
  }
}

function stepName(name: string): StepName {
  if (name in stepKinds) return name as StepName;
  throw new Error(`there are no steps ${name}, but ${Object.keys(stepKinds).join(', ')}`);
}

/**
 * Looks for faults that were planted: each is to be found by one of the seeds. `names`: `all`, or some of them, between commas; `found`: all,
 * each by the seed that is known to find it.
 */
async function findPlanted(server: StormServer, wanted: Wanted, names: string): Promise<number> {
  const replicas = new Replicas();
  let missed = 0;
  for (const name of /^(all|found)$/.test(names) ? Object.keys(planted) : names.split(',')) {
    const began = Date.now();
    const known = names === 'found' ? foundBy[name] : undefined;
    const search = known ? { first: known.seed, last: known.seed, steps: known.step + 6 } : {};
    const found = await find(name, {
      ...{ server, replicas, ...wanted, ...search },
      ...(wanted.isAlone && { tell: say }),
    });
    if (!found) missed += 1;
    const at = found
      ? `seed ${found.seed} step ${found.step}: ${found.invariant}: ${found.says.slice(0, 200)}`
      : 'NOT FOUND';
    write(`${name}: ${at} (${secondsSince(began)} s)`);
  }
  await replicas.end();
  return missed === 0 ? 0 : 1;
}

process.exitCode = await main();
