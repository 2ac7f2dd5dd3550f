import type { InputValue, Message, Outcome, Place, Playground } from '../../index.ts';
import type { ChatPerson, HeldButton, UploadedFile, Within } from '../person.ts';
import { waitFor } from '../waiting.ts';
import { contains, isLabelled, type Wanted } from '../wanted.ts';
import { deliverPress, deliverSubmission } from './forged.ts';
import { SlackModal } from './modal.ts';
import { SlackOnlooker } from './onlooker.ts';
import { uploadFile } from './upload.ts';
import {
  blocksText,
  type Control,
  controlsOf,
  messageText,
  namesOf,
  optionsOf,
  type RowButton,
  rowButtons,
  titleOf,
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
export const slackPerson = (playground: Playground, who: string): SlackPerson =>
  new SlackPerson(playground, who);

/** A person at the local Slack. */
export class SlackPerson extends SlackOnlooker implements ChatPerson {
  async answerTo(act: string | (() => Promise<unknown>)): Promise<string> {
    const before = new Set((await this.#private()).map(({ version }) => version));
    await (typeof act === 'string' ? this.command(act) : act());
    return waitFor(
      this.playground,
      async () => (await this.#private()).findLast(({ version }) => !before.has(version))?.text,
      async () => `${this.who} is not answered.\n${await this.describe()}`,
    );
  }

  /** All that is shown to this person alone, oldest first, modals last; `version` changes with what it shows. */
  async #private(): Promise<{ version: string; text: string }[]> {
    const names = await this.names();
    const messages = (await this.allMessages()).filter((each) => each.onlyFor !== undefined);
    const { views } = await this.screen();
    return [
      ...messages.map((each) => ({ id: each.ts, text: messageText(each, names) })),
      ...views.map((view) => ({ id: `${view.id} ${view.hash}`, text: viewText(view, names) })),
    ].map(({ id, text }) => ({ version: `${id} ${text}`, text }));
  }

  /** Types a slash command, in the direct conversation with the app unless told otherwise. */
  command(line: string, where: { in?: string } = {}): Promise<Outcome> {
    return this.api.command({
      person: this.who,
      text: line,
      ...(where.in !== undefined && { channel: where.in.replace(/^#/, '') }),
    });
  }

  give(text: string, ...files: UploadedFile[]): Promise<Outcome> {
    return this.send(text, { files });
  }

  drop(channel: string, text: string, ...files: UploadedFile[]): Promise<Outcome> {
    return this.send(text, { in: channel, files });
  }

  reply(to: Wanted, text: string, ...files: UploadedFile[]): Promise<Outcome> {
    return this.send(text, { thread: to, files });
  }

  /** Clicks a button by its label: of the modal in front, or of the newest message that has it, within what is given. */
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
    const names = await this.names();
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
        return front && (title === undefined || isLabelled([titleOf(front), front.title], title))
          ? front
          : undefined;
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
    if (lowest) await this.api.closeView({ person: this.who, viewId: lowest.id, all: true });
  }

  /** Opens the Home tab and answers its text, once there is one. */
  async home(): Promise<string> {
    await this.api.openApp({ person: this.who, tab: 'home' });
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

  /** Clicks the button in the row of the Home tab that has this text. */
  async clickHomeBeside(row: string, label: Wanted): Promise<Outcome> {
    const { home } = await this.screen();
    const button = rowButtons(home?.blocks ?? []).find(
      (each) => each.beside.includes(row) && isLabelled([each.label], label),
    );
    return this.#press({ view: home?.id ?? '' }, button);
  }

  /** Sends a message: to the app, or to a channel; with `thread` as a reply to the newest message with that text. */
  async send(
    text: string,
    where: { in?: string; thread?: Wanted; files?: UploadedFile[] } = {},
  ): Promise<Outcome> {
    const root = where.thread === undefined ? undefined : await this.message(where.thread);
    const channel = root?.channel ?? (await this.channelId(where.in ?? 'dm'));
    const files = await Promise.all((where.files ?? []).map((file) => uploadFile(this, file)));
    const sent = await this.api.post({
      person: this.who,
      channel,
      text,
      files: files.map((file) => file.id),
      ...(root && { threadTs: root.threadTs ?? root.ts }),
    });
    return sent.outcome;
  }

  async useShortcut(name: Wanted, on: { in: Wanted }): Promise<Outcome> {
    const { app } = await this.screen();
    const shortcut = app.shortcuts.find((each) => each.kind === 'message' && isLabelled([each.name], name));
    if (!shortcut) throw new Error(`The app has no shortcut ${name}.`);
    const message = await this.message(on.in);
    return this.api.shortcut({
      person: this.who,
      callbackId: shortcut.callbackId,
      channel: message.channel,
      ts: message.ts,
    });
  }

  // ── What no client does ──────────────────────────────────────────────────────────────────────────────────────

  async pressForwarded(owner: ChatPerson, label: string, card: string): Promise<string> {
    // What the press opens comes after its ack: closed before that, it would lie in front of whatever is done next.
    await owner.answerTo(() => owner.click(label, { in: card }));
    const body = await deliverPress(this.playground, owner.who, this.who);
    await owner.closeModals();
    return body;
  }

  submitForged(owner: ChatPerson): Promise<{ status: number; body: string }> {
    return deliverSubmission(this.playground, owner.who, this.who);
  }

  // ── Inside ───────────────────────────────────────────────────────────────────────────────────────────────────

  #act(place: Place, control: Control, value: InputValue, within: SlackWithin): Promise<Outcome> {
    return this.api.act({
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
    return this.api.act({ person: this.who, place, blockId, actionId, stale });
  }

  async #control(
    within: SlackWithin,
    wanted: (control: Control) => boolean,
    label: Wanted,
  ): Promise<{ place: Place; control: Control }> {
    return waitFor(
      this.playground,
      async () => {
        const names = await this.names();
        const front = (await this.screen()).views.at(-1);
        if (front && (within.in === undefined || contains(viewText(front, names), within.in))) {
          const control = controlsOf(front.blocks, names).find(wanted);
          if (control) return { place: { view: front.id }, control };
        }
        const messages =
          within.channel === undefined ? await this.allMessages() : await this.messagesIn(within.channel);
        for (const message of messages.reverse()) {
          if (within.in !== undefined && !contains(messageText(message, names), within.in)) continue;
          const control = controlsOf(
            [...message.blocks, ...(message.unfurls ?? []).flatMap(({ blocks }) => blocks)],
            names,
          ).find(wanted);
          if (control) return { place: { channel: message.channel, ts: message.ts }, control };
        }
        return undefined;
      },
      async () =>
        `${this.who} sees no ${label}${within.in ? ` in ${within.in}` : ''}.\n${await this.describe()}`,
    );
  }
}
