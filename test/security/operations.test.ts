import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { createOperations } from '../../src/operations.ts';
import { collectLog } from '../support/bot.ts';
import { createTestDatabase } from '../support/database.ts';

it('I-3 leaves the clicks their connections, however many strangers ask for the metrics', async () => {
  const database = await createTestDatabase();
  const db = openDatabase(database.url, { max: 10 });
  let running = 0;
  let most = 0;
  const query: Database['query'] = async (text, values) => {
    running += 1;
    most = Math.max(most, running);
    try {
      return await db.query(text, values);
    } finally {
      running -= 1;
    }
  };
  const operations = createOperations({ ...db, query }, collectLog());
  const server = createServer((req, res) => operations(req, res)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const asked = Array.from({ length: 60 }, (_, n) => fetch(`${url}/${n % 2 ? 'metrics' : 'readyz'}`));
    expect(new Set((await Promise.all(asked)).map(({ status }) => status))).toEqual(new Set([200]));
    // One look at each: the gauges of one look, which are taken side by side, and one ping.
    expect(most).toBeLessThanOrEqual(7);
    expect((await fetch(`${url}/metrics`)).status).toBe(200);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await db.close();
    await database.drop();
  }
});
