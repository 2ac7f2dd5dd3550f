import type { JsonObject } from '../../contract.ts';
import type { TeamsChat } from '../contract/organisation.ts';
import type { KeptMessage } from '../kept-message.ts';
import type { World } from '../world.ts';
import { adaptiveType } from './connector.ts';
import { directoryOf, principalOf } from './directory.ts';
import { type Answer, type Route, refusal } from './route.ts';

export const graphScope = 'https://graph.microsoft.com/.default';

/** Microsoft Graph: accounts, and what the bot may read of channels and their files. Its routes are below `graph/v1.0`. */
export function createGraph(world: World, baseUrl: () => string) {
  return function routeOf([resource, id = '', ...rest]: string[], query: URLSearchParams): Route | null {
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
  };

  /** By the id or an address, as Graph does. */
  function graphUser(name: string): Answer {
    const person = directoryOf(world).find(
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

  function notConsented(): Answer {
    return refusal(
      403,
      'Forbidden',
      'API requires one of ChannelMessage.Read.Group, ChannelMessage.Read.All.',
    );
  }

  function channelOf(group: string, channel: string): TeamsChat | undefined {
    // What stands in a private or shared channel Graph keeps to itself.
    const chat = world.chats().find(({ type, id }) => type === 'standard' && id === channel);
    return world.group() === group ? chat : undefined;
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
    const next = `${baseUrl()}/teams/graph/${path}?$top=${size}&$skiptoken=${from + size}`;
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
    return `${baseUrl()}/teams/sites/${group}/`;
  }

  function graphContent(share: string): Answer {
    const url = share.startsWith('u!') ? Buffer.from(share.slice(2), 'base64url').toString() : '';
    if (!url.startsWith(site(world.group())))
      return refusal(400, 'invalidRequest', 'The sharing URL is none.');
    if (!world.consent.files) return refusal(403, 'accessDenied', 'Access denied.');
    const id = url.slice(site(world.group()).length).split('/')[0] ?? '';
    // What lies in other channels than the team's standard ones has a site of its own.
    const isShared = world
      .chats()
      .filter(({ type }) => type === 'standard')
      .some((chat) => world.messagesIn(chat.id).some(({ files }) => files.some((one) => one.id === id)));
    if (!isShared || !world.file(id)) return refusal(404, 'itemNotFound', 'The resource could not be found.');
    return { status: 302, body: null, headers: { location: `${baseUrl()}/teams/files/${id}` } };
  }
}
