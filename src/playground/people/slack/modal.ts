import type { InputValue, Outcome, View } from '../../index.ts';
import type { Modal, SubmitResult, UploadedFile } from '../person.ts';
import { waitFor } from '../waiting.ts';
import { contains, isLabelled, type Wanted } from '../wanted.ts';
import type { SlackOnlooker } from './onlooker.ts';
import { uploadFile } from './upload.ts';
import {
  type Control,
  controlsOf,
  errorsAbove,
  namesOf,
  optionsOf,
  shownValue,
  titleOf,
  type VisibleOption,
  valueFor,
  viewText,
} from './visible.ts';

export interface SlackSubmitResult extends SubmitResult {
  outcome: Outcome;
  next: SlackModal | undefined;
}

/** A modal on a person's screen. It stays the same object while the bot updates its content. */
export class SlackModal implements Modal {
  readonly #person: SlackOnlooker;
  readonly #id: string;
  readonly title: string;
  /** As Slack's client says it in English; read as this in every language that it speaks. */
  readonly required = 'Please complete this required field.';
  readonly #found = new Map<string, VisibleOption[]>();

  constructor(owner: SlackOnlooker, view: View) {
    this.#person = owner;
    this.#id = view.id;
    this.title = titleOf(view);
  }

  get #api() {
    return this.#person.playground.api;
  }

  /** Types into a text field; `enter` also presses the enter key, which some fields tell the bot about. */
  async type(label: Wanted, text: string, options: { enter?: boolean } = {}): Promise<Outcome> {
    return this.#enter(await this.#field(label), text, options.enter ? 'enter' : 'character');
  }

  async date(label: Wanted, day: string): Promise<Outcome> {
    const control = await this.#field(label);
    if (control.type !== 'datepicker') throw new Error(`"${label}" is a ${control.type}, no date picker.`);
    return this.#enter(control, day);
  }

  /** Chooses an option of a menu or of radio buttons, or a date or time, by its words. */
  async choose(label: Wanted, option: string | RegExp): Promise<Outcome> {
    const control = await this.#field(label);
    if (/^(date|time)/.test(control.type)) return this.#enter(control, String(option));
    if (/^(multi_)?(users|channels|conversations)_select/.test(control.type)) {
      const { people } = await this.#person.screen();
      const offered = people.map((each) => ({ label: each.realName, value: each.id }));
      return this.#enter(control, valueFor(control, offered, [option]));
    }
    return this.#enter(control, valueFor(control, await this.#offered(control), [option]));
  }

  /** Types into a searched menu; the words of the options found. */
  async search(label: Wanted, query: string): Promise<string[]> {
    const control = await this.#field(label);
    const found = await this.#api.suggest({ ...this.#ref(control), query });
    const names = namesOf(await this.#api.people({}));
    const options = optionsOf({ type: control.type, options: found.options }, names);
    this.#found.set(`${control.blockId} ${control.actionId}`, options);
    return options.map((each) => each.label);
  }

  /** Picks one (or, in a multi-select, several) of the options that the last search found. */
  async pick(label: Wanted, ...options: Wanted[]): Promise<Outcome> {
    const control = await this.#field(label);
    return this.#enter(control, valueFor(control, await this.#offered(control), options));
  }

  /** Ticks these boxes (or multi-select options) and no others of the group. */
  async tick(label: Wanted, ...options: Wanted[]): Promise<Outcome> {
    const control = await this.#field(label);
    return this.#enter(control, valueFor(control, await this.#offered(control), options));
  }

  /** Uploads files into a file field: what is wrong with them is said when the form is sent. */
  async upload(label: Wanted, ...files: UploadedFile[]): Promise<string[]> {
    const control = await this.#field(label);
    const uploaded = await Promise.all(files.map((file) => uploadFile(this.#person, file)));
    await this.#enter(
      control,
      uploaded.map((file) => file.id),
    );
    return [];
  }

  /** Does what has the bot draw this form anew, and waits until it has. */
  async redrawn(act: () => Promise<unknown>): Promise<void> {
    const { hash } = await this.#view();
    await act();
    await waitFor(
      this.#person.playground,
      async () => ((await this.#view()).hash === hash ? undefined : true),
      async () => `The modal was not drawn anew:\n${await this.text()}`,
    );
  }

  async clear(label: Wanted): Promise<Outcome> {
    return this.#enter(await this.#field(label), null);
  }

  /** Clicks a button inside the modal. */
  async click(label: Wanted): Promise<Outcome> {
    const control = await this.#control(label, (each) => each.type === 'button');
    return this.#api.act(this.#ref(control));
  }

  /** Presses the submit button and waits for the bot's answer. */
  async submit(): Promise<SlackSubmitResult> {
    const outcome = await this.#api.submitView({ person: this.#person.who, viewId: this.#id });
    const { views } = await this.#person.screen();
    const front = views.at(-1);
    const own = views.find((each) => each.id === this.#id);
    return {
      outcome,
      errors: own ? await this.#errorsOf(own) : {},
      problem: own?.problem,
      next: front && new SlackModal(this.#person, front),
    };
  }

  /** Presses the submit button without waiting; several can be under way at once. */
  async submitWithoutWaiting(): Promise<void> {
    await this.#api.submitView({ person: this.#person.who, viewId: this.#id, wait: false });
  }

  /** Slack's close button leads to the view below. */
  back(): Promise<Outcome> {
    return this.close();
  }

  async submitLabel(): Promise<string | undefined> {
    return (await this.#view()).submit;
  }

  /** Closes this view; `all`: everything that lies below it too. */
  close(options: { all?: boolean } = {}): Promise<Outcome> {
    return this.#api.closeView({ person: this.#person.who, viewId: this.#id, ...options });
  }

  /** All that is to be read in it, values and errors included. */
  async text(): Promise<string> {
    return this.#inEnglish(viewText(await this.#view(), namesOf(await this.#api.people({}))));
  }

  /** Waits until it shows this text. */
  async sees(text: Wanted): Promise<string> {
    return waitFor(
      this.#person.playground,
      async () => {
        const shown = await this.text();
        return contains(shown, text) ? shown : undefined;
      },
      async () => `The modal does not show ${text}:\n${await this.text()}`,
    );
  }

  /** Errors shown, by the label of their field. */
  async errors(): Promise<Record<string, string>> {
    return this.#errorsOf(await this.#view());
  }

  /** What a field shows now. */
  async value(label: Wanted): Promise<string> {
    const control = await this.#field(label);
    const view = await this.#view();
    return shownValue(view.state[control.blockId]?.[control.actionId], namesOf(await this.#api.people({})));
  }

  /** The words of the options that a field offers (those of the last search, in a searched menu). */
  async options(label: Wanted): Promise<string[]> {
    return (await this.#offered(await this.#field(label))).map((each) => each.label);
  }

  /** The labels of its fields, from the top. */
  async fields(): Promise<string[]> {
    const view = await this.#view();
    const controls = controlsOf(view.blocks, namesOf(await this.#api.people({})));
    return controls.flatMap((each) => (each.inInput ? (each.labels[0] ?? []) : []));
  }

  async #errorsOf(view: View): Promise<Record<string, string>> {
    const names = namesOf(await this.#api.people({}));
    const controls = controlsOf(view.blocks, names);
    return Object.fromEntries(
      Object.entries({ ...view.errors, ...errorsAbove(view.blocks, names) }).map(([blockId, text]) => [
        controls.find((each) => each.blockId === blockId)?.labels[0] ?? blockId,
        this.#inEnglish(text),
      ]),
    );
  }

  /** What Slack's client says by itself is in the language that this person has chosen there. */
  #inEnglish(text: string): string {
    return text.replaceAll('Isi kolom wajib ini.', this.required);
  }

  async #view(): Promise<View> {
    const view = (await this.#person.screen()).views.find((each) => each.id === this.#id);
    if (!view) throw new Error(`The modal "${this.title}" is closed.\n${await this.#person.describe()}`);
    return view;
  }

  #field(label: Wanted): Promise<Control> {
    return this.#control(label, (each) => each.type !== 'button');
  }

  async #control(label: Wanted, wanted: (control: Control) => boolean): Promise<Control> {
    return waitFor(
      this.#person.playground,
      async () => {
        const view = await this.#view();
        const controls = controlsOf(view.blocks, namesOf(await this.#api.people({})));
        return controls.find((each) => wanted(each) && isLabelled(each.labels, label));
      },
      async () => `There is no "${label}" in the modal:\n${await this.text()}`,
    );
  }

  async #offered(control: Control): Promise<VisibleOption[]> {
    const found = this.#found.get(`${control.blockId} ${control.actionId}`);
    return found ?? optionsOf(control.element, namesOf(await this.#api.people({})));
  }

  #ref(control: Control) {
    return {
      person: this.#person.who,
      place: { view: this.#id },
      blockId: control.blockId,
      actionId: control.actionId,
    };
  }

  #enter(control: Control, value: InputValue, on: 'enter' | 'character' = 'enter'): Promise<Outcome> {
    return this.#api.act({ ...this.#ref(control), value, on });
  }
}
