import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ControlProblem } from '../contract.ts';
import { BadRequest, isSameOrigin, mediaType, readBody, sendJson } from '../http.ts';
import type { Changes } from '../journal.ts';
import type { Mailbox } from '../mailbox.ts';
import { NotPossible } from '../not-possible.ts';
import type { PlayApi, PlayCall } from '../play/contract.ts';
import type { ControlApi, ControlCall } from '../slack/contract/calls.ts';
import type { TeamsControlApi, TeamsControlCall } from '../teams/contract/calls.ts';
import type { LocalTeams } from '../teams/index.ts';

const BODY_LIMIT = 100_000_000;
const HEARTBEAT_MS = 20_000;

/** The texts that each call needs; what TypeScript checks for callers in this process. */
const NEEDED: Record<ControlCall, readonly string[]> = {
  screen: ['person'],
  messages: ['person', 'channel'],
  mails: [],
  people: [],
  command: ['person', 'text'],
  post: ['person', 'channel', 'text'],
  edit: ['person', 'channel', 'ts', 'text'],
  remove: ['person', 'channel', 'ts'],
  act: ['person', 'blockId', 'actionId'],
  suggest: ['person', 'blockId', 'actionId', 'query'],
  submitView: ['person', 'viewId'],
  closeView: ['person', 'viewId'],
  openApp: ['person'],
  shortcut: ['person', 'callbackId'],
  upload: ['person', 'name', 'data'],
  download: ['person', 'file'],
  dismissMessage: ['person', 'channel', 'ts'],
  dismissNotice: ['person', 'id'],
  joinChannel: ['person', 'channel'],
  leaveChannel: ['person', 'channel'],
  createChannel: ['person', 'name'],
  invite: ['person', 'channel', 'user'],
  react: ['person', 'channel', 'ts', 'name'],
  speak: ['language'],
  addPerson: ['email', 'name', 'realName'],
  changePerson: ['person'],
  deleteMessage: ['channel', 'ts'],
  deleteFile: ['file'],
  failApi: ['method', 'kind'],
  lackBlocks: ['types'],
  disturbDeliveries: [],
  faults: [],
  clearFaults: [],
  refreshSockets: [],
  expireTriggers: [],
  redeliver: [],
  deliverRaw: ['body', 'contentType', 'signature'],
  verifyUrl: [],
  sslCheck: [],
  setBotUrl: [],
  traffic: [],
  clearTraffic: [],
  clearMails: [],
  everything: [],
};
/** Calls that also say where an element stands. */
const AT_A_PLACE: readonly string[] = ['act', 'suggest'];

const NEEDED_OF_TEAMS: Record<TeamsControlCall, readonly string[]> = {
  screen: ['person'],
  messages: ['person', 'chat'],
  people: [],
  send: ['person', 'text'],
  enter: ['person'],
  press: ['person'],
  search: ['person', 'input', 'query'],
  view: ['person', 'chat', 'message'],
  messageAction: ['person', 'chat', 'message', 'command'],
  slash: ['person', 'chat', 'command'],
  closeDialog: ['person'],
  dismissNotice: ['person', 'id'],
  install: ['person'],
  uninstall: ['person'],
  addPerson: ['email', 'name'],
  changePerson: ['person'],
  addChat: ['name', 'members'],
  letApp: ['chat', 'into'],
  deleteMessage: ['chat', 'message'],
  failConnector: ['operation', 'kind'],
  disturbActivities: [],
  clearFaults: [],
  rotateKeys: [],
  consent: [],
  expireTokens: [],
  redeliver: [],
  deliverRaw: ['token'],
  activityOf: ['person', 'text'],
  setBotUrl: [],
  traffic: [],
  everything: [],
};

const NEEDED_OF_PLAY: Record<PlayCall, readonly string[]> = { state: [], jump: ['by'], begin: [] };

/** Whom the calls are for. */
export interface Controlled {
  api: ControlApi;
  teams: LocalTeams | undefined;
  play: PlayApi;
  mailbox: Mailbox;
  changes: Changes;
}

const problem = (code: string, message: string): ControlProblem => ({ error: { code, message } });

/**
 * The control API over HTTP, below `/playground/api/`. Only JSON posted from the page's own origin is taken: no other
 * page in the person's browser can act here.
 */
