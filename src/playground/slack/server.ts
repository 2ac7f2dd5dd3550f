import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject, TrafficKind } from '../contract.ts';
import { BadRequest, isLocal, mediaType, readBody, sendJson, sendText } from '../http.ts';
import type { ApiFault } from './contract/faults.ts';
import { respond } from './respond.ts';
import type { Slack } from './slack.ts';
import { callMethod, parseArguments } from './web-api/index.ts';

const BODY_LIMIT = 5_000_000;
const UPLOAD_LIMIT = 100_000_000;

interface Reply {
  status: number;
  headers?: Record<string, string>;
  /** JSON, text or bytes. */
  body: JsonObject | string | Buffer;
  type?: string;
  error?: string;
  details?: string[];
}

/** Answers requests that a bot sends to Slack. False: the path is none of Slack's. */
export async function serveSlack(slack: Slack, req: IncomingMessage, res: ServerResponse): Promise<boolean> {
  const url = new URL(req.url ?? '/', slack.baseUrl);
  const [, area = '', ...rest] = url.pathname.split('/');
  const route = { api, actions, upload, 'files-pri': download, login, archives }[area];
  if (!route) return false;
  if (!isLocal(req)) {
    sendText(res, 403, 'The playground answers this machine only.');
    return true;
  }
  try {
    await route(slack, req, res, url, rest);
  } catch (error) {
    const status = error instanceof BadRequest ? error.status : 500;
    sendJson(res, status, { ok: false, error: error instanceof Error ? error.message : 'fatal_error' });
  }
  return true;
}

async function api(
  slack: Slack,
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  rest: string[],
): Promise<void> {
  const method = rest.join('/');
  const args = parseArguments(req, url, await readBody(req, BODY_LIMIT));
  await answer(slack, req, res, { kind: 'web_api', name: method, request: readable(args ?? {}) }, () => {
    const { status, headers, body } = callMethod(slack, method, req.headers.authorization, args);
    const messages = body.errors as string[] | undefined;
    return {
      status,
      headers,
      body,
      ...(typeof body.error === 'string' && { error: body.error }),
      ...(messages && { details: messages }),
    };
  });
}

async function actions(
  slack: Slack,
  req: IncomingMessage,
  res: ServerResponse,
  _url: URL,
  rest: string[],
): Promise<void> {
  const body = await readBody(req, BODY_LIMIT);
  let given: JsonObject;
  try {
    given = JSON.parse(body.toString('utf8')) as JsonObject;
  } catch {
    throw new BadRequest('invalid_payload');
  }
  await answer(slack, req, res, { kind: 'response_url', name: 'response_url', request: given }, () => {
    const result = respond(slack, rest[0] ?? '', given);
    const error = result.body.error;
    return {
      status: result.status,
      body: result.body,
      ...(typeof error === 'string' && { error }),
      ...(result.details && { details: result.details }),
    };
  });
}

async function upload(
  slack: Slack,
  req: IncomingMessage,
  res: ServerResponse,
  _url: URL,
  rest: string[],
): Promise<void> {
  const body = await readBody(req, UPLOAD_LIMIT);
  const data = mediaType(req) === 'multipart/form-data' ? await fileOf(req, body) : body;
  const ticket = slack.uploads.find(rest[1] ?? '');
  const request = { file: ticket?.filename ?? null, bytes: data.length };
  await answer(slack, req, res, { kind: 'file_upload', name: ticket?.filename ?? '', request }, () => {
    if (!ticket) return { status: 404, body: 'no such upload', error: 'not_found' };
    ticket.data = data;
    return { status: 200, body: `OK - ${data.length}`, type: 'text/plain' };
  });
}

/** The first file of a multipart form. */
async function fileOf(req: IncomingMessage, body: Buffer): Promise<Buffer> {
  const headers = { 'content-type': req.headers['content-type'] ?? '' };
  const form = await new Response(new Uint8Array(body), { headers }).formData();
  for (const value of form.values()) {
    if (typeof value !== 'string') return Buffer.from(await value.arrayBuffer());
  }
  throw new BadRequest('no_file_data');
}

