import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOperations } from '../src/operations.ts';
import { collectLog, type Logged, sampleDatabase } from './support/bot.ts';
import { openDatabase } from './support/open-database.ts';

interface Served {
  url: string;
  log: Logged;
  stop(): Promise<void>;
}

async function serve(databaseUrl: string): Promise<Served> {
  const db = openDatabase(databaseUrl, { max: 2 });
  const log = collectLog();
  const operations = createOperations(db, log);
  const server: Server = createServer((req, res) => {
    if (!operations(req, res)) res.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
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
      const text = await metrics.text();
      expect(text).toContain('satu_pintu_jobs_dead 1');
      expect(text).toContain('satu_pintu_jobs_failing 1');
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
      for (const path of ['readyz', 'metrics']) {
        const answer = await fetch(`${served.url}/${path}`);
        expect(answer.status).toBe(503);
        const reference = /^the database does not answer; see the log, (\w{8})\n$/.exec(
          await answer.text(),
        )?.[1];
        const line = served.log.lines.find(({ fields }) => fields.reference === reference);
        expect(line?.fields).toMatchObject({
          what: `/${path}`,
          error: expect.stringContaining('ECONNREFUSED'),
        });
      }
    } finally {
      await served.stop();
    }
  });

  it('says that a database refuses where it answers, and does not blame it for a fault of ours', async () => {
    const served = await serve(database.url);
    const db = openDatabase(database.url, { max: 1 });
    const ask = async () => {
      const answer = await fetch(`${served.url}/metrics`);
      return { status: answer.status, text: await answer.text() };
    };
    try {
      await db.query('ALTER TABLE posted_card RENAME TO posted_card_away');
      expect(await ask()).toMatchObject({
        status: 503,
        text: expect.stringContaining('the database refuses to answer'),
      });
      expect(served.log.lines.at(-1)?.fields.error).toContain('relation "posted_card" does not exist');
      expect(await (await fetch(`${served.url}/readyz`)).text()).toBe('ready\n');
      await db.query('ALTER TABLE posted_card_away RENAME TO posted_card');
      expect((await ask()).status).toBe(200);
    } finally {
      await db.close();
      await served.stop();
    }
    const broken = createOperations(
      { ...db, query: () => Promise.reject(new TypeError('no such function')) },
      served.log,
    );
    const answered = await new Promise<{ status: number; text: string }>((resolve) => {
      const res = {
        status: 0,
        writeHead(status: number) {
          this.status = status;
          return this;
        },
        end(text: string) {
          resolve({ status: this.status, text });
        },
      };
      broken({ url: '/metrics' } as IncomingMessage, res as unknown as ServerResponse);
    });
    expect(answered.status).toBe(500);
    expect(answered.text).toContain('a fault of this program');
    expect(answered.text).not.toContain('database');
    expect(served.log.lines.at(-1)?.fields.error).toContain('no such function');
  });
});
