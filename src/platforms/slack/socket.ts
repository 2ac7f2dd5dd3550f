import { setTimeout as sleep } from 'node:timers/promises';
import bolt from '@slack/bolt/dist/receivers/SocketModeReceiver.js';
import { WebAPIRateLimitedError, type WebClientOptions } from '@slack/web-api';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { growingPauseMs, watchOutage } from '../../core/outage.ts';
import { slackRefusal } from './errors.ts';

// Taken by itself: the built program leaves it out of Bolt's index. As a default of CommonJS it lies one deeper than its types say.
const { default: SocketModeReceiver } = bolt as unknown as { default: typeof bolt };

/** Between attempts to connect: the first pause, doubled each time up to the last. */
const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** For a new connection until Slack has greeted on it. */
const greetingMs = 20_000;
/** What ends sooner was no good connection: the next attempt waits. */
const steadyMs = 5000;

/** Deliveries over Socket Mode. */
export interface SlackSocket {
  receiver: InstanceType<typeof SocketModeReceiver>;
  /** Resolves once the first attempt was made; from then on there is a connection again and again. Throws where Slack refuses the token. */
  connect(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Keeps one connection, whatever ends it. Slack's client would do so only as long as it is given the next address; what it
 * throws when it is not reaches nobody and would end the program. So the next connection is always asked for here.
 */
export function openSocket(appToken: string, clientOptions: WebClientOptions, log: Log): SlackSocket {
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    // Of a connection that fails it is said here, once.
    logger: quiet(log),
    // The client writes into the options that it gets.
    installerOptions: { clientOptions: { ...clientOptions } },
    // Slack sends again what nobody has acknowledged; to do so now may fail too, over a connection that has just ended.
    processEventErrorHandler: async ({ error }) => {
      log.error({ from: 'bolt', error: messageOf(error) }, 'a delivery failed');
      return false;
    },
  });
  const { client } = receiver;
  const stopping = new AbortController();
  const { signal } = stopping;
  /** Why the connection that is being made fails: the client tells it apart from the failure. */
  let fault: unknown;
  client.on('error', (error: unknown) => {
    fault = error;
  });

  /** Resolves when a connection stands, with the promise of its end. */
  async function connected(): Promise<{ ended: Promise<void> }> {
    fault = undefined;
    const ended = new Promise<void>((resolve) => client.once('disconnected', () => resolve()));
    const hanging = setTimeout(() => void client.disconnect(), greetingMs);
    try {
      await client.start();
      // Asked to stop meanwhile: the client does not see that by itself.
      if (signal.aborted) void client.disconnect();
      return { ended };
    } catch (error) {
      throw error ?? fault ?? new Error('the connection ended before Slack greeted');
    } finally {
      clearTimeout(hanging);
    }
  }

  async function keep(attempted: (error?: unknown) => void): Promise<void> {
    const outage = watchOutage(log, {
      begins: 'Slack cannot be connected to; trying again',
      ends: 'Slack is connected again',
    });
    for (let failures = 0; !signal.aborted; ) {
      let cause: unknown;
      const since = performance.now();
      try {
        const { ended } = await connected();
        attempted();
        outage.isOver();
        await ended;
      } catch (error) {
        cause = error;
        attempted(error);
        outage.goesOn(error);
      }
      const stood = cause === undefined && performance.now() - since > steadyMs;
      failures = stood ? 0 : failures + 1;
      await sleep(pauseAfter(failures, cause), undefined, { signal, ref: false }).catch(() => {});
    }
  }

  let kept: Promise<void> | undefined;
  return {
    receiver,
    async connect() {
      const error = await new Promise((resolve) => {
        kept = keep(resolve);
      });
      const refusal = slackRefusal(error);
      if (refusal) throw new Error(`Slack refuses SLACK_APP_TOKEN: ${refusal}`);
    },
    async stop() {
      stopping.abort();
      void client.disconnect();
      await kept;
    },
  };
}

function pauseAfter(failures: number, cause: unknown): number {
  if (cause instanceof WebAPIRateLimitedError) return cause.retryAfter * 1000;
  return growingPauseMs(failures, firstPauseMs, longestPauseMs);
}

function quiet(log: Log): NonNullable<WebClientOptions['logger']> {
  const debug = (...parts: unknown[]) => log.debug({ from: 'socket mode' }, parts.map(messageOf).join(' '));
  return {
    debug: () => {},
    info: () => {},
    warn: debug,
    error: debug,
    setLevel: () => {},
    getLevel: () => 'warn' as never,
    setName: () => {},
  };
}
