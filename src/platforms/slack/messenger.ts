import type { UsersInfoResponse, WebClient } from '@slack/web-api';
import { summaryOf } from '../../chat/card.ts';
import {
  type ChatProfile,
  type Membership,
  type Messenger,
  type StandingMessage,
  textsIn,
  Undeliverable,
  vouchedAddress,
} from '../../chat/messenger.ts';
import { createCalls } from '../calls.ts';
import { downloadAtMost } from '../download.ts';
import { renderCard, renderHome } from './cards.ts';
import { isGone, slackRefusal, translated } from './errors.ts';
import { cut, limits } from './limits.ts';
import { escapeText } from './markup.ts';
import type { NewerBlocks } from './newer-blocks.ts';

/** The event type under which our own key travels in a message's metadata. */
const metadataType = 'satu_pintu_card';
/** How far Slack's clock may be behind ours. */
const clockSkewMs = 5 * 60_000;

export interface SlackWorkspace {
  teamId: string;
  /** The workspace's own address in browsers, with a slash at the end; absent where Slack does not name it. */
  url?: string;
  botToken: string;
  /** What messages that speak to us by name name. */
  botUserId?: string;
}

/** Slack as the product sees it. */
export function createMessenger(client: WebClient, workspace: SlackWorkspace, newer: NewerBlocks): Messenger {
  const call = createCalls(translated);

  return {
    platform: 'slack',
    tenant: workspace.teamId,

    direct: (externalId) =>
      call('conversations.open', async () => {
        const { channel } = await client.conversations.open({ users: externalId });
        if (!channel?.id) throw new Undeliverable('no direct conversation');
        return channel.id;
      }),

    post: ({ channel, thread, card, key }) =>
      call(
        'chat.postMessage',
        async () => {
          const { ts } = await newer.sent(
            (has) => renderCard(card, { has }),
            (blocks) =>
              client.chat.postMessage({
                channel,
                thread_ts: thread,
                text: cut(escapeText(summaryOf(card)), limits.messageText),
                blocks,
                metadata: { event_type: metadataType, event_payload: { key } },
                unfurl_links: false,
                unfurl_media: false,
              }),
          );
          if (!ts) throw new Error('Slack took the message but did not say where it stands');
          return ts;
        },
        channel,
      ),

    update({ channel, messageId }, card) {
      return call('chat.update', async () => {
        try {
          await newer.sent(
            (has) => renderCard(card, { has }),
            (blocks) =>
              client.chat.update({
                channel,
                ts: messageId,
                text: cut(escapeText(summaryOf(card)), limits.messageText),
                blocks,
              }),
          );
          return 'updated';
        } catch (error) {
          if (isGone(error)) return 'gone';
          throw error;
        }
      });
    },

    linkTo: ({ channel, messageId }) =>
      workspace.url
        ? `${workspace.url}archives/${channel}/p${messageId.replace('.', '')}`
        : `https://slack.com/app_redirect?team=${workspace.teamId}&channel=${channel}`,

    async find(channel, thread, key, since) {
      const range = {
        channel,
        oldest: String((since.getTime() - clockSkewMs) / 1000),
        limit: 200,
        include_all_metadata: true,
      };
      const inChannel: Listing = (cursor) =>
        call('conversations.history', () => client.conversations.history({ ...range, cursor }));
      if (thread === undefined) return search(inChannel, key);
      const inThread: Listing = (cursor) =>
        call('conversations.replies', () => client.conversations.replies({ ...range, ts: thread, cursor }));
      return search(inThread, key).catch((error) => {
        // Below a message that was deleted Slack posts to the channel itself.
        if (error instanceof Undeliverable && error.message === 'thread_not_found')
          return search(inChannel, key);
        throw error;
      });
    },

    readBack: (channel) =>
      standing((cursor) =>
        call('conversations.history', () =>
          client.conversations.history({ channel, cursor, limit: 200, include_all_metadata: true }),
        ),
      ),

    async lookup(email) {
      const id = await call('users.lookupByEmail', async () => {
        try {
          return (await client.users.lookupByEmail({ email })).user?.id;
        } catch (error) {
          if (slackRefusal(error) === 'users_not_found') return undefined;
          throw error;
        }
      });
      return id ? call('users.info', () => profileOf(client, workspace, id)) : null;
    },

    // An account that was deactivated stays there and says so; one that this token does not find may be another workspace's.
    whyEnded: (externalId) =>
      call('users.info', async () => {
        try {
          const { user } = await client.users.info({ user: externalId });
          if (user?.deleted) return 'deactivated';
          return membershipOf(user, workspace) === 'guest' ? 'guest' : null;
        } catch (error) {
          if (slackRefusal(error) === 'user_not_found') return null;
          throw error;
        }
      }),

    showHome: (externalId, home) =>
      call('views.publish', async () => {
        await client.views.publish({ user_id: externalId, view: renderHome(home) });
      }),

    check: () =>
      call('auth.test', async () => {
        await client.auth.test();
      }),

    download: (file, maxBytes) => download(client, workspace, file.source.slice('slack:'.length), maxBytes),
  };
}

