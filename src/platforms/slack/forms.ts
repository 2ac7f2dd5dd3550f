import type { InputBlock, ModalView } from '@slack/web-api';
import type { Choice, Part } from '../../chat/card.ts';
import { Codes, longestCode } from '../../chat/codes.ts';
import { type Field, type Form, fieldsInQuestion, partOf, type Value, type Values } from '../../chat/form.ts';
import { isDay } from '../../core/day.ts';
import { alert, type Block, header, renderPart, section, statusText } from './cards.ts';
import { refOf, type SlackFile } from './files.ts';
import { cut, limits } from './limits.ts';
import { escapeText, plain } from './markup.ts';
import { type Has, hasNone } from './newer-blocks.ts';
import { encodePlace, type Place } from './place.ts';

/** Every input of a form has this action id; its block id says which field it is. */
const inputAction = 'input';
/** But for codes: what reads the inputs with what was typed does not see them. */
const codeAction = 'code';
/** Action ids of buttons inside a form that have it drawn anew. */
const redrawPrefix = 'redraw:';
/** A field's block id: its name and, after this, what it hangs on. Another id makes Slack forget what was typed. */
const generationMark = '@';

/** In the frame of a modal whose title is too long for it. */
export const productName = 'Satu Pintu';

/** A form as a modal. `banner` is shown on top, for what went wrong with the form as a whole; `has` tells which newer blocks there are. */
export function renderForm(
  form: Form,
  place: Place = {},
  { banner, has = hasNone }: { banner?: string; has?: Has } = {},
): ModalView {
  const { origin, isPage } = place;
  const fits = form.title.length <= limits.viewTitle;
  const blocks: Block[] = [
    ...(banner ? [section(escapeText(banner))] : []),
    ...(fits ? [] : [header(form.title)]),
    ...(form.status ? [section(statusText(form.status))] : []),
    // The submit button of a modal has one colour: the sentence carries the warning.
    ...(form.ends
      ? [has('alert') ? alert(form.ends, 'error') : section(`⛔ *${escapeText(form.ends)}*`)]
      : []),
    ...fieldsInQuestion(form).flatMap((field, i, fields) => renderField(field, partOf(fields[i - 1]), has)),
  ];
  return {
    type: 'modal',
    callback_id: 'form',
    private_metadata: encodePlace(form, place),
    title: plain(fits ? form.title : productName, limits.viewTitle),
    ...(form.submit ? { submit: plain(form.submit, limits.viewButton) } : {}),
    close: plain(form.close, limits.viewButton),
    // Below a last page lies a page of the same form, which is done; or the card that it was opened from, to go back to.
    clear_on_close: (form.final ?? false) && (isPage === true || !(origin && 'v' in origin)),
    blocks: blocks.slice(0, limits.viewBlocks),
  };
}

function renderField(field: Field, above: Part | undefined, has: Has): Block[] {
  switch (field.type) {
    case 'show':
      // A modal has no plans and no tables.
      return renderPart(field.part, { above, has: (block) => block === 'alert' && has(block) });
    case 'button':
      return [
        {
          type: 'actions',
          elements: [
            {
              type: 'button',
              text: plain(field.label, limits.button),
              action_id: `${redrawPrefix}${field.name}`,
            },
          ],
        },
      ];
    default:
      return [
        {
          type: 'input',
          block_id:
            field.generation === undefined ? field.name : `${field.name}${generationMark}${field.generation}`,
          label: plain(field.label, limits.label),
          ...(field.hint ? { hint: plain(field.hint, limits.label) } : {}),
          optional: field.optional ?? false,
          dispatch_action: field.redraws ?? false,
          element: elementOf(field),
        },
      ];
  }
}

