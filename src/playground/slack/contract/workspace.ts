import type { JsonObject, Language } from '../../contract.ts';

/** A Block Kit block as Slack returns it: `type`, and a `block_id` that is always filled in. */
export interface Block extends JsonObject {
  type: string;
  block_id: string;
}

export interface SamplePerson {
  /** User id; made from the e-mail when absent, so that it stays the same over restarts. */
  id?: string;
  email: string;
  /** Handle, e.g. `rina.wulandari`. */
  name: string;
  realName: string;
  /** Absent: their client is in the language of whoever looks at the page (`speak`). */
  locale?: Language;
  title?: string;
}

export interface SampleChannel {
  id?: string;
  /** Without `#`. */
  name: string;
  isPrivate?: boolean;
  topic?: string;
  /** Persons (id, e-mail or handle); everybody when absent. */
  members?: string[];
  /** Whether the bot is a member from the start (default true). */
  withBot?: boolean;
}

export interface Person {
  id: string;
  email: string;
  name: string;
  realName: string;
  locale: Language;
  /** Their locale is the language of whoever looks at the page; they have none of their own. */
  followsPage: boolean;
  title: string;
  isBot: boolean;
  /** Deactivated account. */
  deleted: boolean;
  /** Guest: multi-channel (`restricted`) or single-channel (`ultra`). */
  guest: 'no' | 'restricted' | 'ultra';
  emailConfirmed: boolean;
  /** A user of another workspace (Slack Connect): another `team_id`. */
  stranger: boolean;
  /** The Web API does not know this user at all (`user_not_found`). */
  unknown: boolean;
  /** The person cannot be messaged by the app (`cannot_dm_bot`-like refusals); the app's DM is not there. */
  withoutApp: boolean;
}

export type ChannelKind = 'public' | 'private' | 'im';

export interface Channel {
  id: string;
  kind: ChannelKind;
  /** Without `#`; empty for an `im`. */
  name: string;
  topic: string;
  /** User ids, the bot's too. */
  members: string[];
  /** For an `im`: the human in it; the other side is the bot. */
  with?: string;
  createdAt: number;
}

export interface FileInfo {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  /** Slack's short type: `pdf`, `png`, `jpg`, … */
  filetype: string;
  /** Bytes. */
  size: number;
  user: string;
  createdAt: number;
  deleted: boolean;
}

export interface MessageMetadata {
  event_type: string;
  event_payload: JsonObject;
}

export interface Unfurl {
  /** As it stands in the message. */
  url: string;
  blocks: Block[];
}

export interface Message {
  channel: string;
  ts: string;
  /** On a reply: the `ts` of the message it answers. Absent on a message that starts a thread. */
  threadTs?: string;
  /** Replies (not deleted, not ephemeral) in this message's thread. */
  replyCount: number;
  user: string;
  /** Set on the bot's own messages. */
  botId?: string;
  /** Only a notification text when there are blocks: Slack's client shows the blocks instead. */
  text: string;
  blocks: Block[];
  files: FileInfo[];
  edited?: { user: string; ts: string };
  /** Only in `everything()`; a person does not see deleted messages, except as the root of a thread with replies. */
  deleted: boolean;
  /** Ephemeral: only this user id sees it, and only until it is dismissed. */
  onlyFor?: string;
  metadata?: MessageMetadata;
  reactions: { name: string; users: string[] }[];
  /** What the app shows below links in it, for everybody who reads it. */
  unfurls?: Unfurl[];
  /** A message of the workspace itself: "X joined". */
  system: boolean;
  /** Of "X joined": who invited them. */
  inviter?: string;
}
