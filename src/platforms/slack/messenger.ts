import type { WebClient } from '@slack/web-api';
import { summaryOf } from '../../chat/card.ts';
import { type ChatProfile, type Messenger, Undeliverable } from '../../chat/messenger.ts';
import { escapeText, renderCard, renderHome } from './cards.ts';
import { isGone, slackRefusal, translated } from './errors.ts';
import { cut, limits } from './limits.ts';

/** The event type under which our own key travels in a message's metadata. */
const metadataType = 'satu_pintu_card';
/** How far Slack's clock may be behind ours. */
const clockSkewMs = 5 * 60_000;

export interface SlackWorkspace {
  teamId: string;
  botToken: string;
}

/** Slack as the product sees it. */
export function createMessenger(client: WebClient, workspace: SlackWorkspace): Messenger {
  async function call<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw translated(error);
    }
  }

  return {
    platform: 'slack',

    direct: (externalId) =>
      call(async () => {
        const { channel } = await client.conversations.open({ users: externalId });
        if (!channel?.id) throw new Undeliverable('no direct conversation');
        return channel.id;
      }),

    post: ({ channel, thread, card, key }) =>
      call(async () => {
        const { ts } = await client.chat.postMessage({
          channel,
          thread_ts: thread,
          text: cut(escapeText(summaryOf(card)), limits.messageText),
          blocks: renderCard(card),
          metadata: { event_type: metadataType, event_payload: { key } },
          unfurl_links: false,
          unfurl_media: false,
        });
        if (!ts) throw new Error('Slack took the message but did not say where it stands');
        return ts;
      }),

    async update({ channel, messageId }, card) {
      try {
        await client.chat.update({
          channel,
          ts: messageId,
          text: cut(escapeText(summaryOf(card)), limits.messageText),
          blocks: renderCard(card),
        });
        return 'updated';
      } catch (error) {
        if (isGone(error)) return 'gone';
        throw translated(error);
      }
    },

    find: (channel, thread, key, since) =>
      call(async () => {
        const range = {
          channel,
          oldest: String((since.getTime() - clockSkewMs) / 1000),
          limit: 100,
          include_all_metadata: true,
        };
        const { messages = [] } = thread
          ? await client.conversations.replies({ ...range, ts: thread })
          : await client.conversations.history(range);
        const match = messages.find((message) => {
          const metadata = (
            message as { metadata?: { event_type?: string; event_payload?: { key?: unknown } } }
          ).metadata;
          return metadata?.event_type === metadataType && metadata.event_payload?.key === key;
        });
        return match?.ts ?? null;
      }),

    async lookup(email) {
      try {
        const { user } = await client.users.lookupByEmail({ email });
        return user?.id ? await profileOf(client, workspace, user.id) : null;
      } catch (error) {
        if (slackRefusal(error) === 'users_not_found') return null;
        throw translated(error);
      }
    },

    showHome: (externalId, home) =>
      call(async () => {
        await client.views.publish({ user_id: externalId, view: renderHome(home) });
      }),

    download: (file, maxBytes) => download(client, workspace, file.source.slice('slack:'.length), maxBytes),
  };
}

/** An account as Slack itself reports it; the address counts only when it is confirmed and of our own workspace (I-1). */
export async function profileOf(
  client: WebClient,
  workspace: SlackWorkspace,
  userId: string,
): Promise<ChatProfile> {
  const { user } = await client.users.info({ user: userId, include_locale: true });
  const own = user?.team_id === workspace.teamId && !user.deleted && !user.is_bot && !user.is_stranger;
  return {
    externalId: userId,
    tenant: workspace.teamId,
    name: user?.profile?.real_name || user?.real_name || user?.name || userId,
    verifiedEmail: own && user.is_email_confirmed ? (user.profile?.email ?? null) : null,
    locale: user?.locale ?? null,
  };
}

/** Fetches a file's bytes; stops reading as soon as there are more than allowed. */
async function download(
  client: WebClient,
  workspace: SlackWorkspace,
  fileId: string,
  maxBytes: number,
): Promise<Buffer> {
  const { file } = await client.files.info({ file: fileId });
  if (!file?.url_private_download) throw new Error('Slack names no address for this file');
  const response = await fetch(file.url_private_download, {
    headers: { authorization: `Bearer ${workspace.botToken}` },
    redirect: 'error',
    signal: AbortSignal.timeout(30_000),
  });
  // Without the scope Slack answers with its login page and status 200: such bytes fail the check by content.
  if (!response.ok || !response.body) throw new Error(`the file's address answered ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    chunks.push(chunk);
    if (size > maxBytes) break;
  }
  return Buffer.concat(chunks);
}