function elementOf(field: Exclude<Field, { type: 'show' | 'button' }>): InputBlock['element'] {
  const placeholder =
    'placeholder' in field && field.placeholder
      ? { placeholder: plain(field.placeholder, limits.placeholder) }
      : {};
  switch (field.type) {
    case 'text':
      return {
        type: 'plain_text_input',
        action_id: inputAction,
        multiline: field.multiline ?? false,
        max_length: Math.min(field.maxLength ?? limits.inputText, limits.inputText),
        ...(field.value ? { initial_value: cut(field.value, field.maxLength ?? limits.inputText) } : {}),
        ...(field.redraws ? { dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } } : {}),
        ...placeholder,
      };
    case 'code':
      return { type: 'plain_text_input', action_id: codeAction, max_length: longestCode };
    case 'date':
      // Slack has neither a first nor a last day, and refuses the whole form for a day that is none.
      return {
        type: 'datepicker',
        action_id: inputAction,
        ...(field.value && isDay(field.value) ? { initial_date: field.value } : {}),
      };
    case 'choice': {
      const options = field.choices.map(optionOf);
      const initial = options.find((option) => option.value === field.value);
      const common = { action_id: inputAction, options, ...(initial ? { initial_option: initial } : {}) };
      return field.style === 'radio' && options.length <= limits.radioOptions
        ? { type: 'radio_buttons', ...common }
        : { type: 'static_select', ...common };
    }
    case 'choices': {
      const options = field.choices.map(optionOf);
      const initial = options.filter((option) => field.value?.includes(option.value));
      const common = {
        action_id: inputAction,
        options,
        ...(initial.length > 0 ? { initial_options: initial } : {}),
      };
      return options.length <= limits.radioOptions
        ? { type: 'checkboxes', ...common }
        : { type: 'multi_static_select', ...common };
    }
    case 'search':
      return {
        type: 'external_select',
        action_id: inputAction,
        min_query_length: 0,
        ...(field.value ? { initial_option: optionOf(field.value) } : {}),
        ...placeholder,
      };
    case 'files':
      return {
        type: 'file_input',
        action_id: inputAction,
        filetypes: field.accept,
        max_files: field.maxFiles,
      };
  }
}

export function optionOf(choice: Choice) {
  return { text: plain(choice.label, limits.option), value: cut(choice.value, limits.optionValue) };
}

/** The parts of a view payload that we read. */
export interface ViewPayload {
  id: string;
  hash: string;
  type: string;
  private_metadata: string;
  previous_view_id?: string | null;
  /** None of a modal that only shows. */
  submit?: unknown;
  blocks: { type: string; block_id?: string }[];
  state: { values: Record<string, Record<string, StateValue>> };
}

interface StateValue {
  type: string;
  value?: string | null;
  selected_date?: string | null;
  selected_option?: { text: { text: string }; value: string } | null;
  selected_options?: { text: { text: string }; value: string }[];
  files?: SlackFile[];
}

/** What was typed and chosen, by field name. */
export function valuesOf(view: ViewPayload): Values {
  const values: Values = {};
  for (const [blockId, elements] of Object.entries(view.state.values)) {
    const state = elements[inputAction];
    if (state) values[fieldOf(blockId)] = readValue(state);
  }
  return values;
}

/** What was typed into fields for codes. */
export function codesOf(view: ViewPayload): Codes {
  return new Codes(
    Object.entries(view.state.values).map(([blockId, elements]) => [
      fieldOf(blockId),
      elements[codeAction]?.value ?? '',
    ]),
  );
}

function readValue(state: StateValue): Value | undefined {
  if (state.files) {
    return {
      type: 'files',
      files: state.files.map(refOf),
    };
  }
  const options = state.selected_options ?? (state.selected_option ? [state.selected_option] : undefined);
  if (options)
    return {
      type: 'chosen',
      chosen: options.map((option) => ({ value: option.value, label: option.text.text })),
    };
  const text = state.selected_date ?? state.value;
  return typeof text === 'string' ? { type: 'text', text } : undefined;
}

function fieldOf(blockId: string): string {
  return blockId.split(generationMark)[0] ?? blockId;
}

/** Field errors by block id. What belongs to no block on show is said at the first one: nothing is swallowed. */
export function errorsOf(view: ViewPayload, errors: Record<string, string>): Record<string, string> {
  const inputs = view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id ?? '');
  const first = inputs[0] ?? '';
  const placed: Record<string, string> = {};
  for (const [field, text] of Object.entries(errors)) {
    const block = inputs.find((id) => fieldOf(id) === field) ?? first;
    placed[block] = placed[block] ? `${placed[block]} ${text}` : text;
  }
  return placed;
}

/** Whether a block is a field for a code. */
export function isCodeInput(block: object): boolean {
  const { element } = block as { element?: { action_id?: string } };
  return element?.action_id === codeAction;
}

/** The block id under which Slack has forgotten what was typed under this one. */
export function emptied(blockId: string): string {
  const [, generation = '0'] = blockId.split(generationMark);
  return `${fieldOf(blockId)}${generationMark}${Number(generation) + 1}`;
}

export function hasInputs(view: ViewPayload): boolean {
  return view.blocks.some((block) => block.type === 'input');
}

/** The field whose change or button asks for the form anew; null when the action is something else. */
export function redrawnField(action: { action_id: string; block_id?: string }): string | null {
  if (action.action_id.startsWith(redrawPrefix)) return action.action_id.slice(redrawPrefix.length);
  return action.action_id === inputAction ? fieldOf(action.block_id ?? '') : null;
}
