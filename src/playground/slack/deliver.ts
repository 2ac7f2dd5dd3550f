import { createHmac, randomUUID } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeliveryFault, JsonObject, JsonValue, TrafficEntry, TrafficKind } from '../contract.ts';
import type { Faults } from '../faults.ts';
import type { Journal } from '../journal.ts';
import type { SocketMode } from './socket-mode.ts';

/** After this a person is told that the app did not answer. */
export const ACK_LIMIT_MS = 3000;
const ANSWER_LIMIT = 1_000_000;
const USER_AGENT = 'Slackbot 1.0 (+https://api.slack.com/robots)';

export interface Delivery {
  kind: TrafficKind;
  /** Command, action or callback id, or event type. */
  name: string;
  person?: string;
  payload: JsonObject;
  /** Called at the moment of sending, when a trigger's 3 seconds start. */
  onSending?: () => void;
}

export interface Ack {
  /** 200 within 3 seconds. */
  ok: boolean;
  status: number;
  /** The answer's body: JSON where it is JSON, else its text; null when empty. */
  body: JsonValue;
  ms: number;
  /** `operation_timeout`, `connection_refused`, `http_status_500`, … */
  error?: string;
  /** Entry in the journal. */
  traffic: number;
}

export interface Sent {
  /** The first copy's. */
  ack: Ack;
  /** Every copy's and retry's entry so far. */
  traffic: number[];
}

export interface BotAddress {
  url: string | null;
  signingSecret: string;
}

/** How an event is sent again when it was not acked: milliseconds before each retry. */
export type RetryDelays = readonly number[];

interface Attempt {
  deliveryId: string;
  number: number;
  reason?: string;
  fault?: DeliveryFault;
}

/**
 * Carries what happens in the workspace to the bot: over Socket Mode when the bot is connected that way, else as
 * signed HTTP requests to its address. Injected faults are applied here.
 */
export class Deliveries {
  readonly #bot: BotAddress;
  readonly #sockets: SocketMode;
  readonly #journal: Journal;
  readonly #faults: Faults;
  readonly #retryDelays: RetryDelays;
  readonly #stopping = new AbortController();
  readonly #sent = new Map<number, Delivery & { deliveryId: string }>();
  readonly #agent = new http.Agent({ keepAlive: false });

  constructor(parts: {
    bot: BotAddress;
    sockets: SocketMode;
    journal: Journal;
    faults: Faults;
    retryDelays: RetryDelays;
  }) {
    this.#bot = parts.bot;
    this.#sockets = parts.sockets;
    this.#journal = parts.journal;
    this.#faults = parts.faults;
    this.#retryDelays = parts.retryDelays;
  }

  /** Sends a delivery and waits for its ack, for 3 seconds at most. */
  async send(given: Delivery): Promise<Sent> {
    // Copies, retries and the journal have it as it was now, whatever happens to the view or message in it.
    const delivery: Delivery = { ...given, payload: structuredClone(given.payload) };
    const fault = this.#faults.takeDelivery(delivery.kind);
    const deliveryId = randomUUID();
    if (fault?.delayMs) await this.#wait(fault.delayMs);
    delivery.onSending?.();
    const attempt: Attempt = { deliveryId, number: 0, ...(fault && { fault }) };
    const copies = Array.from({ length: Math.max(1, fault?.copies ?? 1) }, () =>
      this.#attempt(delivery, attempt),
    );
    const acks = await Promise.all(copies);
    const [ack] = acks;
    if (!ack) throw new Error('a delivery has at least one copy');
    const traffic = acks.map((each) => each.traffic);
    for (let number = 1; number <= (fault?.retries ?? 0); number += 1) {
      const again = await this.#attempt(delivery, { deliveryId, number, reason: 'http_timeout' });
      traffic.push(again.traffic);
    }
    if (delivery.kind === 'event' && !ack.ok) void this.#retry(delivery, deliveryId, ack);
    return { ack, traffic };
  }

