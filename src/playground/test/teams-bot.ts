import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { JsonObject, JsonValue } from '../contract.ts';
import { type Playground, type PlaygroundOptions, startPlayground } from '../index.ts';
import type { TeamsControlApi } from '../teams/contract/calls.ts';
import type { TeamsAddresses } from '../teams/contract/organisation.ts';
import { options } from './harness.ts';

/** A bot of a few lines, with nothing of the product in it: it checks tokens and answers as told. */
export interface TeamsTestBot {
  playground: Playground;
  teams: TeamsControlApi;
  addresses: TeamsAddresses;
  /** Every activity whose token was right, oldest first. */
  heard: JsonObject[];
  /** What invokes are answered with; null closes or says nothing. */
  answer(to: (activity: JsonObject) => JsonValue | Promise<JsonValue>): void;
  /** A request to the connector with a good token, unless another is given. */
  connector(
    method: string,
    path: string,
    body?: object,
    token?: string,
  ): Promise<{ status: number; body: JsonObject; headers: Headers }>;
  /** Asks Graph as the bot does. */
  graph(path: string): Promise<{ status: number; body: JsonObject }>;
  stop(): Promise<void>;
}

export const adaptive = (body: JsonValue[], more: JsonObject = {}): JsonObject => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body,
  ...more,
});
export const textBlock = (text: string): JsonObject => ({ type: 'TextBlock', text, wrap: true });
export const message = (...cards: JsonObject[]): JsonObject => ({
  type: 'message',
  attachments: cards.map((content) => ({ contentType: 'application/vnd.microsoft.card.adaptive', content })),
});
export const dialog = (title: string, card: JsonObject): JsonObject => ({
  task: {
    type: 'continue',
    value: { title, card: { contentType: 'application/vnd.microsoft.card.adaptive', content: card } },
  },
});

export async function startTeamsBot(more: Partial<PlaygroundOptions> = {}): Promise<TeamsTestBot> {
  const playground = await startPlayground({
    ...options(),
    teams: {
      people: [
        { email: 'rina.wulandari@nusantara.example', name: 'Rina Wulandari', locale: 'id' },
        { email: 'bima.santoso@nusantara.example', name: 'Bima Santoso', locale: 'en', installed: false },
        { email: 'dewi.lestari@nusantara.example', name: 'Dewi Lestari', locale: 'id' },
      ],
      channel: 'Umum',
      app: {
        name: 'Satu Pintu',
        commands: [{ title: 'userid', description: 'Ajukan' }],
        messageActions: [{ id: 'sign', title: 'Tanda tangani' }],
        targeted: true,
        slashCommands: [
          { title: 'inbox', description: 'Yang menunggu' },
          { title: 'userid', description: 'Ajukan', id: 'typed.userid' },
        ],
      },
    },
    ...more,
  });
  if (!playground.teams) throw new Error('there is no local Teams');
  const { api: teams, addresses } = playground.teams;
  const heard: JsonObject[] = [];
  let answered: (activity: JsonObject) => JsonValue | Promise<JsonValue> = () => null;
  // A playground that comes back has its former address, to which a closed connection may still be kept.
  const answer = await fetch(addresses.openIdMetadataUrl).catch(() => fetch(addresses.openIdMetadataUrl));
  const metadata = (await answer.json()) as {
    issuer: string;
    jwks_uri: string;
  };
  const keys = createRemoteJWKSet(new URL(metadata.jwks_uri));

  async function take(req: IncomingMessage): Promise<{ status: number; body: JsonValue }> {
    let text = '';
    for await (const chunk of req) text += chunk;
    const activity = JSON.parse(text) as JsonObject;
    try {
      const token = (req.headers.authorization ?? '').replace(/^Bearer /, '');
      const { payload } = await jwtVerify(token, keys, {
        issuer: metadata.issuer,
        audience: addresses.appId,
      });
      if (payload.serviceurl !== activity.serviceUrl) throw new Error('another service');
    } catch {
      return { status: 401, body: null };
    }
    heard.push(activity);
    return { status: 200, body: activity.type === 'invoke' ? await answered(activity) : null };
  }
  const server = createServer((req, res) => {
    take(req).then(({ status, body }) => {
      res
        .writeHead(status, { 'content-type': 'application/json' })
        .end(body === null ? '' : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await teams.setBotUrl({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });

  async function token(service = 'https://api.botframework.com'): Promise<string> {
    const response = await fetch(`${addresses.loginUrl}/${addresses.tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: addresses.appId,
        client_secret: addresses.appPassword,
        scope: `${service}/.default`,
      }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  }

  return {
    playground,
    teams,
    addresses,
    heard,
    answer: (to) => {
      answered = to;
    },
    async connector(method, path, body, given) {
      const response = await fetch(`${addresses.serviceUrl}/v3/conversations${path}`, {
        method,
        headers: {
          authorization: `Bearer ${given ?? (await token())}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text ? JSON.parse(text) : {}, headers: response.headers };
    },
    async graph(path) {
      const authorization = `Bearer ${await token('https://graph.microsoft.com')}`;
      const response = await fetch(`${addresses.graphUrl}/v1.0${path}`, { headers: { authorization } });
      return { status: response.status, body: (await response.json()) as JsonObject };
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await playground.stop();
    },
  };
}
