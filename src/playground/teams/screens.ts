import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../contract.ts';
import type { Changes } from '../journal.ts';
import { initialValues } from './card.ts';
import type { TeamsMessage, TeamsPerson } from './contract/organisation.ts';
import type { TeamsDialog, TeamsNotice } from './contract/screen.ts';
import type { KeptMessage } from './kept-message.ts';

/** What is on people's screens and nowhere else: their own view of a card, what they have entered, dialogs and notices. */
export class Screens {
  readonly #changes: Changes;
  /** What an Action.Execute showed one person in place of a card, by message, card and person; ended by the next update. */
  readonly #views = new Map<string, JsonObject>();
  readonly #values = new Map<string, Record<string, string>>();
  readonly #dialogs = new Map<string, TeamsDialog>();
  #notices: TeamsNotice[] = [];

  constructor(changes: Changes) {
    this.#changes = changes;
  }

  /** The message as this person sees it. */
  seen(person: TeamsPerson, { earlier: _earlier, ...message }: KeptMessage): TeamsMessage {
    return {
      ...message,
      cards: message.cards.map((card, i) => this.#views.get(`${message.id} ${i} ${person.id}`) ?? card),
    };
  }

  /** Shows one person another card in place of this one, until the message is updated. */
  showInPlace(person: TeamsPerson, message: KeptMessage, card: number, shown: JsonObject): void {
    this.#views.set(`${message.id} ${card} ${person.id}`, shown);
    this.#values.delete(`${message.id} ${card} ${person.id}`);
    this.#changes.emit({ kind: 'message', channel: message.chat, ts: message.id, person: person.id });
  }

  /** What this person has entered into a message's card. */
  valuesIn(
    person: TeamsPerson,
    message: KeptMessage,
    card: number,
    content: JsonObject,
  ): Record<string, string> {
    return { ...initialValues(content), ...this.#values.get(`${message.id} ${card} ${person.id}`) };
  }

  enter(person: TeamsPerson, message: KeptMessage, card: number, values: Record<string, string>): void {
    const key = `${message.id} ${card} ${person.id}`;
    this.#values.set(key, { ...this.#values.get(key), ...values });
  }

  /** The message was updated: everybody has its cards as they are, with nothing entered. */
  forget(message: KeptMessage): void {
    for (const key of [...this.#views.keys(), ...this.#values.keys()]) {
      if (key.startsWith(`${message.id} `)) {
        this.#views.delete(key);
        this.#values.delete(key);
      }
    }
  }

  dialog(person: TeamsPerson): TeamsDialog | undefined {
    return this.#dialogs.get(person.id);
  }

  setDialog(person: TeamsPerson, dialog: TeamsDialog | undefined): void {
    if (dialog) this.#dialogs.set(person.id, dialog);
    else this.#dialogs.delete(person.id);
    this.#changes.emit({ kind: 'view', person: person.id, ...(dialog && { id: dialog.id }) });
  }

  notices(person: TeamsPerson): TeamsNotice[] {
    return this.#notices.filter((notice) => notice.person === person.id);
  }

  addNotice(person: TeamsPerson, code: TeamsNotice['code'], text: string): TeamsNotice {
    const notice = { id: randomUUID(), at: Date.now(), person: person.id, code, text };
    this.#notices.push(notice);
    this.#changes.emit({ kind: 'notice', person: person.id, id: notice.id });
    return notice;
  }

  dismissNotice(id: string): void {
    this.#notices = this.#notices.filter((notice) => notice.id !== id);
    this.#changes.emit({ kind: 'notice', id });
  }
}
