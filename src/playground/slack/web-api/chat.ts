import type { JsonObject } from '../../contract.ts';
import { keepBlocks } from '../blocks.ts';
import type { Channel, MessageMetadata } from '../contract/workspace.ts';
import { linksIn } from '../events.ts';
import { judgeMessageBlocks } from '../limits.ts';
import type { StoredMessage } from '../messages.ts';
import type { Slack } from '../slack.ts';
import { messageToWire } from '../wire.ts';
import { ApiError, type Call, type Methods } from './call.ts';
import { existingMessage, postingChannel, visibleChannel } from './channels.ts';

const MAX_POSTED_TEXT = 40_000;
const MAX_UPDATED_TEXT = 4000;

export const chat: Methods = {
  'chat.postMessage': { scopes: ['chat:write'], run: post },
  'chat.update': { scopes: ['chat:write'], run: update },
  'chat.delete': { scopes: ['chat:write'], run: remove },
  'chat.postEphemeral': { scopes: ['chat:write'], run: postEphemeral },
  'chat.getPermalink': { run: permalink },
  'chat.unfurl': { scopes: ['links:write'], run: unfurl },
};

function post(call: Call): JsonObject {
  const { slack, args } = call;
  const channel = postingChannel(call);
  const content = contentOf(call, MAX_POSTED_TEXT);
  if (content.text === undefined && !content.blocks?.length) throw new ApiError('no_text');
  const wait = slack.postingLimit.take(channel.id);
  if (wait > 0) throw new ApiError('ratelimited', [], {}, wait);
  const threadTs = threadOf(slack, channel, args.text('thread_ts'));
  const { app } = slack.workspace;
  const message = slack.workspace.messages.add({
    channel: channel.id,
    user: app.botUser,
    botId: app.botId,
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    ...(content.metadata && { metadata: content.metadata }),
    ...(threadTs !== undefined && { threadTs }),
  });
  void slack.events.messageSent(message, channel);
  return { channel: channel.id, ts: message.ts, message: toWire(slack, message) };
}

function update(call: Call): JsonObject {
  const { slack, args } = call;
  const channel = visibleChannel(slack, args.text('channel') ?? '');
  const message = existingMessage(slack, channel, args.text('ts') ?? '');
  if (message.botId !== slack.workspace.app.botId) throw new ApiError('cant_update_message');
  const content = contentOf(call, MAX_UPDATED_TEXT);
  if (content.text === undefined && content.blocks === undefined) throw new ApiError('no_text');
  const previous = slack.payloads.message(message);
  slack.workspace.messages.edit(message, content, slack.workspace.app.botUser);
  void slack.events.messageChanged(message, previous, channel);
  return { channel: channel.id, ts: message.ts, text: message.text, message: toWire(slack, message) };
}

function remove(call: Call): JsonObject {
  const { slack, args } = call;
  const channel = visibleChannel(slack, args.text('channel') ?? '');
  const message = existingMessage(slack, channel, args.text('ts') ?? '');
  if (message.botId !== slack.workspace.app.botId) throw new ApiError('cant_delete_message');
  slack.workspace.messages.delete(message);
  void slack.events.messageDeleted(message, channel);
  return { channel: channel.id, ts: message.ts };
}

function postEphemeral(call: Call): JsonObject {
  const { slack, args } = call;
  const channel = postingChannel(call);
  const content = contentOf(call, MAX_POSTED_TEXT);
  if (content.text === undefined && !content.blocks?.length) throw new ApiError('no_text');
  const user = args.required('user');
  if (!channel.members.includes(user)) throw new ApiError('user_not_in_channel');
  const { app } = slack.workspace;
  const threadTs = args.text('thread_ts');
  const message = slack.workspace.messages.add({
    channel: channel.id,
    user: app.botUser,
    botId: app.botId,
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    onlyFor: user,
    ...(threadTs !== undefined && { threadTs }),
  });
  return { message_ts: message.ts };
}

