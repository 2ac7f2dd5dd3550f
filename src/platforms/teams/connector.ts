import { TeamsFault } from './errors.ts';
import type { TeamsSettings } from './settings.ts';
import { createTokenSource } from './tokens.ts';

/** A conversation and the address at which it is served: what `channel` is for Teams. */
export interface Conversation {
  serviceUrl: string;
  id: string;
}

/** A member of a conversation, as the service itself reports it. */
export interface Member {
  id: string;
  aadObjectId?: string;
  objectId?: string;
  name?: string;
  email?: string;
  userPrincipalName?: string;
  tenantId?: string;
  userRole?: string;
}

/** Somebody of the directory, as Graph reports it. */
export interface DirectoryUser {
  id: string;
  displayName: string | null;
  mail: string | null;
  userPrincipalName: string;
  preferredLanguage: string | null;
  userType: string | null;
}

/** What the directory says of an account that may have ended. */
export type DirectoryStanding = Partial<Pick<DirectoryUser, 'userType'> & { accountEnabled: boolean }>;

/** A message of a team's channel. */
export interface ChannelMessage {
  /** The Entra group of the team. */
  group: string;
  channel: string;
  /** The message that its thread hangs on; itself when it hangs on none. */
  root: string;
  id: string;
}

export interface Connector {
  /** The personal conversation with somebody; there is one, however often it is asked for. */
  createConversation(memberId: string): Promise<Conversation>;
  post(to: Conversation, activity: object): Promise<string>;
  update(to: Conversation, messageId: string, activity: object): Promise<void>;
  member(of: Conversation, memberId: string): Promise<Member>;
  /** Null when the directory has nobody with this address, or does not let us look. */
  directoryUser(email: string): Promise<DirectoryUser | null>;
  /** How the directory has this account: `none` where it knows none such; null where it does not let us look. */
  standingOf(id: string): Promise<DirectoryStanding | 'none' | null>;
  /** The Entra group of a team, whose id Teams alone knows. */
  groupOf(serviceUrl: string, team: string): Promise<string>;
  /** What stands with a channel's message, unread. */
  attachmentsOf(message: ChannelMessage): Promise<unknown[]>;
  /** The messages of a channel that are no replies, the newest first, page after page, unread. */
  messagesOf(channel: Pick<ChannelMessage, 'group' | 'channel'>): AsyncIterable<unknown>;
  /** Where the bytes of a file of SharePoint are handed out: an address that is the key to them, for some minutes. */
  bytesOf(contentUrl: string): Promise<string>;
  /** Gets a token, or throws what stands in the way. */
  check(): Promise<void>;
}

const timeoutMs = 10_000;

/**
 * The few requests that we make of the Bot Connector and of Graph. The adapter's own client repeats a POST by itself
 * after a 5xx or a lost connection, which it cannot be told not to do, and a message would stand there twice: here
 * a request is made once, and the job that made it decides.
 */