export async function serveControl(
  controlled: Controlled,
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
): Promise<void> {
  const [call = '', ...rest] = url.pathname
    .slice('/playground/api/'.length)
    .split('/')
    .map(decodeURIComponent);
  if (!isSameOrigin(req)) {
    sendJson(res, 403, problem('cross_origin', 'Only the playground itself may act here.'));
    return;
  }
  try {
    if (req.method === 'GET') await serveGet(controlled, res, url, call, rest);
    else if (req.method === 'POST' && call === 'teams' && controlled.teams)
      await servePost(controlled.teams.api, NEEDED_OF_TEAMS, req, res, rest[0] ?? '');
    else if (req.method === 'POST' && call === 'play')
      await servePost(controlled.play, NEEDED_OF_PLAY, req, res, rest[0] ?? '');
    else if (req.method === 'POST') await servePost(controlled.api, NEEDED, req, res, call);
    else sendJson(res, 405, problem('method_not_allowed', 'Use POST.'), { allow: 'GET, POST' });
  } catch (error) {
    if (error instanceof NotPossible) sendJson(res, 400, problem(error.code, error.message));
    else if (error instanceof BadRequest)
      sendJson(res, error.status, problem('invalid_arguments', error.message));
    else throw error;
  }
}

async function servePost(
  api: ControlApi | TeamsControlApi | PlayApi,
  needed: Record<string, readonly string[]>,
  req: IncomingMessage,
  res: ServerResponse,
  call: string,
): Promise<void> {
  if (mediaType(req) !== 'application/json') {
    sendJson(res, 415, problem('invalid_arguments', 'Send the arguments as application/json.'));
    return;
  }
  if (!Object.hasOwn(api, call)) {
    sendJson(res, 404, problem('unknown_call', `There is no call ${call}.`));
    return;
  }
  const body = await readBody(req, BODY_LIMIT);
  let args: unknown;
  try {
    args = JSON.parse(body.toString('utf8') || '{}');
  } catch {
    throw new BadRequest('The body is not JSON.');
  }
  if (typeof args !== 'object' || args === null || Array.isArray(args))
    throw new BadRequest('Send an object.');
  const given = args as Record<string, unknown>;
  const missing = (needed[call] ?? []).filter((name) => typeof given[name] !== 'string');
  if (
    needed === NEEDED &&
    AT_A_PLACE.includes(call) &&
    (typeof given.place !== 'object' || given.place === null)
  )
    missing.push('place');
  if (missing.length > 0) throw new BadRequest(`Missing: ${missing.join(', ')}`);
  const run = api[call as never] as (args: unknown) => Promise<unknown>;
  sendJson(res, 200, await run(args));
}

async function serveGet(
  { api, teams, mailbox, changes }: Controlled,
  res: ServerResponse,
  url: URL,
  call: string,
  rest: string[],
): Promise<void> {
  if (call === 'changes') {
    streamChanges(changes, res);
    return;
  }
  if (call === 'file') {
    const { file, data } = await api.download({
      person: url.searchParams.get('person') ?? '',
      file: rest[0] ?? '',
    });
    sendBytes(res, file.name, file.mimetype, Buffer.from(data, 'base64'));
    return;
  }
  if (call === 'teams' && rest[0] === 'file') {
    const found = teams?.file(rest[1] ?? '');
    if (!found) throw new NotPossible('no_such_file', 'There is no such file.');
    sendBytes(res, found.name, 'application/octet-stream', found.data);
    return;
  }
  if (call === 'attachment') {
    const attachment = mailbox.attachment(rest[0] ?? '', Number(rest[1]));
    if (!attachment) throw new NotPossible('no_such_file', 'There is no such attachment.');
    sendBytes(res, attachment.name, attachment.type, attachment.data);
    return;
  }
  sendJson(res, 404, problem('unknown_call', `There is nothing to read at ${call}.`));
}

const SHOWN_INLINE = /^image\/(png|jpeg|gif|webp)$/;

/** Files come from anybody: only pictures are shown in the page's origin, everything else is saved. */
function sendBytes(res: ServerResponse, name: string, type: string, data: Buffer): void {
  const disposition = SHOWN_INLINE.test(type) ? 'inline' : 'attachment';
  res.writeHead(200, {
    'content-type': type,
    'content-length': data.length,
    'content-disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(name)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, max-age=3600',
  });
  res.end(data);
}

function streamChanges(changes: Changes, res: ServerResponse): void {
  res.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  res.write(': connected\n\n');
  const stop = changes.listen((change) => {
    res.write(`data: ${JSON.stringify(change)}\n\n`);
  });
  const heartbeat = setInterval(() => res.write(': still here\n\n'), HEARTBEAT_MS);
  heartbeat.unref();
  res.on('close', () => {
    stop();
    clearInterval(heartbeat);
  });
}
