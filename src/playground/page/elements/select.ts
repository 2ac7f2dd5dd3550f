import type { JsonObject } from '../../contract.ts';
import { float } from '../dom/float.ts';
import { h, type VNode } from '../dom/h.ts';
import { icon } from '../dom/icons.ts';
import { choose, enter, type Field, isPending, send } from '../fields.ts';
import type { Popup } from '../state.ts';
import { words } from '../text.ts';
import {
  type Choice,
  chosenIn,
  groupChoices,
  localChoices,
  matching,
  optionChoices,
  type SelectKind,
} from './select-choices.ts';

const pauseBeforeAsking = 180;
let asking: ReturnType<typeof setTimeout> | undefined;

/**
 * Every select, single or multi: a combobox that filters its own options, or asks the bot for them as one types. A
 * multi-select tells the bot when its list closes, as Slack's client does.
 */
export function drawSelect(field: Field, kind: SelectKind): VNode {
  const { element, surface, key, id } = field;
  const { state, t } = surface.app;
  const popup = state.popup?.key === key ? state.popup : undefined;
  const chosen = chosenIn(field, kind);
  const single = kind.isMulti ? undefined : chosen[0];
  const placeholder = words(element.placeholder) || t.choose;
  return h(
    'div.select.anchor',
    { 'data-popup': key, 'data-action': field.actionId, class: isPending(field) ? 'busy' : '' },
    kind.isMulti && chosen.map((choice) => chip(field, kind, chosen, choice)),
    h('input.combobox', {
      id,
      type: 'text',
      role: 'combobox',
      autocomplete: 'off',
      spellcheck: false,
      'aria-expanded': String(popup !== undefined),
      'aria-controls': `${id}_list`,
      'aria-autocomplete': 'list',
      'aria-activedescendant': popup ? `${id}_${popup.active}` : undefined,
      'aria-label': words(element.placeholder) || undefined,
      'aria-labelledby': field.block.type === 'input' ? `${id}_label` : undefined,
      'aria-describedby': `${id}_help`,
      'data-autofocus': element.focus_on_load === true || undefined,
      class: single && !popup ? 'chosen' : '',
      placeholder: single?.label ?? (chosen.length > 0 ? '' : placeholder),
      value: popup ? popup.query : (single?.label ?? ''),
      on: {
        click: () => open(field, kind),
        input: (event) => ask(field, kind, (event.currentTarget as HTMLInputElement).value),
        keydown: (event) => onKey(field, kind, event),
        blur: () => close(field, kind),
      },
    }),
    single && field.block.optional === true && !popup
      ? h(
          'button.ghost.small',
          {
            type: 'button',
            'aria-label': t.clear,
            on: { click: () => void choose(field, { [kind.slot]: null }) },
          },
          icon('close'),
        )
      : h('span.caret', {}, icon('down')),
    popup && list(field, kind, popup),
  );
}

function chip(field: Field, kind: SelectKind, chosen: Choice[], choice: Choice): VNode {
  const { t } = field.surface.app;
  return h(
    'span.chip',
    { key: choice.value },
    choice.label,
    h(
      'button.ghost.small',
      {
        type: 'button',
        'aria-label': t.removeChoice(choice.label),
        on: {
          click: () => {
            const rest = chosen.filter((each) => each.value !== choice.value);
            void choose(field, { [kind.slot]: rest.map(({ held }) => held) });
          },
        },
      },
      icon('close'),
    ),
  );
}

function list(field: Field, kind: SelectKind, popup: Popup): VNode {
  const { id, surface } = field;
  const { choices, note } = offered(field, kind, popup);
  const chosen = new Set(chosenIn(field, kind).map(({ value }) => value));
  return h(
    'div.menu.listbox',
    {
      id: `${id}_list`,
      popover: 'manual',
      role: 'listbox',
      'aria-multiselectable': kind.isMulti ? 'true' : undefined,
      'aria-label': words(field.element.placeholder) || surface.app.t.choose,
      'data-wide': 'yes',
      placed: float,
      // Focus stays in the text field, so that its blur means "left".
      on: { mousedown: (event) => event.preventDefault() },
    },
    note && h('p.note', { role: 'status' }, note),
    choices.flatMap((choice, index) => [
      choice.group !== '' &&
        choice.group !== choices[index - 1]?.group &&
        h('p.group', { key: `group ${choice.group}`, role: 'presentation' }, choice.group),
      h(
        'div.choice',
        {
          key: choice.value,
          id: `${id}_${index}`,
          role: 'option',
          'aria-selected': String(chosen.has(choice.value)),
          class: index === popup.active ? 'active' : '',
          placed: (line) => index === popup.active && line.scrollIntoView({ block: 'nearest' }),
          on: { click: () => pick(field, kind, choice) },
        },
        h('span', {}, h('span', {}, choice.label), choice.note && h('small', {}, choice.note)),
        chosen.has(choice.value) && icon('check'),
      ),
    ]),
  );
}

