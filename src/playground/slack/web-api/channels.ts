import type { Channel } from '../contract/workspace.ts';
import type { StoredMessage } from '../messages.ts';
import type { Slack } from '../slack.ts';
import { ApiError, type Call } from './call.ts';

const FAMILY = { public: 'channels', private: 'groups', im: 'im' } as const;

/** A channel that the bot knows of: not a private one without it, nor a DM with somebody else. */
export function visibleChannel(slack: Slack, id: string): Channel {
  const channel = slack.workspace.channel(id);
  const { botUser } = slack.workspace.app;
  if (!channel || (channel.kind !== 'public' && !channel.members.includes(botUser))) {
    throw new ApiError('channel_not_found');
  }
  return channel;
}

/** Throws `missing_scope` unless the scope for this kind of channel is granted, e.g. `im:history`. */
export function needChannelScope(call: Call, channel: Channel, right: 'read' | 'history'): void {
  needScope(call, `${FAMILY[channel.kind]}:${right}`);
}

function needScope(call: Call, scope: string): void {
  if (call.hasScope(scope)) return;
  const provided = call.slack.workspace.manifest.scopes.join(',');
  throw new ApiError('missing_scope', [], { needed: scope, provided });
}

/**
 * The channel that a message is to be posted in: by id, name, or a user's id for the DM with them. Throws what Slack
 * answers when the bot may not post there.
 */
export function postingChannel(call: Call): Channel {
  const { slack } = call;
  const key = call.args.text('channel') ?? '';
  const person = slack.workspace.person(key);
  if (person && !person.isBot && !person.unknown && !person.deleted) return dmFor(slack, person.id);
  const channel = slack.workspace.findChannel(key);
  const { botUser } = slack.workspace.app;
  if (!channel) throw new ApiError('channel_not_found');
  if (channel.kind === 'im') return dmFor(slack, channel.with ?? '');
  if (!channel.members.includes(botUser)) {
    if (channel.kind === 'private') throw new ApiError('channel_not_found');
    if (!call.hasScope('chat:write.public')) throw new ApiError('not_in_channel');
  }
  return channel;
}

function dmFor(slack: Slack, user: string): Channel {
  const person = slack.workspace.person(user);
  if (!person || person.unknown || person.deleted) throw new ApiError('channel_not_found');
  if (person.withoutApp) throw new ApiError('app_access_restricted');
  return slack.workspace.dmOf(user);
}

/** A message that is still there and not ephemeral; else `message_not_found`. */
export function existingMessage(slack: Slack, channel: Channel, ts: string): StoredMessage {
  const message = slack.workspace.messages.get(channel.id, ts);
  if (!message || message.deleted || message.onlyFor !== undefined) throw new ApiError('message_not_found');
  return message;
}
