import type { JsonObject } from '../contract.ts';
import type { View } from './contract/screen.ts';
import type { Channel, Person } from './contract/workspace.ts';
import type { StoredFile } from './files.ts';
import { prettyTypeOf } from './filetypes.ts';
import type { StoredMessage } from './messages.ts';
import type { Workspace } from './workspace.ts';

/** Slack's wire shapes of the things in the workspace, as its Web API and its payloads show them. */

const plainText = (text: string): JsonObject => ({ type: 'plain_text', text, emoji: true });

/** What Slack does to text that a person types into a message or after a command. */
export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const LOCALES = { id: 'id-ID', en: 'en-US' } as const;

export interface UserFields {
  email: boolean;
  locale: boolean;
}

export function userToWire(person: Person, workspace: Workspace, fields: UserFields): JsonObject {
  const [firstName = '', ...rest] = person.realName.split(' ');
  const teamId = person.stranger ? strangersTeam(workspace.app.teamId) : workspace.app.teamId;
  const profile: JsonObject = {
    title: person.title,
    phone: '',
    real_name: person.realName,
    real_name_normalized: person.realName,
    display_name: person.name,
    display_name_normalized: person.name,
    first_name: firstName,
    last_name: rest.join(' '),
    status_text: '',
    status_emoji: '',
    avatar_hash: 'playground',
    team: teamId,
    ...(fields.email && person.email !== '' && { email: person.email }),
    ...(person.isBot && { bot_id: workspace.app.botId, api_app_id: workspace.app.appId }),
  };
  const wire: JsonObject = {
    id: person.id,
    team_id: teamId,
    name: person.name,
    deleted: person.deleted,
    profile,
    is_bot: person.isBot,
    is_app_user: false,
    updated: 1_700_000_000,
  };
  if (fields.locale) wire.locale = LOCALES[person.locale];
  if (person.deleted) return wire;
  return {
    ...wire,
    color: '4bbe2e',
    real_name: person.realName,
    tz: 'Asia/Jakarta',
    tz_label: 'Western Indonesia Time',
    tz_offset: 25_200,
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: person.guest !== 'no',
    is_ultra_restricted: person.guest === 'ultra',
    is_email_confirmed: person.emailConfirmed,
    who_can_share_contact_card: 'EVERYONE',
    ...(person.stranger && { is_stranger: true }),
  };
}

/** Another workspace's id, for people who come from there. */
const strangersTeam = (own: string): string => `T0${own.slice(2).split('').reverse().join('')}`;

export function channelToWire(channel: Channel, workspace: Workspace): JsonObject {
  const common: JsonObject = {
    id: channel.id,
    created: channel.createdAt,
    is_im: channel.kind === 'im',
    is_archived: false,
    is_org_shared: false,
    context_team_id: workspace.app.teamId,
    updated: channel.createdAt * 1000,
  };
  if (channel.kind === 'im') {
    return {
      ...common,
      user: channel.with ?? '',
      is_user_deleted: workspace.person(channel.with ?? '')?.deleted ?? false,
      is_open: true,
      priority: 0,
    };
  }
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_mpim: false,
    is_private: channel.kind === 'private',
    is_general: false,
    is_shared: false,
    is_member: channel.members.includes(workspace.app.botUser),
    creator: channel.members[0] ?? '',
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    previous_names: [],
    num_members: channel.members.length,
  };
}

