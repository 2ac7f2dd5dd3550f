import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../src/db/database.ts';
import { createOperations } from '../src/operations.ts';
import { sampleDatabase } from './support/bot.ts';

async function serve(databaseUrl: string): Promise<{ url: string; stop(): Promise<void> }> {
  const db = openDatabase(databaseUrl, { max: 2 });
  const operations = createOperations(db);
  const server: Server = createServer((req, res) => {
    if (!operations(req, res)) res.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await db.close();
    },
  };
}

describe('what operators ask for', () => {
  let database: { url: string; drop(): Promise<void> };
  beforeAll(async () => {
    database = await sampleDatabase();
  });
  afterAll(() => database.drop());

  it('is alive and ready while the database answers, and counts jobs that gave up', async () => {
    const served = await serve(database.url);
    const db = openDatabase(database.url, { max: 1 });
    try {
      expect((await fetch(`${served.url}/healthz`)).status).toBe(200);
      expect(await (await fetch(`${served.url}/readyz`)).text()).toBe('ready\n');
      expect(await (await fetch(`${served.url}/metrics`)).text()).toContain('satu_pintu_jobs_dead 0');
      await db.query(`SELECT graphile_worker.add_job('posted.refresh', '{}'::json, max_attempts := 1)`);
      await db.query('UPDATE graphile_worker._private_jobs SET attempts = max_attempts');
      const metrics = await fetch(`${served.url}/metrics`);
      expect(metrics.headers.get('content-type')).toMatch(/^text\/plain/);
      expect(await metrics.text()).toContain('satu_pintu_jobs_dead 1');
      expect((await fetch(`${served.url}/elsewhere`)).status).toBe(404);
    } finally {
      await db.close();
      await served.stop();
    }
  });

  it('is alive but not ready when the database does not answer', async () => {
    const served = await serve('postgres://nobody@127.0.0.1:1/nothing');
    try {
      expect((await fetch(`${served.url}/healthz`)).status).toBe(200);
      expect((await fetch(`${served.url}/readyz`)).status).toBe(503);
      expect((await fetch(`${served.url}/metrics`)).status).toBe(503);
    } finally {
      await served.stop();
    }
  });
});
