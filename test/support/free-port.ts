import { createServer } from 'node:net';

/** Below the ports that Linux, macOS and Windows give out by themselves. */
const FIRST = 20_000;
const COUNT = 12_000;
/** Processes that run at once begin far from each other. */
let next = (process.pid * 97) % COUNT;

/**
 * A port that nobody listens on, for who must know it before it is listened on. It is one that the system gives to
 * nobody by itself, so none of the many servers and connections of other tests gets in between.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < COUNT; tries++) {
    const port = FIRST + (next++ % COUNT);
    if (await isFree(port)) return port;
  }
  throw new Error('no port is free');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
