import type { IncomingMessage, ServerResponse } from 'node:http';

/** A body that was not read to its end. What follows it on its connection cannot be told from it: the answer ends both. */
export class BodyRefused extends Error {
  override name = 'BodyRefused';
  readonly status: 400 | 408 | 413 | 503;

  constructor(status: 400 | 408 | 413 | 503, why: string) {
    super(why);
    this.status = status;
  }
}

export interface Bodies {
  /** The whole body; BodyRefused where it is too large, too slow, cut off, or the largest of too many. */
  read(req: IncomingMessage, maxBytes: number): Promise<Buffer>;
}

interface Reading {
  /** The memory that is kept for it, which is more than has arrived. */
  held: number;
  refuse(error: BodyRefused): void;
}

const firstBytes = 4096;

/** How much all of them hold together, and how long one may take to come. */
export const bodyLimits = { totalBytes: 16 * 1024 * 1024, withinMs: 10_000 };

/**
 * Reads bodies of which nobody knows yet whose they are: a signature is in or over what has to be read first. Together they hold
 * no more than this much memory. Where they would, the largest goes, so that a delivery of the usual size is read
 * whatever else is half sent at that moment.
 */
export function createBodies({
  totalBytes = bodyLimits.totalBytes,
  withinMs = bodyLimits.withinMs,
}: {
  totalBytes?: number;
  withinMs?: number;
} = {}): Bodies {
  const readings = new Set<Reading>();
  let held = 0;

  function hold(reading: Reading, bytes: number): void {
    held += bytes - reading.held;
    reading.held = bytes;
    while (held > totalBytes) {
      const largest = [...readings].reduce((one, other) => (other.held > one.held ? other : one), reading);
      largest.refuse(new BodyRefused(503, 'too much is half sent at the moment'));
      if (largest === reading) return;
    }
  }

  function release(reading: Reading): void {
    if (readings.delete(reading)) held -= reading.held;
  }

  return {
    read: (req, maxBytes) =>
      new Promise((resolve, reject) => {
        let content = Buffer.alloc(0);
        let size = 0;
        const reading: Reading = {
          held: 0,
          refuse(error) {
            ended();
            content = Buffer.alloc(0);
            req.pause();
            reject(error);
          },
        };
        const late = setTimeout(() => reading.refuse(new BodyRefused(408, 'not sent in time')), withinMs);
        const cutOff = () => reading.refuse(new BodyRefused(400, 'cut off'));
        const take = (chunk: Buffer) => {
          const wanted = size + chunk.length;
          if (wanted > maxBytes) return reading.refuse(new BodyRefused(413, 'too large'));
          if (wanted > content.length) {
            // Copied together as it arrives: of very small pieces each would weigh more than what it brings.
            const room = Math.min(maxBytes, Math.max(firstBytes, 2 * content.length, wanted));
            hold(reading, room);
            if (!readings.has(reading)) return;
            const larger = Buffer.alloc(room);
            content.copy(larger, 0, 0, size);
            content = larger;
          }
          chunk.copy(content, size);
          size = wanted;
        };
        const whole = () => {
          ended();
          resolve(content.subarray(0, size));
        };
        function ended(): void {
          clearTimeout(late);
          release(reading);
          req.off('data', take).off('end', whole).off('close', cutOff).off('error', cutOff);
        }
        readings.add(reading);
        req.on('data', take).on('end', whole).on('close', cutOff).on('error', cutOff);
      }),
  };
}

/** Answers a request whose body was refused, and ends its connection. */
export function answerRefusedBody(res: ServerResponse, { status }: BodyRefused): void {
  res.writeHead(status, { connection: 'close', ...(status === 503 && { 'retry-after': '5' }) }).end();
}
