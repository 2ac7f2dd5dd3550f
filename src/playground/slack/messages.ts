import type { Changes } from '../journal.ts';
import type { Collection } from '../store.ts';
import type { Block, Message, MessageMetadata, Unfurl } from './contract/workspace.ts';
import { createTimestamps, tsNumber } from './ids.ts';

export interface StoredMessage extends Omit<Message, 'files' | 'replyCount'> {
  files: string[];
}

export interface NewMessage {
  channel: string;
  user: string;
  text: string;
  blocks?: Block[];
  threadTs?: string;
  botId?: string;
  files?: string[];
  metadata?: MessageMetadata;
  onlyFor?: string;
  system?: boolean;
  inviter?: string;
}

/** Earlier versions of a message's blocks that a stale screen may still show. */
const VERSIONS_KEPT = 20;

const messageKey = (channel: string, ts: string): string => `${channel}:${ts}`;

/** What has been written in the workspace, and which reply belongs to what. */
export class Messages {
  readonly #kept: Collection<StoredMessage>;
  readonly #changes: Changes;
  readonly #byChannel = new Map<string, StoredMessage[]>();
  readonly #byThread = new Map<string, StoredMessage[]>();
  readonly #versions = new Map<string, Block[][]>();
  readonly #timestamp: (after?: number) => string;
  #newestTs = 0;

  constructor(kept: Collection<StoredMessage>, changes: Changes, now: () => number) {
    this.#kept = kept;
    this.#changes = changes;
    this.#timestamp = createTimestamps(now);
    for (const message of kept.values()) this.#index(message);
  }

  /** A message timestamp, later than that of every message. */
  newTs(): string {
    return this.#timestamp(this.#newestTs);
  }

  get(channel: string, ts: string): StoredMessage | undefined {
    return this.#kept.get(messageKey(channel, ts));
  }

  /** Oldest first; deleted and ephemeral ones too. */
  in(channel: string): readonly StoredMessage[] {
    return this.#byChannel.get(channel) ?? [];
  }

  all(): StoredMessage[] {
    return [...this.#kept.values()];
  }

  add(given: NewMessage): StoredMessage {
    const ts = this.newTs();
    const message: StoredMessage = {
      channel: given.channel,
      ts,
      user: given.user,
      text: given.text,
      blocks: given.blocks ?? [],
      files: given.files ?? [],
      deleted: false,
      reactions: [],
      system: given.system ?? false,
      ...(given.threadTs !== undefined && { threadTs: given.threadTs }),
      ...(given.inviter !== undefined && { inviter: given.inviter }),
      ...(given.botId !== undefined && { botId: given.botId }),
      ...(given.metadata !== undefined && { metadata: given.metadata }),
      ...(given.onlyFor !== undefined && { onlyFor: given.onlyFor }),
    };
    this.#index(message);
    this.#save(message);
    return message;
  }

  /** Changes a message's text, blocks or metadata and marks it as edited. */
  edit(
    message: StoredMessage,
    change: { text?: string; blocks?: Block[]; metadata?: MessageMetadata; files?: string[] },
    by: string,
  ): void {
    const key = messageKey(message.channel, message.ts);
    const versions = this.#versions.get(key) ?? [];
    this.#versions.set(key, [message.blocks, ...versions].slice(0, VERSIONS_KEPT));
    Object.assign(message, change);
    message.edited = { user: by, ts: this.newTs() };
    this.#save(message);
  }

  /** Blocks that the message showed before its last changes, newest first. */
  earlierBlocks(message: StoredMessage): Block[][] {
    return this.#versions.get(messageKey(message.channel, message.ts)) ?? [];
  }

  /** Shows something below links of a message, in place of what stood below the same ones. */
  unfurl(message: StoredMessage, unfurls: readonly Unfurl[]): void {
    const others = (message.unfurls ?? []).filter(({ url }) => !unfurls.some((one) => one.url === url));
    message.unfurls = [...others, ...unfurls];
    this.#save(message);
  }

  delete(message: StoredMessage): void {
    message.deleted = true;
    this.#save(message);
  }

  /** `already` when this person has reacted so before. */
  react(message: StoredMessage, name: string, user: string): 'added' | 'already' {
    const reaction = message.reactions.find((each) => each.name === name);
    if (reaction?.users.includes(user)) return 'already';
    if (reaction) reaction.users.push(user);
    else message.reactions.push({ name, users: [user] });
    this.#save(message);
    return 'added';
  }

  replies(channel: string, threadTs: string): StoredMessage[] {
    const thread = this.#byThread.get(messageKey(channel, threadTs)) ?? [];
    return thread.filter((each) => !each.deleted && !each.onlyFor);
  }

  #index(message: StoredMessage): void {
    const list = this.#byChannel.get(message.channel) ?? [];
    list.push(message);
    this.#byChannel.set(message.channel, list);
    if (message.threadTs !== undefined) {
      const key = messageKey(message.channel, message.threadTs);
      this.#byThread.set(key, [...(this.#byThread.get(key) ?? []), message]);
    }
    this.#newestTs = Math.max(this.#newestTs, tsNumber(message.ts));
  }

  #save(message: StoredMessage): void {
    this.#kept.put(messageKey(message.channel, message.ts), message);
    this.#changes.emit({
      kind: 'message',
      channel: message.channel,
      ts: message.ts,
      ...(message.onlyFor !== undefined && { person: message.onlyFor }),
      ...(message.system && { quiet: true }),
    });
  }
}