function offered(field: Field, kind: SelectKind, popup: Popup): { choices: Choice[]; note?: string } {
  const { t } = field.surface.app;
  if (kind.source !== 'external') {
    const choices = matching(localChoices(field, kind.source), popup.query);
    return choices.length > 0 ? { choices } : { choices, note: t.nothingFound };
  }
  const least = minimumOf(field);
  if (popup.query.length < least) return { choices: [], note: t.typeMore(least) };
  // The last answer stays in sight while the next one is on its way.
  const choices = popup.found ? fromBot(popup.found.choices) : [];
  if (popup.found?.query !== popup.query) return { choices, note: t.searching };
  if (popup.found.problem) return { choices: [], note: popup.found.problem };
  return choices.length > 0 ? { choices } : { choices, note: t.nothingFound };
}

/** Options as they are; groups carry `options`. */
function fromBot(answer: JsonObject[]): Choice[] {
  return answer.flatMap((each) => (each.options ? groupChoices(each) : optionChoices([each])));
}

function minimumOf({ element }: Field): number {
  return typeof element.min_query_length === 'number' ? element.min_query_length : 3;
}

function open(field: Field, kind: SelectKind): void {
  const { app } = field.surface;
  if (app.state.popup?.key !== field.key) ask(field, kind, '');
}

function ask(field: Field, kind: SelectKind, query: string): void {
  const { app } = field.surface;
  const before = app.state.popup?.key === field.key ? app.state.popup : undefined;
  const popup: Popup = { key: field.key, query, active: 0, ...(before?.found && { found: before.found }) };
  app.state.popup = popup;
  app.redraw();
  clearTimeout(asking);
  if (kind.source !== 'external' || query.length < minimumOf(field)) return;
  asking = setTimeout(() => void askBot(field, query), query === '' ? 0 : pauseBeforeAsking);
}

async function askBot(field: Field, query: string): Promise<void> {
  const { app, place } = field.surface;
  const { actionId, block } = field;
  const answer = await app.attempt(() =>
    app.api.suggest({ person: app.state.me, place, blockId: block.block_id, actionId, query }),
  );
  const { popup } = app.state;
  if (popup?.key !== field.key || popup.query !== query) return;
  const problem = answer?.outcome.notice?.text ?? (answer ? undefined : app.t.failed);
  // The options are those of the groups too.
  const choices = answer?.groups.length ? answer.groups : (answer?.options ?? []);
  popup.found = { query, choices, ...(problem && { problem }) };
  app.redraw();
}

function pick(field: Field, kind: SelectKind, choice: Choice): void {
  const { app } = field.surface;
  if (!kind.isMulti) {
    app.state.popup = undefined;
    void choose(field, { [kind.slot]: choice.held });
    return;
  }
  const chosen = chosenIn(field, kind);
  const without = chosen.filter((each) => each.value !== choice.value);
  const isNew = without.length === chosen.length;
  const max = field.element.max_selected_items;
  if (isNew && typeof max === 'number' && chosen.length >= max) return;
  const next = isNew ? [...chosen, choice] : without;
  enter(field, { [kind.slot]: next.map(({ held }) => held) });
  if (app.state.popup) app.state.popup.query = '';
}

function close(field: Field, kind: SelectKind): void {
  const { app } = field.surface;
  if (app.state.popup?.key !== field.key) return;
  app.state.popup = undefined;
  clearTimeout(asking);
  app.redraw();
  if (kind.isMulti && app.state.fields.get(field.key)?.sent === false) void send(field);
}

function onKey(field: Field, kind: SelectKind, event: KeyboardEvent): void {
  const { app } = field.surface;
  const popup = app.state.popup?.key === field.key ? app.state.popup : undefined;
  const handled = popup
    ? onKeyInList(field, kind, popup, event.key)
    : onKeyWhileClosed(field, kind, event.key);
  const took =
    handled || ((popup?.query ?? '') === '' && event.key === 'Backspace' && removeLast(field, kind));
  if (!took) return;
  event.preventDefault();
  event.stopPropagation();
  app.redraw();
}

function onKeyWhileClosed(field: Field, kind: SelectKind, key: string): boolean {
  if (!['ArrowDown', 'ArrowUp', 'Enter'].includes(key)) return false;
  open(field, kind);
  return true;
}

function onKeyInList(field: Field, kind: SelectKind, popup: Popup, key: string): boolean {
  const { choices } = offered(field, kind, popup);
  const choice = choices[popup.active];
  if (key === 'ArrowDown') popup.active = Math.min(popup.active + 1, choices.length - 1);
  else if (key === 'ArrowUp') popup.active = Math.max(popup.active - 1, 0);
  else if (key === 'Escape') close(field, kind);
  else if (key !== 'Enter') return false;
  else if (choice) pick(field, kind, choice);
  return true;
}

/** Backspace in an empty multi-select takes back the last choice. */
function removeLast(field: Field, kind: SelectKind): boolean {
  const chosen = kind.isMulti ? chosenIn(field, kind) : [];
  if (chosen.length === 0) return false;
  void choose(field, { [kind.slot]: chosen.slice(0, -1).map(({ held }) => held) });
  return true;
}
