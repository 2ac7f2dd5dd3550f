import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type JsonObject,
  type JsonValue,
  type Playground,
  startPlayground,
  type TeamsControlApi,
  type TokenFlaw,
} from '@satu-pintu/playground';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { readEnv } from '../../src/env.ts';
import { maxBodyBytes } from '../../src/platforms/teams/app.ts';
import type { TeamsSdk } from '../../src/platforms/teams/settings.ts';
import { localTeams, playgroundPeople, slackManifest } from '../../src/playground-setup.ts';
import { collectLog, sampleDatabase, testSecretKey } from '../support/bot.ts';
import { connected } from '../support/database.ts';

/** What the bot takes at its Teams address, and from whom; with Teams' real tokens, keys and requests. */

/** What the Bot Framework's schema 3.1 lets an activity have, besides what each has. */
const fieldsOfActivities = [
  ...['timestamp', 'localTimestamp', 'localTimezone', 'callerId', 'textFormat', 'attachmentLayout'],
  ...[
    'membersAdded',
    'membersRemoved',
    'reactionsAdded',
    'reactionsRemoved',
    'topicName',
    'historyDisclosed',
  ],
  ...['locale', 'text', 'speak', 'inputHint', 'summary', 'suggestedActions', 'attachments', 'entities'],
  ...['channelData', 'action', 'replyToId', 'label', 'valueType', 'value', 'name', 'relatesTo', 'code'],
  ...['expiration', 'importance', 'deliveryMode', 'listenFor', 'textHighlights', 'semanticAction', 'id'],
];

/** Where everything in it stands. */
function pathsIn(value: JsonValue): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => [
    [name],
    ...pathsIn(each as JsonValue).map((path) => [name, ...path]),
  ]);
}

function withNull(activity: JsonObject, path: string[]): JsonObject {
  const copy = structuredClone(activity);
  const holder = path.slice(0, -1).reduce((at, name) => at[name] as JsonObject, copy);
  holder[path.at(-1) ?? ''] = null;
  return copy;
}

