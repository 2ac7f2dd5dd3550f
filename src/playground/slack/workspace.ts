import type {
  AppInfo,
  AppManifest,
  Block,
  Channel,
  FileInfo,
  Language,
  Message,
  MessageMetadata,
  Person,
  SampleChannel,
  SamplePerson,
  Unfurl,
} from '../contract.ts';
import type { Changes } from '../journal.ts';
import type { Collection, Store } from '../store.ts';
import { filetypeOf, mimetypeOf } from './filetypes.ts';
import { createTimestamps, idFor, newId, tsNumber } from './ids.ts';
import { loadSecrets, type Secrets } from './secrets.ts';

export interface StoredMessage extends Omit<Message, 'files' | 'replyCount'> {
  files: string[];
}

export interface StoredFile extends FileInfo {
  /** Channels it is shared in. */
  channels: string[];
  /** Uploaded to a field of a view: the app may read it, nobody else does. */
  toApp: boolean;
}

/** What people learn of a file. */
export function infoOf(file: StoredFile): FileInfo {
  const { channels: _channels, toApp: _toApp, ...info } = file;
  return info;
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

const TEAM_NAME = 'Nusantara';
const TEAM_DOMAIN = 'nusantara';
/** Earlier versions of a message's blocks that a stale screen may still show. */
const VERSIONS_KEPT = 20;

const messageKey = (channel: string, ts: string): string => `${channel}:${ts}`;

/**
 * Everything in the workspace that lasts: people, channels, messages, files. Knows who sees what; knows nothing of
 * the bot's requests nor of Slack's wire format. Every change is stored before the method returns, and announced.
 */
export class Workspace {
  readonly secrets: Secrets;
  readonly app: AppInfo;
  readonly manifest: AppManifest;
  readonly teamDomain = TEAM_DOMAIN;
  /** Types of blocks that Slack has and this workspace has not: they are refused as those that there are not. */
  lacking: readonly string[] = [];
  readonly #store: Store;
  readonly #changes: Changes;
  readonly #people: Collection<Person>;
  readonly #channels: Collection<Channel>;
  readonly #messages: Collection<StoredMessage>;
  readonly #files: Collection<StoredFile>;
  readonly #byChannel = new Map<string, StoredMessage[]>();
  readonly #byThread = new Map<string, StoredMessage[]>();
  readonly #versions = new Map<string, Block[][]>();
  readonly #now: () => number;
  readonly #timestamp: (after?: number) => string;
  #newestTs = 0;

  #language: Language;

  /** `now`: what its clock shows, in milliseconds. */
  constructor(store: Store, changes: Changes, manifest: AppManifest, language: Language, now: () => number) {
    this.#language = language;
    this.#now = now;
    this.#timestamp = createTimestamps(now);
    this.#store = store;
    this.#changes = changes;
    this.manifest = manifest;
    this.#people = store.collection('people');
    this.#channels = store.collection('channels');
    this.#messages = store.collection('messages');
    this.#files = store.collection('files');
    this.secrets = loadSecrets(store.collection<Secrets>('secrets'));
    const name = manifest.name ?? 'Satu Pintu';
    this.app = {
      name,
      teamId: this.secrets.teamId,
      teamName: TEAM_NAME,
      appId: this.secrets.appId,
      botId: this.secrets.botId,
      botUser: this.secrets.botUser,
      commands: manifest.commands,
      shortcuts: manifest.shortcuts ?? [],
    };
    for (const message of this.#messages.values()) this.#index(message);
    this.#people.put(this.secrets.botUser, {
      id: this.secrets.botUser,
      email: '',
      name: name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
      realName: name,
      locale: 'en',
      followsPage: false,
      title: '',
      isBot: true,
      deleted: false,
      guest: 'no',
      emailConfirmed: false,
      stranger: false,
      unknown: false,
      withoutApp: false,
    });
  }

  /** A message timestamp, later than that of every message. */
  newTs(): string {
    return this.#timestamp(this.#newestTs);
  }

  /** What its clock shows, in seconds. */
  seconds(): number {
    return Math.floor(this.#now() / 1000);
  }

  // ── People ───────────────────────────────────────────────────────────────────────────────────────────────────

  people(): Person[] {
    return [...this.#people.values()];
  }

  person(id: string): Person | undefined {
    return this.#people.get(id);
  }

  /** By user id, e-mail address, handle, or the part of the address before its `@`. */
  findPerson(key: string): Person | undefined {
    const wanted = key.toLowerCase();
    return (
      this.#people.get(key) ??
      this.people().find(
        (each) =>
          !each.isBot &&
          (each.email.toLowerCase() === wanted ||
            each.name.toLowerCase() === wanted ||
            each.email.toLowerCase().split('@')[0] === wanted),
      )
    );
  }

  /** Adds a person with a DM with the app; one who is there already stays as they are. */
  addPerson(sample: SamplePerson): Person {
    const id = sample.id ?? idFor('U', sample.email.toLowerCase());
    const known = this.#people.get(id);
    if (known) return known;
    const person: Person = {
      id,
      email: sample.email,
      name: sample.name,
      realName: sample.realName,
      locale: sample.locale ?? this.#language,
      followsPage: sample.locale === undefined,
      title: sample.title ?? '',
      isBot: false,
      deleted: false,
      guest: 'no',
      emailConfirmed: true,
      stranger: false,
      unknown: false,
      withoutApp: false,
    };
    this.putPerson(person);
    this.dmOf(person.id);
    return person;
  }

  /** People without a locale of their own have this one, now and when they are added. */
  speak(language: Language): void {
    this.#language = language;
    for (const person of this.people()) {
      if (person.followsPage && person.locale !== language) this.putPerson({ ...person, locale: language });
    }
  }

  putPerson(person: Person): void {
    this.#people.put(person.id, person);
    this.#changes.emit({ kind: 'person', id: person.id });
  }

  // ── Channels ─────────────────────────────────────────────────────────────────────────────────────────────────

  channels(): Channel[] {
    return [...this.#channels.values()];
  }

  channel(id: string): Channel | undefined {
    return this.#channels.get(id);
  }

  /** By id, or by name with or without `#`. */
  findChannel(key: string): Channel | undefined {
    const name = key.replace(/^#/, '');
    return (
      this.#channels.get(key) ?? this.channels().find((each) => each.kind !== 'im' && each.name === name)
    );
  }

  addChannel(sample: SampleChannel): Channel {
    const id = sample.id ?? idFor('C', sample.name);
    const known = this.#channels.get(id);
    if (known) return known;
    const members = sample.members
      ? sample.members.flatMap((key) => this.findPerson(key)?.id ?? [])
      : this.people().flatMap((each) => (each.isBot ? [] : each.id));
    if (sample.withBot !== false) members.push(this.secrets.botUser);
    const channel: Channel = {
      id,
      kind: sample.isPrivate ? 'private' : 'public',
      name: sample.name,
      topic: sample.topic ?? '',
      members,
      createdAt: this.seconds(),
    };
    this.putChannel(channel);
    return channel;
  }

  putChannel(channel: Channel): void {
    this.#channels.put(channel.id, channel);
    this.#changes.emit({ kind: 'channel', channel: channel.id });
  }

  /** The direct conversation of a person with the app. */
  dmOf(user: string): Channel {
    const id = idFor('D', `${user}:${this.secrets.botUser}`);
    const known = this.#channels.get(id);
    if (known) return known;
    const channel: Channel = {
      id,
      kind: 'im',
      name: '',
      topic: '',
      members: [user, this.secrets.botUser],
      with: user,
      createdAt: this.seconds(),
    };
    this.putChannel(channel);
    return channel;
  }

  // ── Messages ─────────────────────────────────────────────────────────────────────────────────────────────────

  message(channel: string, ts: string): StoredMessage | undefined {
    return this.#messages.get(messageKey(channel, ts));
  }

  /** Oldest first; deleted and ephemeral ones too. */
  messagesIn(channel: string): readonly StoredMessage[] {
    return this.#byChannel.get(channel) ?? [];
  }

  allMessages(): Message[] {
    return [...this.#messages.values()].map((each) => this.complete(each));
  }

  addMessage(given: NewMessage): StoredMessage {
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
  editMessage(
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

  deleteMessage(message: StoredMessage): void {
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

  /** A stored message with its files and its number of replies. */
  complete(message: StoredMessage): Message {
    return {
      ...message,
      files: message.files.flatMap((id) => this.#files.get(id) ?? []).map(infoOf),
      replyCount: message.threadTs ? 0 : this.replies(message.channel, message.ts).length,
    };
  }

  isSeenBy(message: StoredMessage, user: string): boolean {
    if (message.onlyFor !== undefined && message.onlyFor !== user) return false;
    if (message.deleted && (message.threadTs || this.replies(message.channel, message.ts).length === 0))
      return false;
    return this.#channels.get(message.channel)?.members.includes(user) ?? false;
  }

  // ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────

  files(): StoredFile[] {
    return [...this.#files.values()];
  }

  file(id: string): StoredFile | undefined {
    return this.#files.get(id);
  }

  addFile(name: string, user: string, data: Buffer, id = newId('F')): StoredFile {
    const file: StoredFile = {
      id,
      name,
      title: name,
      mimetype: mimetypeOf(name),
      filetype: filetypeOf(name),
      size: data.length,
      user,
      createdAt: this.seconds(),
      deleted: false,
      channels: [],
      toApp: false,
    };
    this.#store.putBlob(id, data);
    this.putFile(file);
    return file;
  }

  putFile(file: StoredFile): void {
    this.#files.put(file.id, file);
    this.#changes.emit({ kind: 'file', id: file.id });
  }

  fileData(file: StoredFile): Buffer | undefined {
    return file.deleted ? undefined : this.#store.getBlob(file.id);
  }

  deleteFile(file: StoredFile): void {
    this.putFile({ ...file, deleted: true });
    this.#store.deleteBlob(file.id);
  }

  /** Whether a user (or, with the bot's id, the app) may read a file. */
  mayReadFile(file: StoredFile, user: string): boolean {
    if (file.user === user) return true;
    if (user === this.secrets.botUser && file.toApp) return true;
    return file.channels.some((id) => this.#channels.get(id)?.members.includes(user));
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
    this.#messages.put(messageKey(message.channel, message.ts), message);
    this.#changes.emit({
      kind: 'message',
      channel: message.channel,
      ts: message.ts,
      ...(message.onlyFor !== undefined && { person: message.onlyFor }),
      ...(message.system && { quiet: true }),
    });
  }
}
