import http, { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encode, signatureHeaders } from '@satu-pintu/playground';
import { keptConnections } from './connections.ts';

export const team = 'T0BENCH';
export const signingSecret = 'bench-signing-secret';
export const botToken = 'xoxb-bench';

type Json = Record<string, unknown>;

/** A Slack that takes every call and answers at once: what it costs is not the bot's. */
export interface FakeSlack {
  apiUrl: string;
  /** The view of the next `views.open`. */
  nextView(): Promise<Json>;
  calls(): number;
  /** Messages that were posted since `watch`, and when. */
  posts: { at: number; channel: string; text: string; body: string }[];
  watch(): void;
  /** Takes one message a second in these conversations, as Slack does, and answers 429 to more. */
  limited: Set<string>;
  close(): void;
}

export async function startFakeSlack(): Promise<FakeSlack> {
  let calls = 0;
  let onView: ((view: Json) => void) | undefined;
  let watching = false;
  const posts: FakeSlack['posts'] = [];
  const limited: FakeSlack['limited'] = new Set();
  const lastPost = new Map<string, number>();

  /** Seconds to come back after; 0: the message is taken. */
  function take(body: string): number {
    const fields = new URLSearchParams(body);
    const channel = fields.get('channel') ?? '';
    const at = performance.now();
    const free = limited.has(channel) ? (lastPost.get(channel) ?? 0) + 1000 : 0;
    if (free > at) return Math.ceil((free - at) / 1000);
    lastPost.set(channel, at);
    posts.push({ at, channel, text: `${fields.get('text')} ${fields.get('blocks')}`, body });
    return 0;
  }

  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      calls += 1;
      const method = req.url?.split('/').at(-1) ?? '';
      if (method === 'views.open') {
        const view = new URLSearchParams(Buffer.concat(chunks).toString()).get('view');
        if (view) onView?.(JSON.parse(view));
      }
      const wait = watching && method === 'chat.postMessage' ? take(Buffer.concat(chunks).toString()) : 0;
      if (wait > 0) {
        res.writeHead(429, { 'content-type': 'application/json', 'retry-after': String(wait) });
        res.end(JSON.stringify({ ok: false, error: 'ratelimited' }));
        return;
      }
      const answer = JSON.stringify(answerTo(method, calls));
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) });
      res.end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    nextView: () =>
      new Promise((resolve) => {
        onView = resolve;
      }),
    calls: () => calls,
    posts,
    limited,
    watch() {
      watching = true;
      posts.length = 0;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answerTo(method: string, count: number): Json {
  switch (method) {
    case 'auth.test':
      return { ok: true, team_id: team, user_id: 'U0BOT', bot_id: 'B0BOT', url: 'https://bench.slack.test/' };
    case 'conversations.open':
      return { ok: true, channel: { id: 'D0BENCH' } };
    case 'chat.postMessage':
    case 'chat.update':
      return { ok: true, channel: 'D0BENCH', ts: `1700000000.${String(count).padStart(6, '0')}` };
    case 'conversations.history':
    case 'conversations.replies':
      return { ok: true, messages: [] };
    case 'users.lookupByEmail':
      return { ok: false, error: 'users_not_found' };
    default:
      return { ok: true };
  }
}

const agent = keptConnections(64);

/** Slack's answer times do not count for us: only that the acknowledgement came, when, and what was in it. */
export interface Ack {
  status: number;
  body: string;
  /** From the request being sent until its whole answer was there. */
  ms: number;
}

/** Sends what a person did as Slack does: form-encoded, with a signature of this moment. */
export function deliver(url: string, payload: Json): Promise<Ack> {
  return send(url, encode({ kind: 'interaction', payload } as never));
}

/** Sends a command as somebody types it. */
export function deliverCommand(url: string, userId: string, command: string, text: string): Promise<Ack> {
  const who = { team_id: team, team_domain: 'bench', user_id: userId, user_name: 'bench' };
  const where = { channel_id: 'D0BENCH', channel_name: 'directmessage', response_url: 'http://127.0.0.1:9/' };
  triggers += 1;
  const payload = { ...who, ...where, api_app_id: 'A0BENCH', command, text, trigger_id: `${triggers}.1.2` };
  return send(url, encode({ kind: 'command', payload } as never));
}

function send(url: string, { body, contentType }: ReturnType<typeof encode>): Promise<Ack> {
  const headers = {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    ...signatureHeaders(signingSecret, body, Math.floor(Date.now() / 1000)),
  };
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    http
      .request(url, { method: 'POST', agent, headers }, (res) => {
        let text = '';
        res.setEncoding('utf8');
        res.on('data', (chunk: string) => {
          text += chunk;
        });
        res.on('end', () =>
          resolve({ status: res.statusCode ?? 0, body: text, ms: performance.now() - begin }),
        );
      })
      .on('error', reject)
      .end(body);
  });
}

let triggers = 0;

/** What every interaction has. */
function interaction(type: string, userId: string): Json {
  triggers += 1;
  return {
    type,
    team: { id: team, domain: 'bench' },
    user: { id: userId, username: 'bench', name: 'bench', team_id: team },
    api_app_id: 'A0BENCH',
    token: 'verification',
    trigger_id: `${triggers}.0123456789.abcdef0123456789abcdef0123456789`,
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** A press on a button of a posted card. */
export function press(userId: string, actionId: string): Json {
  return {
    ...interaction('block_actions', userId),
    container: {
      type: 'message',
      message_ts: '1700000000.000001',
      channel_id: 'D0BENCH',
      is_ephemeral: false,
    },
    channel: { id: 'D0BENCH', name: 'directmessage' },
    message: { type: 'message', ts: '1700000000.000001', text: '' },
    response_url: 'http://127.0.0.1:9/none',
    actions: [
      {
        type: 'button',
        action_id: actionId,
        block_id: 'b',
        action_ts: '1700000000.000002',
        text: { type: 'plain_text', text: 'x' },
      },
    ],
  };
}

/** A form sent: the view as the bot opened it, with what was typed. */
export function submission(
  userId: string,
  view: Json,
  privateMetadata: string,
  typed: Record<string, string>,
): Json {
  const values = Object.fromEntries(
    Object.entries(typed).map(([field, value]) => [field, { input: { type: 'plain_text_input', value } }]),
  );
  return {
    ...interaction('view_submission', userId),
    view: {
      id: 'V0BENCH',
      team_id: team,
      app_id: 'A0BENCH',
      bot_id: 'B0BOT',
      hash: '1700000000.abcdef',
      root_view_id: 'V0BENCH',
      previous_view_id: null,
      external_id: '',
      notify_on_close: false,
      submit_disabled: false,
      ...view,
      private_metadata: privateMetadata,
      state: { values },
    },
    response_urls: [],
  };
}