/** The message is named by channel and `ts`, or by the event's `unfurl_id` and `source`. */
function unfurl({ slack, args }: Call): JsonObject {
  const [channelId = '', ...ts] = args.text('unfurl_id')?.split('.') ?? [];
  const channel = slack.workspace.channel(args.text('channel') ?? channelId);
  const message = channel && slack.workspace.messages.get(channel.id, args.text('ts') ?? ts.join('.'));
  if (args.has('unfurl_id') !== args.has('source')) throw new ApiError('missing_source');
  if (!message || message.deleted || message.botId !== undefined) throw new ApiError('cannot_find_message');
  const given = args.json('unfurls', 'cannot_parse_attachment');
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new ApiError('missing_unfurls');
  const links = linksIn(message.text);
  const unfurls = Object.entries(given).map(([url, shown]) => {
    if (!links.includes(url)) throw new ApiError('cannot_unfurl_url');
    const { blocks } = shown as JsonObject;
    const verdict = judgeMessageBlocks(blocks, slack.workspace.lacking);
    if (verdict.error) throw new ApiError(verdict.error, verdict.problems);
    return { url, blocks: keepBlocks(blocks as JsonObject[]) };
  });
  slack.workspace.messages.unfurl(message, unfurls);
  return {};
}

function permalink(call: Call): JsonObject {
  const { slack, args } = call;
  const channel = visibleChannel(slack, args.text('channel') ?? '');
  const message = existingMessage(slack, channel, args.text('message_ts') ?? '');
  const thread = message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
  return {
    channel: channel.id,
    permalink: `${slack.baseUrl}/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`,
  };
}

interface Content {
  text?: string;
  blocks?: ReturnType<typeof keepBlocks>;
  metadata?: MessageMetadata;
}

function contentOf({ args, slack }: Call, maxText: number): Content {
  const content: Content = {};
  const text = args.text('text');
  if (text !== undefined && [...text].length > maxText) throw new ApiError('msg_too_long');
  if (text !== undefined && text !== '') content.text = text;
  const blocks = args.json('blocks', 'invalid_blocks_format');
  if (blocks !== undefined && blocks !== null) {
    const verdict = judgeMessageBlocks(blocks, slack.workspace.lacking);
    if (verdict.error) throw new ApiError(verdict.error, verdict.problems);
    content.blocks = keepBlocks(blocks as JsonObject[]);
  }
  const metadata = args.json('metadata', 'invalid_metadata_format');
  if (metadata !== undefined && metadata !== null) content.metadata = metadataOf(metadata);
  return content;
}

function metadataOf(value: unknown): MessageMetadata {
  const given = value as Partial<MessageMetadata>;
  const payload: unknown = given.event_payload;
  if (typeof given.event_type !== 'string' || typeof payload !== 'object' || payload === null) {
    throw new ApiError('invalid_metadata_format');
  }
  return { event_type: given.event_type, event_payload: given.event_payload ?? {} };
}

/**
 * The thread that a message with this `thread_ts` lands in. A reply's own `ts` leads to its thread. When the root
 * was deleted and nothing of the thread is left, Slack does not refuse: it posts to the channel, and only the missing
 * `thread_ts` in its answer tells.
 */
function threadOf(slack: Slack, channel: Channel, given: string | undefined): string | undefined {
  if (given === undefined || given === '') return undefined;
  const root = slack.workspace.messages.get(channel.id, given);
  if (!root || root.onlyFor !== undefined) return undefined;
  if (root.threadTs !== undefined) return root.threadTs;
  const isGone = root.deleted && slack.workspace.messages.replies(channel.id, root.ts).length === 0;
  return isGone ? undefined : root.ts;
}

const toWire = (slack: Slack, message: StoredMessage): JsonObject =>
  messageToWire(message, slack.workspace, slack.baseUrl, { metadata: true });
