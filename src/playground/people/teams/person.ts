import type {
  CardPlace,
  JsonObject,
  Playground,
  TeamsDialog,
  TeamsMessage,
  TeamsOutcome,
} from '../../index.ts';
import type { ChatPerson, HeldButton, Outcome, UploadedFile, Within } from '../person.ts';
import { waitFor } from '../waiting.ts';
import { contains, isLabelled, type Wanted } from '../wanted.ts';
import { TeamsModal } from './dialog.ts';
import { deliverInvoke, inDialog } from './forged.ts';
import { TeamsOnlooker } from './onlooker.ts';
import { outcomeOf } from './outcome.ts';
import { answerIn, type CardButton, dialogText, isKept, messageText, readCard } from './visible.ts';
import { noWays, type TeamsWays } from './ways.ts';

/** The person with this e-mail address or what stands before its `@`, or this user id. */
export const teamsPerson = (playground: Playground, who: string, ways: TeamsWays = noWays): TeamsPerson =>
  new TeamsPerson(playground, who, ways);

/** A button where it stands. */
interface Found {
  place: CardPlace;
  button: CardButton;
}

/**
 * A person at the local Teams. A dialog lies over the chat: it is looked at first, and closed by whoever wants something
 * below it.
 */
export class TeamsPerson extends TeamsOnlooker implements ChatPerson {
  async answerTo(act: string | (() => Promise<unknown>)): Promise<string> {
    const before = await this.said();
    await (typeof act === 'string' ? this.command(act) : act());
    return waitFor(
      this.playground,
      async () => {
        const now = await this.said();
        if (now.dialog && keyOf(now.dialog) !== keyOf(before.dialog)) return answerIn(now.dialog);
        const answer = now.messages.find((message) => !before.ids.has(message.id));
        return answer && messageText(answer);
      },
      async () => `${this.who} is not answered.\n${await this.describe()}`,
    );
  }

  /** What is answered with a form is a card whose one button opens that, where no dialog opens by itself. */
  async command(line: string, where: { in?: string } = {}): Promise<Outcome> {
    await this.closeModals();
    const before = await this.said();
    const outcome = await this.#typed(line.replace(/^\//, ''), where.in);
    const answer = await waitFor(
      this.playground,
      async () => {
        const { messages, notices, dialog } = await this.said();
        const answered = messages.find((message) => !before.ids.has(message.id));
        if (dialog) return 'dialog' as const;
        return answered ?? (notices > before.notices ? ('unanswered' as const) : undefined);
      },
      async () => `${this.who} is not answered ${line}.\n${await this.describe()}`,
    );
    if (answer !== 'unanswered' && answer !== 'dialog') await this.#openForm(answer);
    return outcomeOf(outcome);
  }

