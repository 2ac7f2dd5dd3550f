import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject, JsonValue } from '../contract.ts';
import { readBody, sendJson } from '../http.ts';
import type { Journal } from '../journal.ts';
import type { BotTokens } from './bot-tokens.ts';
import type { ConnectorFault, TeamsChat, TeamsPerson } from './contract.ts';
import type { TeamsFaults } from './faults.ts';
import { issuer, type SigningKeys } from './keys.ts';
import { judgeCard, maxActivityBytes } from './limits.ts';
import type { KeptMessage, World } from './world.ts';

const channelScope = 'https://api.botframework.com/.default';
const graphScope = 'https://graph.microsoft.com/.default';

const adaptiveType = 'application/vnd.microsoft.card.adaptive';
const bodyLimit = 1_000_000;

interface Answer {
  status: number;
  body: JsonValue | Buffer;
  headers?: Record<string, string>;
}

const refusal = (status: number, code: string, message: string): Answer => ({
  status,
  body: { error: { code, message } },
});

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
  const { world, keys, tokens, faults, journal } = parts;

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

  interface Route {
    operation: string;
    scope?: string;
    answer(request: JsonObject): Answer;
  }

  function routeOf(method: string, path: string[], query: URLSearchParams): Route | null {
    const [first, second, ...rest] = path;
    switch (first) {
      case 'login':
        return method === 'POST' && rest.join('/') === 'oauth2/v2.0/token'
          ? { operation: 'token', answer: (form) => token(second ?? '', form) }
          : null;
      case 'openid':
        if (second === 'keys')
          return { operation: 'keys', answer: () => ({ status: 200, body: keys.published() as JsonObject }) };
        return { operation: 'metadata', answer: metadata };
      case 'connector':
        if (second === 'v3' && rest[0] === 'teams' && method === 'GET')
          return { operation: 'team', scope: channelScope, answer: () => team(rest[1] ?? '') };
        return second === 'v3' && rest.shift() === 'conversations' ? connectorRoute(method, rest) : null;
      case 'graph':
        return method === 'GET' && second === 'v1.0' ? graphRoute(rest, query) : null;
      case 'files':
        return { operation: 'file', answer: () => file(second ?? '') };
      default:
        return null;
    }
  }

  function connectorRoute(method: string, [conversation, what, id]: string[]): Route | null {
    const scope = channelScope;
    if (conversation === undefined)
      return method === 'POST'
        ? { operation: 'create_conversation', scope, answer: createConversation }
        : null;
    if (what === 'members' && method === 'GET')
      return { operation: 'member', scope, answer: () => member(conversation, id ?? '') };
    if (what !== 'activities') return null;
    if (method === 'POST')
      return { operation: 'post', scope, answer: (activity) => post(conversation, id, activity) };
    if (method === 'PUT')
      return { operation: 'update', scope, answer: (activity) => update(conversation, id ?? '', activity) };
    return method === 'DELETE'
      ? { operation: 'delete', scope, answer: () => remove(conversation, id ?? '') }
      : null;
  }

  function graphRoute([resource, id = '', ...rest]: string[], query: URLSearchParams): Route | null {
    const scope = graphScope;
    if (resource === 'users') return { operation: 'graph_user', scope, answer: () => graphUser(id) };
    if (resource === 'shares' && rest.join('/') === 'driveItem/content')
      return { operation: 'graph_content', scope, answer: () => graphContent(id) };
    const [channels, channel = '', messages, root, replies, reply] = rest;
    if (resource !== 'teams' || channels !== 'channels' || messages !== 'messages') return null;
    if (root === undefined)
      return { operation: 'graph_messages', scope, answer: () => graphMessages(id, channel, query) };
    if (replies !== undefined && replies !== 'replies') return null;
    return { operation: 'graph_message', scope, answer: () => graphMessage(id, channel, root, reply) };
  }

  function token(tenant: string, form: JsonObject): Answer {
    const { appId, appPassword, tenantId } = world.identity;
    if (tenant !== tenantId) return oauth(400, 'invalid_request', 'There is no such tenant.');
    if (form.client_id !== appId || form.client_secret !== appPassword)
      return oauth(401, 'invalid_client', 'The client secret is not right.');
    if (form.grant_type !== 'client_credentials')
      return oauth(400, 'unsupported_grant_type', 'Only client credentials are taken.');
    const scope = String(form.scope);
    if (scope !== channelScope && scope !== graphScope)
      return oauth(400, 'invalid_scope', 'There is no such scope.');
    return { status: 200, body: tokens.issue(scope) };
  }

  function metadata(): Answer {
    return {
      status: 200,
      body: {
        issuer,
        authorization_endpoint: 'https://invalid.botframework.com',
        jwks_uri: `${parts.baseUrl()}/teams/openid/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
        token_endpoint_auth_methods_supported: ['private_key_jwt'],
      },
    };
  }

  /** Everybody whom the directory still has. */
  function directory(): TeamsPerson[] {
    return world.people().filter(({ deleted }) => !deleted);
  }

  function createConversation(request: JsonObject): Answer {
    const [first] = Array.isArray(request.members) ? (request.members as JsonObject[]) : [];
    const tenant = ((request.channelData as JsonObject | undefined)?.tenant as JsonObject | undefined)?.id;
    if (request.isGroup === true || !first) return refusal(400, 'BadSyntax', 'One member, no group.');
    if ((tenant ?? request.tenantId) !== world.identity.tenantId)
      return refusal(403, 'BotNotRegistered', 'The bot is not known in this tenant.');
    const person = directory().find(({ id, aadObjectId }) => [id, aadObjectId].includes(String(first.id)));
    if (!person) return refusal(404, 'ServiceError', 'There is no such user.');
    if (!person.installed)
      return refusal(403, 'ForbiddenOperationException', 'The bot is not installed for this user.');
    return { status: 201, body: { id: world.personalChat(person).id } };
  }

  /** The people of a conversation that the bot may write to; a refusal where there is none. */
  function writable(conversation: string): Answer | null {
    const chat = world.chat(conversation);
    if (!chat) return refusal(404, 'ConversationNotFound', 'There is no such conversation.');
    const alone = chat.kind === 'personal' ? world.find(chat.members[0] ?? '') : undefined;
    if (alone?.deleted) return refusal(404, 'ConversationNotFound', 'There is nobody in this conversation.');
    return alone && !alone.installed
      ? refusal(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.')
      : null;
  }

  /** What is wrong with an activity that the bot sends. */
  function judged(activity: JsonObject): Answer | null {
    if (activity.type !== 'message') return refusal(400, 'BadSyntax', 'Only messages are sent.');
    if (Buffer.byteLength(JSON.stringify(activity)) > maxActivityBytes)
      return refusal(413, 'MessageSizeTooBig', 'The message is larger than 28 KB.');
    const attached = attachments(activity);
    const unknown = attached.find((one) => one.contentType !== adaptiveType);
    if (unknown) return refusal(400, 'BadArgument', `${String(unknown.contentType)} is not taken.`);
    if (attached.length === 0 && !String(activity.text ?? '').trim())
      return refusal(400, 'BadSyntax', 'There is neither text nor an attachment.');
    const problems = cardsOf(activity).flatMap((card) => judgeCard(card, 'message'));
    return problems.length > 0 ? refusal(400, 'BadArgument', problems.join('; ')) : null;
  }

  function post(conversation: string, replyTo: string | undefined, activity: JsonObject): Answer {
    const problem = writable(conversation) ?? judged(activity);
    const chat = world.chat(conversation);
    if (problem || !chat) return problem ?? refusal(404, 'ConversationNotFound', 'There is none.');
    const thread = conversation.split(';messageid=')[1] ?? (chat.kind === 'channel' ? replyTo : undefined);
    const message = world.addMessage({
      chat: chat.id,
      from: world.botId,
      fromBot: true,
      text: String(activity.text ?? ''),
      summary: String(activity.summary ?? ''),
      cards: cardsOf(activity),
      files: [],
      ...(thread && { replyTo: thread }),
    });
    return { status: 201, body: { id: message.id } };
  }

  function own(conversation: string, id: string): KeptMessage | Answer {
    const problem = writable(conversation);
    if (problem) return problem;
    const message = world.message(world.chat(conversation)?.id ?? '', id);
    if (!message) return refusal(404, 'ActivityNotFoundInConversation', 'There is no such activity.');
    if (!message.fromBot) return refusal(403, 'Forbidden', 'The message is not of the bot.');
    return message;
  }

  function update(conversation: string, id: string, activity: JsonObject): Answer {
    const message = own(conversation, id);
    if ('status' in message) return message;
    const problem = judged(activity);
    if (problem) return problem;
    world.updateMessage(message, {
      text: String(activity.text ?? ''),
      summary: String(activity.summary ?? ''),
      cards: cardsOf(activity),
    });
    return { status: 200, body: { id } };
  }

  function remove(conversation: string, id: string): Answer {
    const message = own(conversation, id);
    if ('status' in message) return message;
    world.deleteMessage(message);
    return { status: 200, body: {} };
  }

  function member(conversation: string, id: string): Answer {
    const chat = world.chat(conversation);
    const person = directory().find((one) => [one.id, one.aadObjectId].includes(id));
    if (!chat || !person || !world.isMember(chat, person))
      return refusal(404, 'MemberNotFoundInConversation', 'There is no such member.');
    return { status: 200, body: memberOf(person) };
  }

  function memberOf(person: TeamsPerson): JsonObject {
    const [givenName = '', ...surname] = person.name.split(' ');
    return {
      id: person.id,
      name: person.name,
      givenName,
      surname: surname.join(' '),
      ...(person.email && { email: person.email }),
      userPrincipalName: principalOf(person),
      aadObjectId: person.aadObjectId,
      tenantId: world.tenantOf(person),
      userRole: person.guest ? 'guest' : 'user',
    };
  }

  /** By the id or an address, as Graph does. */
  function graphUser(name: string): Answer {
    const person = directory().find(
      (one) => !one.stranger && [one.aadObjectId, one.email, one.userPrincipalName].includes(name),
    );
    if (!person) return refusal(404, 'Request_ResourceNotFound', 'There is no such user.');
    return {
      status: 200,
      body: {
        id: person.aadObjectId,
        displayName: person.name,
        mail: person.email || null,
        userPrincipalName: principalOf(person),
        preferredLanguage: person.locale,
        userType: person.guest ? 'Guest' : 'Member',
        accountEnabled: !person.disabled,
      },
    };
  }

  function team(id: string): Answer {
    const chat = world.chat(id);
    if (chat?.kind !== 'channel') return refusal(404, 'NotFound', 'There is no such team.');
    return { status: 200, body: { id: chat.id, name: chat.name, aadGroupId: world.groupOf(chat) } };
  }

  function notConsented(): Answer {
    return refusal(
      403,
      'Forbidden',
      'API requires one of ChannelMessage.Read.Group, ChannelMessage.Read.All.',
    );
  }

  function channelOf(group: string, channel: string): TeamsChat | undefined {
    const chat = world.chats().find(({ kind, id }) => kind === 'channel' && id === channel);
    return chat && world.groupOf(chat) === group ? chat : undefined;
  }

  function graphMessage(group: string, channel: string, root: string, reply: string | undefined): Answer {
    if (!world.consent.messages) return notConsented();
    const chat = channelOf(group, channel);
    const message = chat && world.message(chat.id, reply ?? root);
    if (!chat || !message || message.replyTo !== (reply === undefined ? undefined : root))
      return refusal(404, 'NotFound', 'There is no such message.');
    return { status: 200, body: messageToGraph(group, message) };
  }

  /** The messages that are no replies, the newest first; those that were deleted are listed as such. */
  function graphMessages(group: string, channel: string, query: URLSearchParams): Answer {
    if (!world.consent.messages) return notConsented();
    const chat = channelOf(group, channel);
    if (!chat) return refusal(404, 'NotFound', 'There is no such channel.');
    const size = Math.min(Number(query.get('$top') ?? 20), 50);
    const from = Number(query.get('$skiptoken') ?? 0);
    const all = world
      .everyMessage()
      .filter((message) => message.chat === chat.id && message.replyTo === undefined)
      .reverse();
    const path = `v1.0/teams/${group}/channels/${encodeURIComponent(channel)}/messages`;
    const next = `${parts.baseUrl()}/teams/graph/${path}?$top=${size}&$skiptoken=${from + size}`;
    return {
      status: 200,
      body: {
        value: all.slice(from, from + size).map((message) => messageToGraph(group, message)),
        ...(from + size < all.length && { '@odata.nextLink': next }),
      },
    };
  }

  function messageToGraph(group: string, message: KeptMessage): JsonObject {
    const files = message.files.map(({ id, name }) => ({
      id,
      contentType: 'reference',
      contentUrl: `${site(group)}${id}/${encodeURIComponent(name)}`,
      content: null,
      name,
      thumbnailUrl: null,
    }));
    const cards = message.cards.map((card, n) => ({
      id: `${message.id}-${n}`,
      contentType: adaptiveType,
      contentUrl: null,
      content: JSON.stringify(card),
      name: null,
      thumbnailUrl: null,
    }));
    return {
      id: message.id,
      replyToId: message.replyTo ?? null,
      createdDateTime: new Date(message.at).toISOString(),
      deletedDateTime: message.deleted ? new Date(message.at).toISOString() : null,
      from: message.fromBot
        ? { application: { id: world.identity.appId, applicationIdentityType: 'bot' }, user: null }
        : { application: null, user: { id: world.person(message.from).aadObjectId } },
      attachments: message.deleted ? [] : [...files, ...cards],
    };
  }

  /** Where the files of a team lie. */
  function site(group: string): string {
    return `${parts.baseUrl()}/teams/sites/${group}/`;
  }

  function graphContent(share: string): Answer {
    const url = share.startsWith('u!') ? Buffer.from(share.slice(2), 'base64url').toString() : '';
    const chat = world
      .chats()
      .find((one) => one.kind === 'channel' && url.startsWith(site(world.groupOf(one))));
    if (!chat) return refusal(400, 'invalidRequest', 'The sharing URL is none.');
    if (!world.consent.files) return refusal(403, 'accessDenied', 'Access denied.');
    const id = url.slice(site(world.groupOf(chat)).length).split('/')[0] ?? '';
    const isShared = world.messagesIn(chat.id).some((message) => message.files.some((one) => one.id === id));
    if (!isShared || !world.file(id)) return refusal(404, 'itemNotFound', 'The resource could not be found.');
    return { status: 302, body: null, headers: { location: `${parts.baseUrl()}/teams/files/${id}` } };
  }

  function file(id: string): Answer {
    const found = world.file(id);
    return found ? { status: 200, body: found.data } : refusal(404, 'itemNotFound', 'There is no such file.');
  }
}

function principalOf(person: TeamsPerson): string {
  return person.guest
    ? `${person.userPrincipalName.replace('@', '_')}#EXT#@nusantara.example`
    : person.userPrincipalName;
}

function oauth(status: number, error: string, description: string): Answer {
  return { status, body: { error, error_description: description } };
}

function attachments(activity: JsonObject): JsonObject[] {
  return Array.isArray(activity.attachments) ? (activity.attachments as JsonObject[]) : [];
}

function cardsOf(activity: JsonObject): JsonObject[] {
  return attachments(activity)
    .filter((one) => one.contentType === adaptiveType)
    .map((one) => one.content as JsonObject);
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
