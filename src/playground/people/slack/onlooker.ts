import type { Message, Playground, Screen } from '../../index.ts';
import { Onlooker } from '../onlooker.ts';
import { waitFor } from '../waiting.ts';
import { contains, isLabelled, type Wanted } from '../wanted.ts';
import { controlsOf, fromMrkdwn, messageText, type Names, namesOf, viewText } from './visible.ts';

/** What somebody at the local Slack sees. */
export class SlackOnlooker extends Onlooker {
  override readonly who: string;
  override readonly playground: Playground;

  constructor(playground: Playground, who: string) {
    super();
    this.playground = playground;
    this.who = who;
  }

  protected get api() {
    return this.playground.api;
  }

  screen(): Promise<Screen> {
    return this.api.screen({ person: this.who });
  }

  async name(): Promise<string> {
    return (await this.screen()).me.realName;
  }

  async cards(text: Wanted): Promise<string[]> {
    const kept = (await this.messagesIn('dm')).filter((each) => each.onlyFor === undefined && each.botId);
    return (await this.texts(kept)).filter((each) => contains(each, text));
  }

  /** Texts of the direct conversation with the app, oldest first, replies left out. */
  async dm(): Promise<string[]> {
    return this.texts(await this.messagesIn('dm'));
  }

  /** Texts of a channel, oldest first, replies left out. */
  async channel(name: string): Promise<string[]> {
    return this.texts(await this.messagesIn(name));
  }

  /** Everything that the app ever showed in the direct conversation: each message followed by its replies. */
  async inbox(): Promise<string[]> {
    const roots = await this.messagesIn('dm');
    const threads = await Promise.all(
      roots.map((root) =>
        root.replyCount > 0
          ? this.api.messages({ person: this.who, channel: root.channel, threadTs: root.ts })
          : Promise.resolve([root]),
      ),
    );
    return this.texts(threads.flat());
  }

  /** Slack's client shows what stands there. */
  async scroll(): Promise<void> {}

  async root(text: Wanted): Promise<string> {
    return messageText(await this.message(text, startsThread), await this.names());
  }

  /** Texts of the replies below the newest message with this text; waits until there is such a message. */
  async thread(root: Wanted): Promise<string[]> {
    const found = await this.message(root, startsThread);
    const [, ...replies] = await this.api.messages({
      person: this.who,
      channel: found.channel,
      threadTs: found.ts,
    });
    return this.texts(replies);
  }

  below(text: Wanted): Promise<string[]> {
    return this.thread(text);
  }

  /** The modal in front, or else the newest message for this person alone. */
  async privately(): Promise<string> {
    const front = (await this.screen()).views.at(-1);
    if (front) return viewText(front, await this.names());
    const said = await this.message(/./, (each) => each.onlyFor !== undefined);
    return messageText(said, await this.names());
  }

  /** The newest message, anywhere this person looks, with this text; waits for it. */
  async message(text: Wanted, also: (message: Message) => boolean = () => true): Promise<Message> {
    return waitFor(
      this.playground,
      async () => {
        const names = await this.names();
        const all = await this.allMessages();
        return all.reverse().find((each) => contains(messageText(each, names), text) && also(each));
      },
      async () => `${this.who} sees no message ${text}.\n${await this.describe()}`,
    );
  }

  /** Error texts of the client that are shown: no answer in time, nonsense, unknown commands. */
  async notices(): Promise<string[]> {
    return (await this.screen()).notices.map((each) => each.text);
  }

  /** Labels of the buttons of the modal in front, or else of the newest message, with this text. */
  async buttons(text: Wanted): Promise<string[]> {
    const names = await this.names();
    const front = (await this.screen()).views.at(-1);
    const { blocks } = front && contains(viewText(front, names), text) ? front : await this.message(text);
    return controlsOf(blocks, names).flatMap((each) => (each.type === 'button' ? each.labels : []));
  }

  /** The address behind a link's words in the newest message with this text, or the link's address itself. */
  async link(label: Wanted, within: { in: Wanted }): Promise<string> {
    const message = await this.message(within.in);
    const raw = JSON.stringify([message.text, message.blocks]);
    for (const [, url = '', words = url] of raw.matchAll(/<(https?:[^|>]+)(?:\|([^>]*))?>/g)) {
      if (isLabelled([fromMrkdwn(words, new Map())], label)) return url.replaceAll('&amp;', '&');
    }
    throw new Error(`There is no link ${label} in:\n${messageText(message, await this.names())}`);
  }

  /** Everything on the screen, for messages of failing tests. */
  override async describe(): Promise<string> {
    return `On the screen of ${this.who}:\n${(await this.everythingShown()).map((each) => `· ${each}`).join('\n')}`;
  }

  protected async names(): Promise<Names> {
    return namesOf(await this.api.people({}));
  }

  protected async texts(messages: readonly Message[]): Promise<string[]> {
    const names = await this.names();
    return messages.map((each) => messageText(each, names));
  }

  protected async channelId(name: string): Promise<string> {
    const { channels } = await this.screen();
    const wanted = name.replace(/^#/, '');
    const found = channels.find((each) =>
      wanted === 'dm' ? each.kind === 'im' : each.name === wanted || each.id === wanted,
    );
    if (!found) throw new Error(`${this.who} is not in ${name}.`);
    return found.id;
  }

  protected async messagesIn(name: string): Promise<Message[]> {
    return this.api.messages({ person: this.who, channel: await this.channelId(name) });
  }

  /** Every message on the screen, of all channels and threads, oldest first. */
  everything(): Promise<Message[]> {
    return this.allMessages();
  }

  /** Of all channels and threads, oldest first. */
  protected async allMessages(): Promise<Message[]> {
    const { channels } = await this.screen();
    const roots = (
      await Promise.all(channels.map((each) => this.api.messages({ person: this.who, channel: each.id })))
    ).flat();
    const threads = await Promise.all(
      roots
        .filter((root) => root.replyCount > 0)
        .map((root) => this.api.messages({ person: this.who, channel: root.channel, threadTs: root.ts })),
    );
    const all = [...roots, ...threads.flatMap(([, ...replies]) => replies)];
    return all.sort((a, b) => (a.ts < b.ts ? -1 : 1));
  }

  protected override async everythingShown(): Promise<string[]> {
    const screen = await this.screen();
    const names = namesOf(screen.people);
    const views = [...screen.views, ...(screen.home ? [screen.home] : [])];
    return [
      ...(await this.texts(await this.allMessages())),
      ...views.map((view) => viewText(view, names)),
      ...screen.notices.map((each) => each.text),
    ];
  }
}

const startsThread = (message: Message): boolean => message.threadTs === undefined;
