import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../support/bot.ts';

/** One request as somebody without any secret can send it; answers its status. */
function knock(base: string, method: string, path: string): Promise<number> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path }, (res) => {
      res.resume();
      resolve(res.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('What stands open to everybody', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace();
  });
  afterAll(() => workspace.stop());

  it('I-3 answers what is no delivery at the address of deliveries, and goes on', async () => {
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']) {
      expect(await knock(workspace.url, method, '/slack/events')).toBe(405);
    }
    expect(await knock(workspace.url, 'GET', '/slack/events?a=b')).toBe(405);
    expect(await knock(workspace.url, 'POST', '/slack/events')).toBe(401);
    expect(await knock(workspace.url, 'GET', '/healthz')).toBe(200);
  });

  it('I-3 answers paths that are no address, and goes on', async () => {
    for (const path of ['//', '//[', '/%', '/portal/%', '/playground/%', '/playground/api/%']) {
      expect(await knock(workspace.url, 'GET', path), path).toBeGreaterThanOrEqual(300);
    }
    expect(workspace.playground.handler({ url: '//' } as never, {} as never)).toBe(false);
    expect(await knock(workspace.playground.pageUrl, 'GET', '//')).toBeGreaterThanOrEqual(300);
    expect(await knock(workspace.url, 'GET', '/healthz')).toBe(200);
  });
});
