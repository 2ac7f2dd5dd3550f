import * as z from 'zod';
import { type Card, summaryOf } from '../../chat/card.ts';
import { cut } from '../../chat/cut.ts';
import type { FileRef } from '../../chat/form.ts';
import {
  type ChatProfile,
  type MessageRef,
  type Messenger,
  type StandingMessage,
  textsIn,
  Undeliverable,
  vouchedAddress,
} from '../../chat/messenger.ts';
import { Refusal } from '../../core/errors.ts';
import { msg } from '../../core/texts/index.ts';
import { createCalls } from '../calls.ts';
import type { Activity } from './activity.ts';
import type { Authentication } from './authentication.ts';
import { type AdaptiveCard, adaptiveType, renderCard } from './cards.ts';
import type { Connector, Conversation, DirectoryUser, Member } from './connector.ts';
import { isGone, TeamsFault, translated } from './errors.ts';
import { channelFiles, download } from './files.ts';
import { limits } from './limits.ts';
import type { TeamsSettings } from './settings.ts';

/** Where browsers and clients open what lies in Teams. */
const webUrl = 'https://teams.microsoft.com';

/** What Teams calls somebody in another tenant's directory. */
const guestMark = '#EXT#';

export interface TeamsMessenger extends Messenger {
  /** Says something in a conversation, privately or in answer to a message there. */
  say(channel: string, words: string): Promise<void>;
  /** Shows a private card, which no job keeps up to date. */
  show(channel: string, card: AdaptiveCard, summary: string): Promise<void>;
  /** Shows it in the place of another one, as long as that is there. */
  showInstead(ref: MessageRef, card: AdaptiveCard, summary: string): Promise<void>;
  profileOf(of: Conversation, memberId: string, locale: string | null): Promise<ChatProfile>;
  /** Asks for the files of a channel's message; a Refusal where nobody has let us read them. */
  filesOf(message: Activity): Promise<FileRef[]>;
}

/** Teams as the product sees it. */
export function createMessenger(
  settings: TeamsSettings,
  connector: Connector,
  authentication: Authentication,
): TeamsMessenger {
  const call = createCalls(translated);

  /**
   * A personal chat's `channel` has its address with it, as people's conversations may lie anywhere. A team's channel is
   * known by its id alone, so that it stays the same one, and that nothing but our settings says where our token goes.
   * There are threads in channels only: in a personal chat what belongs to a thread names its number.
   */
  function conversationOf(channel: string, thread?: string): Conversation {
    const mark = channel.indexOf('#');
    if (mark >= 0) return { serviceUrl: channel.slice(0, mark), id: channel.slice(mark + 1) };
    const id = thread === undefined ? channel : `${channel};messageid=${thread}`;
    return { serviceUrl: settings.serviceUrl, id };
  }

  return {
    platform: 'teams',
    tenant: settings.tenantId,
    ...(!settings.anonymous && { secretEnds: settings.secretExpires ?? null }),

    direct: (externalId) =>
      call('createConversation', async () => channelOf(await connector.createConversation(externalId))),

    post: ({ channel, thread, card, key }) =>
      call(
        'post',
        () => connector.post(conversationOf(channel, thread), posted(channel, card, key)),
        channel,
      ),

    update: ({ channel, messageId }, card, key) =>
      call(
        'update',
        async () => {
          try {
            const message = posted(channel, card, key);
            await connector.update(conversationOf(channel), messageId, message);
            return 'updated';
          } catch (error) {
            if (isGone(error)) return 'gone';
            throw error;
          }
        },
        channel,
      ),

    // Of a chat with a bot there are no addresses of messages: what a bot knows it by is not what its people's clients do.
    linkTo: ({ channel, messageId }) => {
      const { tenantId, appId } = settings;
      return channel.includes('#')
        ? `${webUrl}/l/chat/0/0?tenantId=${tenantId}&users=28:${appId}`
        : `${webUrl}/l/message/${encodeURIComponent(channel)}/${messageId}?tenantId=${tenantId}`;
    },

    say: (channel, words) =>
      call(
        'post',
        async () => {
          await connector.post(conversationOf(channel), {
            type: 'message',
            text: words,
            textFormat: 'plain',
          });
        },
        channel,
      ),

    show: (channel, card, summary) =>
      call(
        'post',
        async () => {
          await connector.post(conversationOf(channel), messageOf(card, summary));
        },
        channel,
      ),

    showInstead: ({ channel, messageId }, card, summary) =>
      call(
        'update',
        async () => {
          try {
            await connector.update(conversationOf(channel), messageId, messageOf(card, summary));
          } catch (error) {
            if (!isGone(error)) throw error;
          }
        },
        channel,
      ),

    async *readBack(channel, team) {
      // Graph lets an app read the channels of a team, and no chats; and it knows teams by their groups.
      if (channel.includes('#')) throw new Undeliverable('personal_chat');
      if (team === null) throw new Undeliverable('team_unknown');
      try {
        const group = await connector.groupOf(settings.serviceUrl, team);
        for await (const message of connector.messagesOf({ group, channel })) {
          const own = ownMessage(message, settings.appId);
          if (own) yield own;
        }
      } catch (error) {
        if (error instanceof TeamsFault && error.status === 403)
          throw new Undeliverable('ChannelMessage.Read.Group', { cause: error });
        throw translated(error);
      }
    },

    lookup: (email) =>
      call('directoryUser', async () => {
        const user = settings.anonymous ? null : await connector.directoryUser(email);
        return user && profileOfUser(user, settings.tenantId);
      }),

    whyEnded: (externalId) =>
      call('directoryUser', async () => {
        const standing = settings.anonymous ? null : await connector.standingOf(externalId);
        if (!standing) return null;
        if (standing === 'none' || standing.accountEnabled === false) return 'deactivated';
        return standing.userType === 'Guest' ? 'guest' : null;
      }),

    async profileOf(of, memberId, locale) {
      try {
        return await call('member', async () =>
          profileOfMember(await connector.member(of, memberId), settings.tenantId, locale),
        );
      } catch (error) {
        // A command on a message may be used in conversations that we are not in, of which Teams tells us nothing.
        throw error instanceof Undeliverable ? new Refusal(msg('chat.openMeFirst')) : error;
      }
    },

    filesOf: (message) => channelFiles(settings, connector, message),

    download: (file, maxBytes) => call('download', () => download(settings, connector, file, maxBytes)),

    async check() {
      await connector.check();
      await authentication.check();
    },
  };
}

