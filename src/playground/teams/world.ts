import { createHash, randomUUID } from 'node:crypto';
import type { Language } from '../contract.ts';
import type { Changes } from '../journal.ts';
import { NotPossible } from '../not-possible.ts';
import type { Collection, Store } from '../store.ts';
import type {
  ChannelType,
  TeamsChat,
  TeamsConsent,
  TeamsFile,
  TeamsPerson,
} from './contract/organisation.ts';
import type { KeptMessage } from './kept-message.ts';
import { Screens } from './screens.ts';

/** How long clients have a targeted message. */
const targetedMs = 24 * 60 * 60_000;

export interface SampleTeamsPerson {
  email: string;
  name: string;
  /** Absent: their client is in the language of whoever looks at the page. */
  locale?: Language;
  title?: string;
  installed?: boolean;
}

interface Identity {
  appId: string;
  appPassword: string;
  tenantId: string;
}

/** Who and what is in the local Teams. All of it but its `screens` survives a restart. */
export class World {
  readonly identity: Identity;
  readonly botId: string;
  readonly screens: Screens;
  /** What its clock shows, in milliseconds. */
  readonly now: () => number;
  readonly #changes: Changes;
  readonly #people: Collection<TeamsPerson>;
  readonly #chats: Collection<TeamsChat>;
  readonly #messages: Collection<KeptMessage>;
  readonly #files: Collection<TeamsFile & { owner: string }>;
  readonly #store: Store;
  #lastId = 0;
  /** What the bot may read. The organisation's consent to files is there until it is taken back. */
  consent: TeamsConsent = { messages: false, files: true };

  #language: Language;

