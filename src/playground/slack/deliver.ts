import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonValue, TrafficEntry } from '../contract.ts';
import type { Faults } from '../faults.ts';
import type { Journal } from '../journal.ts';
import type { DeliveryFault } from './contract/faults.ts';
import type { Delivery } from './delivery.ts';
import { filesAsIds } from './file-ids.ts';
import { type Answer, encode, post, signatureHeaders } from './signed-http.ts';
import type { SocketMode } from './socket-mode.ts';

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
  /** Used in turn; none: nothing can be delivered over HTTP. */
  urls: string[];
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
  readonly #ackLimitMs: number;
  #turn = 0;
  readonly #stopping = new AbortController();
  readonly #sent = new Map<number, Delivery & { deliveryId: string }>();

  constructor(parts: {
    bot: BotAddress;
    sockets: SocketMode;
    journal: Journal;
    faults: Faults;
    retryDelays: RetryDelays;
    ackLimitMs: number;
  }) {
    this.#bot = parts.bot;
    this.#sockets = parts.sockets;
    this.#journal = parts.journal;
    this.#faults = parts.faults;
    this.#retryDelays = parts.retryDelays;
    this.#ackLimitMs = parts.ackLimitMs;
    // As many deliveries wait for their next try as a bot leaves unanswered.
    setMaxListeners(0, this.#stopping.signal);
  }

  /** Sends a delivery and waits for its ack, for as long as Slack does. */
  async send(given: Delivery): Promise<Sent> {
    // Copies, retries and the journal have it as it was now, whatever happens to the view or message in it.
    let fault = this.#faults.takeDelivery(given.kind);
    const payload = structuredClone(given.payload);
    const delivery: Delivery = { ...given, payload: fault?.filesAsIds ? filesAsIds(payload) : payload };
    const deliveryId = randomUUID();
    if (fault?.delayMs && (await this.#wait(fault.delayMs))) fault = { ...fault, lost: true };
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
    const answer = await post(this.#nextUrl(), this.#ackLimitMs, body, {
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
        ? await this.#sockets.deliver(delivery, attempt.number, attempt.reason, this.#ackLimitMs)
        : await this.#deliverHttp(delivery, attempt);
    const body = parseAnswer(answer.text);
    const ok = answer.status === 200 && answer.error === undefined;
    const error = ok ? undefined : (answer.error ?? `http_status_${answer.status}`);
    open.finish({ status: answer.status, response: body, ...(error !== undefined && { error }) });
    return { ok, status: answer.status, body, ms: open.entry.ms, traffic: id, ...(error && { error }) };
  }

  #nextUrl(): string | undefined {
    const { urls } = this.#bot;
    this.#turn += 1;
    return urls[this.#turn % urls.length];
  }

  #deliverHttp(delivery: Delivery, attempt: Attempt): Promise<Answer> {
    const { body, contentType } = encode(delivery);
    return post(this.#nextUrl(), this.#ackLimitMs, body, {
      'content-type': contentType,
      ...signatureHeaders(this.#bot.signingSecret, body, Math.floor(Date.now() / 1000)),
      ...(attempt.number > 0 && {
        'x-slack-retry-num': String(attempt.number),
        'x-slack-retry-reason': attempt.reason ?? 'http_error',
      }),
    });
  }
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
    fault.filesAsIds && 'files as ids',
    fault.delayMs && `delayed ${fault.delayMs} ms`,
    (fault.copies ?? 1) > 1 && `${fault.copies} copies`,
    fault.retries && `${fault.retries} retries`,
  ]
    .filter(Boolean)
    .join(', ');
