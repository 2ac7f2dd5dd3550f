import type { JsonObject } from '../contract.ts';
import type { Channel, Person } from './contract/workspace.ts';
import type { Deliveries, Sent } from './deliver.ts';
import type { StoredMessage } from './messages.ts';
import type { Payloads } from './payloads.ts';
import type { Views } from './views.ts';
import { viewToWire } from './wire.ts';
import type { Workspace } from './workspace.ts';

/** Tells the bot what happens in conversations that it is in, as far as its manifest subscribes to it. */
export class Events {
  readonly #workspace: Workspace;
  readonly #views: Views;
  readonly #payloads: Payloads;
  readonly #deliveries: Deliveries;

  constructor(parts: { workspace: Workspace; views: Views; payloads: Payloads; deliveries: Deliveries }) {
    this.#workspace = parts.workspace;
    this.#views = parts.views;
    this.#payloads = parts.payloads;
    this.#deliveries = parts.deliveries;
  }

  /** A message was sent; a mention of the bot, each of its files and the app's links in it are events of their own. */
  async messageSent(message: StoredMessage, channel: Channel): Promise<Sent[]> {
    if (message.onlyFor !== undefined || message.system) return [];
    const shared = await this.#linkShared(message, channel);
    return [...(shared ? [shared] : []), ...(await this.#messageHeard(message, channel))];
  }

  /** Links to the app's domains, wherever they are written: Slack tells of them whether the app is there or not. */
  async #linkShared(message: StoredMessage, channel: Channel): Promise<Sent | undefined> {
    const { unfurlDomains = [], scopes } = this.#workspace.manifest;
    if (message.botId !== undefined || !scopes.includes('links:read')) return undefined;
    const links = linksIn(message.text).flatMap((url) => {
      const { hostname } = new URL(url);
      const domain = unfurlDomains.find((one) => hostname === one || hostname.endsWith(`.${one}`));
      return domain === undefined ? [] : [{ url, domain }];
    });
    if (links.length === 0) return undefined;
    return this.#send('link_shared', message.user, {
      type: 'link_shared',
      user: message.user,
      channel: channel.id,
      message_ts: message.ts,
      ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
      links,
      unfurl_id: `${channel.id}.${message.ts}`,
      source: 'conversations_history',
      is_bot_user_member: this.#hears(channel),
      event_ts: this.#workspace.messages.newTs(),
    });
  }

  async #messageHeard(message: StoredMessage, channel: Channel): Promise<Sent[]> {
    if (!this.#hears(channel)) return [];
    const wire = this.#payloads.message(message);
    const place = { channel: channel.id, event_ts: message.ts };
    const sends: Promise<Sent | undefined>[] = [
      this.#send(messageEvent(channel), message.user, {
        ...wire,
        ...(message.files.length > 0 && { subtype: 'file_share' }),
        ...place,
        channel_type: channelType(channel),
      }),
    ];
    const isMention = message.text.includes(`<@${this.#workspace.app.botUser}>`);
    if (isMention && channel.kind !== 'im' && message.botId === undefined) {
      sends.push(this.#send('app_mention', message.user, { ...wire, type: 'app_mention', ...place }));
    }
    for (const id of message.files) {
      sends.push(
        this.#send('file_shared', message.user, {
          type: 'file_shared',
          file_id: id,
          user_id: message.user,
          file: { id },
          channel_id: channel.id,
          event_ts: message.ts,
        }),
      );
    }
    const sent = await Promise.all(sends);
    return sent.flatMap((each) => each ?? []);
  }

  /** `previous`: the message as it was before, from `Payloads.message`. */
  messageChanged(message: StoredMessage, previous: JsonObject, channel: Channel): Promise<Sent | undefined> {
    const ts = this.#workspace.messages.newTs();
    return this.#sendMessageEvent(message, channel, {
      subtype: 'message_changed',
      message: this.#payloads.message(message),
      previous_message: previous,
      hidden: true,
      ts,
      event_ts: ts,
    });
  }

  messageDeleted(message: StoredMessage, channel: Channel): Promise<Sent | undefined> {
    const ts = this.#workspace.messages.newTs();
    return this.#sendMessageEvent(message, channel, {
      subtype: 'message_deleted',
      previous_message: this.#payloads.message(message),
      hidden: true,
      deleted_ts: message.ts,
      ts,
      event_ts: ts,
    });
  }

  appOpened(user: string, tab: 'home' | 'messages'): Promise<Sent | undefined> {
    const home = tab === 'home' ? this.#views.home(user) : undefined;
    return this.#send('app_home_opened', user, {
      type: 'app_home_opened',
      user,
      channel: this.#workspace.dmOf(user).id,
      event_ts: this.#workspace.messages.newTs(),
      tab,
      ...(home && { view: viewToWire(home, this.#workspace) }),
    });
  }

  /** Somebody came, the bot itself perhaps: an event of its own, and the message that says so. */
  async memberJoined(message: StoredMessage, channel: Channel): Promise<void> {
    if (!this.#hears(channel)) return;
    const { user, inviter, ts } = message;
    await Promise.all([
      this.#send('member_joined_channel', user, {
        type: 'member_joined_channel',
        user,
        channel: channel.id,
        channel_type: channel.kind === 'private' ? 'G' : 'C',
        team: this.#workspace.app.teamId,
        ...(inviter !== undefined && { inviter }),
        event_ts: ts,
      }),
      this.#sendMessageEvent(message, channel, { ...this.#payloads.message(message), event_ts: ts }),
    ]);
  }

  /** What is known of somebody has changed, that their account was deactivated for example; of guests an event of its own tells besides. */
  async personChanged(person: Person, before: Person): Promise<void> {
    const user = this.#payloads.person(person);
    const tell = (type: string) =>
      this.#send(type, person.id, {
        type,
        user,
        cache_ts: this.#workspace.seconds(),
        event_ts: this.#workspace.messages.newTs(),
      });
    await tell('user_change');
    if (person.guest !== before.guest) await tell('user_guest_status_changed');
  }

  async #sendMessageEvent(
    message: StoredMessage,
    channel: Channel,
    event: JsonObject,
  ): Promise<Sent | undefined> {
    if (message.onlyFor !== undefined || !this.#hears(channel)) return undefined;
    return this.#send(messageEvent(channel), message.user, {
      type: 'message',
      channel: channel.id,
      channel_type: channelType(channel),
      ...event,
    });
  }

  #hears(channel: Channel): boolean {
    return channel.members.includes(this.#workspace.app.botUser);
  }

  async #send(subscription: string, person: string, event: JsonObject): Promise<Sent | undefined> {
    if (!this.#workspace.manifest.events.includes(subscription)) return undefined;
    return this.#deliveries.send({
      kind: 'event',
      name: subscription,
      person,
      payload: this.#payloads.event(event),
    });
  }
}

/** The addresses in a text, as they are typed. */
export function linksIn(text: string): string[] {
  const found = [...text.matchAll(/https?:\/\/[^\s<>|]+/g)].map(([url]) =>
    url.replace(/[.,;:!?)]+$/, '').replaceAll('&amp;', '&'),
  );
  return [...new Set(found)].filter((url) => URL.canParse(url));
}

const channelType = (channel: Channel): string =>
  channel.kind === 'im' ? 'im' : channel.kind === 'private' ? 'group' : 'channel';

const messageEvent = (channel: Channel): string =>
  channel.kind === 'im' ? 'message.im' : channel.kind === 'private' ? 'message.groups' : 'message.channels';