describe.each<TeamsSdk>(['teams-ai', 'agents-hosting'])('with %s', (sdk) => {
  let playground: Playground;
  let teams: TeamsControlApi;
  let app: App;
  let server: Server;
  let url: string;
  const log = collectLog();
  let database: Awaited<ReturnType<typeof sampleDatabase>>;

  beforeAll(async () => {
    database = await sampleDatabase();
    playground = await startPlayground({
      people: playgroundPeople,
      channels: [],
      manifest: await slackManifest(),
      teams: await localTeams(),
    });
    if (!playground.teams) throw new Error('there is no local Teams');
    teams = playground.teams.api;
    server = createServer((req, res) => app.handler(req, res));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    url = `${base}/api/messages`;
    app = await startApp(
      {
        env: readEnv({ PLAYGROUND: 'true', TEAMS_SDK: sdk }),
        databaseUrl: database.url,
        publicUrl: base,
        secretKey: testSecretKey,
        smtpUrl: playground.smtpUrl,
        teams: playground.teams.addresses,
      },
      log,
    );
    await teams.setBotUrl({ url });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await app.stop();
    await playground.stop();
    await database.drop();
  });

  /** What has been processed so far: deliveries taken, people seen, messages that the bot wrote. */
  async function processed(): Promise<unknown> {
    const rows = await connected(database.url, (client) =>
      client.query(
        `SELECT (SELECT count(*)::int FROM taken_delivery) AS deliveries,
              (SELECT count(*)::int FROM chat_identity) AS accounts`,
      ),
    );
    const { messages } = await teams.everything({});
    return { ...rows.rows[0], written: messages.filter((message) => message.fromBot).length };
  }

  const inbox = () => teams.activityOf({ person: 'rina.wulandari', text: 'inbox' });

  /** Waits until the bot has written to Rina this often. */
  async function written(count: number): Promise<void> {
    await expect
      .poll(async () => {
        const { messages } = await teams.everything({});
        return messages.filter((message) => message.fromBot).length;
      })
      .toBe(count);
  }

  describe('a delivery to the Teams address', () => {
    const flaws: TokenFlaw[] = [
      'missing',
      'malformed',
      'wrong_signature',
      'unknown_key',
      'wrong_audience',
      'wrong_issuer',
      'expired',
      'not_yet_valid',
      'wrong_service_url',
      'no_service_url',
      'not_endorsed',
      'alg_none',
      'hs256_with_public_key',
    ];
    it.each(flaws)(
      'I-1 with a token that is flawed (%s) is answered with 401, and nothing of it counts',
      async (token) => {
        const before = await processed();
        expect((await teams.deliverRaw({ activity: await inbox(), token })).status).toBe(401);
        expect(await processed()).toEqual(before);
      },
    );

    it.each([
      ['of another tenant', {}, 'another-tenant'],
      [
        'that names no tenant',
        { channelData: {}, conversation: { id: 'a:1', conversationType: 'personal' } },
        undefined,
      ],
      ['of another channel', { channelId: 'webchat' }, undefined],
    ] as [string, JsonObject, string | undefined][])(
      'I-1 %s is answered with 403, and nothing of it counts',
      async (_what, change, tenant) => {
        const before = await processed();
        const activity = { ...(await inbox()), ...change };
        const { status } = await teams.deliverRaw({ activity, token: 'none', ...(tenant && { tenant }) });
        expect(status).toBe(403);
        expect(await processed()).toEqual(before);
      },
    );

    it('is taken whichever of its optional fields is null', async () => {
      const required = /^(type|channelId|serviceUrl|(from|recipient|conversation)(\.id)?)$/;
      // One delivery, however often it comes: what matters here is that it is taken.
      const given: JsonObject = {
        ...(await inbox()),
        replyToId: '1',
        entities: [
          { type: 'mention', text: 'x', mentioned: { id: '29:1', name: 'x' } },
          { type: 'clientInfo' },
        ],
        attachments: [
          { contentType: 'text/html', content: '<p>inbox</p>', name: 'x', contentUrl: 'https://x' },
        ],
      };
      given.channelData = {
        ...(given.channelData as JsonObject),
        team: { id: '19:1', aadGroupId: '1', name: 'x' },
        channel: { id: '19:1', type: 'shared', name: 'x' },
        eventType: 'x',
        settings: { selectedChannel: { id: '19:1' } },
      };
      const nullable = [...fieldsOfActivities.map((name) => [name]), ...pathsIn(given)].filter(
        (path) => !required.test(path.join('.')),
      );
      expect(nullable.length).toBeGreaterThan(70);
      const refused: string[] = [];
      for (const path of nullable) {
        const { status } = await teams.deliverRaw({ activity: withNull(given, path), token: 'none' });
        if (status !== 200) refused.push(`${path.join('.')}: ${status}`);
      }
      expect(refused).toEqual([]);
    });

    it('is said in one line of the log where it is refused, by what is wrong and not by what stands in it', async () => {
      const told = async (act: () => Promise<unknown>) => {
        const before = log.lines.length;
        await act();
        return log.lines
          .slice(before)
          .filter(({ message }) => message === 'a delivery to the Teams address was not taken');
      };
      const raw =
        (change: JsonObject, token: TokenFlaw = 'none') =>
        async () =>
          teams.deliverRaw({ activity: { ...(await inbox()), ...change }, token });
      const reasonOf = async (act: () => Promise<unknown>) => {
        const lines = await told(act);
        expect(lines).toHaveLength(1);
        return String(lines[0]?.fields.reason);
      };
      expect(await reasonOf(raw({ from: { id: 7 }, text: 'rahasia' }))).toBe(
        'from.id: Invalid input: expected string, received number',
      );
      expect(await reasonOf(raw({ serviceUrl: 'file:///x' }))).toBe('serviceUrl: no web address');
      expect(await reasonOf(raw({}, 'expired'))).toMatch(/^ERR_JWT_EXPIRED/);
      expect(await reasonOf(raw({ channelId: 'webchat' }))).toBe('channel webchat');
      expect(await reasonOf(() => fetch(url))).toBe('GET is no way to deliver');
      expect(await reasonOf(() => fetch(url, { method: 'POST', body: 'x'.repeat(600_000) }))).toBe(
        'too large',
      );
      const unknown = { type: 'invoke', name: 'config/fetch', value: {} };
      expect(await reasonOf(raw(unknown))).toBe('invoke config/fetch');
    });

    it('that is no activity, no JSON, too large or no POST is refused as such', async () => {
      const status = async (init: RequestInit) => (await fetch(url, init)).status;
      expect(await status({ method: 'GET' })).toBe(405);
      expect(await status({ method: 'POST', body: 'not JSON' })).toBe(400);
      expect(await status({ method: 'POST', body: '{"type":"message"}' })).toBe(400);
      expect(await status({ method: 'POST', body: '{}'.padEnd(maxBodyBytes) })).toBe(400);
      expect(await status({ method: 'POST', body: '{}'.padEnd(maxBodyBytes + 1) })).toBe(413);
      const { status: unsafe } = await teams.deliverRaw({
        activity: { ...(await inbox()), serviceUrl: 'file:///etc/passwd' },
        token: 'none',
      });
      expect(unsafe).toBe(400);
    });

    it('I-5 that arrives three times has one effect', async () => {
      const { written: before } = (await processed()) as { written: number };
      await teams.disturbActivities({ names: ['message'], times: 1, copies: 3 });
      const { outcome } = await teams.send({ person: 'rina.wulandari', text: 'inbox' });
      expect(outcome.traffic).toHaveLength(3);
      await teams.redeliver({ id: outcome.traffic[0] ?? 0 });
      await teams.send({ person: 'rina.wulandari', text: 'mine' });
      await written(before + 2);
    });

    it('is taken with a new key at once, whether the old ones stay or go', async () => {
      expect((await teams.deliverRaw({ activity: await inbox(), token: 'none' })).status).toBe(200);
      await teams.rotateKeys({ keepOld: true });
      // Keys that we do not know are looked for at most twice a minute.
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
      expect((await teams.deliverRaw({ activity: await inbox(), token: 'none' })).status).toBe(200);
      await teams.rotateKeys({ keepOld: false });
      vi.setSystemTime(Date.now() + 31_000);
      expect((await teams.deliverRaw({ activity: await inbox(), token: 'none' })).status).toBe(200);
    });

    it('is put off, not refused, while the keys cannot be fetched', async () => {
      const addresses = playground.teams?.addresses;
      if (!addresses) throw new Error('there is no local Teams');
      const { createAuthentication, NotTaken } = await import('../../src/platforms/teams/authentication.ts');
      const cutOff = createAuthentication({ ...addresses, openIdMetadataUrl: 'http://127.0.0.1:1/' });
      const claimed = {
        channelId: 'msteams',
        serviceUrl: addresses.serviceUrl,
        tenants: [addresses.tenantId],
      };
      const refused = await cutOff.verify('Bearer a.b.c', claimed).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(NotTaken);
      expect((refused as InstanceType<typeof NotTaken>).status).toBe(503);
    });
  });

  describe('our own requests to Teams', () => {
    it('carry a token, and get another when it is refused', async () => {
      const { written: before } = (await processed()) as { written: number };
      await teams.expireTokens({});
      await teams.send({ person: 'rina.wulandari', text: 'inbox' });
      await written(before + 1);
      const tokens = (await teams.traffic({ name: 'token' })).length;
      await teams.send({ person: 'rina.wulandari', text: 'inbox' });
      await written(before + 2);
      expect(await teams.traffic({ name: 'token' })).toHaveLength(tokens);
    });

    it('I-1 keep the secret and the tokens out of the log and out of what the inspector shows', async () => {
      const { appPassword } = playground.teams?.addresses ?? { appPassword: '?' };
      const traffic = JSON.stringify(await teams.traffic({}));
      expect(traffic).not.toContain(appPassword);
      expect(JSON.stringify(log.lines)).not.toContain(appPassword);
      expect(JSON.stringify(log.lines)).not.toMatch(/Bearer [\w-]{20}/);
    });
  });

  describe('who somebody is in Teams', () => {
    it.each([
      ['a guest of the tenant', { guest: true }],
      ['an account without any address', { email: '', userPrincipalName: '' }],
    ] as const)('I-1 is not believed of %s', async (_what, change) => {
      const { id: person } = await teams.addPerson({
        email: `tamu-${Object.keys(change).length}@mitra.example`,
        name: 'Tamu',
        locale: 'id',
      });
      await teams.changePerson({ person, change });
      const { messages: before } = await teams.everything({});
      await teams.send({ person, text: 'inbox' });
      const answer = async () => {
        const { messages } = await teams.everything({});
        return messages.slice(before.length + 1).at(-1)?.text;
      };
      await expect.poll(answer).toContain('e-mail organisasi yang terverifikasi');
      const linked = await connected(database.url, (client) =>
        client.query(`SELECT 1 FROM person WHERE name = 'Tamu'`),
      );
      expect(linked.rows).toEqual([]);
    });
  });
});