export function fileToWire(file: StoredFile, workspace: Workspace, filesUrl: string): JsonObject {
  const { teamId } = workspace.app;
  const path = `${filesUrl}/files-pri/${teamId}-${file.id}`;
  const name = encodeURIComponent(file.name.toLowerCase().replaceAll(' ', '_'));
  return {
    id: file.id,
    created: file.createdAt,
    timestamp: file.createdAt,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.filetype,
    pretty_type: prettyTypeOf(file.filetype),
    user: file.user,
    user_team: teamId,
    editable: false,
    size: file.size,
    mode: file.deleted ? 'tombstone' : 'hosted',
    is_external: false,
    external_type: '',
    is_public: file.channels.some((id) => workspace.channel(id)?.kind === 'public'),
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${path}/${name}`,
    url_private_download: `${path}/download/${name}`,
    media_display_type: 'unknown',
    permalink: `${filesUrl}/files/${file.user}/${file.id}/${name}`,
    permalink_public: `${filesUrl}/public/${teamId}-${file.id}`,
    is_starred: false,
    has_rich_preview: false,
    file_access: 'visible',
  };
}

export interface MessageFields {
  /** Whether `metadata` is shown (`include_all_metadata`). */
  metadata: boolean;
}

export function messageToWire(
  message: StoredMessage,
  workspace: Workspace,
  filesUrl: string,
  fields: MessageFields,
): JsonObject {
  const wire: JsonObject = { type: 'message', user: message.user, text: message.text, ts: message.ts };
  const { teamId, botId, appId, name } = workspace.app;
  if (message.botId !== undefined) {
    wire.bot_id = message.botId;
    wire.app_id = appId;
    wire.team = teamId;
    wire.bot_profile = {
      id: botId,
      app_id: appId,
      name,
      icons: {},
      deleted: false,
      updated: 1_700_000_000,
      team_id: teamId,
    };
    if (message.blocks.length > 0) wire.blocks = message.blocks;
  } else if (message.system) {
    wire.subtype = 'channel_join';
    if (message.inviter !== undefined) wire.inviter = message.inviter;
  } else {
    wire.client_msg_id = clientId(message.ts);
    wire.team = teamId;
    if (message.text !== '') wire.blocks = [typedText(message)];
  }
  if (message.unfurls) {
    wire.attachments = message.unfurls.map(({ url, blocks }, n) => ({
      id: n + 1,
      from_url: url,
      app_unfurl_url: url,
      is_app_unfurl: true,
      app_id: appId,
      bot_id: botId,
      fallback: '[no preview available]',
      blocks,
    }));
  }
  const files = message.files.flatMap((id) => workspace.files.get(id) ?? []);
  if (files.length > 0) {
    wire.files = files.map((file) => fileToWire(file, workspace, filesUrl));
    wire.upload = false;
    if (message.botId === undefined) wire.display_as_bot = false;
  }
  if (message.edited) wire.edited = { user: message.edited.user, ts: message.edited.ts };
  if (fields.metadata && message.metadata) wire.metadata = message.metadata as unknown as JsonObject;
  if (message.reactions.length > 0) {
    wire.reactions = message.reactions.map((each) => ({ ...each, count: each.users.length }));
  }
  if (message.threadTs !== undefined) {
    wire.thread_ts = message.threadTs;
    const parent = workspace.messages.get(message.channel, message.threadTs);
    if (parent) wire.parent_user_id = parent.user;
    return wire;
  }
  const replies = workspace.messages.replies(message.channel, message.ts);
  const latest = replies.at(-1);
  if (latest) {
    const users = [...new Set(replies.map((each) => each.user))];
    Object.assign(wire, {
      thread_ts: message.ts,
      reply_count: replies.length,
      reply_users_count: users.length,
      latest_reply: latest.ts,
      reply_users: users.slice(0, 5),
      is_locked: false,
      subscribed: false,
    });
  }
  return wire;
}

/** What Slack's client sends for typed text beside `text`: one rich-text section. */
function typedText(message: StoredMessage): JsonObject {
  const parts = message.text.split(/(<@[A-Z0-9]+>)/).filter((part) => part !== '');
  const elements = parts.map((part): JsonObject => {
    const mention = /^<@([A-Z0-9]+)>$/.exec(part);
    return mention?.[1] !== undefined
      ? { type: 'user', user_id: mention[1] }
      : { type: 'text', text: unescapeText(part) };
  });
  return {
    type: 'rich_text',
    block_id: message.ts.slice(-5),
    elements: [{ type: 'rich_text_section', elements }],
  };
}

const unescapeText = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const clientId = (ts: string): string => {
  const digits = ts.replace('.', '').padStart(32, '0').slice(-32);
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

export function viewToWire(view: View, workspace: Workspace): JsonObject {
  const common: JsonObject = {
    id: view.id,
    team_id: workspace.app.teamId,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.privateMetadata,
    callback_id: view.callbackId,
    state: { values: view.state },
    hash: view.hash,
    title: plainText(view.type === 'home' ? 'View Title' : view.title),
    clear_on_close: view.clearOnClose,
    notify_on_close: view.notifyOnClose,
    close: view.close === undefined ? null : plainText(view.close),
    submit: view.submit === undefined ? null : plainText(view.submit),
    previous_view_id: view.previousId ?? null,
    root_view_id: view.rootId,
    app_id: workspace.app.appId,
    external_id: view.externalId,
    app_installed_team_id: workspace.app.teamId,
    bot_id: workspace.app.botId,
  };
  return common;
}
