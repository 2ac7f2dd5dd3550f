import type { JsonObject, JsonValue } from '../contract.ts';
import { actionsOf, inputsOf } from './card.ts';

/** People for whom a client asks for a card by itself. */
export const maxRefreshed = 60;

const isPersonId = (id: JsonValue): boolean => typeof id === 'string' && id.startsWith('29:');

/** Bytes of an activity, above which Teams answers 413. */
export const maxActivityBytes = 28 * 1024;

const elements = new Set([
  'TextBlock',
  'RichTextBlock',
  'Image',
  'ImageSet',
  'Media',
  'Container',
  'ColumnSet',
  'FactSet',
  'ActionSet',
  'Table',
  'Input.Text',
  'Input.Number',
  'Input.Date',
  'Input.Time',
  'Input.Toggle',
  'Input.ChoiceSet',
]);
const actions = new Set([
  'Action.OpenUrl',
  'Action.Submit',
  'Action.Execute',
  'Action.ShowCard',
  'Action.ToggleVisibility',
]);
const colors = ['default', 'dark', 'light', 'accent', 'good', 'warning', 'attention'];
const sizes = ['default', 'small', 'medium', 'large', 'extraLarge'].map((size) => size.toLowerCase());
const weights = ['default', 'lighter', 'bolder'];
const inputStyles = ['compact', 'expanded', 'filtered'];
const spacings = ['default', 'none', 'small', 'medium', 'large', 'extralarge', 'padding'];

/**
 * What Teams would refuse of an Adaptive Card, or show otherwise than it was meant: a message's card with such a problem
 * is answered with 400, a dialog's is not shown. Empty: nothing.
 */
export function judgeCard(card: JsonObject, place: 'message' | 'dialog'): string[] {
  const problems: string[] = [];
  if (card.type !== 'AdaptiveCard') problems.push('type is not AdaptiveCard');
  if (!/^1\.[0-5]$/.test(String(card.version))) problems.push(`version ${String(card.version)} is not known`);
  if (!Array.isArray(card.body)) problems.push('body is missing');
  judgeItems(card.body, 'body', problems);
  judgeActions(card.actions, 'actions', problems);
  const ids = inputsOf(card).map((input) => String(input.id ?? ''));
  for (const id of ids) {
    if (!id) problems.push('an input has no id');
    else if (ids.indexOf(id) !== ids.lastIndexOf(id)) problems.push(`the input id ${id} is there twice`);
  }
  const { userIds } = (card.refresh ?? {}) as { userIds?: JsonValue };
  if (userIds !== undefined && !(Array.isArray(userIds) && userIds.every(isPersonId)))
    problems.push('refresh: userIds are ids of people, 29:…');
  if (Array.isArray(userIds) && userIds.length > maxRefreshed)
    problems.push(`refresh: ${userIds.length} userIds are more than ${maxRefreshed}`);
  if (place === 'dialog' && actionsOf(card).some((action) => action.type === 'Action.Execute'))
    problems.push('Action.Execute does nothing in a dialog');
  const bytes = Buffer.byteLength(JSON.stringify(card));
  if (bytes > maxActivityBytes) problems.push(`${bytes} bytes are too large`);
  return [...new Set(problems)];
}

function judgeItems(items: JsonValue | undefined, where: string, problems: string[]): void {
  if (items === undefined) return;
  if (!Array.isArray(items)) {
    problems.push(`${where} is no list`);
    return;
  }
  items.forEach((item, i) => {
    judgeElement(item as JsonObject, `${where}[${i}]`, problems);
  });
}

