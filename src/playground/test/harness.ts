import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { type Playground, type PlaygroundOptions, startPlayground } from '../index.ts';

export const SCOPES = [
  'app_mentions:read',
  'channels:history',
  'channels:join',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'reactions:write',
  'users:read',
  'users:read.email',
];

export const RINA = 'rina.wulandari';
export const BIMA = 'bima.santoso';

export function options(more: Partial<PlaygroundOptions> = {}): PlaygroundOptions {
  return {
    people: [
      { email: 'rina.wulandari@nusantara.example', name: RINA, realName: 'Rina Wulandari', locale: 'id' },
      {
        email: 'bima.santoso@nusantara.example',
        name: BIMA,
        realName: 'Bima Santoso',
        locale: 'en',
        title: 'Assistant Manager',
      },
    ],
    channels: [{ name: 'umum' }, { name: 'rahasia', isPrivate: true, members: [RINA], withBot: false }],
    manifest: {
      scopes: SCOPES,
      events: [
        'app_home_opened',
        'app_mention',
        'file_shared',
        'message.channels',
        'message.im',
        'user_change',
        'user_guest_status_changed',
      ],
      commands: [{ command: '/try' }, { command: '/slow' }],
      shortcuts: [
        { kind: 'message', name: 'Sign', callbackId: 'sign' },
        { kind: 'global', name: 'Ask', callbackId: 'ask' },
      ],
    },
    eventRetries: [],
    ...more,
  };
}

export interface TestBot {
  playground: Playground;
  api: Playground['api'];
  app: App;
  client: WebClient;
  botUrl: string | null;
  stop(): Promise<void>;
}

/** A playground with a small real Bolt app that takes signed HTTP, or with `socket` uses Socket Mode. */
export async function startWithBot(more: Partial<PlaygroundOptions> = {}, socket = false): Promise<TestBot> {
  const playground = await startPlayground(options(more));
  const clientOptions = {
    slackApiUrl: playground.slackApiUrl,
    retryConfig: { retries: 0 },
    logLevel: LogLevel.ERROR,
  };
  const receiver = socket
    ? new SocketModeReceiver({
        appToken: playground.appToken,
        installerOptions: { clientOptions },
        logLevel: LogLevel.ERROR,
      })
    : new HTTPReceiver({ signingSecret: playground.signingSecret, logLevel: LogLevel.ERROR });
  const app = new App({ token: playground.botToken, clientOptions, logLevel: LogLevel.ERROR, receiver });
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  // Socket Mode listens nowhere.
  const botUrl = socket ? null : `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  await playground.api.setBotUrl({ url: botUrl });
  return {
    playground,
    api: playground.api,
    app,
    client: webClient(playground),
    botUrl,
    async stop() {
      await app.stop();
      await playground.stop();
    },
  };
}

/** Slack's own client, quiet and without retries. */
export function webClient(playground: Playground, token = playground.botToken): WebClient {
  return new WebClient(token, {
    slackApiUrl: playground.slackApiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: {
      debug() {},
      info() {},
      warn() {},
      error() {},
      setLevel() {},
      getLevel: () => LogLevel.ERROR,
      setName() {},
    },
  });
}

/** The error of a refused Web API call: its name and `response_metadata.messages`. */
export async function refusal(call: Promise<unknown>): Promise<{ error: string; messages: string[] }> {
  try {
    await call;
  } catch (error) {
    const { data, message } = error as { data?: Record<string, unknown>; message: string };
    const meta = data?.response_metadata as { messages?: string[] } | undefined;
    return { error: String(data?.error ?? message), messages: meta?.messages ?? [] };
  }
  throw new Error('The call was not refused.');
}

/** Waits until `look` answers something; a minute is against hanging alone. */
export async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`Not within a minute: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export const plain = (text: string) => ({ type: 'plain_text' as const, text });
