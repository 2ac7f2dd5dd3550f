import type { JsonObject, JsonValue } from '../contract.ts';
import { NotPossible } from '../not-possible.ts';
import { elementsOf } from './blocks.ts';
import type { InputValue, OptionGroup, SelectOption } from './contract/acts.ts';
import type { StateValues } from './contract/screen.ts';
import type { Block } from './contract/workspace.ts';
import { hasFiletype } from './filetypes.ts';

/**
 * What is in the fields of a view or message: the `state.values` that Slack keeps for each of them, and how a person's
 * input becomes such a value.
 */

/** Where a value of this element is kept in its state, and what stands there when nothing was chosen. */
const SLOTS: Record<string, { key: string; empty: JsonValue; initial?: string }> = {
  plain_text_input: { key: 'value', empty: null, initial: 'initial_value' },
  email_text_input: { key: 'value', empty: null, initial: 'initial_value' },
  url_text_input: { key: 'value', empty: null, initial: 'initial_value' },
  number_input: { key: 'value', empty: null, initial: 'initial_value' },
  rich_text_input: { key: 'rich_text_value', empty: null, initial: 'initial_value' },
  static_select: { key: 'selected_option', empty: null, initial: 'initial_option' },
  external_select: { key: 'selected_option', empty: null, initial: 'initial_option' },
  radio_buttons: { key: 'selected_option', empty: null, initial: 'initial_option' },
  multi_static_select: { key: 'selected_options', empty: [], initial: 'initial_options' },
  multi_external_select: { key: 'selected_options', empty: [], initial: 'initial_options' },
  checkboxes: { key: 'selected_options', empty: [], initial: 'initial_options' },
  users_select: { key: 'selected_user', empty: null, initial: 'initial_user' },
  multi_users_select: { key: 'selected_users', empty: [], initial: 'initial_users' },
  conversations_select: { key: 'selected_conversation', empty: null, initial: 'initial_conversation' },
  multi_conversations_select: { key: 'selected_conversations', empty: [], initial: 'initial_conversations' },
  channels_select: { key: 'selected_channel', empty: null, initial: 'initial_channel' },
  multi_channels_select: { key: 'selected_channels', empty: [], initial: 'initial_channels' },
  datepicker: { key: 'selected_date', empty: null, initial: 'initial_date' },
  timepicker: { key: 'selected_time', empty: null, initial: 'initial_time' },
  datetimepicker: { key: 'selected_date_time', empty: null, initial: 'initial_date_time' },
  file_input: { key: 'files', empty: [] },
};

/** Buttons and overflow menus have no state. */
export const hasState = (element: JsonObject): boolean => String(element.type) in SLOTS;

/** The part of a state that holds the value, e.g. `selected_option`. */
export const slotOf = (type: JsonValue | undefined): string => SLOTS[String(type)]?.key ?? 'value';

function initialState(element: JsonObject): JsonObject {
  const slot = SLOTS[String(element.type)];
  const initial = slot?.initial === undefined ? undefined : element[slot.initial];
  return { type: String(element.type), [slot?.key ?? 'value']: initial ?? slot?.empty ?? null };
}

/**
 * The state of freshly shown blocks. A field that was there before – same `block_id`, `action_id` and type – keeps
 * what the person entered; any other starts with its initial value. That is how Slack updates a view.
 */
export function stateOf(blocks: readonly Block[], before: StateValues = {}): StateValues {
  const state: StateValues = {};
  for (const block of blocks) {
    for (const { element } of elementsOf(block)) {
      if (!hasState(element)) continue;
      const actionId = String(element.action_id);
      const kept = before[block.block_id]?.[actionId];
      const fields = state[block.block_id] ?? {};
      fields[actionId] = kept && kept.type === element.type ? kept : initialState(element);
      state[block.block_id] = fields;
    }
  }
  return state;
}

export interface FoundElement {
  block: Block;
  element: JsonObject;
  inInput: boolean;
}

export function findElement(
  blocks: readonly Block[],
  blockId: string,
  actionId: string,
): FoundElement | undefined {
  for (const block of blocks) {
    if (block.block_id !== blockId) continue;
    for (const found of elementsOf(block)) {
      if (found.element.action_id === actionId) return { block, ...found };
    }
  }
  return undefined;
}

/** The options of a static menu, its groups unfolded. */
export function staticOptions(element: JsonObject): SelectOption[] {
  const groups = (element.option_groups ?? []) as OptionGroup[];
  return [...((element.options ?? []) as SelectOption[]), ...groups.flatMap((group) => group.options)];
}

export interface Lookups {
  /** Options that an external select has offered to this person. */
  offered: readonly SelectOption[];
  /** A file uploaded by this person, in Slack's shape. */
  file(id: string): { name: string; wire: JsonObject } | undefined;
}

const text = (value: InputValue): string => {
  if (typeof value !== 'string') throw new NotPossible('invalid_value', 'This element takes a text.');
  return value;
};

const texts = (value: InputValue): string[] => {
  if (value === null) return [];
  if (!Array.isArray(value)) throw new NotPossible('invalid_value', 'This element takes a list.');
  return value;
};

/** The state that an element has once a person entered `value`. */
export function enter(element: JsonObject, value: InputValue, lookups: Lookups): JsonObject {
  const type = String(element.type);
  const slot = SLOTS[type];
  if (!slot) throw new NotPossible('no_such_element', `Nothing can be entered into a ${type}.`);
  const option = (wanted: string): SelectOption => {
    const among = type.includes('external') ? lookups.offered : staticOptions(element);
    const found = among.find((each) => each.value === wanted);
    if (!found) throw new NotPossible('no_such_option', `There is no option "${wanted}".`);
    return found;
  };
  const holding = (held: JsonValue): JsonObject => ({ type, [slot.key]: held });

  if (type === 'file_input') return holding(filesFor(element, texts(value), lookups));
  if (slot.key === 'selected_options') return holding(limited(element, texts(value)).map(option));
  if (Array.isArray(slot.empty)) return holding(limited(element, texts(value)));
  if (value === null || value === '') return holding(null);
  if (slot.key === 'selected_option') return holding(option(text(value)));
  if (type === 'datepicker' && !isDate(text(value)))
    throw new NotPossible('invalid_value', 'A date picker offers days of the calendar, as 2026-05-31.');
  if (type === 'datetimepicker') return holding(Number(value));
  if (type === 'rich_text_input') {
    const section = { type: 'rich_text_section', elements: [{ type: 'text', text: text(value) }] };
    return holding({ type: 'rich_text', elements: [section] });
  }
  return holding(text(value));
}

/** 30 February is read as a day of March. */
function isDate(value: string): boolean {
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === value;
}

function limited(element: JsonObject, values: string[]): string[] {
  const max = element.max_selected_items;
  if (typeof max === 'number' && values.length > max) {
    throw new NotPossible('too_many', `At most ${max} can be selected.`);
  }
  return values;
}

function filesFor(element: JsonObject, ids: string[], lookups: Lookups): JsonValue[] {
  const max = typeof element.max_files === 'number' ? element.max_files : 10;
  if (ids.length > max)
    throw new NotPossible('file_not_accepted', `At most ${max} files can be uploaded here.`);
  return ids.map((id) => {
    const file = lookups.file(id);
    if (!file) throw new NotPossible('no_such_file', `There is no file ${id} of this person.`);
    const accepted = element.filetypes;
    if (Array.isArray(accepted) && !hasFiletype(file.name, accepted.map(String))) {
      throw new NotPossible('file_not_accepted', `${file.name} is not a file type that is accepted here.`);
    }
    return file.wire;
  });
}
