import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { type Bodies, BodyRefused } from '../../core/bodies.ts';
import type { Clock } from '../../core/clock.ts';
import { withoutDeadline } from '../../core/deadline.ts';
import { traceOf } from '../../core/errors.ts';
import { givenLine } from '../../core/given.ts';
import type { Log } from '../../core/log.ts';
import { momentIn, readWrittenTime } from '../../core/written-time.ts';
import { audit } from '../../db/audit.ts';
import type { Database } from '../../db/database.ts';
import { type Counted, countLogins, mostLogins } from './logins.ts';
import { readNik } from './model.ts';

export const loginsWebhookPath = '/webhooks/logins';

/** A request is taken for so long after, and before, the moment that it is signed for. */
export const windowSeconds = 300;
export const maxBytes = 2 * 1024 * 1024;

/** As people's entrances take them, but that a system names its zone. */
const nik = z.string().transform((given, ctx) => readNik(given) ?? wrong(ctx, 'not 16 digits'));
const moment = z.string().transform((given, ctx) => {
  const read = readWrittenTime(given);
  const at = read?.offset === null ? null : momentIn(given, 'UTC');
  return at ?? wrong(ctx, 'not a time with an offset, such as 2026-05-31T08:30:00+07:00');
});

function wrong(ctx: z.RefinementCtx, message: string): never {
  ctx.addIssue({ code: 'custom', message });
  return z.NEVER;
}

const bodyShape = z.object({
  event: z.string().transform(givenLine).pipe(z.string().min(1).max(200)),
  logins: z
    .array(z.object({ nik, at: moment }))
    .min(1)
    .max(mostLogins),
});

export interface WebhookDeps {
  db: Database;
  bodies: Bodies;
  clock: Clock;
  log: Log;
  /** Null where the webhook is not set up (LOGINS_WEBHOOK_SECRET). */
  secret: string | null;
}

interface Outcome {
  status: number;
  body: Record<string, unknown>;
}

const bodyErrors = { 400: 'cut_off', 408: 'too_slow', 413: 'too_large', 503: 'try_again' } as const;

const refused = (status: number, error: string): Outcome => ({ status, body: { error } });

/** The signature of a body at a moment: HMAC-SHA256 over `timestamp.body`, in hexadecimal digits. */
export function signLogins(secret: string, timestamp: string, body: Buffer): string {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
}

/**
 * Takes logins from the system that they happen in (S-18, docs/neighbours.md): signed, for this moment, and each event
 * counted once however often it is sent.
 */
export function createLoginsWebhook(
  deps: WebhookDeps,
): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  return async (req, res) => {
    const { status, body } = await answer(deps, req).catch((error): Outcome => {
      if (error instanceof BodyRefused) return refused(error.status, bodyErrors[error.status]);
      deps.log.error({ error: traceOf(error) }, 'logins could not be counted');
      return refused(503, 'try_again');
    });
    res.writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...(status === 503 && { 'retry-after': '10' }),
      ...(status === 405 && { allow: 'POST' }),
      // What was not read to its end cannot be followed by another request.
      ...(!req.complete && { connection: 'close' }),
    });
    res.end(JSON.stringify(body));
  };
}

async function answer(
  { db, bodies, clock, log, secret }: WebhookDeps,
  req: IncomingMessage,
): Promise<Outcome> {
  if (secret === null) return refused(404, 'not_set_up');
  if (req.method !== 'POST') return refused(405, 'post_only');
  if (!/^application\/json\b/i.test(req.headers['content-type'] ?? '')) return refused(415, 'json_only');
  const raw = await bodies.read(req, maxBytes);
  if (!isGenuine(secret, req, raw, clock())) {
    log.warn({ from: req.socket.remoteAddress }, 'logins with a signature that does not hold were refused');
    return refused(401, 'signature');
  }
  const read = parse(raw);
  if (!read.success) {
    const issue = read.error.issues[0];
    return {
      status: 422,
      body: { error: 'body', at: issue?.path.join('.') ?? '', says: issue?.message ?? '' },
    };
  }
  const { event } = read.data;
  const { logins } = read.data;
  const latest = clock().getTime() + windowSeconds * 1000;
  const future = logins.findIndex(({ at }) => at.getTime() > latest);
  if (future >= 0)
    return { status: 422, body: { error: 'body', at: `logins.${future}.at`, says: 'in the future' } };
  const counted = await count(db, event, logins, clock());
  return { status: 200, body: counted ? { event, ...counted } : { event, duplicate: true } };
}

/** Null for an event that was counted before: its key and its effect are one transaction. */
async function count(
  db: Database,
  event: string,
  logins: { nik: string; at: Date }[],
  now: Date,
): Promise<Counted | null> {
  return db.transaction(withoutDeadline, async (tx) => {
    const first = await tx.query(
      'INSERT INTO taken_delivery (key) VALUES ($1) ON CONFLICT DO NOTHING RETURNING key',
      [`logins ${event}`],
    );
    if (first.length === 0) return null;
    const counted = await countLogins(tx, logins);
    await audit(tx, {
      at: now,
      actor: { id: null, name: 'webhook' },
      surface: 'system',
      action: 'satker.logins',
      subject: 'satker-logins:webhook',
      data: { event, ...counted },
    });
    return counted;
  });
}

function isGenuine(secret: string, req: IncomingMessage, body: Buffer, now: Date): boolean {
  const timestamp = String(req.headers['x-satu-pintu-timestamp'] ?? '');
  const [, given] = /^v1=([0-9a-f]{64})$/.exec(String(req.headers['x-satu-pintu-signature'] ?? '')) ?? [];
  if (!given || !/^\d{1,12}$/.test(timestamp)) return false;
  const expected = Buffer.from(signLogins(secret, timestamp, body), 'hex');
  const holds = timingSafeEqual(expected, Buffer.from(given, 'hex'));
  return holds && Math.abs(now.getTime() / 1000 - Number(timestamp)) <= windowSeconds;
}

function parse(raw: Buffer) {
  let value: unknown;
  try {
    value = JSON.parse(raw.toString('utf8'));
  } catch {
    value = undefined;
  }
  return bodyShape.safeParse(value);
}
