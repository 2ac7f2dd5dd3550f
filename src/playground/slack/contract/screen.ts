import type { JsonObject } from '../../contract.ts';
import type { AppInfo } from './app.ts';
import type { Block, Channel, Person } from './workspace.ts';

/** Values as Slack sends them in `view.state.values[block_id][action_id]` and `state.values` of a message. */
export type StateValues = Record<string, Record<string, JsonObject>>;

export interface View {
  id: string;
  type: 'modal' | 'home';
  /** Whose screen it is on. */
  person: string;
  callbackId: string;
  externalId: string;
  /** Plain texts; `submit`/`close` absent: no such button (Slack's close button then says "Cancel"). */
  title: string;
  submit?: string;
  close?: string;
  blocks: Block[];
  privateMetadata: string;
  hash: string;
  rootId: string;
  previousId?: string;
  notifyOnClose: boolean;
  clearOnClose: boolean;
  /** What is in the fields now. */
  state: StateValues;
  /** Error text by block id: from the bot (`response_action: errors`) or from the client's own checks. */
  errors: Record<string, string>;
  /** Waiting for the bot's answer to a submission. */
  submitting: boolean;
  /** Slack's banner after a failed submission, e.g. "We had some trouble connecting. Try again?" */
  problem?: string;
}

/** What Slack's client tells a person when the bot did not answer, answered late, or answered nonsense. */
export interface Notice {
  id: string;
  at: number;
  person: string;
  code:
    | 'operation_timeout'
    | 'dispatch_failed'
    | 'dispatch_unknown_error'
    | 'invalid_response'
    | 'invalid_command'
    | 'no_user'
    | 'user_not_found'
    | 'channel_not_found'
    | 'already_in_channel'
    | 'cant_invite'
    | 'cant_invite_self'
    | 'missing_app';
  text: string;
  channel?: string;
  viewId?: string;
}

/** Everything one person has before them, messages apart (see `messages`). */
export interface Screen {
  me: Person;
  app: AppInfo;
  people: Person[];
  channels: ChannelOnScreen[];
  /** Public channels this person is not in. */
  otherChannels: Channel[];
  /** The modal stack, bottom first; the last one is the one in front. */
  views: View[];
  home?: View;
  notices: Notice[];
}

export interface ChannelOnScreen extends Channel {
  /** The name as shown: `#name`, or the app's name for its DM. */
  label: string;
  /** `ts` of the newest message that this person sees. */
  latest?: string;
}
