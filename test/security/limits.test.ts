import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLink } from '../../src/web/links.ts';
import { answerJson, type NeighbourServer, startNeighbour } from '../neighbours/server.ts';
import { collectLog, openWorkspace, type ServedApp, serveApp, type Workspace } from '../support/bot.ts';
import { openDatabase } from '../support/open-database.ts';
import { siti } from '../support/satker-steps.ts';
import { Visitor } from '../support/visitor.ts';

/** A DIGIT that knows no password. */
let digit: NeighbourServer;
let workspace: Workspace;
let second: ServedApp;
let behindProxy: ServedApp;
const log = collectLog();
beforeAll(async () => {
  digit = await startNeighbour((_, response) => answerJson(response, 401, { error: 'refused' }));
  const env = { DIGIT_URL: digit.url };
  workspace = await openWorkspace({ env });
  const replica = (more: Record<string, string> = {}) =>
    serveApp(workspace.playground, workspace.databaseUrl, log, { patience: 10, env: { ...env, ...more } });
  second = await replica();
  behindProxy = await replica({ TRUSTED_PROXIES: '1' });
  // None is missed: a run of retention would wait for the tables that are held here.
  await workspace.query('INSERT INTO retention_run (begun_at, ended_at) VALUES (now(), now())');
});
afterAll(async () => {
  await behindProxy.close();
  await second.close();
  await workspace.stop();
  await digit.close();
});

const unknownLink = `/portal/password/${'x'.repeat(43)}`;

/** The status of a visit whose header names this chain of addresses. */
async function visit(url: string, forwardedFor: string): Promise<number> {
  const response = await fetch(url + unknownLink, { headers: { 'x-forwarded-for': forwardedFor } });
  await response.text();
  return response.status;
}

const forgetVisits = () => workspace.query(`DELETE FROM counted WHERE key LIKE 'limit token %'`);

describe('U-16 limits of an address', () => {
  it('hold over all replicas, whatever a client writes into X-Forwarded-For', async () => {
    await forgetVisits();
    const statuses: number[] = [];
    for (let n = 0; n < 60; n += 1)
      statuses.push(await visit(n % 2 ? workspace.url : second.url, `203.0.113.${n}, 10.0.0.${n}`));
    expect(new Set(statuses)).toEqual(new Set([404]));
    expect([await visit(workspace.url, '198.51.100.1'), await visit(second.url, '198.51.100.2')]).toEqual([
      429, 429,
    ]);
    expect(log.lines.filter(({ message }) => message.includes('X-Forwarded-For'))).toHaveLength(1);
  });

  it('count by what the own proxy says where it is named, and not by what stands before that', async () => {
    await forgetVisits();
    for (let n = 0; n < 60; n += 1)
      expect(await visit(behindProxy.url, `198.51.100.${n}, 203.0.113.7`)).toBe(404);
    expect(await visit(behindProxy.url, '198.51.100.99, 203.0.113.7')).toBe(429);
    expect(await visit(behindProxy.url, '198.51.100.99, 203.0.113.8')).toBe(404);
  });
});

const loginPath = '/portal/login/nik';

/** A browser that has come as far as the password, with its captcha solved. */
async function atPassword(url: string): Promise<(password: string) => Promise<number>> {
  const guest = new Visitor(url);
  const step = await guest.send(loginPath, { nik: siti.nik });
  const [, csrf = ''] =
    /name="csrf" value="([^"]+)"/.exec(step.text.slice(step.text.indexOf('/nik/password'))) ?? [];
  const challenge = JSON.parse((await guest.get('/portal/captcha')).text);
  const solution = await solveChallenge({ challenge, deriveKey });
  const altcha = Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
  return async (password) =>
    (
      await guest.post(
        `${loginPath}/password`,
        new URLSearchParams({ csrf, nik: siti.nik, password, altcha }),
      )
    ).status;
}

describe('U-16 the pages of the portal', () => {
  it('have places of the database of their own: a chat goes on however many wait', async () => {
    await forgetVisits();
    // A replica that has refused an address goes on doing so by itself for a moment.
    await expect.poll(() => visit(workspace.url, '203.0.113.1')).toBe(404);
    const holder = new pg.Client(workspace.databaseUrl);
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE one_time_link');
    const waiting = async () => {
      const [held] = await workspace.query<{ n: number }>(
        // Visits that are counted at the same moment wait for a lock as well, that of their address's count.
        `SELECT count(*)::int AS n FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%token_hash = $1%'`,
      );
      return held?.n;
    };
    const visits = Array.from({ length: 30 }, () => visit(workspace.url, '203.0.113.1'));
    try {
      await expect.poll(waiting).toBe(6);
      await workspace.person('rina.wulandari').command('/userid help');
      await workspace.person('rina.wulandari').sees(/userid/);
      expect(await waiting()).toBe(6);
    } finally {
      await holder.query('ROLLBACK');
      await holder.end();
    }
    expect(new Set(await Promise.all(visits))).toEqual(new Set([404]));
  });
});

describe('U-6 files that arrive', () => {
  it('have places of the database of their own: pages and chat go on however many are written', async () => {
    await forgetVisits();
    const db = openDatabase(workspace.databaseUrl, { max: 1, timeoutMs: 30_000 });
    const people = await workspace.query<{ id: number }>('SELECT id FROM person ORDER BY id LIMIT 10');
    const pages = await Promise.all(
      people.map(async ({ id }) => {
        const link = {
          purpose: 'attach' as const,
          subject: { personId: id },
          now: new Date(),
          validMs: 600_000,
        };
        return `/portal/attach/${await createLink(db, link)}`;
      }),
    );
    const holder = new pg.Client(workspace.databaseUrl);
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE attachment IN EXCLUSIVE MODE');
    const waiting = async () => {
      const { rows } = await holder.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND relation = 'attachment'::regclass`,
      );
      return rows[0]?.n;
    };
    const file = { name: 'files', file: 'surat.pdf', content: Buffer.from('%PDF-1.4\n%%EOF\n') };
    const answers = pages.map((page) => new Visitor(workspace.url).upload(page, file));
    try {
      await expect.poll(waiting).toBe(4);
      expect(await visit(workspace.url, '203.0.113.1')).toBe(404);
      await workspace.person('rina.wulandari').command('/userid help');
      await workspace.person('rina.wulandari').sees(/userid/);
      expect(await waiting()).toBe(4);
    } finally {
      await holder.query('ROLLBACK');
      await holder.end();
    }
    expect(new Set((await Promise.all(answers)).map(({ status }) => status))).toEqual(new Set([200]));
    await db.close();
  });
});

describe('S-13 guesses at a password', () => {
  it('that are made at the same moment on two replicas reach DIGIT four times, so that it locks nobody', async () => {
    const guests = await Promise.all(
      Array.from({ length: 20 }, (_, n) => atPassword(n % 2 ? workspace.url : second.url)),
    );
    const answers = await Promise.all(guests.map((guess, n) => guess(`tebakan ${n}`)));
    // On a busy machine DIGIT may answer too late, which is said as that.
    expect([...new Set(answers)].filter((status) => status !== 403 && status !== 503)).toEqual([]);
    expect(digit.received.filter(({ path }) => path === '/sessions')).toHaveLength(4);
  });
});
