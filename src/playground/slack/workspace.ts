import type { Language } from '../contract.ts';
import type { Changes } from '../journal.ts';
import type { Collection, Store } from '../store.ts';
import type { AppInfo, AppManifest } from './contract/app.ts';
import type { Channel, Message, Person, SampleChannel, SamplePerson } from './contract/workspace.ts';
import { Files, infoOf, type StoredFile } from './files.ts';
import { idFor } from './ids.ts';
import { Messages, type StoredMessage } from './messages.ts';
import { loadSecrets, type Secrets } from './secrets.ts';

const TEAM_NAME = 'Nusantara';
const TEAM_DOMAIN = 'nusantara';

/**
 * Everything in the workspace that lasts: people, channels, messages, files. Knows who sees what; knows nothing of
 * the bot's requests nor of Slack's wire format. Every change is stored before the method returns, and announced.
 */
export class Workspace {
  readonly secrets: Secrets;
  readonly messages: Messages;
  readonly files: Files;
  readonly app: AppInfo;
  readonly manifest: AppManifest;
  readonly teamDomain = TEAM_DOMAIN;
  /** Types of blocks that Slack has and this workspace has not: they are refused as those that there are not. */
  lacking: readonly string[] = [];
  readonly #changes: Changes;
  readonly #people: Collection<Person>;
  readonly #channels: Collection<Channel>;
  readonly #now: () => number;
  #language: Language;

  /** `now`: what its clock shows, in milliseconds. */
  constructor(store: Store, changes: Changes, manifest: AppManifest, language: Language, now: () => number) {
    this.#language = language;
    this.#now = now;
    this.#changes = changes;
    this.manifest = manifest;
    this.#people = store.collection('people');
    this.#channels = store.collection('channels');
    this.messages = new Messages(store.collection('messages'), changes, now);
    this.files = new Files(store, changes, () => this.seconds());
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

  // ── Who sees what ────────────────────────────────────────────────────────────────────────────────────────────

  /** A stored message with its files and its number of replies. */
  complete(message: StoredMessage): Message {
    return {
      ...message,
      files: message.files.flatMap((id) => this.files.get(id) ?? []).map(infoOf),
      replyCount: message.threadTs ? 0 : this.messages.replies(message.channel, message.ts).length,
    };
  }

  isSeenBy(message: StoredMessage, user: string): boolean {
    if (message.onlyFor !== undefined && message.onlyFor !== user) return false;
    if (
      message.deleted &&
      (message.threadTs || this.messages.replies(message.channel, message.ts).length === 0)
    )
      return false;
    return this.#channels.get(message.channel)?.members.includes(user) ?? false;
  }

  /** Whether a user (or, with the bot's id, the app) may read a file. */
  mayReadFile(file: StoredFile, user: string): boolean {
    if (file.user === user) return true;
    if (user === this.secrets.botUser && file.toApp) return true;
    return file.channels.some((id) => this.#channels.get(id)?.members.includes(user));
  }
}
