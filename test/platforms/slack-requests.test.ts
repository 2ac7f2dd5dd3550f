import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ErrorCode, WebClient } from '@slack/web-api';
import { afterEach, describe, expect, it } from 'vitest';
import { createRequests } from '../../src/platforms/slack/requests.ts';

const closings: (() => void)[] = [];
afterEach(() => {
  for (const close of closings.splice(0)) close();
});

/** A server that answers by this, and the address of its API. */
async function slackBy(answer: RequestListener): Promise<{ apiUrl: string; connections(): number }> {
  let connections = 0;
  const server = createServer(answer).on('connection', () => {
    connections += 1;
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  closings.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { apiUrl: `http://127.0.0.1:${port}/api/`, connections: () => connections };
}

const clientOf = (apiUrl: string, timeoutMs = 60_000) =>
  new WebClient('xoxb-1', {
    slackApiUrl: apiUrl,
    fetch: createRequests(timeoutMs),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: {
      ...console,
      warn() {},
      debug() {},
      setLevel() {},
      getLevel: () => 'error' as never,
      setName() {},
    },
  });

describe('calls to Slack', () => {
  it('follow each other over one connection and bring what Slack answered, its scopes too', async () => {
    const bodies: string[] = [];
    const { apiUrl, connections } = await slackBy((req, res) => {
      let body = '';
      req.on('data', (chunk) => {
        body += chunk;
      });
      req.on('end', () => {
        bodies.push(`${req.method} ${req.url} ${req.headers.authorization} ${body}`);
        res.setHeader('x-oauth-scopes', 'chat:write, users:read').end('{"ok":true,"ts":"1.5 ✓"}');
      });
    });
    const client = clientOf(apiUrl);
    const said = { channel: 'D1', text: 'Sudah & selesai ✓' };
    for (let n = 0; n < 3; n += 1) {
      const answer = await client.chat.postMessage(said);
      expect([answer.ts, answer.response_metadata?.scopes]).toEqual(['1.5 ✓', ['chat:write', 'users:read']]);
    }
    expect(new Set(bodies)).toEqual(
      new Set(['POST /api/chat.postMessage Bearer xoxb-1 channel=D1&text=Sudah%20%26%20selesai%20%E2%9C%93']),
    );
    // One, but for a machine that stood still for seconds.
    expect(connections()).toBeLessThan(3);
  });

  it.each<[string, RequestListener, object]>([
    [
      'breaks off',
      (_, res) => void res.writeHead(200).write('{"ok":', () => res.destroy()),
      { code: ErrorCode.RequestError, original: { code: 'ECONNRESET' } },
    ],
    [
      'leads elsewhere',
      (_, res) => void res.writeHead(302, { location: '/elsewhere' }).end(),
      { code: ErrorCode.HTTPError, statusCode: 302 },
    ],
    [
      'is an error of the server',
      (_, res) => void res.writeHead(500).end('out of order'),
      { code: ErrorCode.HTTPError, statusCode: 500 },
    ],
    [
      'asks for less',
      (_, res) => void res.writeHead(429, { 'retry-after': '7' }).end(),
      { code: ErrorCode.RateLimitedError, retryAfter: 7 },
    ],
  ])('fail where the answer %s', async (_, answer, why) => {
    const { apiUrl } = await slackBy(answer);
    await expect(clientOf(apiUrl).auth.test()).rejects.toMatchObject(why);
  });

  it('may have a body of nothing, and go by no other way than HTTP', async () => {
    const { apiUrl } = await slackBy((_, res) => void res.end('{"ok":true}'));
    const requests = createRequests(60_000);
    expect(
      await (await requests(`${apiUrl}api.test`, { method: 'POST', body: null as never })).json(),
    ).toEqual({
      ok: true,
    });
    await expect(requests('ftp://slack.example/api')).rejects.toThrow('ftp: is no way to Slack');
    await expect(requests(apiUrl, { method: 'POST', body: new FormData() })).rejects.toThrow(
      'forms with files',
    );
  });

  it('fail where no answer comes in time', async () => {
    const { apiUrl } = await slackBy(() => {});
    await expect(clientOf(apiUrl, 300).auth.test()).rejects.toThrow('no answer within 300 ms');
  });
});
