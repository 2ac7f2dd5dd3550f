import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { built } from '../core/root.ts';
import { createShares } from '../core/shares.ts';
import type { TimeStamper } from './cms.ts';
import { type Inspection, NotSignable } from './inspect.ts';
import { UnusablePng } from './png.ts';
import type { Signed, SignOrder } from './sign.ts';
import type { Answer, Order, Results, Stamp } from './thread.ts';
import type { Verification, VerifyOptions } from './verify.ts';

/** Work on a file that would have taken more memory or time than one may. */
export class Exhausting extends Error {
  override name = 'Exhausting';
}

/**
 * Work on PDF files, each in a thread of its own, so that the event loop never waits for one. `Crowded` where too many wait, by
 * whoever asks; `Exhausting` where a file takes more memory or time than one may. A file is loaded once it is its turn, and handed over
 * to its thread: it is in memory once, and not while it waits.
 */
export interface PdfThreads {
  inspect(asker: string, load: Load, maxBytes?: number): Promise<Inspection>;
  /** What is to be appended to the file. Throws what `sign` throws; a time-stamper's own error too. */
  sign(asker: string, load: Load, order: SignOrder, timeStamper?: TimeStamper): Promise<Signed>;
  verify(asker: string, load: Load, options: VerifyOptions): Promise<Verification>;
}

/** Brings a file's bytes, which are nobody else's. */
type Load = () => Promise<Uint8Array<ArrayBuffer>>;

const resourceLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

export function createPdfThreads({ withinMs = 60_000 }: { withinMs?: number } = {}): PdfThreads {
  const turn = createShares({ atOnce: 2, each: 1, waiting: 40, waitingEach: 10 });
  return {
    inspect: (asker, load, maxBytes) =>
      turn(asker, async () => run<'inspect'>({ task: 'inspect', content: await load(), maxBytes }, withinMs)),
    verify: (asker, load, options) =>
      turn(asker, async () => run<'verify'>({ task: 'verify', content: await load(), options }, withinMs)),
    sign: (asker, load, order, timeStamper) =>
      turn(asker, async () => {
        const stamped = timeStamper !== undefined;
        const task: Order & { task: 'sign' } = { task: 'sign', content: await load(), order, stamped };
        return run<'sign'>(task, withinMs, timeStamper);
      }),
  };
}

async function run<Task extends keyof Results>(
  order: Order & { task: Task },
  withinMs: number,
  timeStamper?: TimeStamper,
): Promise<Results[Task]> {
  const { content } = order;
  // A part of what others use as well cannot be handed over.
  const isWhole = content.byteLength === content.buffer.byteLength;
  const handed = isWhole ? content : new Uint8Array(content);
  const worker = new Worker(built('pdf-worker.js'), {
    workerData: { ...order, content: handed },
    transferList: [handed.buffer],
    resourceLimits,
    // Neither the loaders of a development run nor settings reach it.
    execArgv: [],
    env: {},
  });
  // A thread may still die when nobody listens to it any more.
  worker.on('error', () => undefined);
  const late = AbortSignal.timeout(withinMs);
  /** What a time-stamper threw: the thread knows only that there is no stamp. */
  let unstamped: unknown;
  try {
    for await (const [message] of on(worker, 'message', { signal: late, close: ['exit'] })) {
      const said: Answer = message;
      if ('done' in said) return said.done as Results[Task];
      if ('notSignable' in said) throw new NotSignable(said.notSignable);
      if ('unusablePng' in said) throw new UnusablePng(said.unusablePng);
      if ('noPage' in said) throw new RangeError(said.noPage);
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
  } finally {
    await worker.terminate();
  }
}

async function stampOf(digest: Uint8Array, timeStamper: TimeStamper | undefined): Promise<Stamp> {
  if (!timeStamper) throw new Error('nobody stamps');
  return { token: await timeStamper(digest) };
}