function judgeElement(element: JsonObject, where: string, problems: string[]): void {
  const type = String(element.type);
  if (!elements.has(type)) {
    problems.push(`${where}: no element is called ${type}`);
    return;
  }
  oneOf(element, 'spacing', spacings, where, problems);
  if (type.startsWith('Input.')) judgeInput(element, where, problems);
  switch (type) {
    case 'TextBlock':
      if (typeof element.text !== 'string') problems.push(`${where}: text is missing`);
      break;
    case 'RichTextBlock':
      judgeInlines(element, where, problems);
      break;
    case 'Container':
      judgeItems(element.items ?? [], `${where}.items`, problems);
      break;
    case 'ColumnSet':
      (Array.isArray(element.columns) ? element.columns : []).forEach((column, i) => {
        judgeItems((column as JsonObject).items, `${where}.columns[${i}].items`, problems);
      });
      break;
    case 'ActionSet':
      if (!Array.isArray(element.actions) || element.actions.length === 0)
        problems.push(`${where}: an ActionSet without actions`);
      judgeActions(element.actions, `${where}.actions`, problems);
      break;
  }
}

function judgeInlines(element: JsonObject, where: string, problems: string[]): void {
  if (!Array.isArray(element.inlines) || element.inlines.length === 0)
    problems.push(`${where}: inlines are missing`);
  for (const run of (Array.isArray(element.inlines) ? element.inlines : []) as JsonObject[]) {
    if (run.type !== 'TextRun' || typeof run.text !== 'string' || run.text === '')
      problems.push(`${where}: an inline is no TextRun with a text`);
    oneOf(run, 'color', colors, where, problems);
    oneOf(run, 'size', sizes, where, problems);
    oneOf(run, 'weight', weights, where, problems);
  }
}

function judgeInput(input: JsonObject, where: string, problems: string[]): void {
  if (input.type === 'Input.Date') {
    for (const member of ['value', 'min', 'max']) {
      const day = input[member];
      if (day !== undefined && day !== '' && !/^\d{4}-\d{2}-\d{2}$/.test(String(day)))
        problems.push(`${where}: ${member} is ${String(day)}, no date`);
    }
  }
  if (input.type !== 'Input.ChoiceSet') return;
  const choices = input.choices;
  const query = input['choices.data'];
  if (!Array.isArray(choices) || (choices.length === 0 && query === undefined))
    problems.push(`${where}: a ChoiceSet without choices`);
  for (const choice of (Array.isArray(choices) ? choices : []) as JsonObject[]) {
    if (typeof choice.title !== 'string' || typeof choice.value !== 'string')
      problems.push(`${where}: a choice without title or value`);
    else if (input.isMultiSelect === true && choice.value.includes(','))
      problems.push(`${where}: the value ${choice.value} of a multi-select has a comma in it`);
  }
  oneOf(input, 'style', inputStyles, where, problems);
  if (query !== undefined && typeof (query as JsonObject).dataset !== 'string')
    problems.push(`${where}: Data.Query without a dataset`);
}

function judgeActions(list: JsonValue | undefined, where: string, problems: string[]): void {
  if (list === undefined) return;
  if (!Array.isArray(list)) {
    problems.push(`${where} is no list`);
    return;
  }
  if (list.length > 6) problems.push(`${where}: more than six actions are not shown`);
  (list as JsonObject[]).forEach((action, i) => {
    const at = `${where}[${i}]`;
    if (!actions.has(String(action.type))) problems.push(`${at}: no action is called ${String(action.type)}`);
    if (typeof action.title !== 'string' || !action.title) problems.push(`${at}: title is missing`);
    if (action.type === 'Action.OpenUrl' && !/^https?:\/\//.test(String(action.url)))
      problems.push(`${at}: url is missing`);
    if (action.type === 'Action.Execute' && typeof action.verb !== 'string')
      problems.push(`${at}: verb is missing`);
    oneOf(action, 'style', ['default', 'positive', 'destructive'], at, problems);
  });
}

function oneOf(
  element: JsonObject,
  member: string,
  allowed: readonly string[],
  where: string,
  problems: string[],
): void {
  const value = element[member];
  if (value !== undefined && !allowed.includes(String(value).toLowerCase()))
    problems.push(`${where}: ${member} is ${String(value)}`);
}