export function createConnector(settings: TeamsSettings): Connector {
  const channel = createTokenSource(settings, 'https://api.botframework.com/.default');
  const graph = createTokenSource(settings, 'https://graph.microsoft.com/.default');

  /** Follows nothing: our tokens go where the settings, or a verified delivery, say and nowhere else. */
  async function send(
    operation: string,
    tokens: typeof channel,
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    body?: object,
    renewed = false,
  ): Promise<Response> {
    const token = settings.anonymous ? '' : await tokens.token();
    const response = await fetch(url, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      body: body ? JSON.stringify(body) : undefined,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status === 401 && !renewed && token) {
      tokens.forget(token);
      await response.body?.cancel();
      return send(operation, tokens, method, url, body, true);
    }
    if (response.status >= 400) throw await TeamsFault.from(operation, response);
    return response;
  }

  async function request(...asked: Parameters<typeof send>): Promise<unknown> {
    const response = await send(...asked);
    if (!response.ok) throw await TeamsFault.from(asked[0], response);
    const text = await response.text();
    return text ? JSON.parse(text) : {};
  }

  const below = (base: string, ...path: string[]) =>
    [base.replace(/\/$/, ''), ...path.map(encodeURIComponent)].join('/');
  const at = (serviceUrl: string, ...path: string[]) => below(serviceUrl, 'v3', 'conversations', ...path);
  const idOf = (answer: unknown, of: string) => {
    const id = (answer as { id?: unknown }).id;
    if (typeof id !== 'string' || !id) throw new Error(`Teams took ${of} but did not say which it is`);
    return id;
  };

  return {
    async createConversation(memberId) {
      const { serviceUrl, tenantId, appId } = settings;
      const answer = await request('create_conversation', channel, 'POST', at(serviceUrl), {
        isGroup: false,
        bot: { id: `28:${appId}` },
        members: [{ id: memberId }],
        tenantId,
        channelData: { tenant: { id: tenantId } },
      });
      return { serviceUrl, id: idOf(answer, 'the conversation') };
    },
    async post(to, activity) {
      const url = at(to.serviceUrl, to.id, 'activities');
      return idOf(await request('post', channel, 'POST', url, activity), 'the message');
    },
    async update(to, messageId, activity) {
      const url = at(to.serviceUrl, to.id, 'activities', messageId);
      await request('update', channel, 'PUT', url, { ...activity, id: messageId });
    },
    async member(of, memberId) {
      return (await request(
        'member',
        channel,
        'GET',
        at(of.serviceUrl, of.id, 'members', memberId),
      )) as Member;
    },
    async directoryUser(email) {
      const select = '$select=id,displayName,mail,userPrincipalName,preferredLanguage,userType';
      const url = `${settings.graphUrl}/v1.0/users/${encodeURIComponent(email)}?${select}`;
      try {
        return (await request('graph_user', graph, 'GET', url)) as DirectoryUser;
      } catch (error) {
        if (error instanceof TeamsFault && [401, 403, 404].includes(error.status)) return null;
        throw error;
      }
    },
    async standingOf(id) {
      const url = `${settings.graphUrl}/v1.0/users/${encodeURIComponent(id)}?$select=id,accountEnabled,userType`;
      try {
        return (await request('graph_user', graph, 'GET', url)) as DirectoryStanding;
      } catch (error) {
        if (!(error instanceof TeamsFault)) throw error;
        if (error.status === 404) return 'none';
        if (error.status === 401 || error.status === 403) return null;
        throw error;
      }
    },
    async groupOf(serviceUrl, team) {
      const answer = await request('team', channel, 'GET', below(serviceUrl, 'v3', 'teams', team));
      const { aadGroupId } = answer as { aadGroupId?: unknown };
      if (typeof aadGroupId !== 'string' || !aadGroupId)
        throw new Error('Teams does not say which group it is');
      return aadGroupId;
    },
    async attachmentsOf({ group, channel: id, root, id: message }) {
      const thread = ['v1.0', 'teams', group, 'channels', id, 'messages', root];
      const path = message === root ? thread : [...thread, 'replies', message];
      const answer = await request('graph_message', graph, 'GET', below(settings.graphUrl, ...path));
      const { attachments } = answer as { attachments?: unknown };
      return Array.isArray(attachments) ? attachments : [];
    },
    async *messagesOf({ group, channel: id }) {
      const channelUrl = below(settings.graphUrl, 'v1.0', 'teams', group, 'channels', id, 'messages');
      for (let url = `${channelUrl}?$top=50`; ; ) {
        const page = (await request('graph_messages', graph, 'GET', url)) as Record<string, unknown>;
        if (Array.isArray(page.value)) yield* page.value;
        const next = page['@odata.nextLink'];
        // Our token goes to Graph alone.
        if (typeof next !== 'string' || !next.startsWith(`${settings.graphUrl}/`)) return;
        url = next;
      }
    },
    async bytesOf(contentUrl) {
      const share = `u!${Buffer.from(contentUrl).toString('base64url')}`;
      const url = below(settings.graphUrl, 'v1.0', 'shares', share, 'driveItem', 'content');
      const response = await send('graph_content', graph, 'GET', url);
      await response.body?.cancel();
      const location = response.headers.get('location');
      if (response.status !== 302 || !location) throw new Error('Graph does not say where the file lies');
      return location;
    },
    async check() {
      // Without tokens there is nobody to ask for one.
      if (!settings.anonymous) await channel.token();
    },
  };
}
