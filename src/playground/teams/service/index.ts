import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../contract.ts';
import { readBody, sendJson } from '../../http.ts';
import type { Journal } from '../../journal.ts';
import type { BotTokens } from '../bot-tokens.ts';
import type { ConnectorFault } from '../contract/faults.ts';
import type { TeamsFaults } from '../faults.ts';
import type { SigningKeys } from '../keys.ts';
import type { World } from '../world.ts';
import { createConnector } from './connector.ts';
import { createGraph } from './graph.ts';
import { type Answer, type Route, refusal } from './route.ts';
import { createTokens } from './token.ts';

const bodyLimit = 1_000_000;

export interface ServiceParts {
  world: World;
  keys: SigningKeys;
  tokens: BotTokens;
  faults: TeamsFaults;
  journal: Journal;
  /** Of this service, without a slash at the end. */
  baseUrl(): string;
}

/** What the bot reaches of Microsoft: the token service, the keys, the Bot Connector, Graph, and files. */
export function createService(parts: ServiceParts) {
  const { world, keys, tokens, faults, journal, baseUrl } = parts;
  const connector = createConnector(world);
  const graph = createGraph(world, baseUrl);
  const { login, openid } = createTokens(world, tokens, keys, baseUrl);

  /** False: the path is none of this service's. */
  return async function serve(req: IncomingMessage, res: ServerResponse): Promise<boolean> {
    const url = new URL(req.url ?? '/', 'http://localhost');
    const path = url.pathname.split('/').slice(1).map(decodeURIComponent);
    if (path.shift() !== 'teams') return false;
    const route = routeOf(req.method ?? 'GET', path, url.searchParams);
    if (!route) {
      sendJson(res, 404, { error: { code: 'NotFound', message: 'There is nothing here.' } });
      return true;
    }
    const raw = await readBody(req, bodyLimit);
    const request = bodyOf(raw, req.headers['content-type']);
    const open = journal.begin({
      direction: 'bot_to_teams',
      kind: 'connector',
      name: route.operation,
      transport: 'http',
      request: withoutSecret(request),
      attempt: 0,
    });
    const fault = faults.take(route.operation);
    const work = () => {
      // The address of a file is the key to it: whoever shows another one has followed it with what is for somebody else.
      if (route.operation === 'file' && req.headers.authorization)
        return refusal(401, 'unauthenticated', 'There is a token where none belongs.');
      if (route.scope && !tokens.accepts(req.headers.authorization, route.scope))
        return refusal(401, 'Unauthorized', 'Authorization has been denied for this request.');
      return route.answer(request);
    };
    const answer = fault ? await disturbed(fault, work) : work();
    if (answer === null) {
      open.finish({ status: 0, error: 'reset', fault: 'reset' });
      res.destroy();
      return true;
    }
    open.finish({
      status: answer.status,
      response: Buffer.isBuffer(answer.body)
        ? `${answer.body.length} bytes`
        : route.operation === 'token'
          ? null
          : answer.body,
      ...(fault && { fault: fault.kind }),
    });
    if (Buffer.isBuffer(answer.body)) {
      res.writeHead(answer.status, { 'content-type': 'application/octet-stream' }).end(answer.body);
    } else {
      sendJson(res, answer.status, answer.body, answer.headers);
    }
    return true;
  };

  function routeOf(method: string, [first, ...path]: string[], query: URLSearchParams): Route | null {
    const [version, ...rest] = path;
    switch (first) {
      case 'login':
        return login(method, path);
      case 'openid':
        return openid(path);
      case 'connector':
        return version === 'v3' ? connector(method, rest, query.get('isTargetedActivity') === 'true') : null;
      case 'graph':
        return method === 'GET' && version === 'v1.0' ? graph(rest, query) : null;
      case 'files':
        return { operation: 'file', answer: () => file(path[0] ?? '') };
      default:
        return null;
    }
  }

  function file(id: string): Answer {
    const found = world.file(id);
    return found ? { status: 200, body: found.data } : refusal(404, 'itemNotFound', 'There is no such file.');
  }
}

/** Null: the connection is cut. */
async function disturbed(fault: ConnectorFault, work: () => Answer): Promise<Answer | null> {
  if (fault.kind === 'slow') {
    const answer = work();
    await sleep(fault.delayMs ?? 1000);
    return answer;
  }
  if (fault.applied) work();
  if (fault.kind === 'reset') return null;
  const status = fault.status ?? 503;
  const headers = status === 429 ? { 'retry-after': String(fault.retryAfter ?? 1) } : undefined;
  return {
    ...refusal(status, `Injected${status}`, 'Injected by the playground.'),
    ...(headers && { headers }),
  };
}

function bodyOf(raw: Buffer, contentType = ''): JsonObject {
  const text = raw.toString('utf8');
  if (contentType.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    return text ? (JSON.parse(text) as JsonObject) : {};
  } catch {
    return {};
  }
}

function withoutSecret(request: JsonObject): JsonObject {
  return 'client_secret' in request ? { ...request, client_secret: '…' } : request;
}
