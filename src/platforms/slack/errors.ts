import { SlackError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { PlatformFault, Undeliverable } from '../../chat/messenger.ts';
import { RetryLater } from '../../core/errors.ts';

/** Slack's word for why it refused a call; null for anything that is not a refusal. */
export function slackRefusal(error: unknown): string | null {
  return error instanceof WebAPIPlatformError ? error.data.error : null;
}

/** The message is not there any more, or can never be changed again. */
const gone = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'channel_not_found',
  'is_archived',
  'thread_not_found',
]);

export function isGone(error: unknown): boolean {
  return gone.has(slackRefusal(error) ?? '');
}

/** Refusals that coming back does not change: they are about the addressee or the message itself. */
const final = new Set([
  ...gone,
  'app_access_restricted',
  'user_disabled',
  'user_not_found',
  'user_not_visible',
  'users_not_found',
  'cannot_dm_bot',
  'not_in_channel',
  'messages_tab_disabled',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_too_long',
  'msg_blocks_too_long',
  'metadata_too_large',
]);

/** What a failed call means for the job that made it. */
export function translated(error: unknown): unknown {
  if (error instanceof WebAPIRateLimitedError) return new RetryLater(error.retryAfter, error);
  const refusal = slackRefusal(error);
  if (refusal && final.has(refusal)) return new Undeliverable(refusal, { cause: error });
  return error instanceof SlackError ? new PlatformFault(error.message, { cause: error }) : error;
}
