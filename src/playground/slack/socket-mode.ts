import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Delivery } from './delivery.ts';
import { newId } from './ids.ts';
import type { Answer } from './signed-http.ts';

const ENVELOPE_TYPES: Partial<Record<Delivery['kind'], string>> = {
  command: 'slash_commands',
  event: 'events_api',
};
const PING_EVERY_MS = 10_000;
const MAX_CONNECTIONS = 10;
/** How long a client may take to answer a close. */
const CLOSING_MS = 300;

/**
 * The server side of Socket Mode: single-use tickets of `apps.connections.open`, hello, envelopes and their acks.
 * Of several connections each delivery goes to one.
 */
export class SocketMode {
  readonly #server = new WebSocketServer({ noServer: true, clientTracking: true, maxPayload: 1_000_000 });
  readonly #tickets = new Set<string>();
  readonly #connections: WebSocket[] = [];
  readonly #waiting = new Map<string, (answer: Answer) => void>();
  readonly #appId: string;
  #next = 0;

  constructor(appId: string) {
    this.#appId = appId;
  }

  get isConnected(): boolean {
    return this.#connections.length > 0;
  }

  get isFull(): boolean {
    return this.#connections.length >= MAX_CONNECTIONS;
  }

  /** The path, with its ticket, at which one connection may be made. */
  issuePath(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return `/link/?ticket=${ticket}&app_id=${this.#appId}`;
  }

  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://localhost');
    const ticket = searchParams.get('ticket') ?? '';
    if (pathname !== '/link/' || !this.#tickets.delete(ticket)) {
      socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(req, socket, head, (connection) => {
      this.#accept(connection);
    });
  }

  /** Hands a delivery to one connection and waits for its ack. */
  deliver(delivery: Delivery, attempt: number, reason: string | undefined, limitMs: number): Promise<Answer> {
    this.#next += 1;
    const connection = this.#connections[this.#next % this.#connections.length];
    if (!connection) return Promise.resolve({ status: 0, text: '', error: 'no_connection' });
    const envelopeId = randomUUID();
    return new Promise((resolve) => {
      const settle = (answer: Answer): void => {
        clearTimeout(timer);
        this.#waiting.delete(envelopeId);
        connection.off('close', lost);
        resolve(answer);
      };
      const lost = (): void => {
        settle({ status: 0, text: '', error: 'connection_failed' });
      };
      const timer = setTimeout(() => {
        settle({ status: 0, text: '', error: 'operation_timeout' });
      }, limitMs);
      connection.once('close', lost);
      this.#waiting.set(envelopeId, settle);
      connection.send(
        JSON.stringify({
          envelope_id: envelopeId,
          type: ENVELOPE_TYPES[delivery.kind] ?? 'interactive',
          accepts_response_payload: delivery.kind !== 'event',
          payload: delivery.payload,
          ...(delivery.kind === 'event' && { retry_attempt: attempt, retry_reason: reason ?? '' }),
        }),
      );
    });
  }

  /** Asks every client to connect anew, as Slack does from time to time, and closes the old connections. */
  refresh(): void {
    for (const connection of [...this.#connections]) {
      connection.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
      connection.close(1000);
    }
  }

  async stop(): Promise<void> {
    const clients = [...this.#server.clients];
    const closed = clients.map((each) => new Promise((resolve) => each.once('close', resolve)));
    for (const each of clients) each.close(1001);
    await Promise.race([Promise.all(closed), sleep(CLOSING_MS, undefined, { ref: false })]);
    for (const each of clients) each.terminate();
    this.#server.close();
  }

  #accept(connection: WebSocket): void {
    this.#connections.push(connection);
    const ping = setInterval(() => {
      connection.ping(`Ping from playground ${Date.now()}`);
    }, PING_EVERY_MS);
    ping.unref();
    connection.on('message', (data) => {
      this.#onMessage(String(data));
    });
    connection.on('error', () => connection.terminate());
    connection.on('close', () => {
      clearInterval(ping);
      const index = this.#connections.indexOf(connection);
      if (index >= 0) this.#connections.splice(index, 1);
    });
    connection.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.#connections.length,
        debug_info: { host: `playground-${newId('').slice(0, 4)}`, approximate_connection_time: 18_060 },
        connection_info: { app_id: this.#appId },
      }),
    );
  }

  #onMessage(data: string): void {
    let message: { envelope_id?: unknown; payload?: unknown };
    try {
      message = JSON.parse(data) as typeof message;
    } catch {
      return;
    }
    const settle =
      typeof message.envelope_id === 'string' ? this.#waiting.get(message.envelope_id) : undefined;
    settle?.({ status: 200, text: message.payload === undefined ? '' : JSON.stringify(message.payload) });
  }
}