type Listing = (
  cursor?: string,
) => Promise<{ messages?: unknown[]; response_metadata?: { next_cursor?: string } }>;

/** Looks through all pages for the message that carries this key. */
async function search(listing: Listing, key: string): Promise<string | null> {
  for (let cursor: string | undefined; ; ) {
    const { messages = [], response_metadata: more } = await listing(cursor);
    const match = (messages as Carrier[]).find(
      ({ metadata }) => metadata?.event_type === metadataType && metadata.event_payload?.key === key,
    );
    cursor = more?.next_cursor;
    if (match?.ts || !cursor) return match?.ts ?? null;
  }
}

/** Our own messages, page after page. */
async function* standing(listing: Listing): AsyncIterable<StandingMessage> {
  for (let cursor: string | undefined; ; ) {
    const { messages = [], response_metadata: more } = await listing(cursor);
    for (const message of messages as (Carrier & { blocks?: unknown })[]) {
      if (message.ts && message.metadata?.event_type === metadataType)
        yield { messageId: message.ts, text: textsIn(message.blocks) };
    }
    cursor = more?.next_cursor;
    if (!cursor) return;
  }
}

interface Carrier {
  ts?: string;
  metadata?: { event_type?: string; event_payload?: { key?: unknown } };
}

/** An account as Slack itself reports it (I-1). */
export async function profileOf(
  client: WebClient,
  workspace: SlackWorkspace,
  userId: string,
): Promise<ChatProfile> {
  const { user } = await client.users.info({ user: userId });
  return {
    externalId: userId,
    tenant: workspace.teamId,
    name: user?.profile?.real_name || user?.real_name || user?.name || userId,
    verifiedEmail: vouchedAddress(membershipOf(user, workspace), user?.profile?.email),
    // Its clients always have a locale, `en-US` where nobody chose one, and none of them has Indonesian: it says nothing of what
    // somebody reads here (I-8).
    locale: null,
  };
}

type SlackUser = NonNullable<UsersInfoResponse['user']>;

export function membershipOf(user: SlackUser | undefined, { teamId }: SlackWorkspace): Membership {
  if (!user || user.team_id !== teamId || user.deleted || user.is_bot || user.is_stranger) return 'outsider';
  if (user.is_restricted || user.is_ultra_restricted) return 'guest';
  return user.is_invited_user || !user.is_email_confirmed ? 'invited' : 'member';
}

/** Fetches a file that lies with Slack. */
async function download(
  client: WebClient,
  workspace: SlackWorkspace,
  fileId: string,
  maxBytes: number,
): Promise<Buffer> {
  const { file } = await client.files.info({ file: fileId });
  if (!file?.url_private_download) throw new Error('Slack names no address for this file');
  if (!isSlacks(file.url_private_download, client.slackApiUrl))
    throw new Error('the file does not lie with Slack');
  // Without the scope Slack answers with its login page and status 200: such bytes fail the check by content.
  return downloadAtMost(file.url_private_download, maxBytes, {
    authorization: `Bearer ${workspace.botToken}`,
  });
}

/** Our token goes to Slack alone: a file may be a link to another service, whose address the one who added it chose. */
export function isSlacks(address: string, apiUrl: string): boolean {
  const { protocol, hostname, origin } = new URL(address);
  if (origin === new URL(apiUrl).origin) return true;
  return protocol === 'https:' && /(^|\.)slack(-gov)?\.com$/.test(hostname);
}
