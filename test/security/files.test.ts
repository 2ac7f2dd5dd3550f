import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMessenger } from '../../src/platforms/slack/messenger.ts';

describe('Files that lie with Slack', () => {
  const botToken = 'xoxb-known-to-slack-alone';
  let server: Server;
  let origin: string;
  let asked: (string | undefined)[] = [];
  beforeAll(async () => {
    server = createServer((req, res) => {
      asked.push(req.headers.authorization);
      if (req.url === '/moved') res.writeHead(302, { location: '/file' });
      res.end('0123456789');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  /** Fetches a file that Slack says is at `address`. */
  function fetched(address: string, apiUrl: string, maxBytes = 100): Promise<Buffer> {
    asked = [];
    const client = new WebClient(botToken, { slackApiUrl: apiUrl });
    client.files.info = async () => ({ ok: true, file: { url_private_download: address } }) as never;
    const messenger = createMessenger(client, { teamId: 'T1', botToken });
    return messenger.download({ source: 'slack:F1', name: 'surat.pdf', size: 10 }, maxBytes);
  }

  it('U-6 gives the bot token to no other host, whatever address a file has', async () => {
    for (const address of [
      `${origin}/file`,
      'https://slack.com.evil.example/f',
      'http://files.slack.com/f',
    ]) {
      await expect(fetched(address, 'https://slack.com/api/'), address).rejects.toThrow('not lie with Slack');
    }
    expect(asked).toEqual([]);
  });

  it('U-6 fetches a file from where the Web API is, follows no redirect and reads no more than allowed', async () => {
    expect(String(await fetched(`${origin}/file`, `${origin}/api/`))).toBe('0123456789');
    expect(asked).toEqual([`Bearer ${botToken}`]);
    await expect(fetched(`${origin}/moved`, `${origin}/api/`)).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });
});
