import { createServer } from 'node:http';
import { sessionsLast } from './lasting.mjs';

/**
 * A replica of the program in a process of its own, so that it can be killed and frozen. Its clock is the storm's. One process serves
 * many storms, one after the other: loading the program takes longer than most of them.
 */

/** @type {{ app: Awaited<ReturnType<import('../../src/app.ts')['startApp']>>, server: import('node:http').Server } | undefined} */
let served;
let now = 0;

const quiet = () => {};
const line = (level) => (fields, message) =>
  process.send?.({ log: { level, message, fields: JSON.parse(JSON.stringify(fields)) } });
const log = { debug: quiet, info: quiet, warn: line('warn'), error: line('error') };

const calls = {
  /** Loads a build, so that starting it is quick. */
  async load({ build }) {
    await import(build);
  },
  async start({ build, settings, at }) {
    now = at;
    sessionsLast(build);
    const { startApp } = await import(build);
    let app;
    const server = createServer((req, res) => (app ? app.handler(req, res) : res.writeHead(503).end()));
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    const url = `http://127.0.0.1:${port}`;
    app = await startApp(settings, log, () => new Date(now));
    served = { app, server };
    return url;
  },
  async clock({ at }) {
    now = at;
  },
  async pass({ from, until }) {
    now = until;
    await served?.app.passTime(new Date(from), new Date(until));
  },
  async stop() {
    const last = served;
    served = undefined;
    if (!last) return;
    last.server.closeAllConnections();
    await new Promise((resolve) => last.server.close(resolve));
    await last.app.stop();
  },
};

process.on('message', async ({ id, call, given }) => {
  try {
    process.send?.({ id, result: await calls[call](given) });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
process.on('disconnect', () => process.exit(0));
