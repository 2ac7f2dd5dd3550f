import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { filesIn, readActivity } from '../../src/platforms/teams/activity.ts';
import { createConnector } from '../../src/platforms/teams/connector.ts';
import { channelFiles, download } from '../../src/platforms/teams/files.ts';
import type { TeamsSettings } from '../../src/platforms/teams/settings.ts';

/** Files of Teams, from a Graph that answers as somebody would like it to. */

const shared = 'https://nusantara.sharepoint.com/sites/umum/Dokumen/laporan.xlsx';
let graph: Server;
let other: Server;
let settings: TeamsSettings;
let asked: { host: 'graph' | 'other'; url: string; token: boolean }[] = [];
/** What Graph says that the file's bytes lie at, and what it says stands with a message. */
let location = '';
let contentUrl = shared;
/** What Graph says of a message. */
let ofMessage = 200;

async function listening(answer: (req: IncomingMessage) => { status: number; body?: object; to?: string }) {
  const server = createServer((req, res) => {
    const { status, body, to } = answer(req);
    res.writeHead(status, to ? { location: to } : {}).end(body ? JSON.stringify(body) : '0123456789');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

beforeAll(async () => {
  const note = (host: 'graph' | 'other', req: IncomingMessage) =>
    asked.push({ host, url: req.url ?? '', token: req.headers.authorization !== undefined });
  const files = await listening((req) => {
    note('other', req);
    return req.url === '/moved' ? { status: 302, to: '/file' } : { status: 200 };
  });
  const service = await listening((req) => {
    if (req.url?.endsWith('/token')) return { status: 200, body: { access_token: 'T', expires_in: 3600 } };
    note('graph', req);
    if (req.url?.includes('/v3/teams/')) return { status: 200, body: { aadGroupId: 'group-1' } };
    if (req.url?.endsWith('/content')) return { status: 302, to: location };
    if (ofMessage !== 200) return { status: ofMessage, body: {} };
    const attachment = { id: 'A1', contentType: 'reference', name: 'laporan.xlsx', contentUrl };
    return { status: 200, body: { attachments: [{ contentType: 'messageReference' }, attachment] } };
  });
  graph = service.server;
  other = files.server;
  settings = {
    appId: 'app',
    appPassword: 'secret',
    tenantId: 'tenant',
    loginUrl: service.origin,
    openIdMetadataUrl: service.origin,
    // In tests the service's own host is the one that may hand out files.
    serviceUrl: files.origin,
    graphUrl: service.origin,
  };
});
beforeEach(() => {
  asked = [];
  contentUrl = shared;
  ofMessage = 200;
  location = `${settings.serviceUrl}/file`;
});
afterAll(async () => {
  for (const server of [graph, other]) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A reply in a channel, as Teams tells of it. */
function activity(more: object = {}) {
  const read = readActivity({
    type: 'message',
    id: '22',
    channelId: 'msteams',
    serviceUrl: settings.graphUrl,
    from: { id: '29:1' },
    recipient: { id: '28:app' },
    conversation: { id: '19:umum@thread.tacv2;messageid=11', conversationType: 'channel' },
    channelData: { team: { id: '19:umum@thread.tacv2' } },
    attachments: [{ contentType: 'text/html', content: '<p>x</p><attachment id="A1"></attachment>' }],
    ...more,
  });
  if (!read) throw new Error('That is no activity.');
  return read;
}

const found = (more?: object) => channelFiles(settings, createConnector(settings), activity(more));
const fetched = (address: string, maxBytes = 100) =>
  download(settings, createConnector(settings), { source: 'teams:1', name: 'x', size: 0, address }, maxBytes);

describe('files of a channel', () => {
  it('P-2 are asked for where their message stands, by the group that the team is', async () => {
    expect(await found()).toEqual([
      { source: 'teams:22:A1', name: 'laporan.xlsx', size: 0, address: `graph:${shared}` },
    ]);
    expect(asked.map(({ url }) => decodeURIComponent(url))).toEqual([
      '/v3/teams/19:umum@thread.tacv2',
      '/v1.0/teams/group-1/channels/19:umum@thread.tacv2/messages/11/replies/22',
    ]);
    await found({
      conversation: { id: '19:umum@thread.tacv2;messageid=22', conversationType: 'channel' },
      channelData: { team: { id: 'x', aadGroupId: 'group-2' } },
    });
    expect(decodeURIComponent(asked.at(-1)?.url ?? '')).toBe(
      '/v1.0/teams/group-2/channels/19:umum@thread.tacv2/messages/22',
    );
  });

  it('P-2 are said to be out of sight where Graph keeps the message to itself, and only where there is one', async () => {
    ofMessage = 404;
    await expect(found()).rejects.toMatchObject({ reason: { key: 'chat.filesUnseen' } });
    ofMessage = 403;
    await expect(found()).rejects.toMatchObject({ reason: { key: 'chat.filesForbidden' } });
    const without = { attachments: [{ contentType: 'text/html', content: '<p>x</p>' }] };
    for (ofMessage of [403, 404]) expect(await found(without)).toEqual([]);
  });

  it('P-2 are not looked for behind a quotation, which is named by the number of its message', async () => {
    ofMessage = 404;
    const html = (content: string) => ({ attachments: [{ contentType: 'text/html', content }] });
    const quotation = '<attachment id="1616990032035"></attachment>';
    expect(await found(html(`${quotation}<p>x</p>`))).toEqual([]);
    const both = `${quotation}<p>x</p><attachment id="153fa47d-18c9-4179-be08-9879815a9f90"></attachment>`;
    await expect(found(html(both))).rejects.toMatchObject({ reason: { key: 'chat.filesUnseen' } });
  });

  it('P-2 are none of ours when they lie elsewhere', async () => {
    for (const elsewhere of [
      'https://sharepoint.com.evil.example/f.xlsx',
      'http://nusantara.sharepoint.com/f.xlsx',
      'http://169.254.169.254/latest',
      'file:///etc/passwd',
    ]) {
      contentUrl = elsewhere;
      expect(await found(), elsewhere).toEqual([]);
    }
  });

  it('P-2 are fetched through Graph, from where it says, without our token and no more than allowed', async () => {
    expect(String(await fetched(`graph:${shared}`))).toBe('0123456789');
    const share = `u!${Buffer.from(shared).toString('base64url')}`;
    expect(asked).toEqual([
      { host: 'graph', url: `/v1.0/shares/${encodeURIComponent(share)}/driveItem/content`, token: true },
      { host: 'other', url: '/file', token: false },
    ]);
    location = `${settings.serviceUrl}/moved`;
    await expect(fetched(`graph:${shared}`)).rejects.toThrow();
    expect(asked.filter(({ url }) => url === '/file')).toHaveLength(1);
  });

  it('P-2 are not fetched from anywhere that Graph may name', async () => {
    for (const elsewhere of ['https://evil.example/f', 'http://nusantara.sharepoint.com/f', '/file']) {
      location = elsewhere;
      await expect(fetched(`graph:${shared}`), elsewhere).rejects.toThrow();
    }
    expect(asked.filter(({ host }) => host === 'other')).toEqual([]);
  });

  it('P-2 cannot be had by who only says so in a personal chat', async () => {
    const content = { uniqueId: 'A1', downloadUrl: `graph:${shared}` };
    const contentType = 'application/vnd.microsoft.teams.file.download.info';
    expect(filesIn(activity({ attachments: [{ contentType, name: 'x.xlsx', content }] }))).toEqual([]);
    await expect(fetched(`${settings.graphUrl}/v1.0/shares/u!x/driveItem/content`)).rejects.toThrow(
      'not lie with Teams',
    );
    expect(asked).toEqual([]);
  });
});
