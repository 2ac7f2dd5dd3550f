import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../contract.ts';
import type { TeamsChat, TeamsFile, TeamsMessage, TeamsPerson } from './contract/organisation.ts';
import type { World } from './world.ts';

/** What a thing that a person does looks like to the bot. */
export interface Activities {
  message(
    person: TeamsPerson,
    chat: TeamsChat,
    said: {
      id: string;
      text: string;
      replyTo?: string;
      mention?: boolean;
      targeted?: boolean;
      files?: TeamsFile[];
    },
  ): JsonObject;
  /** An Action.Submit of a message that opens no dialog. */
  value(person: TeamsPerson, chat: TeamsChat, data: JsonObject, replyToId: string): JsonObject;
  invoke(
    person: TeamsPerson,
    chat: TeamsChat,
    name: string,
    value: JsonObject,
    replyToId?: string,
  ): JsonObject;
  /** A message as a command that is used on it brings it along. */
  payload(message: TeamsMessage): JsonObject;
  installation(person: TeamsPerson, chat: TeamsChat, action: 'add' | 'remove'): JsonObject;
  conversationUpdate(person: TeamsPerson, chat: TeamsChat, action: 'add' | 'remove'): JsonObject;
}

export function createActivities(
  world: World,
  appName: string,
  serviceUrl: () => string,
  baseUrl: () => string,
): Activities {
  function base(person: TeamsPerson, chat: TeamsChat, type: string, thread?: string): JsonObject {
    const tenantId = world.tenantOf(person);
    const inChannel = chat.kind === 'channel';
    const isPersonal = chat.kind === 'personal';
    const team = world.team()?.id ?? '';
    return {
      type,
      id: type === 'invoke' ? `f:${randomUUID()}` : randomUUID(),
      timestamp: new Date(world.now()).toISOString(),
      localTimezone: 'Asia/Jakarta',
      channelId: 'msteams',
      serviceUrl: serviceUrl(),
      from: { id: person.id, name: person.name, aadObjectId: person.aadObjectId },
      recipient: { id: world.botId, name: appName },
      conversation: {
        id: inChannel && thread ? `${chat.id};messageid=${thread}` : chat.id,
        conversationType: chat.kind,
        // Whoever joins from elsewhere does so in the tenant that the conversation is of.
        tenantId: isPersonal ? tenantId : world.identity.tenantId,
        ...(!isPersonal && { isGroup: true }),
      },
      locale: person.locale === 'id' ? 'id-ID' : 'en-US',
      entities: [
        {
          type: 'clientInfo',
          locale: person.locale,
          country: 'ID',
          platform: 'Web',
          timezone: 'Asia/Jakarta',
        },
      ],
      channelData: {
        tenant: { id: tenantId },
        ...(inChannel && {
          team: { id: team, aadGroupId: world.group() },
          channel: { id: chat.id, type: chat.type ?? 'standard' },
          teamsTeamId: team,
          teamsChannelId: chat.id,
        }),
      },
    };
  }

  return {
    message(person, chat, { id, text, replyTo, mention, targeted, files = [] }) {
      const started = base(person, chat, 'message', replyTo ?? id);
      const marked = `<at>${appName}</at>`;
      return {
        ...started,
        id,
        ...(targeted && { recipient: { ...(started.recipient as JsonObject), isTargeted: true } }),
        text: mention ? `${marked} ${text}` : text,
        textFormat: 'plain',
        ...(mention && {
          entities: [
            ...(started.entities as JsonObject[]),
            { type: 'mention', mentioned: { id: world.botId, name: appName }, text: marked },
          ],
        }),
        attachments: [
          {
            contentType: 'text/html',
            content: `<div><div>${text.replaceAll('<', '&lt;')}</div>${chat.kind === 'personal' ? '' : marksOf(files)}</div>`,
          },
          ...(chat.kind === 'personal' ? files : []).map((file) => ({
            contentType: 'application/vnd.microsoft.teams.file.download.info',
            name: file.name,
            contentUrl: `${baseUrl()}/teams/files/${file.id}`,
            content: {
              downloadUrl: `${baseUrl()}/teams/files/${file.id}`,
              uniqueId: file.id,
              fileType: file.name.split('.').at(-1) ?? '',
            },
          })),
        ],
      };
    },
    value: (person, chat, data, replyToId) => ({
      ...base(person, chat, 'message', replyToId),
      value: data,
      replyToId,
    }),
    invoke: (person, chat, name, value, replyToId) => ({
      ...base(person, chat, 'invoke', replyToId),
      name,
      value,
      ...(replyToId && { replyToId }),
    }),
    payload({ id, at, from, fromBot, text, replyTo, files }) {
      const author = world.people().find((person) => person.id === from);
      return {
        id,
        replyToId: replyTo ?? null,
        createdDateTime: new Date(at).toISOString(),
        importance: 'normal',
        locale: 'id-ID',
        body: { contentType: 'html', content: `<div>${text.replaceAll('<', '&lt;')}</div>${marksOf(files)}` },
        from: {
          application: fromBot
            ? { id: world.botId, displayName: appName, applicationIdentityType: 'bot' }
            : null,
          user: author
            ? { id: author.aadObjectId, displayName: author.name, userIdentityType: 'aadUser' }
            : null,
        },
        reactions: [],
        mentions: [],
        attachments: files.map((file) => ({
          id: file.id,
          contentType: 'reference',
          contentUrl: `${baseUrl()}/teams/sites/${file.id}/${encodeURIComponent(file.name)}`,
          content: null,
          name: file.name,
          thumbnailUrl: null,
        })),
      };
    },
    installation: (person, chat, action) => ({ ...base(person, chat, 'installationUpdate'), action }),
    conversationUpdate: (person, chat, action) => ({
      ...base(person, chat, 'conversationUpdate'),
      [action === 'add' ? 'membersAdded' : 'membersRemoved']: [{ id: world.botId }],
    }),
  };
}

/** All that a bot gets of a channel's files. */
const marksOf = (files: readonly TeamsFile[]): string =>
  files.map(({ id }) => `<attachment id="${id}"></attachment>`).join('');
