import type { JsonObject } from '../contract.ts';
import { keepBlocks } from './blocks.ts';
import { judgeMessageBlocks } from './limits.ts';
import type { Slack } from './slack.ts';

export interface ResponseResult {
  status: number;
  body: JsonObject;
  details?: string[];
}

const refusal = (status: number, error: string, details?: string[]): ResponseResult => ({
  status,
  body: { ok: false, error },
  ...(details && { details }),
});

/** Does what a bot posts to a `response_url`: a new message, a replacement or a deletion. */
export function respond(slack: Slack, key: string, body: JsonObject): ResponseResult {
  const issued = slack.responseUrls.use(key);
  if (issued === 'unknown') return refusal(404, 'invalid_url');
  if (typeof issued === 'string') return refusal(404, issued);
  const source =
    issued.ts === undefined ? undefined : slack.workspace.messages.get(issued.channel, issued.ts);
  if (body.delete_original === true) {
    if (!source || source.deleted) return refusal(404, 'message_not_found');
    slack.workspace.messages.delete(source);
    return { status: 200, body: { ok: true } };
  }
  const judged = messageContent(body, slack.workspace);
  if ('error' in judged) return refusal(400, judged.error, judged.details);
  if (body.replace_original === true) {
    if (!source || source.deleted) return refusal(404, 'message_not_found');
    slack.workspace.messages.edit(source, judged, slack.workspace.app.botUser);
    return { status: 200, body: { ok: true } };
  }
  postResponse(slack, issued.person, issued.channel, body, judged);
  return { status: 200, body: { ok: true } };
}

/**
 * Shows a bot's answer to a command or interaction: to that person alone unless it says `in_channel`, and below the
 * channel's other messages unless it names a thread, even if the interaction was in one.
 */
export function postResponse(
  slack: Slack,
  person: string,
  channel: string,
  body: JsonObject,
  content: MessageContent,
): void {
  const threadTs = typeof body.thread_ts === 'string' ? body.thread_ts : undefined;
  slack.workspace.messages.add({
    channel,
    user: slack.workspace.app.botUser,
    botId: slack.workspace.app.botId,
    ...content,
    ...(threadTs !== undefined && { threadTs }),
    ...(body.response_type !== 'in_channel' && { onlyFor: person }),
  });
}

export interface MessageContent {
  text: string;
  blocks: ReturnType<typeof keepBlocks>;
}

/** The text and blocks of a message that a bot wants shown, or what is wrong with them. */
export function messageContent(
  body: JsonObject,
  { lacking }: Slack['workspace'],
): MessageContent | { error: string; details?: string[] } {
  const text = typeof body.text === 'string' ? body.text : '';
  const given = body.blocks ?? [];
  const verdict = judgeMessageBlocks(given, lacking);
  if (verdict.error) return { error: verdict.error, details: verdict.problems };
  const blocks = keepBlocks(given as JsonObject[]);
  return text === '' && blocks.length === 0 ? { error: 'no_text' } : { text, blocks };
}
