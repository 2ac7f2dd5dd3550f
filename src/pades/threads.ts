import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { UnusablePng } from '../core/png.ts';
import { built } from '../core/root.ts';
import { createShares } from '../core/shares.ts';
import type { TimeStamper } from './cms.ts';
import { type Inspection, NotSignable } from './inspect.ts';
import type { Signed, SignOrder } from './sign.ts';
import type { Answer, Order, Results, Stamp } from './thread.ts';
import type { Verification, VerifyOptions } from './verify.ts';

/** Work on a file that would have taken more memory or time than one may. */
export class Exhausting extends Error {
  override name = 'Exhausting';
}

/**
 * Work on PDF files, one at a time in a thread, so that the event loop never waits for one. `Crowded` where too many wait, by
 * whoever asks; `Exhausting` where a file takes more memory or time than one may, which ends its thread. A file is loaded once it is its
 * turn, and handed over to its thread: it is in memory once, and not while it waits.
 */
export interface PdfThreads {
  inspect(asker: string, load: Load, maxBytes?: number): Promise<Inspection>;
  /** What is to be appended to the file. Throws what `sign` throws; a time-stamper's own error too. */
  sign(asker: string, load: Load, order: SignOrder, timeStamper?: TimeStamper): Promise<Signed>;
  verify(asker: string, load: Load, options: VerifyOptions): Promise<Verification>;
}

/** Brings a file's bytes, which are nobody else's. */
type Load = () => Promise<Uint8Array<ArrayBuffer>>;

/** Reading a file makes many objects that live for a moment: with more room for them than this, a small file takes many times its size. */
const resourceLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 4, stackSizeMb: 4 };
/** A thread that had a larger file is ended with it: what that took is given back at once. */
const mostKeptBytes = 4 * 1024 * 1024;

interface Limits {
  /** For one file. */
  withinMs?: number;
  /** A thread that has done its work waits so long for the next file: starting one takes longer than most files do. */
  keptMs?: number;
}

/** How many files are worked on at once and how many may wait, in all and of one asker's. */
export const working = { atOnce: 2, each: 1, waiting: 40, waitingEach: 10 };

export function createPdfThreads({ withinMs = 60_000, keptMs = 10_000 }: Limits = {}): PdfThreads {
  const turn = createShares(working);
  const idle = new Map<Worker, NodeJS.Timeout>();

  function taken(worker: Worker): Worker {
    clearTimeout(idle.get(worker));
    idle.delete(worker);
    worker.ref();
    return worker;
  }

  function started(): Worker {
    const worker = new Worker(built('pdf-worker.js'), {
      resourceLimits,
      // Neither the loaders of a development run nor settings reach it.
      execArgv: [],
      env: {},
    });
    // A thread may still die when nobody listens to it any more.
    worker.on('error', () => undefined);
    worker.once('exit', () => idle.delete(worker));
    return worker;
  }

  function keep(worker: Worker): void {
    worker.unref();
    idle.set(worker, setTimeout(() => void taken(worker).terminate(), keptMs).unref());
  }

  async function run<Task extends keyof Results>(
    order: Order & { task: Task },
    timeStamper?: TimeStamper,
  ): Promise<Results[Task]> {
    const { byteLength } = order.content;
    const [waiting] = idle.keys();
    const worker = waiting ? taken(waiting) : started();
    try {
      const result = await answered(worker, order, withinMs, timeStamper);
      if (byteLength <= mostKeptBytes) keep(worker);
      if ('notSignable' in result) throw new NotSignable(result.notSignable);
      if ('unusablePng' in result) throw new UnusablePng(result.unusablePng);
      if ('noPage' in result) throw new RangeError(result.noPage);
      return result.done as Results[Task];
    } finally {
      if (!idle.has(worker)) await worker.terminate();
    }
  }

  return {
    inspect: (asker, load, maxBytes) =>
      turn(asker, async () => run<'inspect'>({ task: 'inspect', content: await load(), maxBytes })),
    verify: (asker, load, options) =>
      turn(asker, async () => run<'verify'>({ task: 'verify', content: await load(), options })),
    sign: (asker, load, order, timeStamper) =>
      turn(asker, async () => {
        const stamped = timeStamper !== undefined;
        return run<'sign'>({ task: 'sign', content: await load(), order, stamped }, timeStamper);
      }),
  };
}

/** What a thread makes of a file, which is handed over to it; what it wants stamped meanwhile is. */
async function answered(
  worker: Worker,
  order: Order,
  withinMs: number,
  timeStamper: TimeStamper | undefined,
): Promise<Exclude<Answer, { stamp: Uint8Array }>> {
  const { content } = order;
  // A part of what others use as well cannot be handed over.
  const isWhole = content.byteLength === content.buffer.byteLength;
  const handed = isWhole ? content : new Uint8Array(content);
  const late = AbortSignal.timeout(withinMs);
  /** What a time-stamper threw: the thread knows only that there is no stamp. */
  let unstamped: unknown;
  try {
    const answers = on(worker, 'message', { signal: late, close: ['exit'] });
    worker.postMessage({ ...order, content: handed }, [handed.buffer]);
    for await (const [message] of answers) {
      const said: Answer = message;
      if (!('stamp' in said)) return said;
      worker.postMessage(
        await stampOf(said.stamp, timeStamper).catch((error: unknown): Stamp => {
          unstamped = error;
          return { failed: 'no time-stamp' };
        }),
      );
    }
    throw new Error('the thread ended without a word');
  } catch (error) {
    if (unstamped !== undefined) throw unstamped;
    if (late.aborted) throw new Exhausting(`more than ${withinMs} ms`, { cause: error });
    if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
      throw new Exhausting('more than fits in the memory of a thread', { cause: error });
    throw error;
  }
}

async function stampOf(digest: Uint8Array, timeStamper: TimeStamper | undefined): Promise<Stamp> {
  if (!timeStamper) throw new Error('nobody stamps');
  return { token: await timeStamper(digest) };
}
