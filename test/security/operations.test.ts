import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBodies } from '../../src/core/bodies.ts';
import type { Database } from '../../src/db/database.ts';
import { publicEndpoints } from '../../src/desks/signature/certificates/endpoints.ts';
import { createOperations } from '../../src/operations.ts';
import { collectLog } from '../support/bot.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';

let database: TestDatabase;
let db: Database;
let server: Server;
beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { max: 10 });
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await db.close();
  await database.drop();
});

/** Answers by what this makes of the database, and says how many of its statements ran at the same time at most. */
async function serving(made: (db: Database) => RequestListener): Promise<{ url: string; most(): number }> {
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
  server = createServer(made({ ...db, query })).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, most: () => most };
}

const asked = async (url: string, paths: readonly string[]) => {
  const answers = await Promise.all(paths.map((path) => fetch(url + path)));
  return new Set(answers.map(({ status }) => status));
};
const paths = (...some: string[]) => Array.from({ length: 60 }, (_, n) => some[n % some.length] ?? '');

describe('I-3 what anybody may ask', () => {
  it('leaves the clicks their connections, however many strangers ask for the metrics', async () => {
    const { url, most } = await serving((db) => createOperations(db, collectLog()));
    expect(await asked(url, paths('/metrics', '/readyz'))).toEqual(new Set([200]));
    // One look at each: the gauges of one look, which are taken side by side, and one ping.
    expect(most()).toBeLessThanOrEqual(7);
    expect((await fetch(`${url}/metrics`)).status).toBe(200);
  });

  it('leaves the jobs theirs, however many ask for lists of what is revoked: what cannot be answered soon is asked again', async () => {
    const log = collectLog();
    const { url, most } = await serving((db) => {
      const endpoints = publicEndpoints({
        db,
        log,
        bodies: createBodies(),
        clock: () => new Date(),
      });
      return (req, res) => endpoints[(req.url ?? '').split('?')[0] ?? '']?.(req, res);
    });
    // None has been issued yet.
    for (const status of await asked(url, paths('/ca.pem', '/crl.der', '/crl.der?issuer=7')))
      expect([404, 503]).toContain(status);
    expect(most()).toBeLessThanOrEqual(2);
    expect(log.lines).toEqual([]);
    expect((await fetch(`${url}/ca.pem`)).status).toBe(404);
  });
});
