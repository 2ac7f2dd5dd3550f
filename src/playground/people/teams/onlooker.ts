import type {
  JsonObject,
  Playground,
  TeamsChat,
  TeamsControlApi,
  TeamsDialog,
  TeamsMessage,
  TeamsScreen,
} from '../../index.ts';
import { Onlooker } from '../onlooker.ts';
import { waitFor } from '../waiting.ts';
import { contains, type Wanted } from '../wanted.ts';
import { answerIn, dialogText, isKept, isStep, messageText, readCard } from './visible.ts';
import type { TeamsWays } from './ways.ts';

/**
 * What somebody at the local Teams sees. What belongs to a card's thread names its subject in the personal chat.
 */
export class TeamsOnlooker extends Onlooker {
  override readonly who: string;
  override readonly playground: Playground;
  readonly ways: TeamsWays;

  constructor(playground: Playground, who: string, ways: TeamsWays) {
    super();
    this.playground = playground;
    this.who = who;
    this.ways = ways;
  }

  get api(): TeamsControlApi {
    return teamsOf(this.playground);
  }

  screen(): Promise<TeamsScreen> {
    return this.api.screen({ person: this.who });
  }

  async dialog(): Promise<TeamsDialog | undefined> {
    return (await this.screen()).dialog;
  }

  async name(): Promise<string> {
    return (await this.screen()).me.name;
  }

  async cards(text: Wanted): Promise<string[]> {
    const kept = (await this.messages()).filter((message) => isKept(message) && !isStep(message));
    return kept.map(messageText).filter((each) => contains(each, text));
  }

  async scroll(): Promise<void> {
    for (const { chat, id } of (await this.messages()).filter(isKept)) {
      await this.api.view({ person: this.who, chat, message: id });
    }
  }

  async root(text: Wanted): Promise<string> {
    return messageText(await this.message(text, (message) => isKept(message) && !isStep(message)));
  }

  async thread(root: Wanted): Promise<string[]> {
    const subject = this.ways.subject(await this.root(root)) ?? String(root);
    const steps = (await this.messages()).filter(isStep).map(messageText);
    return steps.filter((each) => each.includes(subject));
  }

  async below(text: Wanted): Promise<string[]> {
    const root = await this.rootInChannel(text);
    const thread = await this.api.messages({ person: this.who, chat: root.chat, replyTo: root.id });
    return thread.slice(1).map(messageText);
  }

  async privately(): Promise<string> {
    const dialog = await this.dialog();
    return dialog ? answerIn(dialog) : messageText(await this.message(/./, isPrivate));
  }

  /** Texts of everything in a channel, oldest first. */
  async channel(name: string): Promise<string[]> {
    const { chats } = await this.screen();
    const chat = chats.find((each) => each.name === name);
    return chat ? (await this.messagesIn(chat)).map(messageText) : [];
  }

  /** The newest message with this text; waits for it. */
  async message(
    text: Wanted,
    also: (message: TeamsMessage) => boolean = (message) => message.fromBot,
  ): Promise<TeamsMessage> {
    return waitFor(
      this.playground,
      async () => (await this.messages()).findLast((each) => also(each) && contains(messageText(each), text)),
      async () => `${this.who} sees no message ${text}.\n${await this.describe()}`,
    );
  }

  protected rootInChannel(text: Wanted): Promise<TeamsMessage> {
    const startsThread = (each: TeamsMessage) => !each.chat.startsWith('a:') && each.replyTo === undefined;
    return this.message(text, startsThread);
  }

  async buttons(text: Wanted): Promise<string[]> {
    const dialog = await this.dialog();
    if (dialog && contains(dialogText(dialog), text)) return labelsOf(dialog.card ? [dialog.card] : []);
    return labelsOf((await this.message(text)).cards);
  }

  override async describe(): Promise<string> {
    return `On the screen of ${this.who}:\n${(await this.everythingShown()).map((each) => `· ${each}`).join('\n')}`;
  }

  /** Of the personal chat and all channels, oldest first. */
  protected async messages(): Promise<TeamsMessage[]> {
    const { chats } = await this.screen();
    const all = await Promise.all(chats.map((chat) => this.messagesIn(chat)));
    return all.flat().sort((a, b) => a.at - b.at);
  }

  protected async messagesIn({ id: chat, kind }: TeamsChat): Promise<TeamsMessage[]> {
    const roots = await this.api.messages({ person: this.who, chat });
    if (kind !== 'channel') return roots;
    const threads = roots.map(({ id }) => this.api.messages({ person: this.who, chat, replyTo: id }));
    return (await Promise.all(threads)).flat();
  }

  /** What tells a new answer from an old one. */
  protected async said(): Promise<{
    messages: TeamsMessage[];
    ids: Set<string>;
    dialog?: TeamsDialog;
    notices: number;
  }> {
    const { dialog, notices } = await this.screen();
    const messages = (await this.messages()).filter(isPrivate);
    return {
      messages,
      ids: new Set(messages.map((message) => message.id)),
      ...(dialog && { dialog }),
      notices: notices.length,
    };
  }

  protected override async everythingShown(): Promise<string[]> {
    const { dialog, notices } = await this.screen();
    return [
      ...(await this.messages()).filter((message) => message.fromBot).map(messageText),
      ...(dialog ? [dialogText(dialog)] : []),
      ...notices.map((each) => each.text),
    ];
  }
}

export function teamsOf({ teams }: Playground): TeamsControlApi {
  if (!teams) throw new Error('This playground has no Teams.');
  return teams.api;
}

/** What the bot said because of what somebody did, and does not keep up to date. */
const isPrivate = (message: TeamsMessage): boolean =>
  message.fromBot && !isKept(message) && (message.chat.startsWith('a:') || message.to !== undefined);

const labelsOf = (cards: readonly JsonObject[]): string[] =>
  cards.flatMap((card) => readCard(card).buttons.map((button) => button.label));
