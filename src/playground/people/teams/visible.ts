import type { JsonObject, TeamsDialog, TeamsMessage } from '../../index.ts';
import { noWays, type TeamsWays } from './ways.ts';

/** An Adaptive Card as a person sees it: its lines, its inputs and its buttons under the words that stand at them. */

type Loose = Record<string, unknown>;

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): Loose[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** A button of a card; `index` counts all actions of the card in document order. */
export interface CardButton {
  index: number;
  label: string;
  action: Loose;
  /** The text of the row of a list that it stands in. */
  beside: string;
}

/** Something that can be filled in. */
export interface CardField {
  /** Input id; for a choice that is pressed, the id of what stands around its buttons. */
  id: string;
  label: string;
  kind: 'text' | 'date' | 'choice' | 'choices' | 'search' | 'pressed' | 'files';
  choices: { label: string; value: string }[];
  /** The buttons that its choices are, or that stand right after it. */
  buttons: CardButton[];
  /** The buttons that stand after it and the inputs that follow it, as below the menus of a list. */
  below: CardButton[];
}

/** What a card is made of, in the order in which it is read. */
export interface VisibleCard {
  lines: string[];
  fields: CardField[];
  buttons: CardButton[];
  /** Texts with an id of their own: `problem`, `error:<input id>`. */
  marked: Map<string, string>;
}

export function readCard(card: JsonObject | undefined, ways = noWays): VisibleCard {
  const seen: Reading = { lines: [], fields: [], buttons: [], marked: new Map(), ways };
  if (!card) return seen;
  readElements(listOf(card.body), '', seen);
  const closing = buttonsOf(listOf(card.actions), '', seen);
  if (closing.length > 0) seen.lines.push(lineOf(closing));
  return seen;
}

interface Reading extends VisibleCard {
  ways: TeamsWays;
}

function readElements(elements: readonly Loose[], beside: string, seen: Reading): void {
  let inputs: CardField[] = [];
  for (const element of elements.filter((each) => each.isVisible !== false)) {
    const [fields, buttons] = [seen.fields.length, seen.buttons.length];
    readElement(element, beside, seen);
    if (element.type === 'ActionSet') {
      const following = seen.buttons.slice(buttons);
      for (const input of inputs) input.below = following;
      const last = inputs.at(-1);
      if (last) last.buttons = following;
    }
    inputs = isInput(element) || isRowOfInputs(element) ? [...inputs, ...seen.fields.slice(fields)] : [];
  }
}

const isRowOfInputs = (element: Loose): boolean =>
  element.type === 'ColumnSet' &&
  listOf(element.columns).every((column) => listOf(column.items).every(isInput));

const isInput = (element: Loose): boolean => String(element.type).startsWith('Input.');

function readElement(element: Loose, beside: string, seen: Reading): void {
  switch (element.type) {
    case 'TextBlock':
    case 'RichTextBlock': {
      const text = wordsOf(element);
      seen.lines.push(text);
      if (typeof element.id === 'string') seen.marked.set(element.id, text.replace(/^⚠️ /, ''));
      readNoFiles(text, seen);
      break;
    }
    case 'FactSet':
      for (const fact of listOf(element.facts)) seen.lines.push(String(fact.title), String(fact.value));
      break;
    case 'ColumnSet': {
      const row = textOf(listOf(element.columns));
      for (const column of listOf(element.columns)) readElements(listOf(column.items), row, seen);
      break;
    }
    case 'Container':
      if (String(element.id ?? '').startsWith('field:')) readPressed(element, seen);
      else readElements(listOf(element.items), beside || textOf(listOf(element.items)), seen);
      break;
    case 'ActionSet': {
      seen.lines.push(lineOf(buttonsOf(listOf(element.actions), beside, seen)));
      break;
    }
    default:
      if (isInput(element)) readInput(element, seen);
  }
}

function readInput(element: Loose, seen: VisibleCard): void {
  const label = String(element.label ?? '');
  const choices = listOf(element.choices).map((choice) => ({
    label: String(choice.title),
    value: String(choice.value),
  }));
  const isSearched = isObject(element['choices.data']);
  const chosen = isSearched ? 'search' : 'choice';
  const typed = element.type === 'Input.Date' ? 'date' : 'text';
  const kind = element.type === 'Input.ChoiceSet' ? chosen : typed;
  seen.lines.push(label);
  seen.fields.push({
    id: String(element.id),
    label,
    kind: element.isMultiSelect === true ? 'choices' : kind,
    choices,
    buttons: [],
    below: [],
  });
}

/** A choice whose options are buttons: the chosen one has a tick. */
function readPressed(element: Loose, seen: Reading): void {
  const own: Reading = { ...seen, lines: [], fields: [], marked: new Map() };
  const before = seen.buttons.length;
  readElements(listOf(element.items), '', own);
  const buttons = seen.buttons.slice(before);
  const [label = ''] = own.lines;
  seen.lines.push(...own.lines);
  seen.fields.push({
    id: String(element.id),
    label,
    kind: 'pressed',
    choices: buttons.map(({ label: title }) => ({
      label: title.replace(/^✓ /, ''),
      value: title.startsWith('✓ ') ? 'chosen' : '',
    })),
    buttons,
    below: [],
  });
}

/** A field for files shows that there are none yet in place of its choices. */
function readNoFiles(text: string, seen: Reading): void {
  const mark = text.lastIndexOf(': ');
  if (mark < 0 || !seen.ways.says(text.slice(mark + 2), 'no files')) return;
  seen.fields.push({
    id: '',
    label: text.slice(0, mark),
    kind: 'files',
    choices: [],
    buttons: [],
    below: [],
  });
}

function buttonsOf(actions: readonly Loose[], beside: string, seen: VisibleCard): CardButton[] {
  const buttons = actions.map((action, i) => ({
    index: seen.buttons.length + i,
    label: String(action.title ?? ''),
    action,
    beside,
  }));
  seen.buttons.push(...buttons);
  return buttons;
}

const lineOf = (buttons: readonly CardButton[]): string => buttons.map(({ label }) => `[${label}]`).join(' ');

function wordsOf(element: Loose): string {
  if (element.type === 'TextBlock') return String(element.text ?? '');
  const inlines = Array.isArray(element.inlines) ? element.inlines : [];
  // Where a line may break is nothing to be read.
  return inlines
    .map((run) => (isObject(run) ? String(run.text ?? '') : String(run)))
    .join('')
    .replaceAll('\u200B', '');
}

function textOf(elements: readonly Loose[]): string {
  return elements
    .flatMap((element) =>
      /TextBlock$/.test(String(element.type)) ? wordsOf(element) : [textOf(listOf(element.items))],
    )
    .filter((text) => text !== '')
    .join('\n');
}

/** All that is to be read in a message. */
export function messageText(message: TeamsMessage): string {
  const cards = message.cards.flatMap((card) => readCard(card).lines);
  return [message.text, ...cards, ...message.files.map((file) => `📎 ${file.name}`)]
    .filter((line) => line.trim() !== '')
    .join('\n');
}

/** All that is to be read in a dialog, what was filled in included. */
export function dialogText(dialog: TeamsDialog): string {
  const { lines, fields } = readCard(dialog.card);
  const values = fields.map((field) => shownValue(field, dialog.values[field.id]));
  return [dialog.title, dialog.text ?? '', ...lines, ...values, dialog.problem ?? '']
    .filter((line) => line.trim() !== '')
    .join('\n');
}

/** What a dialog says that answers a press: the bot's words alone where it shows nothing else. */
export const answerIn = (dialog: TeamsDialog): string => dialog.text ?? dialogText(dialog);

/** What a field shows: text, or the labels of what is chosen. */
export function shownValue(field: CardField, held: string | undefined): string {
  if (field.kind === 'pressed') return field.choices.find((choice) => choice.value === 'chosen')?.label ?? '';
  if (!held || field.kind === 'text' || field.kind === 'date') return held ?? '';
  const values = field.kind === 'choices' ? held.split(',') : [held];
  return values
    .map((value) => field.choices.find((choice) => choice.value === value)?.label ?? value)
    .join(', ');
}

/** Cards that the bot keeps up to date can be asked for anew; its private answers cannot. */
export const isKept = (message: TeamsMessage): boolean =>
  message.fromBot && message.cards.some((card) => isObject(card.refresh));

/** What one step meant has nothing to press: a personal chat has no threads that it could stand in. */
export const isStep = (message: TeamsMessage): boolean =>
  isKept(message) && message.cards.every((card) => readCard(card).buttons.length === 0);