async function download(
  slack: Slack,
  req: IncomingMessage,
  res: ServerResponse,
  _url: URL,
  rest: string[],
): Promise<void> {
  const id = rest[0]?.split('-')[1] ?? '';
  await answer(
    slack,
    req,
    res,
    { kind: 'file_download', name: id, request: { path: rest.join('/') } },
    () => {
      const { secrets, manifest } = slack.workspace;
      // Slack sends whoever has no right to its sign-in page, with a redirect.
      const toLogin: Reply = {
        status: 302,
        headers: { location: `${slack.baseUrl}/login` },
        body: '',
        error: 'not_authed',
      };
      if (req.headers.authorization !== `Bearer ${secrets.botToken}`) return toLogin;
      if (!manifest.scopes.includes('files:read')) return { ...toLogin, error: 'missing_scope' };
      const file = slack.workspace.files.get(id);
      const data =
        file && slack.workspace.mayReadFile(file, secrets.botUser) && slack.workspace.files.data(file);
      if (!data) return { status: 404, body: 'File not found', error: 'file_not_found' };
      return { status: 200, body: data, type: file.mimetype };
    },
  );
}

async function login(_slack: Slack, _req: IncomingMessage, res: ServerResponse): Promise<void> {
  sendText(
    res,
    200,
    '<!DOCTYPE html><html><title>Sign in</title><body>Sign in to Slack</body></html>',
    'text/html',
  );
}

/** A message's permalink leads to its channel, or thread, on the page; that of a direct conversation to its person. */
async function archives(
  { workspace, pageUrl }: Slack,
  _req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  [channel = '']: string[],
): Promise<void> {
  const thread = url.searchParams.get('thread_ts');
  const person = workspace.person(workspace.channel(channel)?.with ?? '');
  const place = new URLSearchParams({
    ...(person && { as: person.name }),
    at: channel,
    ...(thread !== null && { thread }),
  });
  res.writeHead(302, { location: `${pageUrl}#${place}` });
  res.end();
}

/** Runs a request under its fault, if one is waiting for it, records it, and answers. */
async function answer(
  slack: Slack,
  req: IncomingMessage,
  res: ServerResponse,
  what: { kind: TrafficKind; name: string; request: JsonObject },
  run: () => Reply,
): Promise<void> {
  const open = slack.journal.begin({
    direction: 'bot_to_slack',
    ...what,
    transport: 'http',
    attempt: 0,
  });
  const fault = slack.faults.takeApi(what.kind === 'web_api' ? what.name : what.kind, what.request.channel);
  const reply = fault ? await spoiled(fault, run) : run();
  if (reply === 'reset') {
    open.finish({ error: 'connection_reset', fault: 'reset' });
    req.socket.destroy();
    return;
  }
  open.finish({
    status: reply.status,
    response: Buffer.isBuffer(reply.body) ? { bytes: reply.body.length } : structuredClone(reply.body),
    ...(reply.error !== undefined && { error: reply.error }),
    ...(reply.details && { details: reply.details }),
    ...(fault && { fault: fault.kind }),
  });
  if (typeof reply.body === 'object' && !Buffer.isBuffer(reply.body)) {
    sendJson(res, reply.status, reply.body, reply.headers);
    return;
  }
  res.writeHead(reply.status, { 'content-type': reply.type ?? 'text/plain', ...reply.headers });
  res.end(reply.body);
}

async function spoiled(fault: ApiFault, run: () => Reply): Promise<Reply | 'reset'> {
  if (fault.kind === 'slow') {
    const reply = run();
    await sleep(fault.delayMs ?? 1000);
    return reply;
  }
  if (fault.applied) run();
  if (fault.delayMs) await sleep(fault.delayMs);
  switch (fault.kind) {
    case 'reset':
      return 'reset';
    case 'rate_limited':
      return {
        status: 429,
        headers: { 'retry-after': String(fault.retryAfter ?? 1) },
        body: { ok: false, error: 'ratelimited' },
        error: 'ratelimited',
      };
    case 'server_error':
      return {
        status: fault.status ?? 503,
        body: '<!DOCTYPE html><html><body>Server Error</body></html>',
        type: 'text/html',
        error: 'server_error',
      };
    default:
      return {
        status: 200,
        body: { ok: false, error: fault.error ?? 'internal_error' },
        error: fault.error ?? 'internal_error',
      };
  }
}

/** Arguments for the inspector: JSON in texts unfolded, the token left out. */
function readable(args: JsonObject): JsonObject {
  const shown: JsonObject = {};
  for (const [name, value] of Object.entries(args)) {
    if (name === 'token') continue;
    const looksLikeJson = typeof value === 'string' && /^[[{]/.test(value);
    try {
      shown[name] = looksLikeJson ? (JSON.parse(value) as JsonObject) : value;
    } catch {
      shown[name] = value;
    }
  }
  return shown;
}
