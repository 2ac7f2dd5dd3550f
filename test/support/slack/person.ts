import type {
  FileInfo,
  InputValue,
  Message,
  Outcome,
  Place,
  Screen,
} from '../../../src/playground/contract.ts';
import type { Playground } from '../../../src/playground/index.ts';
import type { ChatPerson, HeldButton, UploadedFile, Within } from '../person.ts';
import { waitFor } from '../waiting.ts';
import { contains, isLabelled, type Wanted } from '../wanted.ts';
import { deliverPress, deliverSubmission } from './forged.ts';
import { SlackModal } from './modal.ts';
import {
  blocksText,
  type Control,
  controlsOf,
  fromMrkdwn,
  messageText,
  type Names,
  namesOf,
  optionsOf,
  type RowButton,
  rowButtons,
  valueFor,
  viewText,
} from './visible.ts';

/** Where a control is looked for in Slack: also only in this channel (`#name`, or `dm`). */
export interface SlackWithin extends Within {
  channel?: string;
  /** Use the control as an earlier version of the message showed it. */
  stale?: boolean;
  /** False: do not wait for the bot's ack. */
  wait?: boolean;
}

/** The person with this handle, e-mail address or user id. */
export const person = (playground: Playground, who: string): SlackPerson => new SlackPerson(playground, who);

/** A person at the local Slack. */
export class SlackPerson implements ChatPerson {
  readonly who: string;
  readonly playground: Playground;

  constructor(playground: Playground, who: string) {
    this.playground = playground;
    this.who = who;
  }

