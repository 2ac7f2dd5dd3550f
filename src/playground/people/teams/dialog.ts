import type { TeamsDialog, TeamsOutcome } from '../../index.ts';
import type { Modal, Outcome, SubmitResult, UploadedFile } from '../person.ts';
import { waitFor } from '../waiting.ts';
import { contains, isLabelled, type Wanted } from '../wanted.ts';
import type { TeamsOnlooker } from './onlooker.ts';
import { outcomeOf } from './outcome.ts';
import {
  type CardButton,
  type CardField,
  dialogText,
  readCard,
  shownValue,
  type VisibleCard,
} from './visible.ts';
import type { Said } from './ways.ts';

/** The dialog in front of somebody: what a press answers takes the place of what was in it. */
export class TeamsModal implements Modal {
  /** A dialog has no inputs that the client would ask for: the bot says what is missing. */
  readonly required = undefined;
  readonly title: string;
  readonly #person: TeamsOnlooker;
  readonly #found = new Map<string, { label: string; value: string }[]>();

  constructor(owner: TeamsOnlooker, dialog: TeamsDialog) {
    this.#person = owner;
    this.title = dialog.title;
  }

  get #api() {
    return this.#person.api;
  }

  async type(label: Wanted, text: string): Promise<void> {
    await this.#enter(await this.#field(label), text);
  }

  async date(label: Wanted, day: string): Promise<void> {
    const field = await this.#field(label);
    if (field.kind !== 'date') throw new Error(`"${label}" is no date field but for ${field.kind}.`);
    await this.#enter(field, day);
  }

  async choose(label: Wanted, option: string | RegExp): Promise<unknown> {
    const field = await this.#field(label);
    if (field.kind !== 'pressed') return this.#choose(field, [option]);
    const button = field.buttons.find((each) => isLabelled([each.label.replace(/^✓ /, '')], option));
    if (!button) throw new Error(`There is no ${option} at "${field.label}".`);
    return this.#press(button);
  }

  async search(label: Wanted, query: string): Promise<string[]> {
    const field = await this.#field(label);
    const { found } = await this.#api.search({
      person: this.#person.who,
      place: 'dialog',
      input: field.id,
      query,
    });
    this.#found.set(
      field.id,
      found.map(({ title, value }) => ({ label: title, value })),
    );
    return found.map(({ title }) => title);
  }

  async pick(label: Wanted, option: Wanted): Promise<unknown> {
    return this.#choose(await this.#field(label), [option]);
  }

  async tick(label: Wanted, ...options: Wanted[]): Promise<unknown> {
    return this.#choose(await this.#field(label), options);
  }

  /** Gives the files on their page and comes back to a dialog that offers them; of all offered, ticks these. */
  async upload(label: Wanted, ...files: UploadedFile[]): Promise<string[]> {
    const press = async (what: 'give files' | 'files given') => {
      const button = (await this.#buttons()).find((each) => this.#says(each, what));
      if (!button) throw new Error(`The dialog has no way to give files:\n${await this.text()}`);
      return this.#press(button);
    };
    const { opens = '' } = await press('give files');
    const refused = await this.#person.ways.giveFiles(opens, files, (await this.#person.screen()).me.locale);
    await press('files given');
    const field = await this.#field(label);
    // The newest of a name is the one that was given just now.
    const given = files.flatMap(
      ({ name }) => field.choices.find((each) => each.label.startsWith(`${name} · `)) ?? [],
    );
    if (field.kind === 'choices') await this.#enter(field, given.map(({ value }) => value).join(','));
    return refused;
  }

  async redrawn(act: () => Promise<unknown>): Promise<void> {
    await act();
  }

  async clear(label: Wanted): Promise<void> {
    await this.#enter(await this.#field(label), '');
  }

  async click(label: Wanted): Promise<Outcome> {
    return this.#press(await this.#button((each) => isLabelled([each.label], label), String(label)));
  }

  async submit(): Promise<SubmitResult> {
    const { card } = await this.#dialog();
    const outcome = await this.#press(await this.#submitButton());
    const dialog = await this.#person.dialog();
    return {
      outcome,
      errors: dialog ? errorsOf(dialog, outcome) : {},
      problem: dialog && problemOf(dialog, card !== undefined),
      next: dialog && new TeamsModal(this.#person, dialog),
    };
  }

  async submitWithoutWaiting(): Promise<void> {
    const { index } = await this.#submitButton();
    await this.#api.press({ person: this.#person.who, place: 'dialog', action: index, wait: false });
  }

  async back(): Promise<unknown> {
    return this.#press(await this.#button((each) => this.#says(each, 'back'), 'Back'));
  }

  close(): Promise<void> {
    return this.#api.closeDialog({ person: this.#person.who });
  }

  async text(): Promise<string> {
    return dialogText(await this.#dialog());
  }

  async sees(text: Wanted): Promise<string> {
    return waitFor(
      this.#person.playground,
      async () => {
        const shown = await this.text();
        return contains(shown, text) ? shown : undefined;
      },
      async () => `The dialog does not show ${text}:\n${await this.text()}`,
    );
  }

  async value(label: Wanted): Promise<string> {
    const field = await this.#field(label);
    const { values } = await this.#dialog();
    return shownValue({ ...field, choices: this.#offered(field) }, values[field.id]);
  }

  async options(label: Wanted): Promise<string[]> {
    return this.#offered(await this.#field(label)).map((each) => each.label);
  }

  async fields(): Promise<string[]> {
    return (await this.#card()).fields.map((field) => field.label);
  }

  async submitLabel(): Promise<string | undefined> {
    return (await this.#submitButton()).label;
  }

  /** The last one of the row that closes the dialog. */
  async #submitButton(): Promise<CardButton> {
    const { card } = await this.#dialog();
    const closing = Array.isArray(card?.actions) ? card.actions.length : 0;
    const button = closing > 0 ? readCard(card).buttons.at(-1) : undefined;
    if (!button) throw new Error(`The dialog has nothing to submit:\n${await this.text()}`);
    return button;
  }

  #offered(field: CardField): { label: string; value: string }[] {
    return [...field.choices, ...(this.#found.get(field.id) ?? [])];
  }

  /** Chooses these options and, where the form hangs on them, presses the button that says so. */
  async #choose(field: CardField, options: readonly Wanted[]): Promise<unknown> {
    const offered = this.#offered(field);
    const values = options.map((option) => {
      const found = offered.findLast((each) => isLabelled([each.label], option));
      if (!found)
        throw new Error(
          `There is no option ${option} in "${field.label}": ${offered.map((each) => each.label).join(' · ')}`,
        );
      return found.value;
    });
    await this.#enter(field, values.join(','));
    const apply = field.buttons.find((each) => this.#says(each, 'apply'));
    return apply && this.#press(apply);
  }

  #says({ label }: CardButton, what: Said): boolean {
    return this.#person.ways.says(label, what);
  }

  async #card(): Promise<VisibleCard> {
    return readCard((await this.#dialog()).card, this.#person.ways);
  }

  async #buttons(): Promise<CardButton[]> {
    return (await this.#card()).buttons;
  }

  #button(wanted: (button: CardButton) => boolean, label: string): Promise<CardButton> {
    return waitFor(
      this.#person.playground,
      async () => (await this.#buttons()).find(wanted),
      async () => `There is no "${label}" in the dialog:\n${await this.text()}`,
    );
  }

  #field(label: Wanted): Promise<CardField> {
    return waitFor(
      this.#person.playground,
      async () => (await this.#card()).fields.find((each) => isLabelled([each.label], label)),
      async () => `There is no "${label}" in the dialog:\n${await this.text()}`,
    );
  }

  async #dialog(): Promise<TeamsDialog> {
    const dialog = await this.#person.dialog();
    if (!dialog) throw new Error(`The dialog "${this.title}" is closed.\n${await this.#person.describe()}`);
    return dialog;
  }

  #enter(field: CardField, value: string): Promise<void> {
    return this.#api.enter({ person: this.#person.who, place: 'dialog', values: { [field.id]: value } });
  }

  async #press(button: CardButton): Promise<Outcome & Pick<TeamsOutcome, 'invalid'>> {
    return outcomeOf(
      await this.#api.press({ person: this.#person.who, place: 'dialog', action: button.index }),
    );
  }
}

/** Errors by the label of their field: the bot's, or those of the client's own checks. */
function errorsOf(
  dialog: TeamsDialog,
  { invalid = {} }: Pick<TeamsOutcome, 'invalid'>,
): Record<string, string> {
  const { fields, marked } = readCard(dialog.card);
  const idOf = (field: CardField): string => field.id.replace(/^field:/, '');
  return Object.fromEntries(
    fields.flatMap((field) => {
      const error = invalid[field.id] ?? marked.get(`error:${idOf(field)}`);
      return error === undefined ? [] : [[field.label, error]];
    }),
  );
}

/** What is said about the form as a whole; a text in its place counts too. */
function problemOf(dialog: TeamsDialog, wasForm: boolean): string | undefined {
  const said = readCard(dialog.card).marked.get('problem') ?? dialog.problem;
  return said ?? (wasForm && !dialog.card ? dialog.text : undefined);
}