  /** Sends an earlier delivery once more, as it was; undefined when its entry is gone. */
  async again(trafficId: number, copies: number, retryNum: number): Promise<Sent | undefined> {
    const earlier = this.#sent.get(trafficId);
    if (!earlier) return undefined;
    const attempt: Attempt = {
      deliveryId: earlier.deliveryId,
      number: retryNum,
      ...(retryNum > 0 && { reason: 'http_timeout' }),
    };
    const acks = await Promise.all(Array.from({ length: copies }, () => this.#attempt(earlier, attempt)));
    const [ack] = acks;
    return ack && { ack, traffic: acks.map((each) => each.traffic) };
  }

  /** Sends any body with any signature; for tests of what the bot must refuse. */
  async raw(
    body: string,
    contentType: string,
    signature: 'good' | 'bad' | 'none' | 'old' | 'future' | 'tampered',
    headers: Record<string, string>,
  ): Promise<{ status: number; body: string; ms: number }> {
    const now = Math.floor(Date.now() / 1000);
    const timestamp = signature === 'old' ? now - 600 : signature === 'future' ? now + 600 : now;
    const secret = signature === 'bad' ? 'not the signing secret' : this.#bot.signingSecret;
    const signed = signature === 'tampered' ? `${body} ` : body;
    const entry = this.#journal.begin({
      direction: 'slack_to_bot',
      kind: 'raw',
      name: signature,
      transport: 'http',
      request: body,
      attempt: 0,
    });
    const started = performance.now();
    const answer = await this.#post(body, {
      'content-type': contentType,
      ...(signature !== 'none' && signatureHeaders(secret, signed, timestamp)),
      ...headers,
    });
    entry.finish({
      status: answer.status,
      response: answer.text,
      ...(answer.error && { error: answer.error }),
    });
    return { status: answer.status, body: answer.text, ms: performance.now() - started };
  }

  stop(): void {
    this.#stopping.abort();
    this.#agent.destroy();
  }

  async #retry(delivery: Delivery, deliveryId: string, failed: Ack): Promise<void> {
    let last = failed;
    for (const [index, delay] of this.#retryDelays.entries()) {
      const stopped = await this.#wait(delay);
      if (stopped) return;
      const reason = last.error === 'operation_timeout' ? 'http_timeout' : 'http_error';
      last = await this.#attempt(delivery, { deliveryId, number: index + 1, reason });
      if (last.ok) return;
    }
  }

  /** True when the playground is stopping. */
  async #wait(ms: number): Promise<boolean> {
    try {
      await sleep(ms, undefined, { signal: this.#stopping.signal, ref: false });
      return false;
    } catch {
      return true;
    }
  }

  async #attempt(delivery: Delivery, attempt: Attempt): Promise<Ack> {
    const transport: TrafficEntry['transport'] = this.#sockets.isConnected ? 'socket' : 'http';
    const open = this.#journal.begin({
      direction: 'slack_to_bot',
      kind: delivery.kind,
      name: delivery.name,
      transport,
      request: delivery.payload,
      attempt: attempt.number,
      deliveryId: attempt.deliveryId,
      ...(delivery.person !== undefined && { person: delivery.person }),
      ...(attempt.fault && { fault: describeFault(attempt.fault) }),
    });
    const { id } = open.entry;
    this.#sent.set(id, { ...delivery, deliveryId: attempt.deliveryId });
    if (this.#sent.size > 5000) this.#sent.delete(this.#sent.keys().next().value ?? 0);
    const answer = attempt.fault?.lost
      ? { status: 0, text: '', error: 'operation_timeout' }
      : transport === 'socket'
        ? await this.#sockets.deliver(delivery, attempt.number, attempt.reason, ACK_LIMIT_MS)
        : await this.#deliverHttp(delivery, attempt);
    const body = parseAnswer(answer.text);
    const ok = answer.status === 200 && answer.error === undefined;
    const error = ok ? undefined : (answer.error ?? `http_status_${answer.status}`);
    open.finish({ status: answer.status, response: body, ...(error !== undefined && { error }) });
    return { ok, status: answer.status, body, ms: open.entry.ms, traffic: id, ...(error && { error }) };
  }

  #deliverHttp(delivery: Delivery, attempt: Attempt): Promise<Answer> {
    const { body, contentType } = encode(delivery);
    return this.#post(body, {
      'content-type': contentType,
      ...signatureHeaders(this.#bot.signingSecret, body, Math.floor(Date.now() / 1000)),
      ...(attempt.number > 0 && {
        'x-slack-retry-num': String(attempt.number),
        'x-slack-retry-reason': attempt.reason ?? 'http_error',
      }),
    });
  }

  #post(body: string, headers: Record<string, string>): Promise<Answer> {
    const { url } = this.#bot;
    if (url === null) return Promise.resolve({ status: 0, text: '', error: 'no_request_url' });
    return new Promise((resolve) => {
      const target = new URL(url);
      const secure = target.protocol === 'https:';
      const req = (secure ? https : http).request(
        target,
        {
          method: 'POST',
          ...(!secure && { agent: this.#agent }),
          headers: {
            accept: 'application/json,*/*',
            'user-agent': USER_AGENT,
            'content-length': Buffer.byteLength(body),
            ...headers,
          },
        },
        (res) => {
          const chunks: Buffer[] = [];
          let size = 0;
          res.on('data', (chunk: Buffer) => {
            size += chunk.length;
            if (size > ANSWER_LIMIT) req.destroy(new Error('the answer is too large'));
            else chunks.push(chunk);
          });
          res.on('end', () => {
            clearTimeout(timer);
            resolve({ status: res.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') });
          });
          res.on('error', (error) => fail(error));
        },
      );
      const fail = (error: NodeJS.ErrnoException): void => {
        clearTimeout(timer);
        const code = error.code === 'ECONNREFUSED' ? 'connection_refused' : 'connection_failed';
        resolve({ status: 0, text: error.message, error: code });
      };
      const timer = setTimeout(() => {
        resolve({ status: 0, text: '', error: 'operation_timeout' });
        req.destroy();
      }, ACK_LIMIT_MS);
      req.on('error', fail);
      req.end(body);
    });
  }
}

export interface Answer {
  status: number;
  text: string;
  error?: string;
}

/** Events travel as JSON, commands as form fields, interactions as a form field with JSON in it. */
function encode(delivery: Delivery): { body: string; contentType: string } {
  const form = 'application/x-www-form-urlencoded';
  if (delivery.kind === 'event' || delivery.kind === 'url_verification') {
    return { body: JSON.stringify(delivery.payload), contentType: 'application/json' };
  }
  if (delivery.kind === 'command' || delivery.kind === 'ssl_check') {
    const fields = Object.entries(delivery.payload).map(([key, value]): [string, string] => [
      key,
      String(value),
    ]);
    return { body: new URLSearchParams(fields).toString(), contentType: form };
  }
  return {
    body: new URLSearchParams({ payload: JSON.stringify(delivery.payload) }).toString(),
    contentType: form,
  };
}

function signatureHeaders(secret: string, body: string, timestamp: number): Record<string, string> {
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(timestamp), 'x-slack-signature': `v0=${digest}` };
}

function parseAnswer(text: string): JsonValue {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

const describeFault = (fault: DeliveryFault): string =>
  [
    fault.lost && 'lost',
    fault.delayMs && `delayed ${fault.delayMs} ms`,
    (fault.copies ?? 1) > 1 && `${fault.copies} copies`,
    fault.retries && `${fault.retries} retries`,
  ]
    .filter(Boolean)
    .join(', ');
