import { createHmac } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { Delivery } from './delivery.ts';

/** After this a person is told that the app did not answer. */
export const ACK_LIMIT_MS = 3000;
const ANSWER_LIMIT = 1_000_000;
const USER_AGENT = 'Slackbot 1.0 (+https://api.slack.com/robots)';

export interface Answer {
  status: number;
  text: string;
  error?: string;
}

/** Events travel as JSON, commands as form fields, interactions as a form field with JSON in it. */
export function encode(delivery: Delivery): { body: string; contentType: string } {
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

/** Slack's signature of a body at a time (seconds). */
export function signatureHeaders(secret: string, body: string, timestamp: number): Record<string, string> {
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(timestamp), 'x-slack-signature': `v0=${digest}` };
}

/** Posts to the bot and waits so long for its answer; always on a connection of its own. */
export function post(
  url: string | undefined,
  limitMs: number,
  body: string,
  headers: Record<string, string>,
): Promise<Answer> {
  if (url === undefined) return Promise.resolve({ status: 0, text: '', error: 'no_request_url' });
  return new Promise((resolve) => {
    const target = new URL(url);
    const secure = target.protocol === 'https:';
    const req = (secure ? https : http).request(
      target,
      {
        method: 'POST',
        agent: false,
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
    }, limitMs);
    req.on('error', fail);
    req.end(body);
  });
}
