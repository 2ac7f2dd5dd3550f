import type { Block, InputValue, JsonObject, JsonValue, Message, Person, View } from '../../index.ts';
import { isLabelled, type Wanted } from '../wanted.ts';

/** Block Kit as a person sees it: plain text, and controls under the words that stand at them. */

export type Names = ReadonlyMap<string, string>;

export const namesOf = (people: readonly Person[]): Names =>
  new Map(people.map((each) => [each.id, each.realName]));

type Loose = Record<string, unknown>;

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): Loose[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** Slack's mrkdwn without its marks: quotes without their bars, links by their labels, people by their names. */
export function fromMrkdwn(text: string, names: Names): string {
  const marks = /(^|[\s(])([*_~])(?=\S)(.+?)(?<=\S)\2(?=$|[\s).,:;!?])/gm;
  return text
    .replace(/^>/gm, '')
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id: string) => `@${names.get(id) ?? id}`)
    .replace(/<#[A-Z0-9]+\|([^>]*)>/g, '#$1')
    .replace(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<[^|>\s]+\|([^>]*)>/g, '$1')
    .replace(/<((?:https?|mailto):[^>]*)>/g, '$1')
    .replace(marks, '$1$3')
    .replace(marks, '$1$3')
    .replace(/`{1,3}([^`]+)`{1,3}/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** The text of a text object. */
function textOf(value: unknown, names: Names): string {
  if (!isObject(value)) return '';
  const text = String(value.text ?? '');
  return value.type === 'mrkdwn' ? fromMrkdwn(text, names) : text;
}

/** What stands in a block, line by line; buttons as `[Label]`. */
function blockText(block: Block, names: Names): string {
  const lines: string[] = [];
  const elementText = (element: Loose): string =>
    element.type === 'button' ? `[${textOf(element.text, names)}]` : textOf(element.placeholder, names);
  switch (block.type) {
    case 'header':
    case 'section':
      lines.push(textOf(block.text, names), ...listOf(block.fields).map((field) => textOf(field, names)));
      if (isObject(block.accessory)) lines.push(elementText(block.accessory));
      break;
    case 'context':
      lines.push(
        listOf(block.elements)
          .map((each) => (each.type === 'image' ? `(${String(each.alt_text)})` : textOf(each, names)))
          .join(' '),
      );
      break;
    case 'actions':
      lines.push(listOf(block.elements).map(elementText).join(' '));
      break;
    case 'input':
      lines.push(textOf(block.label, names), textOf(block.hint, names));
      break;
    case 'image':
      lines.push(textOf(block.title, names), `(${String(block.alt_text)})`);
      break;
    case 'markdown':
      lines.push(String(block.text));
      break;
    case 'rich_text':
      lines.push(richText(block, names));
      break;
    case 'alert':
      lines.push(textOf(block.text, names));
      break;
    case 'plan':
      lines.push(String(block.title), ...listOf(block.tasks).map(taskText));
      break;
    case 'task_card':
      lines.push(taskText(block));
      break;
    case 'data_table':
    case 'table':
      lines.push(String(block.caption ?? ''));
      for (const row of (block.rows ?? []) as JsonValue[][]) {
        lines.push(
          row
            .map((cell) =>
              isObject(cell) && cell.type !== 'rich_text' ? String(cell.text) : richText(cell, names),
            )
            .join(' | '),
        );
      }
      break;
  }
  return lines.filter((line) => line !== '').join('\n');
}

const taskText = ({ title, status }: Loose): string => `${String(title)} (${String(status)})`;

function richText(value: unknown, names: Names): string {
  if (!isObject(value)) return '';
  if (value.type === 'user') return `@${names.get(String(value.user_id)) ?? String(value.user_id)}`;
  if (typeof value.text === 'string') return value.text;
  if (value.type === 'link') return String(value.url);
  return listOf(value.elements)
    .map((each) => richText(each, names))
    .join('');
}

export const blocksText = (blocks: readonly Block[], names: Names): string =>
  blocks
    .map((block) => blockText(block, names))
    .filter((text) => text !== '')
    .join('\n');

/** What a person reads of a message: its blocks, or its text when there are none; then its files' names. */
export function messageText(message: Message, names: Names): string {
  const body = [
    message.blocks.length > 0 ? blocksText(message.blocks, names) : fromMrkdwn(message.text, names),
    ...(message.unfurls ?? []).map(({ blocks }) => blocksText(blocks, names)),
  ].join('\n');
  return [body, ...message.files.map((file) => `📎 ${file.name}`)].filter((line) => line !== '').join('\n');
}

/** Something in a message or view that a person can use. */
export interface Control {
  blockId: string;
  actionId: string;
  type: string;
  /** The words by which a person would call it. */
  labels: string[];
  element: JsonObject;
  inInput: boolean;
}

export function controlsOf(blocks: readonly Block[], names: Names): Control[] {
  const controls: Control[] = [];
  const add = (block: Block, element: unknown, labels: string[], inInput: boolean): void => {
    if (!isObject(element) || element.type === 'image') return;
    const own =
      element.type === 'button' ? [textOf(element.text, names)] : [textOf(element.placeholder, names)];
    controls.push({
      blockId: block.block_id,
      actionId: String(element.action_id),
      type: String(element.type),
      labels: (element.type === 'button' ? own : [...labels, ...own]).filter((label) => label !== ''),
      element: element as JsonObject,
      inInput,
    });
  };
  for (const block of blocks) {
    if (block.type === 'input') add(block, block.element, [textOf(block.label, names)], true);
    if (block.type === 'section') add(block, block.accessory, [textOf(block.text, names)], false);
    if (block.type === 'actions')
      for (const element of listOf(block.elements)) add(block, element, [], false);
  }
  return controls;
}

/** A button with the text of the row of a list that it stands in. */
export interface RowButton {
  label: string;
  blockId: string;
  actionId: string;
  beside: string;
}

export function rowButtons(blocks: readonly Block[]): RowButton[] {
  const names = new Map<string, string>();
  return blocks.flatMap((block, i) =>
    [block.accessory, ...listOf(block.elements)].flatMap((element) =>
      isObject(element) && element.type === 'button'
        ? {
            label: textOf(element.text, names),
            blockId: block.block_id,
            actionId: String(element.action_id),
            // Several stand in a block of their own, right below their row.
            beside: textOf(block.type === 'actions' ? blocks[i - 1]?.text : block.text, names),
          }
        : [],
    ),
  );
}

export interface VisibleOption {
  label: string;
  value: string;
}

export function optionsOf(element: JsonObject, names: Names): VisibleOption[] {
  const groups = listOf(element.option_groups).flatMap((group) => listOf(group.options));
  return [...listOf(element.options), ...groups].map((option) => ({
    label: textOf(option.text, names),
    value: String(option.value),
  }));
}

/** What a field shows: text, or the labels of what is chosen. */
export function shownValue(held: JsonObject | undefined, names: Names): string {
  if (!held) return '';
  const { type: _type, ...slots } = held;
  const [value] = Object.values(slots);
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((each) => shownOption(each, names)).join(', ');
  return isObject(value)
    ? shownOption(value as JsonObject, names)
    : (names.get(String(value)) ?? String(value));
}

const shownOption = (value: JsonValue, names: Names): string => {
  if (!isObject(value)) return names.get(String(value)) ?? String(value);
  if (value.type === 'rich_text') return richText(value, names);
  return isObject(value.text) ? textOf(value.text, names) : String(value.name ?? '');
};

/** What to enter so that these options are chosen. */
export function valueFor(
  control: Control,
  offered: readonly VisibleOption[],
  wanted: readonly Wanted[],
): InputValue {
  const values = wanted.map((each) => {
    const option =
      offered.find((one) => isLabelled([one.label], each)) ??
      (typeof each === 'string' ? offered.find((one) => one.value === each) : undefined);
    if (!option) {
      throw new Error(
        `There is no option ${each} in "${control.labels[0]}": ${offered.map((one) => one.label).join(' · ')}`,
      );
    }
    return option.value;
  });
  const takesMany = control.type === 'checkboxes' || control.type.startsWith('multi_');
  return takesMany ? values : (values[0] ?? null);
}

/** What an app says above fields, in blocks of their own instead of as Slack's errors, by the block ids of those fields. */
export function errorsAbove(blocks: readonly Block[], names: Names): Record<string, string> {
  const prefix = 'error:';
  return Object.fromEntries(
    blocks.flatMap((block) =>
      String(block.block_id).startsWith(prefix)
        ? [[String(block.block_id).slice(prefix.length), blockText(block, names).replace(/^⚠️ /, '')]]
        : [],
    ),
  );
}

/** All that is to be read in a view, values and errors included. */
/** What somebody would call a modal by: its title, or the heading inside where that did not fit the frame. */
export function titleOf(view: View): string {
  const [first] = view.blocks;
  return first?.type === 'header' ? textOf(first.text, new Map()) : view.title;
}

export function viewText(view: View, names: Names): string {
  const values = Object.values(view.state).flatMap((fields) =>
    Object.values(fields).map((held) => shownValue(held, names)),
  );
  const lines = [
    view.title,
    blocksText(view.blocks, names),
    ...values,
    ...Object.values(view.errors),
    view.problem ?? '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}
