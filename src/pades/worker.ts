// Runs in a thread with a memory limit, one file after the other: one that was made to exhaust its reader ends only this, and no click waits for it.
import { once } from 'node:events';
import { type MessagePort, parentPort } from 'node:worker_threads';
import { UnusablePng } from '../core/png.ts';
import { inspect, NotSignable } from './inspect.ts';
import { sign } from './sign.ts';
import type { Answer, Order, Stamp } from './thread.ts';
import { verify } from './verify.ts';

const port = parentPort as MessagePort;
const answer = (message: Answer) => port.postMessage(message);

async function timeStamp(digest: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  answer({ stamp: digest });
  const [stamp]: Stamp[] = await once(port, 'message');
  if (!stamp || 'failed' in stamp) throw new Error(stamp?.failed);
  return stamp.token;
}

async function work(order: Order): Promise<Answer> {
  try {
    if (order.task === 'inspect') return { done: inspect(order.content, order.maxBytes) };
    if (order.task === 'verify') return { done: verify(order.content, order.options) };
    return { done: await sign(order.content, order.order, order.stamped ? timeStamp : undefined) };
  } catch (error) {
    if (error instanceof NotSignable) return { notSignable: error.obstacles };
    if (error instanceof UnusablePng) return { unusablePng: error.message };
    if (error instanceof RangeError && order.task === 'sign') return { noPage: error.message };
    throw error;
  }
}

/** Nothing of a file outlives its turn. */
async function turn(): Promise<void> {
  const [order]: Order[] = await once(port, 'message');
  if (order) answer(await work(order));
}

for (;;) await turn();