  /**
   * In a conversation with others a command is what `/` offers there, which nobody else sees; where that does not offer the bot, it is
   * mentioned. In the personal chat it is a message.
   */
  async #typed(line: string, chat?: string): Promise<TeamsOutcome> {
    const person = this.who;
    if (chat === undefined) return (await this.api.send({ person, text: line })).outcome;
    const { app } = await this.screen();
    const chosen = app.slashCommands.find(({ title }) => title === line);
    if (chosen?.id !== undefined) return (await this.api.slash({ person, chat, command: line })).outcome;
    const way = app.targeted ? { targeted: true } : { mention: true };
    return (await this.api.send({ person, chat, text: line, ...way })).outcome;
  }

  async click(label: Wanted, within: Within = {}): Promise<Outcome> {
    return this.#press(await this.#find((each) => isLabelled([each.label], label), label, within));
  }

  async clickBeside(row: string, label: Wanted): Promise<Outcome> {
    const wanted = (each: CardButton) => each.beside.includes(row) && isLabelled([each.label], label);
    return this.#press(await this.#find(wanted, label, { in: row }));
  }

  /** An entry of a menu is chosen, and then applied by the button below the menus. */
  async pick(option: Wanted, within: Within = {}): Promise<Outcome> {
    const { place, field, value } = await waitFor(
      this.playground,
      async () => {
        for (const { place, card, text } of await this.#surfaces()) {
          if (within.in !== undefined && !contains(text, within.in)) continue;
          for (const field of readCard(card).fields) {
            const choice = field.choices.find((each) => isLabelled([each.label], option));
            if (choice) return { place, field, value: choice.value };
          }
        }
        return undefined;
      },
      async () => `${this.who} sees no ${option} to choose.\n${await this.describe()}`,
    );
    await this.api.enter({ person: this.who, place, values: { [field.id]: value } });
    const apply = field.below.find((each) => this.ways.says(each.label, 'apply'));
    if (!apply) throw new Error(`There is nothing to apply ${option} with.\n${await this.describe()}`);
    return this.#press({ place, button: apply });
  }

  async button(label: string, card: string): Promise<HeldButton> {
    const { place, button } = await this.#find((each) => each.label === label, label, { in: card });
    const press = async (stale: boolean): Promise<Outcome> => {
      await this.closeModals();
      return outcomeOf(await this.api.press({ person: this.who, place, action: button.index, stale }));
    };
    return { press: () => press(false), pressLate: () => press(true) };
  }

  async useShortcut(name: Wanted, on: { in: Wanted }): Promise<Outcome> {
    const { app } = await this.screen();
    const command = app.messageActions.find(({ title }) => isLabelled([title], name));
    if (!command) throw new Error(`The app has no command ${name} on messages.`);
    const { chat, id: message } = await this.message(on.in, () => true);
    return outcomeOf(await this.api.messageAction({ person: this.who, chat, message, command: command.id }));
  }

  async modal(title?: Wanted): Promise<TeamsModal> {
    const dialog = await waitFor(
      this.playground,
      async () => {
        const front = await this.dialog();
        return front && !front.busy && (title === undefined || isLabelled([front.title], title))
          ? front
          : undefined;
      },
      async () => `${this.who} sees no dialog ${title ?? ''}.\n${await this.describe()}`,
    );
    return new TeamsModal(this, dialog);
  }

  async modals(): Promise<number> {
    return (await this.dialog()) ? 1 : 0;
  }

  async noModal(): Promise<void> {
    await waitFor(
      this.playground,
      async () => ((await this.modals()) === 0 ? true : undefined),
      async () => `${this.who} still sees a dialog.\n${await this.describe()}`,
    );
  }

  async closeModals(): Promise<void> {
    if (await this.dialog()) await this.api.closeDialog({ person: this.who });
  }

  /** Sends a message with files to the bot. */
  async give(text: string, ...files: UploadedFile[]): Promise<Outcome> {
    const { outcome } = await this.api.send({ person: this.who, text, files: files.map(encoded) });
    return outcomeOf(outcome);
  }

  async drop(channel: string, text: string, ...files: UploadedFile[]): Promise<Outcome> {
    const given = files.map(encoded);
    const { outcome } = await this.api.send({ person: this.who, text, chat: channel, files: given });
    return outcomeOf(outcome);
  }

  async reply(to: Wanted, text: string, ...files: UploadedFile[]): Promise<Outcome> {
    const { chat, id } = await this.rootInChannel(to);
    const given = files.map(encoded);
    const { outcome } = await this.api.send({ person: this.who, text, chat, replyTo: id, files: given });
    return outcomeOf(outcome);
  }

  /** Writes to the bot in a channel, where it answers only those who mention it. */
  async mention(channel: string, text: string, ...files: UploadedFile[]): Promise<Outcome> {
    const { outcome } = await this.api.send({
      person: this.who,
      text,
      chat: channel,
      mention: true,
      files: files.map(encoded),
    });
    return outcomeOf(outcome);
  }

  // ── What no client does ──────────────────────────────────────────────────────────────────────────────────────

  async pressForwarded(owner: ChatPerson, label: string, card: string): Promise<string> {
    const message = await this.#as(owner).message(card, isKept);
    const button = message.cards
      .flatMap((each) => readCard(each).buttons)
      .find((each) => each.label === label);
    const data = button?.action.data as JsonObject | undefined;
    return (await deliverInvoke(this.api, this.who, 'task/fetch', inDialog(data))).body;
  }

  /** What the owner's client sends by itself when it shows this card, as if this person had it. */
  async refreshForwarded(owner: TeamsPerson, card: string): Promise<{ status: number; body: string }> {
    const { cards } = await owner.message(card, isKept);
    const refresh = cards[0]?.refresh as { action: { verb: string; data: JsonObject } } | undefined;
    const { verb = '', data = {} } = refresh?.action ?? {};
    const action = { type: 'Action.Execute', verb, data };
    return deliverInvoke(this.api, this.who, 'adaptiveCard/action', { action, trigger: 'automatic' });
  }

  async submitForged(owner: ChatPerson): Promise<{ status: number; body: string }> {
    const dialog = await this.#as(owner).dialog();
    const submit = readCard(dialog?.card).buttons.at(-1)?.action.data as JsonObject | undefined;
    return deliverInvoke(this.api, this.who, 'task/submit', inDialog({ ...submit, ...dialog?.values }));
  }

  // ── Inside ───────────────────────────────────────────────────────────────────────────────────────────────────

  #as({ who }: ChatPerson): TeamsPerson {
    return new TeamsPerson(this.playground, who, this.ways);
  }

  async #press({ place, button }: Found): Promise<Outcome> {
    if (place !== 'dialog') await this.closeModals();
    return outcomeOf(await this.api.press({ person: this.who, place, action: button.index }));
  }

  async #openForm(answer: TeamsMessage): Promise<void> {
    const [card] = answer.cards;
    const buttons = readCard(card).buttons;
    const [button] = buttons;
    if (!button || buttons.length > 1 || !this.ways.says(button.label, 'open')) return;
    await this.#press({ place: { chat: answer.chat, message: answer.id }, button });
  }

  #find(wanted: (button: CardButton) => boolean, label: Wanted, within: Within): Promise<Found> {
    return waitFor(
      this.playground,
      async () => {
        for (const { place, card, text } of await this.#surfaces()) {
          if (within.in !== undefined && !contains(text, within.in)) continue;
          const button = readCard(card).buttons.find(wanted);
          if (button) return { place, button };
        }
        return undefined;
      },
      async () =>
        `${this.who} sees no ${label}${within.in ? ` in ${within.in}` : ''}.\n${await this.describe()}`,
    );
  }

  /** Cards that can be used: the dialog in front, then those of the messages, the newest first. */
  async #surfaces(): Promise<{ place: CardPlace; card: JsonObject; text: string }[]> {
    const dialog = await this.dialog();
    const messages = (await this.messages()).reverse().flatMap((message) =>
      message.cards.map((card, i) => ({
        place: { chat: message.chat, message: message.id, card: i },
        card,
        text: messageText(message),
      })),
    );
    return dialog?.card
      ? [{ place: 'dialog', card: dialog.card, text: dialogText(dialog) }, ...messages]
      : messages;
  }
}

const encoded = ({ name, data }: UploadedFile) => ({ name, data: Buffer.from(data).toString('base64') });

/** A dialog that was opened anew is another one, also when it shows the same. */
const keyOf = (dialog?: TeamsDialog): string => (dialog ? `${dialog.id} ${dialogText(dialog)}` : '');
