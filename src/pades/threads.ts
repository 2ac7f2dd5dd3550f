import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { built } from '../core/root.ts';
import { createShares } from '../core/shares.ts';
import type { TimeStamper } from './cms.ts';
import { type Inspection, NotSignable } from './inspect.ts';
import { UnusablePng } from './png.ts';
import type { SignOrder } from './sign.ts';
import type { Answer, Order, Results, Stamp } from './thread.ts';
import type { Verification, VerifyOptions } from './verify.ts';

/** Work on a file that would have taken more memory or time than one may. */
export class Exhausting extends Error {
  override name = 'Exhausting';
}

/**
 * Work on PDF files, each in a thread of its own, so that the event loop never waits for one. `Crowded` where too many wait, by
 * whoever asks; `Exhausting` where a file takes more memory or time than one may.
 */
export interface PdfThreads {
  inspect(asker: string, content: Uint8Array, maxBytes?: number): Promise<Inspection>;
  /** The whole signed file. Throws what `sign` throws; a time-stamper's own error too. */
  sign(
    asker: string,
    content: Uint8Array,
    order: SignOrder,
    timeStamper?: TimeStamper,
  ): Promise<Uint8Array<ArrayBuffer>>;
  verify(asker: string, content: Uint8Array, options: VerifyOptions): Promise<Verification>;
}

const resourceLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

export function createPdfThreads({ withinMs = 60_000 }: { withinMs?: number } = {}): PdfThreads {
  const turn = createShares({ atOnce: 2, each: 1, waiting: 40, waitingEach: 10 });
  return {
    inspect: (asker, content, maxBytes) =>
      turn(asker, () => run<'inspect'>({ task: 'inspect', content: copyOf(content), maxBytes }, withinMs)),
    verify: (asker, content, options) =>
      turn(asker, () => run<'verify'>({ task: 'verify', content: copyOf(content), options }, withinMs)),
    sign: (asker, content, order, timeStamper) =>
      turn(asker, async () => {
        const stamped = timeStamper !== undefined;
        const task: Order = { task: 'sign', content: copyOf(content), order, stamped };
        const { update } = await run<'sign'>(task, withinMs, timeStamper);
        const signed = new Uint8Array(content.length + update.length);
        signed.set(content);
        signed.set(update, content.length);
        return signed;
      }),
  };
}

const copyOf = (content: Uint8Array) => new Uint8Array(content);

async function run<Task extends keyof Results>(
  order: Order & { task: Task },
  withinMs: number,
  timeStamper?: TimeStamper,
): Promise<Results[Task]> {
  const worker = new Worker(built('pdf-worker.js'), {
    workerData: order,
    transferList: [order.content.buffer],
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
