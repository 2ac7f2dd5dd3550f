import { Input } from 'adaptivecards';
import type { SearchResult } from '../../teams/contract/acts.ts';
import type { TeamsTexts } from './texts.ts';

/** Asks the bot for the choices of one input. */
export type Search = (input: string, query: string) => Promise<SearchResult[]>;

/** Where a card's searched inputs ask; set for the card that is being drawn. */
export const searching: { ask: Search; t: TeamsTexts | undefined } = { ask: async () => [], t: undefined };

const typingMs = 250;

/** A ChoiceSet that asks the bot while somebody types. The package draws only choices that are there already. */
export class SearchInput extends Input {
  static readonly typeName = 'Input.Searched';
  #value = '';
  #title = '';

  override getJsonTypeName(): string {
    return SearchInput.typeName;
  }

  override isSet(): boolean {
    return this.#value !== '';
  }

  override get value(): string {
    return this.#value;
  }

  protected override internalParse(source: never, context: never): void {
    super.internalParse(source, context);
    const { value, choices } = source as { value?: string; choices?: SearchResult[] };
    this.#value = value ?? '';
    this.#title = choices?.find((choice) => choice.value === value)?.title ?? '';
  }

  protected override internalRender(): HTMLElement {
    const { ask, t } = searching;
    const input = this.id ?? '';
    const box = document.createElement('div');
    box.className = 'search-input';
    const field = document.createElement('input');
    field.className = 'ac-input ac-textInput';
    field.placeholder = t?.search ?? '';
    field.value = this.#title;
    field.setAttribute('role', 'combobox');
    field.setAttribute('aria-label', this.label ?? '');
    field.setAttribute('aria-expanded', 'false');
    const list = document.createElement('div');
    list.className = 'choices';
    list.hidden = true;
    list.setAttribute('role', 'listbox');
    const open = (isOpen: boolean) => {
      list.hidden = !isOpen;
      field.setAttribute('aria-expanded', String(isOpen));
    };
    const say = (words: string) => {
      list.replaceChildren(Object.assign(document.createElement('span'), { textContent: words }));
    };
    let asked = 0;
    const look = async () => {
      asked += 1;
      const own = asked;
      say(t?.searching ?? '');
      open(true);
      const found = await ask(input, field.value);
      if (own !== asked) return;
      if (found.length === 0) say(t?.nothingFound ?? '');
      else list.replaceChildren(...found.map((choice) => this.#option(choice, field, open)));
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    field.addEventListener('input', () => {
      this.#value = '';
      clearTimeout(timer);
      timer = setTimeout(() => void look(), typingMs);
    });
    // Not by its focus: a dialog gives that to its first field, and a list would lie over the next ones.
    field.addEventListener('click', () => void look());
    field.addEventListener('blur', () => setTimeout(() => open(false), 200));
    field.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') open(false);
      if (key === 'ArrowDown' && list.hidden) void look();
      else if (key === 'ArrowDown') list.querySelector('button')?.focus();
    });
    box.append(field, list);
    return box;
  }

  #option(choice: SearchResult, field: HTMLInputElement, open: (isOpen: boolean) => void): HTMLElement {
    const option = document.createElement('button');
    option.type = 'button';
    option.setAttribute('role', 'option');
    option.textContent = choice.title;
    // Before the field loses its focus, which closes the list.
    option.addEventListener('pointerdown', (event) => event.preventDefault());
    option.addEventListener('click', () => {
      this.#value = choice.value;
      field.value = choice.title;
      open(false);
    });
    return option;
  }
}