  get #api() {
    return this.playground.api;
  }

  screen(): Promise<Screen> {
    return this.#api.screen({ person: this.who });
  }

  async name(): Promise<string> {
    return (await this.screen()).me.realName;
  }

  // ── Looking ──────────────────────────────────────────────────────────────────────────────────────────────────

  async cards(text: Wanted): Promise<string[]> {
    const kept = (await this.#messagesIn('dm')).filter((each) => each.onlyFor === undefined && each.botId);
    return (await this.#texts(kept)).filter((each) => contains(each, text));
  }

  /** Texts of the direct conversation with the app, oldest first, replies left out. */
  async dm(): Promise<string[]> {
    return this.#texts(await this.#messagesIn('dm'));
  }

  /** Texts of a channel, oldest first, replies left out. */
  async channel(name: string): Promise<string[]> {
    return this.#texts(await this.#messagesIn(name));
  }

  /** Everything that the app ever showed in the direct conversation: each message followed by its replies. */
  async inbox(): Promise<string[]> {
    const roots = await this.#messagesIn('dm');
    const threads = await Promise.all(
      roots.map((root) =>
        root.replyCount > 0
          ? this.#api.messages({ person: this.who, channel: root.channel, threadTs: root.ts })
          : Promise.resolve([root]),
      ),
    );
    return this.#texts(threads.flat());
  }

  /** Slack's client shows what stands there. */
  async scroll(): Promise<void> {}

  async root(text: Wanted): Promise<string> {
    return messageText(await this.message(text, startsThread), await this.#names());
  }

  /** Texts of the replies below the newest message with this text; waits until there is such a message. */
  async thread(root: Wanted): Promise<string[]> {
    const found = await this.message(root, startsThread);
    const [, ...replies] = await this.#api.messages({
      person: this.who,
      channel: found.channel,
      threadTs: found.ts,
    });
    return this.#texts(replies);
  }

  async privately(): Promise<string> {
    const said = await this.message(/./, (each) => each.onlyFor !== undefined);
    return messageText(said, await this.#names());
  }

  async answerTo(act: string | (() => Promise<unknown>)): Promise<string> {
    const newest = (await this.screen()).channels.map((channel) => channel.latest ?? '').sort();
    const since = newest.at(-1) ?? '';
    await (typeof act === 'string' ? this.command(act) : act());
    const answer = await this.message(/./, (each) => each.onlyFor !== undefined && each.ts > since);
    return messageText(answer, await this.#names());
  }

  /** The newest message, anywhere this person looks, with this text; waits for it. */
  async message(text: Wanted, also: (message: Message) => boolean = () => true): Promise<Message> {
    return waitFor(
      this.playground,
      async () => {
        const names = await this.#names();
        const all = await this.#allMessages();
        return all.reverse().find((each) => contains(messageText(each, names), text) && also(each));
      },
      async () => `${this.who} sees no message ${text}.\n${await this.describe()}`,
    );
  }

  /** Waits until this text is anywhere on the screen: a message, a thread, the Home tab, a modal, an error text. */
  async sees(text: Wanted): Promise<string> {
    return waitFor(
      this.playground,
      async () => (await this.#everythingShown()).find((each) => contains(each, text)),
      async () => `${this.who} does not see ${text}.\n${await this.describe()}`,
    );
  }

  /** Whether the text is on the screen now. */
  async isShown(text: Wanted): Promise<boolean> {
    return (await this.#everythingShown()).some((each) => contains(each, text));
  }

  /** Waits until this text is nowhere on the screen. */
  async seesNoMore(text: Wanted): Promise<void> {
    await waitFor(
      this.playground,
      async () => ((await this.isShown(text)) ? undefined : true),
      async () => `${this.who} still sees ${text}.\n${await this.describe()}`,
    );
  }

  /** Error texts of the client that are shown: no answer in time, nonsense, unknown commands. */
  async notices(): Promise<string[]> {
    return (await this.screen()).notices.map((each) => each.text);
  }

  /** Labels of the buttons of the newest message with this text. */
  async buttons(text: Wanted): Promise<string[]> {
    const message = await this.message(text);
    const names = await this.#names();
    return controlsOf(message.blocks, names).flatMap((each) => (each.type === 'button' ? each.labels : []));
  }

  /** The address behind a link's words in the newest message with this text, or the link's address itself. */
  async link(label: Wanted, within: { in: Wanted }): Promise<string> {
    const message = await this.message(within.in);
    const raw = JSON.stringify([message.text, message.blocks]);
    for (const [, url = '', words = url] of raw.matchAll(/<(https?:[^|>]+)(?:\|([^>]*))?>/g)) {
      if (isLabelled([fromMrkdwn(words, new Map())], label)) return url.replaceAll('&amp;', '&');
    }
    throw new Error(`There is no link ${label} in:\n${messageText(message, await this.#names())}`);
  }

  // ── Acting ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** Types a slash command, in the direct conversation with the app unless told otherwise. */
  command(line: string, where: { in?: string } = {}): Promise<Outcome> {
    return this.#api.command({
      person: this.who,
      text: line,
      ...(where.in !== undefined && { channel: where.in.replace(/^#/, '') }),
    });
  }

  /** Clicks a button by its label; the newest message that has it, within what is given. */
  async click(label: Wanted, within: SlackWithin = {}): Promise<Outcome> {
    const { place, control } = await this.#control(
      within,
      (each) => each.type === 'button' && isLabelled(each.labels, label),
      label,
    );
    return this.#act(place, control, null, within);
  }

  /** In the modal in front if there is one, else in a message. */
  async clickBeside(row: string, label: Wanted): Promise<Outcome> {
    const find = (buttons: readonly RowButton[]) =>
      buttons.find((each) => each.beside.includes(row) && isLabelled([each.label], label));
    const { views } = await this.screen();
    const front = views.at(-1);
    if (!front) {
      const message = await this.message(row, (each) => find(rowButtons(each.blocks)) !== undefined);
      return this.#press({ channel: message.channel, ts: message.ts }, find(rowButtons(message.blocks)));
    }
    await this.sees(row);
    const shown = (await this.screen()).views.at(-1);
    return this.#press({ view: front.id }, find(rowButtons(shown?.blocks ?? [])));
  }

  async button(label: string, card: string): Promise<HeldButton> {
    const find = (message: Message) => rowButtons(message.blocks).find((each) => each.label === label);
    const message = await this.message(card, (each) => find(each) !== undefined);
    const place = { channel: message.channel, ts: message.ts };
    return {
      press: () => this.#press(place, find(message)),
      pressLate: () => this.#press(place, find(message), true),
    };
  }

  /** Picks an entry of an overflow menu or a select menu in a message, by the entry's words. */
  async pick(option: Wanted, within: SlackWithin = {}): Promise<Outcome> {
    const names = await this.#names();
    const offers = (each: Control): boolean =>
      optionsOf(each.element, names).some((one) => isLabelled([one.label], option));
    const { place, control } = await this.#control(within, offers, option);
    return this.#act(place, control, valueFor(control, optionsOf(control.element, names), [option]), within);
  }

  /** Waits until a modal lies in front, with this title if one is given. */
  async modal(title?: Wanted): Promise<SlackModal> {
    const view = await waitFor(
      this.playground,
      async () => {
        const front = (await this.screen()).views.at(-1);
        return front && (title === undefined || isLabelled([front.title], title)) ? front : undefined;
      },
      async () => `${this.who} sees no modal ${title ?? ''}.\n${await this.describe()}`,
    );
    return new SlackModal(this, view);
  }

  /** Waits until no modal is left. */
  async noModal(): Promise<void> {
    await waitFor(
      this.playground,
      async () => ((await this.screen()).views.length === 0 ? true : undefined),
      async () => `${this.who} still sees a modal.\n${await this.describe()}`,
    );
  }

  async modals(): Promise<number> {
    return (await this.screen()).views.length;
  }

  async closeModals(): Promise<void> {
    const [lowest] = (await this.screen()).views;
    if (lowest) await this.#api.closeView({ person: this.who, viewId: lowest.id, all: true });
  }

  /** Opens the Home tab and answers its text, once there is one. */
  async home(): Promise<string> {
    await this.#api.openApp({ person: this.who, tab: 'home' });
    return waitFor(
      this.playground,
      async () => {
        const { home, people } = await this.screen();
        return home && blocksText(home.blocks, namesOf(people));
      },
      async () => `${this.who} has no Home tab.`,
    );
  }

  /** Clicks a button of the Home tab. */
  async clickHome(label: Wanted): Promise<Outcome> {
    const { place, control } = await waitFor(
      this.playground,
      async () => {
        const { home, people } = await this.screen();
        const found =
          home && controlsOf(home.blocks, namesOf(people)).find((each) => isLabelled(each.labels, label));
        return found && { place: { view: home.id }, control: found };
      },
      async () => `${this.who} sees no ${label} on Home.\n${await this.describe()}`,
    );
    return this.#act(place, control, null, {});
  }

  /** Sends a message: to the app, or to a channel; with `thread` as a reply to the newest message with that text. */
  async send(
    text: string,
    where: { in?: string; thread?: Wanted; files?: UploadedFile[] } = {},
  ): Promise<Outcome> {
    const root = where.thread === undefined ? undefined : await this.message(where.thread);
    const channel = root?.channel ?? (await this.#channelId(where.in ?? 'dm'));
    const files = await Promise.all((where.files ?? []).map((file) => this.uploadFile(file)));
    const sent = await this.#api.post({
      person: this.who,
      channel,
      text,
      files: files.map((file) => file.id),
      ...(root && { threadTs: root.threadTs ?? root.ts }),
    });
    return sent.outcome;
  }

  /** Uses a message shortcut on the newest message with this text. */
  async useShortcut(name: string, within: { in: Wanted }): Promise<Outcome> {
    const { app } = await this.screen();
    const shortcut = app.shortcuts.find((each) => each.name === name);
    if (!shortcut) throw new Error(`The app has no shortcut ${name}.`);
    const message = await this.message(within.in);
    return this.#api.shortcut({
      person: this.who,
      callbackId: shortcut.callbackId,
      channel: message.channel,
      ts: message.ts,
    });
  }

  uploadFile(file: UploadedFile): Promise<FileInfo> {
    const data = Buffer.from(file.data).toString('base64');
    return this.#api.upload({ person: this.who, name: file.name, data });
  }

  // ── What no client does ──────────────────────────────────────────────────────────────────────────────────────

  async pressForwarded(owner: ChatPerson, label: string, card: string): Promise<void> {
    await owner.click(label, { in: card });
    await deliverPress(this.playground, owner.who, this.who);
    await owner.closeModals();
  }

  submitForged(owner: ChatPerson): Promise<{ status: number; body: string }> {
    return deliverSubmission(this.playground, owner.who, this.who);
  }

  /** Everything on the screen, for messages of failing tests. */
  async describe(): Promise<string> {
    return `On the screen of ${this.who}:\n${(await this.#everythingShown()).map((each) => `· ${each}`).join('\n')}`;
  }

  // ── Inside ───────────────────────────────────────────────────────────────────────────────────────────────────

  #act(place: Place, control: Control, value: InputValue, within: SlackWithin): Promise<Outcome> {
    return this.#api.act({
      person: this.who,
      place,
      blockId: control.blockId,
      actionId: control.actionId,
      ...(value !== null && { value }),
      ...(within.stale && { stale: true }),
      ...(within.wait === false && { wait: false }),
    });
  }

  async #press(place: Place, button: RowButton | undefined, stale = false): Promise<Outcome> {
    if (!button) throw new Error(`There is no such button.\n${await this.describe()}`);
    const { blockId, actionId } = button;
    return this.#api.act({ person: this.who, place, blockId, actionId, stale });
  }

  async #control(
    within: SlackWithin,
    wanted: (control: Control) => boolean,
    label: Wanted,
  ): Promise<{ place: Place; control: Control }> {
    return waitFor(
      this.playground,
      async () => {
        const names = await this.#names();
        const messages =
          within.channel === undefined ? await this.#allMessages() : await this.#messagesIn(within.channel);
        for (const message of messages.reverse()) {
          if (within.in !== undefined && !contains(messageText(message, names), within.in)) continue;
          const control = controlsOf(message.blocks, names).find(wanted);
          if (control) return { place: { channel: message.channel, ts: message.ts }, control };
        }
        return undefined;
      },
      async () =>
        `${this.who} sees no ${label}${within.in ? ` in ${within.in}` : ''}.\n${await this.describe()}`,
    );
  }

  async #names(): Promise<Names> {
    return namesOf(await this.#api.people({}));
  }

  async #texts(messages: readonly Message[]): Promise<string[]> {
    const names = await this.#names();
    return messages.map((each) => messageText(each, names));
  }

  async #channelId(name: string): Promise<string> {
    const { channels } = await this.screen();
    const wanted = name.replace(/^#/, '');
    const found = channels.find((each) =>
      wanted === 'dm' ? each.kind === 'im' : each.name === wanted || each.id === wanted,
    );
    if (!found) throw new Error(`${this.who} is not in ${name}.`);
    return found.id;
  }

  async #messagesIn(name: string): Promise<Message[]> {
    return this.#api.messages({ person: this.who, channel: await this.#channelId(name) });
  }

  /** Of all channels and threads, oldest first. */
  async #allMessages(): Promise<Message[]> {
    const { channels } = await this.screen();
    const roots = (
      await Promise.all(channels.map((each) => this.#api.messages({ person: this.who, channel: each.id })))
    ).flat();
    const threads = await Promise.all(
      roots
        .filter((root) => root.replyCount > 0)
        .map((root) => this.#api.messages({ person: this.who, channel: root.channel, threadTs: root.ts })),
    );
    const all = [...roots, ...threads.flatMap(([, ...replies]) => replies)];
    return all.sort((a, b) => (a.ts < b.ts ? -1 : 1));
  }

  async #everythingShown(): Promise<string[]> {
    const screen = await this.screen();
    const names = namesOf(screen.people);
    const views = [...screen.views, ...(screen.home ? [screen.home] : [])];
    return [
      ...(await this.#texts(await this.#allMessages())),
      ...views.map((view) => viewText(view, names)),
      ...screen.notices.map((each) => each.text),
    ];
  }
}

const startsThread = (message: Message): boolean => message.threadTs === undefined;
