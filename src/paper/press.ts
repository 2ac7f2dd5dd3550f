import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { built } from '../core/root.ts';
import { createShares } from '../core/shares.ts';
import type { Paper } from './paper.ts';

/** Prints papers as PDF files, each in a thread of its own, one after the other. `Crowded` where too many wait, by whoever asks. */
export type Press = (asker: string, paper: Paper) => Promise<Uint8Array<ArrayBuffer>>;

const resourceLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };
const withinMs = 60_000;

/** How many are printed at once and how many may wait, in all and of one asker's. */
export const printing = { atOnce: 1, each: 1, waiting: 40, waitingEach: 10 };

export function createPress(): Press {
  const turn = createShares(printing);
  return (asker, paper) => turn(asker, () => printed(paper));
}

async function printed(paper: Paper): Promise<Uint8Array<ArrayBuffer>> {
  const worker = new Worker(built('paper-worker.js'), {
    workerData: paper,
    resourceLimits,
    // Neither the loaders of a development run nor settings reach it.
    execArgv: [],
    env: {},
  });
  // A thread may still die when nobody listens to it any more.
  worker.on('error', () => undefined);
  try {
    const [content] = await once(worker, 'message', { signal: AbortSignal.timeout(withinMs) });
    return content;
  } finally {
    await worker.terminate();
  }
}
