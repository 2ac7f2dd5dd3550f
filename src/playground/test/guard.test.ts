import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Playground, startPlayground } from '../index.ts';
import { options, RINA } from './harness.ts';

describe('The page and its control API answer only this machine and only their own page', () => {
  let playground: Playground;
  let pageDir: string;
  beforeAll(async () => {
    pageDir = mkdtempSync(join(tmpdir(), 'page-'));
    writeFileSync(
      join(pageDir, 'index.html'),
      '<!doctype html><script src="main.js" type="module"></script>',
    );
    writeFileSync(join(pageDir, 'style.css'), 'body { color: black }');
    writeFileSync(join(pageDir, 'main.js'), 'document.title = "built";');
    playground = await startPlayground(options({ pageDir }));
  });
  afterAll(async () => {
    await playground.stop();
    rmSync(pageDir, { recursive: true });
  });

  const ask = (path: string, headers: Record<string, string> = {}, body?: string) =>
    new Promise<{ status: number; text: string; headers: Record<string, unknown> }>((resolve, reject) => {
      const target = new URL(path, playground.pageUrl);
      const req = request(
        target,
        { method: body === undefined ? 'GET' : 'POST', headers, agent: false },
        (res) => {
          let text = '';
          res.on('data', (chunk) => {
            text += chunk;
          });
          res.on('end', () => resolve({ status: res.statusCode ?? 0, text, headers: res.headers }));
        },
      );
      req.on('error', reject);
      req.end(body);
    });
  const json = { 'content-type': 'application/json' };
  const screen = JSON.stringify({ person: RINA });

  it('serves the built page with a strict policy', async () => {
    expect(await ask('/playground')).toMatchObject({ status: 302 });
    const page = await ask('/playground/');
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    expect((await ask('/playground/main.js')).text).toContain('"built"');
    expect((await ask('/playground/style.css')).status).toBe(200);
    expect((await ask('/playground/..%2f..%2fpackage.json')).status).toBe(404);
  });

  it('answers calls of its own page, and says what is wrong with others', async () => {
    const own = { ...json, origin: new URL(playground.pageUrl).origin };
    const good = await ask('/playground/api/screen', own, screen);
    expect(JSON.parse(good.text)).toMatchObject({ me: { name: RINA } });
    const problem = async (call: string, body: string) => {
      const { status, text } = await ask(`/playground/api/${call}`, own, body);
      return [status, JSON.parse(text).error.code];
    };
    expect(await problem('nothing', '{}')).toEqual([404, 'unknown_call']);
    expect(await problem('toString', '{}')).toEqual([404, 'unknown_call']);
    expect(await problem('screen', '{')).toEqual([400, 'invalid_arguments']);
    expect(await problem('screen', '[]')).toEqual([400, 'invalid_arguments']);
    expect(await problem('screen', '{}')).toEqual([400, 'invalid_arguments']);
    expect(await problem('screen', '{"person":"nobody"}')).toEqual([400, 'no_such_person']);
    expect(await problem('command', screen)).toEqual([400, 'invalid_arguments']);
  });

  it.each([
    ['another origin', { ...json, origin: 'https://evil.example' }],
    ['another site, as the browser says', { ...json, 'sec-fetch-site': 'cross-site' }],
    ['another local port', { ...json, origin: 'http://127.0.0.1:1' }],
    ['a rebound name', { ...json, host: 'evil.example' }],
    ['a rebound name with its own origin', { ...json, host: 'evil.example', origin: 'http://evil.example' }],
  ])('refuses %s', async (_name, headers) => {
    expect((await ask('/playground/api/screen', headers, screen)).status).toBe(403);
  });

  it('refuses forms, which any page could post', async () => {
    const form = { 'content-type': 'text/plain' };
    expect((await ask('/playground/api/screen', form, screen)).status).toBe(415);
    expect((await ask('/playground/api/screen', {})).status).toBe(404);
    expect((await ask('/api/api.test', { host: 'evil.example' }, '')).status).toBe(403);
  });

  it('streams changes as they happen', async () => {
    const seen = new Promise<string>((resolve, reject) => {
      const req = request(new URL('/playground/api/changes', playground.pageUrl), { agent: false }, (res) => {
        res.on('data', (chunk: Buffer) => {
          const text = String(chunk);
          if (text.startsWith(': connected'))
            void playground.api.createChannel({ person: RINA, name: 'baru' });
          if (!text.startsWith('data:')) return;
          resolve(text);
          req.destroy();
        });
      });
      req.on('error', reject);
      req.end();
    });
    expect(JSON.parse((await seen).slice('data:'.length))).toMatchObject({
      kind: 'channel',
      seq: expect.any(Number),
    });
  });

  it('shows files of others as downloads, never as pages', async () => {
    const { id } = await playground.api.upload({ person: RINA, name: 'a.html', data: btoa('<script>') });
    const file = await ask(`/playground/api/file/${id}?person=${RINA}`);
    expect(file.headers).toMatchObject({
      'content-disposition': expect.stringContaining('attachment'),
      'x-content-type-options': 'nosniff',
    });
    expect((await ask(`/playground/api/file/${id}?person=bima.santoso`)).status).toBe(400);
    const embedded = await ask(`/playground/api/file/${id}?person=${RINA}`, {
      'sec-fetch-site': 'cross-site',
    });
    expect(embedded.status).toBe(403);
  });
});