  constructor(store: Store, changes: Changes, language: Language, now: () => number) {
    this.now = now;
    this.#language = language;
    this.#store = store;
    this.screens = new Screens(changes);
    this.#changes = changes;
    this.#people = store.collection('teams-people');
    this.#chats = store.collection('teams-chats');
    // What was kept before there were others is the team's standard channel.
    for (const chat of this.#chats.values())
      if (chat.kind === 'channel' && !chat.type) this.#chats.put(chat.id, { ...chat, type: 'standard' });
    this.#messages = store.collection('teams-messages');
    this.#files = store.collection('teams-files');
    const kept = store.collection<Identity>('teams-identity');
    this.identity = kept.get('app') ?? {
      appId: randomUUID(),
      appPassword: randomUUID(),
      tenantId: randomUUID(),
    };
    if (!kept.get('app')) kept.put('app', this.identity);
    this.botId = `28:${this.identity.appId}`;
  }

  // ── People ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** Adds somebody, or answers who has this address already. */
  addPerson(sample: SampleTeamsPerson): TeamsPerson {
    const known = this.people().find((one) => one.email === sample.email);
    if (known) return known;
    const digest = createHash('sha256').update(`teams ${sample.email}`).digest('hex');
    const person: TeamsPerson = {
      id: `29:1${digest.slice(0, 40)}`,
      aadObjectId: [
        digest.slice(0, 8),
        digest.slice(8, 12),
        digest.slice(12, 16),
        digest.slice(16, 20),
        digest.slice(20, 32),
      ].join('-'),
      email: sample.email,
      userPrincipalName: sample.email,
      name: sample.name,
      locale: sample.locale ?? this.#language,
      followsPage: sample.locale === undefined,
      title: sample.title ?? '',
      guest: false,
      stranger: false,
      disabled: false,
      deleted: false,
      installed: sample.installed ?? true,
    };
    this.#people.put(person.id, person);
    for (const chat of this.chats().filter(({ type }) => type === 'standard'))
      this.#chats.put(chat.id, { ...chat, members: [...chat.members, person.id] });
    this.#changes.emit({ kind: 'person', id: person.id });
    return person;
  }

  /** People without a locale of their own have this one, now and when they are added. */
  speak(language: Language): void {
    this.#language = language;
    for (const person of this.people()) {
      if (person.followsPage && person.locale !== language)
        this.changePerson(person, { locale: language, followsPage: true });
    }
  }

  people(): TeamsPerson[] {
    return [...this.#people.values()];
  }

  /** By MRI, Entra object id, address, or the part before its `@`. */
  person(who: string): TeamsPerson {
    const found = this.find(who);
    if (!found) throw new NotPossible('no_such_person', `There is nobody called ${who}.`);
    return found;
  }

  find(who: string): TeamsPerson | undefined {
    return this.people().find(
      ({ id, aadObjectId, email, userPrincipalName }) =>
        [id, aadObjectId, email, userPrincipalName].includes(who) ||
        [email, userPrincipalName].some((address) => address !== '' && address.split('@')[0] === who),
    );
  }

  /** Ours, or for a stranger another one: always the same for the same person. */
  tenantOf(person: TeamsPerson): string {
    if (!person.stranger) return this.identity.tenantId;
    return guidOf(person.id);
  }

  changePerson(person: TeamsPerson, change: Partial<TeamsPerson>): TeamsPerson {
    const own = change.locale === undefined ? {} : { followsPage: false };
    const changed = { ...person, ...own, ...change, id: person.id, aadObjectId: person.aadObjectId };
    this.#people.put(person.id, changed);
    this.#changes.emit({ kind: 'person', id: person.id });
    return changed;
  }

  // ── Conversations ────────────────────────────────────────────────────────────────────────────────────────────

  /** The first channel of the team, which everybody is in. */
  addChannel(name: string): TeamsChat {
    return this.addChat(
      name,
      'standard',
      this.people().map((person) => person.id),
    );
  }

  /** A channel of the team, or a group chat where there is no `type`; the one of this name if there is one. */
  addChat(name: string, type: ChannelType | undefined, members: string[], withoutApp = false): TeamsChat {
    const known = this.chats().find((chat) => chat.kind !== 'personal' && chat.name === name);
    if (known) return known;
    const kind = type ? 'channel' : 'groupChat';
    const id = createHash('sha256')
      .update(`${kind} ${name} ${this.identity.tenantId}`)
      .digest('hex')
      .slice(0, 32);
    const chat: TeamsChat = {
      id: `19:${id}@thread.${type ? 'tacv2' : 'v2'}`,
      kind,
      ...(type && { type }),
      name,
      members,
      ...(withoutApp && { withoutApp }),
    };
    this.#chats.put(chat.id, chat);
    this.#changes.emit({ kind: 'channel', channel: chat.id });
    return chat;
  }

  letApp(chat: TeamsChat, into: boolean): void {
    this.#chats.put(chat.id, { ...chat, withoutApp: !into });
  }

  /** The team that all channels are of, by the id of its first one, as Teams calls it. */
  team(): TeamsChat | undefined {
    return this.chats().find(({ type }) => type === 'standard');
  }

  /** The Entra group of the team that all channels are of. */
  group(): string {
    return guidOf(`group ${this.team()?.id}`);
  }

  chats(): TeamsChat[] {
    return [...this.#chats.values()];
  }

  /** The chat behind a conversation id of an activity, which may name a thread of it. */
  chat(conversation: string): TeamsChat | undefined {
    return this.#chats.get(conversation.split(';messageid=')[0] ?? '');
  }

  personalChat(person: TeamsPerson): TeamsChat {
    const known = this.chats().find((chat) => chat.kind === 'personal' && chat.members[0] === person.id);
    if (known) return known;
    const id = createHash('sha256').update(`${person.id} ${this.identity.appId}`).digest('base64url');
    const chat: TeamsChat = { id: `a:1${id}`, kind: 'personal', name: '', members: [person.id] };
    this.#chats.put(chat.id, chat);
    this.#changes.emit({ kind: 'channel', channel: chat.id, person: person.id });
    return chat;
  }

  isMember(chat: TeamsChat, person: TeamsPerson): boolean {
    return chat.members.includes(person.id);
  }

  // ── Messages ─────────────────────────────────────────────────────────────────────────────────────────────────

  addMessage(message: Omit<KeptMessage, 'id' | 'at' | 'edited' | 'deleted' | 'earlier'>): KeptMessage {
    this.#lastId = Math.max(this.now(), this.#lastId + 1);
    const kept: KeptMessage = {
      ...message,
      id: String(this.#lastId),
      at: this.now(),
      edited: false,
      deleted: false,
      earlier: [],
    };
    this.#messages.put(kept.id, kept);
    this.#told(kept);
    return kept;
  }

  message(chat: string, id: string): KeptMessage | undefined {
    const message = this.#messages.get(id);
    return message?.chat === chat && !message.deleted ? message : undefined;
  }

  messagesIn(chat: string): KeptMessage[] {
    return [...this.#messages.values()].filter((message) => message.chat === chat && !message.deleted);
  }

  everyMessage(): KeptMessage[] {
    return [...this.#messages.values()];
  }

  updateMessage(
    message: KeptMessage,
    change: Partial<Pick<KeptMessage, 'text' | 'summary' | 'cards'>>,
  ): void {
    const updated = {
      ...message,
      ...change,
      edited: true,
      earlier: [...message.earlier, message.cards],
    };
    this.screens.forget(message);
    this.#messages.put(message.id, updated);
    this.#told(updated);
  }

  deleteMessage(message: KeptMessage): void {
    const deleted = { ...message, deleted: true };
    this.#messages.put(message.id, deleted);
    this.#told(deleted);
  }

  /** What is for one person is seen by them and its author alone, and no longer than a day. */
  isSeenBy(person: TeamsPerson, message: KeptMessage): boolean {
    if (message.to === undefined) return true;
    return !this.isOver(message) && [message.to, message.from].includes(person.id);
  }

  isOver(message: KeptMessage): boolean {
    return message.to !== undefined && this.now() - message.at > targetedMs;
  }

  #told(message: KeptMessage): void {
    this.#changes.emit({ kind: 'message', channel: message.chat, ts: message.id });
  }

  // ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────

  addFile(owner: TeamsPerson, name: string, data: Buffer): TeamsFile {
    const file = { id: randomUUID(), name, size: data.length, owner: owner.id };
    this.#store.putBlob(file.id, data);
    this.#files.put(file.id, file);
    return { id: file.id, name, size: data.length };
  }

  file(id: string): (TeamsFile & { owner: string; data: Buffer }) | undefined {
    const file = this.#files.get(id);
    const data = file && this.#store.getBlob(id);
    return file && data && { ...file, data };
  }
}

/** Always the same for the same name. */
function guidOf(name: string): string {
  const digest = createHash('sha256').update(name).digest('hex');
  return digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5');
}
