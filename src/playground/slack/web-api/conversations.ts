import type { JsonObject } from '../../contract.ts';
import type { Channel } from '../contract/workspace.ts';
import { tsNumber } from '../ids.ts';
import type { StoredMessage } from '../messages.ts';
import type { Slack } from '../slack.ts';
import { channelToWire, messageToWire } from '../wire.ts';
import { ApiError, type Args, type Call, type Methods, page } from './call.ts';
import { needChannelScope, visibleChannel } from './channels.ts';

const READ = ['channels:read', 'groups:read', 'im:read', 'mpim:read'] as const;
const HISTORY = ['channels:history', 'groups:history', 'im:history', 'mpim:history'] as const;
const KINDS: Record<string, Channel['kind']> = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'im',
};

export const conversations: Methods = {
  'conversations.open': { scopes: ['im:write', 'mpim:write'], run: open },
  'conversations.info': { scopes: READ, run: info },
  'conversations.list': { scopes: READ, run: (call) => list(call, false) },
  'users.conversations': { scopes: READ, run: (call) => list(call, true) },
  'conversations.members': { scopes: READ, run: members },
  'conversations.join': { scopes: ['channels:join'], run: join },
  'conversations.history': { scopes: HISTORY, run: history },
  'conversations.replies': { scopes: HISTORY, run: replies },
};

function open({ slack, args }: Call): JsonObject {
  const { workspace } = slack;
  const known = args.text('channel');
  if (known) return { no_op: true, already_open: true, channel: { id: visibleChannel(slack, known).id } };
  const users = (args.text('users') ?? '').split(',').filter((each) => each !== '');
  const [user] = users;
  if (user === undefined) throw new ApiError('users_list_not_supplied');
  // Group conversations are not part of this workspace.
  if (users.length > 1) throw new ApiError('invalid_user_combination');
  const person = workspace.person(user);
  if (!person || person.unknown) throw new ApiError('user_not_found');
  if (person.deleted) throw new ApiError('user_disabled');
  const channel = workspace.dmOf(user);
  return { channel: args.flag('return_im') ? channelToWire(channel, workspace) : { id: channel.id } };
}

function info(call: Call): JsonObject {
  const channel = visibleChannel(call.slack, call.args.required('channel'));
  needChannelScope(call, channel, 'read');
  return { channel: channelToWire(channel, call.slack.workspace) };
}

function list(call: Call, onlyOwn: boolean): JsonObject {
  const { workspace } = call.slack;
  const kinds = (call.args.text('types') ?? 'public_channel').split(',').map((each) => KINDS[each.trim()]);
  const user = call.args.text('user') ?? workspace.app.botUser;
  const visible = workspace.channels().filter((each) => {
    if (!kinds.includes(each.kind)) return false;
    if (each.kind !== 'public' && !each.members.includes(workspace.app.botUser)) return false;
    return onlyOwn ? each.members.includes(user) : true;
  });
  const { items, nextCursor } = page(visible, call.args);
  return {
    channels: items.map((each) => channelToWire(each, workspace)),
    response_metadata: { next_cursor: nextCursor },
  };
}

function members(call: Call): JsonObject {
  const channel = visibleChannel(call.slack, call.args.required('channel'));
  needChannelScope(call, channel, 'read');
  const { items, nextCursor } = page(channel.members, call.args);
  return { members: items, response_metadata: { next_cursor: nextCursor } };
}

function join({ slack, args }: Call): JsonObject {
  const channel = visibleChannel(slack, args.required('channel'));
  if (channel.kind !== 'public') throw new ApiError('method_not_supported_for_channel_type');
  const { botUser } = slack.workspace.app;
  if (channel.members.includes(botUser)) {
    return {
      channel: channelToWire(channel, slack.workspace),
      warning: 'already_in_channel',
      response_metadata: { warnings: ['already_in_channel'] },
    };
  }
  slack.workspace.putChannel({ ...channel, members: [...channel.members, botUser] });
  return { channel: channelToWire(visibleChannel(slack, channel.id), slack.workspace) };
}

function history(call: Call): JsonObject {
  const channel = readableChannel(call);
  const all = call.slack.workspace.messages
    .in(channel.id)
    .filter((each) => each.threadTs === undefined && isListed(call.slack, each) && within(each, call.args));
  const { items, nextCursor } = page([...all].reverse(), call.args);
  return {
    messages: items.map((each) => toWire(call, each)),
    has_more: nextCursor !== '',
    pin_count: 0,
    response_metadata: { next_cursor: nextCursor },
  };
}

function replies(call: Call): JsonObject {
  const channel = readableChannel(call);
  const { workspace } = call.slack;
  const asked = workspace.messages.get(channel.id, call.args.required('ts'));
  const root = asked?.threadTs === undefined ? asked : workspace.messages.get(channel.id, asked.threadTs);
  if (!root || !isListed(call.slack, root)) throw new ApiError('thread_not_found');
  const thread = [root, ...workspace.messages.replies(channel.id, root.ts)].filter(
    (each) => each === root || within(each, call.args),
  );
  const { items, nextCursor } = page(thread, call.args);
  return {
    messages: items.map((each) => toWire(call, each)),
    has_more: nextCursor !== '',
    response_metadata: { next_cursor: nextCursor },
  };
}

function readableChannel(call: Call): Channel {
  const channel = visibleChannel(call.slack, call.args.required('channel'));
  needChannelScope(call, channel, 'history');
  if (!channel.members.includes(call.slack.workspace.app.botUser)) throw new ApiError('not_in_channel');
  return channel;
}

/** Deleted roots stay listed as tombstones while they have replies. */
function isListed(slack: Slack, message: StoredMessage): boolean {
  if (message.onlyFor !== undefined) return false;
  return !message.deleted || slack.workspace.messages.replies(message.channel, message.ts).length > 0;
}

function within(message: StoredMessage, args: Args): boolean {
  const ts = tsNumber(message.ts);
  const inclusive = args.flag('inclusive');
  const oldest = args.text('oldest');
  const latest = args.text('latest');
  const bound = (given: string): number => Math.round(Number(given) * 1e6);
  if (oldest && (inclusive ? ts < bound(oldest) : ts <= bound(oldest))) return false;
  return !(latest && latest !== '0' && (inclusive ? ts > bound(latest) : ts >= bound(latest)));
}

function toWire(call: Call, message: StoredMessage): JsonObject {
  const wire = messageToWire(message, call.slack.workspace, call.slack.baseUrl, {
    metadata: call.args.flag('include_all_metadata'),
  });
  if (!message.deleted) return wire;
  delete wire.blocks;
  delete wire.files;
  return {
    ...wire,
    subtype: 'tombstone',
    user: 'USLACKBOT',
    text: 'This message was deleted.',
    hidden: true,
  };
}
