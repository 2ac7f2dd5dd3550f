import http from 'node:http';
import https from 'node:https';
import type { WebClientOptions } from '@slack/web-api';

type Requests = NonNullable<WebClientOptions['fetch']>;

/** A connection that nobody used for so long may be one that the other side is just closing. */
const keptMs = 4000;

/**
 * What Slack's client calls in place of `fetch`: requests over connections that are kept, whose answers come whole. `fetch` makes
 * streams and signals for each of them, which costs several times the call itself. An answer that takes longer than
 * `timeoutMs` is an error; a redirect is an answer like any other.
 */
export function createRequests(timeoutMs: number): Requests {
  const kept = { keepAlive: true, timeout: keptMs };
  const ways = {
    'http:': { request: http.request, agent: new http.Agent(kept) },
    'https:': { request: https.request, agent: new https.Agent(kept) },
  };

  return (address, { method = 'GET', headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      // Nor is it asked what else the body may be: naming `FormData` has Node load its whole HTTP client, 18 ms of a start.
      if (body && typeof body !== 'string') throw new TypeError('forms with files are not sent to Slack');
      const url = new URL(address);
      const way = Object.entries(ways).find(([protocol]) => protocol === url.protocol)?.[1];
      if (!way) throw new TypeError(`${url.protocol} is no way to Slack`);
      const { request, agent } = way;
      const sent = request(url, { method, headers, agent }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => resolve(answered(url, answer, Buffer.concat(chunks))));
      });
      const late = () => sent.destroy(new Error(`no answer within ${timeoutMs} ms`));
      const timer = setTimeout(late, timeoutMs);
      sent.on('close', () => clearTimeout(timer));
      sent.on('error', reject);
      sent.end(body);
    });
}

/** What of a `Response` Slack's client and Bolt read. */
function answered(url: URL, answer: http.IncomingMessage, body: Buffer): Awaited<ReturnType<Requests>> {
  const { statusCode: status = 0, statusMessage: statusText = '', headers } = answer;
  const header = (name: string) => headers[name.toLowerCase()];
  return {
    ok: status >= 200 && status < 300,
    status,
    statusText,
    url: url.href,
    headers: {
      get: (name) => header(name)?.toString() ?? null,
      entries: () => Object.entries(headers).map(([name, value]) => [name, String(value)]),
    },
    arrayBuffer: async () => new Uint8Array(body).buffer,
    text: async () => body.toString(),
    json: async () => JSON.parse(body.toString()),
  };
}
