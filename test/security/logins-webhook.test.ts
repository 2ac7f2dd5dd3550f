import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signLogins } from '../../src/desks/satker/webhook.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';

const secret = 'rahasia-webhook-login';
const nik = '3173051201900001';
let now = new Date('2026-11-21T03:00:00Z');
let workspace: Workspace;
beforeAll(async () => {
  workspace = await openWorkspace({ env: { LOGINS_WEBHOOK_SECRET: secret }, clock: () => now });
});
afterAll(() => workspace.stop());

const seconds = (at = now) => String(Math.floor(at.getTime() / 1000));
const events = { sent: 0 };
function nextEvent(): string {
  events.sent += 1;
  return `login-${events.sent}`;
}

interface Sent {
  body?: unknown;
  raw?: string;
  timestamp?: string;
  signature?: string;
  headers?: Record<string, string>;
  method?: string;
  url?: string;
}

/** Sends as the system does that logins happen in; what is given differs from it. */
async function send(sent: Sent) {
  const raw = sent.raw ?? JSON.stringify(sent.body);
  const timestamp = sent.timestamp ?? seconds();
  const method = sent.method ?? 'POST';
  const response = await fetch(new URL('/webhooks/logins', sent.url ?? workspace.url), {
    method,
    headers: {
      'content-type': 'application/json',
      'x-satu-pintu-timestamp': timestamp,
      'x-satu-pintu-signature': sent.signature ?? `v1=${signLogins(secret, timestamp, Buffer.from(raw))}`,
      ...sent.headers,
    },
    ...(method === 'GET' ? {} : { body: raw }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const aliAt = (at: string, event = nextEvent()) => ({ event, logins: [{ nik, at }] });
const lastLogin = async () =>
  (
    await workspace.query<{ at: Date | null }>(
      'SELECT last_login_at AS at FROM satker_user WHERE nik_hash = nik_hash_of($1)',
      [nik],
    )
  )[0]?.at;

describe('the webhook of logins', () => {
  it('S-18 counts logins that are signed for this moment, the newest of each person', async () => {
    const logins = [
      { nik, at: '2026-11-20T08:00:00+07:00' },
      { nik, at: '2026-11-21T08:00:00+07:00' },
      { nik: '9'.repeat(16), at: '2026-11-21T08:00:00Z' },
    ].map((login) => ({ ...login, at: login.at.replace('2026-11-21T08:00:00Z', '2026-11-21T01:00:00Z') }));
    const answer = await send({ body: { event: nextEvent(), logins } });
    expect(answer).toMatchObject({ status: 200, body: { people: 1, unknown: 1 } });
    expect(await lastLogin()).toEqual(new Date('2026-11-21T01:00:00Z'));
  });

  it('S-18 counts an event once, however often and from however many sides at once it comes', async () => {
    const body = aliAt('2026-11-21T02:00:00Z');
    const answers = await Promise.all(Array.from({ length: 8 }, () => send({ body })));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(answers.filter((answer) => answer.body.duplicate !== true)).toHaveLength(1);
    const logged = await workspace.query(`SELECT 1 FROM audit_entry WHERE data->>'event' = $1`, [body.event]);
    expect(logged).toHaveLength(1);
  });

  it.each([
    [
      'a signature of another secret',
      { signature: `v1=${signLogins('another-secret-of-16', seconds(), Buffer.from('{}'))}` },
    ],
    ['a signature without its version', { signature: 'ab'.repeat(32) }],
    ['no signature', { signature: '' }],
    ['a moment that is over', { timestamp: seconds(new Date('2026-11-21T02:54:59Z')) }],
    ['a moment to come', { timestamp: seconds(new Date('2026-11-21T03:05:01Z')) }],
    ['a moment that is none', { timestamp: '1e9' }],
  ])('S-18 refuses %s, and counts nothing', async (_what, flaw) => {
    const before = await lastLogin();
    expect((await send({ body: aliAt('2026-11-21T02:59:00Z'), ...flaw })).status).toBe(401);
    expect(await lastLogin()).toEqual(before);
  });

  it('S-18 refuses a body that was changed after it was signed', async () => {
    const signed = JSON.stringify(aliAt('2026-11-21T02:10:00Z'));
    const signature = `v1=${signLogins(secret, seconds(), Buffer.from(signed))}`;
    expect((await send({ raw: signed.replace('02:10', '02:11'), signature })).status).toBe(401);
  });

  it.each([
    ['no JSON', { raw: '{' }, 422],
    [
      'a NIK that is none',
      { body: { event: 'x1', logins: [{ nik: '123', at: '2026-11-21T02:00:00Z' }] } },
      422,
    ],
    ['a time without its zone', { body: { event: 'x2', logins: [{ nik, at: '2026-11-21T02:00:00' }] } }, 422],
    [
      'a login that is yet to come',
      { body: { event: 'x3', logins: [{ nik, at: '2026-11-22T02:00:00Z' }] } },
      422,
    ],
    ['no event', { body: { logins: [{ nik, at: '2026-11-21T02:00:00Z' }] } }, 422],
    [
      'more than 10,000',
      { body: { event: 'x4', logins: Array(10_001).fill({ nik, at: '2026-11-21T02:00:00Z' }) } },
      422,
    ],
    ['more than is read', { raw: JSON.stringify({ pad: 'x'.repeat(2 * 1024 * 1024 + 1) }) }, 413],
    ['another kind of content', { body: {}, headers: { 'content-type': 'text/plain' } }, 415],
    ['another method', { method: 'GET', body: {} }, 405],
  ])('S-18 says what is wrong with %s', async (_what, sent, status) => {
    expect((await send(sent as Sent)).status).toBe(status);
  });

  it('S-18 takes a batch of 10,000', async () => {
    await workspace.query(
      `INSERT INTO satker_user (number, unit_id, nik_hash, name, email, letter_number, status, status_since, surface,
                                submission_key, created_at, counted_from)
       SELECT 'B' || n, (SELECT id FROM unit WHERE code = '527021'), nik_hash_of(lpad(n::text, 16, '0')), 'Pengguna ' || n, 'b' || n || '@x.example',
              'ST', 'ACTIVE', now(), 'system', 'B' || n, now(), '2026-10-01' FROM generate_series(1, 10000) AS n`,
    );
    const logins = Array.from({ length: 10_000 }, (_, n) => ({
      nik: String(n + 1).padStart(16, '0'),
      at: '2026-11-21T02:00:00Z',
    }));
    expect(await send({ body: { event: nextEvent(), logins } })).toMatchObject({
      status: 200,
      body: { people: 10_000, unknown: 0 },
    });
    const [row] = await workspace.query(
      `SELECT count(*)::int AS n FROM satker_user WHERE counted_from = '2026-11-21T02:00:00Z'`,
    );
    expect(row).toEqual({ n: 10_000 });
  });

  it('S-18 is not there where no secret is set', async () => {
    const bare = await openWorkspace();
    try {
      now = new Date();
      expect((await send({ body: aliAt('2026-11-21T02:00:00Z'), url: bare.url })).status).toBe(404);
    } finally {
      await bare.stop();
    }
  });
});