/** A conversation with its address, as the one text that the product keeps. */
export function channelOf({ serviceUrl, id }: Conversation): string {
  return `${serviceUrl}#${id}`;
}

/** A card in a channel is everybody's: no client asks for it anew as its own viewer is to see it. */
function posted(channel: string, card: Card, key: string): object {
  return messageOf(renderCard(card, channel.includes('#') ? { key } : {}), summaryOf(card));
}

function messageOf(card: AdaptiveCard, summary: string): object {
  return {
    type: 'message',
    summary: cut(summary, limits.summary),
    attachments: [{ contentType: adaptiveType, content: card }],
  };
}

const graphMessage = z.looseObject({
  id: z.string(),
  deletedDateTime: z.string().nullish(),
  from: z.looseObject({ application: z.looseObject({ id: z.string() }).nullish() }).nullish(),
  attachments: z.array(z.looseObject({ content: z.unknown() })).nullish(),
});

/** A message of ours with the texts of its cards, which Graph gives as JSON in a text. One that was deleted stays listed as such. */
function ownMessage(given: unknown, appId: string): StandingMessage | null {
  const message = graphMessage.safeParse(given).data;
  if (!message || message.deletedDateTime || message.from?.application?.id !== appId) return null;
  const cards = (message.attachments ?? []).map(({ content }) => readJson(content));
  return { messageId: message.id, text: textsIn(cards) };
}

function readJson(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/** An account as Teams itself reports it (I-1). */
function profileOfMember(member: Member, tenantId: string, locale: string | null): ChatProfile {
  const isGuest = member.userRole === 'guest' || member.userPrincipalName?.includes(guestMark);
  const membership = member.tenantId !== tenantId ? 'outsider' : isGuest ? 'guest' : 'member';
  return {
    externalId: member.aadObjectId ?? member.objectId ?? member.id,
    tenant: tenantId,
    name: member.name || member.userPrincipalName || member.id,
    verifiedEmail: vouchedAddress(membership, member.email || member.userPrincipalName),
    locale,
  };
}

function profileOfUser(user: DirectoryUser, tenantId: string): ChatProfile {
  const isGuest = user.userType === 'Guest' || user.userPrincipalName.includes(guestMark);
  return {
    externalId: user.id,
    tenant: tenantId,
    name: user.displayName || user.userPrincipalName,
    verifiedEmail: vouchedAddress(isGuest ? 'guest' : 'member', user.mail || user.userPrincipalName),
    locale: user.preferredLanguage,
  };
}
