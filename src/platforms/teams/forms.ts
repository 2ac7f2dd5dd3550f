import type { Choice } from '../../chat/card.ts';
import { cut } from '../../chat/cut.ts';
import type { Field, Form, Value, Values } from '../../chat/form.ts';
import type { OfferedFiles } from '../../chat/router.ts';
import type { Translate } from '../../core/texts/index.ts';
import {
  type AdaptiveCard,
  adaptiveCard,
  bytesOf,
  type Element,
  paragraphs,
  pressing,
  renderPart,
  shortened,
  text,
} from './cards.ts';
import { encodeHeld, type Held, heldInput, type Inputs } from './held.ts';
import { limits } from './limits.ts';

type Named = Exclude<Field, { type: 'show' } | { type: 'button' }>;

/** What a form's dialog shows besides the form itself. */
export interface Shown {
  t: Translate;
  /** What was typed before, by input id. */
  inputs?: Inputs;
  pressed?: Inputs;
  /** By field name. */
  errors?: Record<string, string>;
  /** What is wrong with the form as a whole. */
  problem?: string;
  offered?: OfferedFiles;
  /** Sources of what was offered when the form was drawn last. */
  offeredBefore?: string[];
  back?: Held['back'];
}

/** A searched field as its search names it: a search brings nothing else of the form back. */
interface Dataset {
  form: string;
  field: string;
  /** What had been chosen in the form when it was drawn. */
  values: Values;
}

function datasetOf(field: string, { form, values }: Drawing): string {
  const chosen = Object.entries(values).filter(([name, value]) => name !== field && value?.type === 'chosen');
  return JSON.stringify({ form: form.id, field, values: Object.fromEntries(chosen) } satisfies Dataset);
}

/** Null for anything that no form of ours asks for. */
export function readDataset(dataset: string): Dataset | null {
  try {
    const { form, field, values } = JSON.parse(dataset) as Partial<Dataset>;
    return typeof form === 'string' && typeof field === 'string'
      ? { form, field, values: values ?? {} }
      : null;
  } catch {
    return null;
  }
}

/** A form while it is drawn, with what its fields hold. */
interface Drawing extends Shown {
  form: Form;
  values: Values;
}

/** A field's input: another id after what it hangs on has changed makes it start empty. */
export function inputOf(field: Named): string {
  return field.generation === undefined ? field.name : `${field.name}@${field.generation}`;
}

/** How long a text that is only shown may be, tried in turn. */
const textLimits = [4000, 1400, 600, 250];

/** A form as the card of a dialog. */
export function renderForm(form: Form, shown: Shown): AdaptiveCard {
  let card = adaptiveCard([]);
  for (const max of textLimits) {
    card = drawn({ ...form, fields: form.fields.map((field) => withShortTexts(field, max)) }, shown);
    if (bytesOf(card) <= limits.dialog) break;
  }
  return card;
}

function withShortTexts(field: Field, max: number): Field {
  return field.type === 'show' ? { ...field, part: shortened(field.part, max) } : field;
}

function drawn(form: Form, shown: Shown): AdaptiveCard {
  const { t, errors = {} } = shown;
  const names = new Set(form.fields.flatMap((field) => (isNamed(field) ? [field.name] : [])));
  const homeless = Object.entries(errors).flatMap(([name, error]) => (names.has(name) ? [] : [error]));
  const problems = [...(shown.problem ? [shown.problem] : []), ...homeless];
  const held: Held = {
    form,
    pressed: Object.fromEntries(form.fields.flatMap((field) => pressedChoice(field, shown))),
    offered: shown.offered?.files.map((file) => file.source) ?? [],
    back: shown.back,
  };
  const inputs = Object.fromEntries(
    form.fields.filter(isNamed).map((field) => [inputOf(field), inputValue(field, shown)]),
  );
  const drawing: Drawing = { ...shown, form, values: readValues(held, inputs) };
  const actions = [
    ...(shown.back ? [pressing({ verb: 'back' }, { title: t('form.back') }, 'dialog')] : []),
    ...(form.submit
      ? [pressing({ verb: 'submit' }, { title: form.submit, style: 'positive' }, 'dialog')]
      : []),
  ];
  return adaptiveCard(
    [
      ...(problems.length > 0 ? [warning('problem', problems.join(' '))] : []),
      ...form.fields.flatMap((field) => renderField(field, drawing)),
      ...(holds(form, shown)
        ? [{ type: 'Input.Text', id: heldInput, isVisible: false, value: encodeHeld(held) }]
        : []),
    ],
    actions,
  );
}

/** A form that only shows needs nothing carried along, and neither do the buttons of the card in it. */
function holds(form: Form, shown: Shown): boolean {
  return (
    form.submit !== undefined || shown.back !== undefined || form.fields.some((one) => one.type !== 'show')
  );
}

function isNamed(field: Field): field is Named {
  return field.type !== 'show' && field.type !== 'button';
}

function renderField(field: Field, shown: Drawing): Element[] {
  if (field.type === 'show') return renderPart(field.part, 'dialog');
  if (field.type === 'button') {
    return [actionSet(pressing({ verb: 'redraw', field: field.name }, { title: field.label }, 'dialog'))];
  }
  const id = inputOf(field);
  const error = shown.errors?.[field.name];
  return [
    ...inputElements(field, id, shown),
    ...(field.hint ? paragraphs(field.hint, { isSubtle: true, size: 'Small' }) : []),
    ...(error ? [warning(`error:${id}`, error)] : []),
  ];
}

function inputElements(field: Named, id: string, shown: Drawing): Element[] {
  const { t } = shown;
  const common = { id, label: field.label };
  const value = inputValue(field, shown);
  const placeholder =
    ('placeholder' in field && field.placeholder) || (field.optional ? t('form.optional') : undefined);
  const filled = { ...(value ? { value } : {}), ...(placeholder ? { placeholder } : {}) };
  switch (field.type) {
    case 'text':
      return [
        {
          type: 'Input.Text',
          ...common,
          isMultiline: field.multiline ?? false,
          maxLength: field.maxLength ?? 3000,
          ...filled,
        },
      ];
    case 'choice':
      return field.redraws && field.choices.length <= limits.actionsInRow
        ? [pressedField(field, id, shown)]
        : [
            choiceSet(common, field.choices, field.style === 'radio' ? 'expanded' : 'compact', filled),
            ...applyButton(field, t),
          ];
    case 'choices':
      return [
        {
          ...choiceSet(common, field.choices, field.choices.length <= 10 ? 'expanded' : 'compact', filled),
          isMultiSelect: true,
        },
        ...applyButton(field, t),
      ];
    case 'search':
      return [
        {
          ...choiceSet(common, searchChoices(value), 'filtered', filled, (choice) => choice.value),
          'choices.data': { type: 'Data.Query', dataset: datasetOf(field.name, shown) },
        },
        ...applyButton(field, t),
      ];
    case 'files':
      return filesField(field, id, shown);
  }
}

function choiceSet(
  common: { id: string; label: string },
  choices: readonly Choice[],
  style: string,
  filled: object,
  valueFor: (choice: Choice) => string = (choice) => encodeURIComponent(choice.value),
): Element {
  return {
    type: 'Input.ChoiceSet',
    ...common,
    style,
    wrap: true,
    choices: choices
      .slice(0, limits.choices)
      .map((choice) => ({ title: cut(choice.label, 200), value: valueFor(choice) })),
    ...filled,
  };
}

/** A dialog does not hear that a field has changed: where the form hangs on it, a button says so. */
function applyButton(field: Named, t: Translate): Element[] {
  return field.redraws
    ? [actionSet(pressing({ verb: 'redraw', field: field.name }, { title: t('form.apply') }, 'dialog'))]
    : [];
}

/** A few choices that the form hangs on are buttons: pressing one chooses it and draws the form anew. */
function pressedField(field: Extract<Named, { type: 'choice' }>, id: string, shown: Shown): Element {
  const chosen = shown.pressed?.[id] ?? field.value;
  return {
    type: 'Container',
    id: `field:${field.name}`,
    items: [
      text(field.label, { weight: 'Bolder' }),
      actionSet(
        ...field.choices.map((choice) =>
          pressing(
            { verb: 'redraw', field: field.name, set: choice.value },
            {
              title: choice.value === chosen ? `✓ ${choice.label}` : choice.label,
              ...(choice.value === chosen ? { style: 'positive' } : {}),
            },
            'dialog',
          ),
        ),
      ),
    ],
  };
}

function pressedChoice(field: Field, shown: Shown): [string, string][] {
  if (field.type !== 'choice' || !field.redraws || field.choices.length > limits.actionsInRow) return [];
  const chosen = shown.pressed?.[inputOf(field)] ?? field.value;
  return chosen === undefined ? [] : [[inputOf(field), chosen]];
}

/** A dialog takes no files: they are given on a page, and chosen here. What is new since then is chosen already. */
function filesField(field: Extract<Named, { type: 'files' }>, id: string, shown: Shown): Element[] {
  const { t, offered, inputs, offeredBefore = [] } = shown;
  const files = offered?.files ?? [];
  const before = (inputs?.[id] ?? '').split(',').map(decodeURIComponent);
  const ticked = files.filter(({ source }) => !offeredBefore.includes(source) || before.includes(source));
  const choices = files.map((file) => ({ value: file.source, label: file.name }));
  const chooser =
    choices.length > 0
      ? {
          ...choiceSet({ id, label: field.label }, choices, 'expanded', {
            value: ticked.map(({ source }) => encodeURIComponent(source)).join(','),
          }),
          isMultiSelect: true,
        }
      : text(`${field.label}: ${t('form.noFiles')}`);
  return [
    chooser,
    ...paragraphs(t('form.filesHint', { uploaded: t('form.uploaded') }), { isSubtle: true, size: 'Small' }),
    actionSet(
      ...(offered ? [{ type: 'Action.OpenUrl', title: t('form.upload'), url: offered.uploadUrl }] : []),
      pressing({ verb: 'redraw', field: field.name }, { title: t('form.uploaded') }, 'dialog'),
    ),
  ];
}

function actionSet(...actions: Element[]): Element {
  return { type: 'ActionSet', actions };
}

function warning(id: string, words: string): Element {
  return { ...text(`⚠️ ${words}`, { color: 'Attention' }), id };
}

/**
 * Teams brings back the value of what was chosen and not its label, which the desks know a searched choice by: the two
 * travel together. Commas stand between the values of a multi-select, so no value has one.
 */
export function encodeChoice(choice: Choice): string {
  return `${encodeURIComponent(choice.value)}|${encodeURIComponent(choice.label)}`;
}

function decodeChoice(value: string): Choice {
  const [id = '', label = ''] = value.split('|').map(decoded);
  return { value: id, label };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function searchChoices(value: string): Choice[] {
  return value ? [{ value, label: decodeChoice(value).label }] : [];
}

/** What a field shows: what was typed, or else what the desk puts there. */
function inputValue(field: Named, shown: Shown): string {
  return shown.inputs?.[inputOf(field)] ?? encodeValue(field);
}

/** What the desk puts into a field, in Teams' writing. */
function encodeValue(field: Named): string {
  switch (field.type) {
    case 'text':
      return field.value ?? '';
    case 'choice':
      return field.value === undefined ? '' : encodeURIComponent(field.value);
    case 'choices':
      return (field.value ?? []).map(encodeURIComponent).join(',');
    case 'search':
      return field.value ? encodeChoice(field.value) : '';
    case 'files':
      return '';
  }
}

/** What was typed and chosen, by field name, as far as the form has such fields and offers such choices. */
export function readValues(held: Held, inputs: Inputs): Values {
  return Object.fromEntries(
    held.form.fields.filter(isNamed).map((field) => [field.name, readValue(field, held, inputs)]),
  );
}

function readValue(field: Named, held: Held, inputs: Inputs): Value | undefined {
  const id = inputOf(field);
  const given = inputs[id] ?? '';
  const several = given.split(',').filter(Boolean).map(decoded);
  switch (field.type) {
    case 'text':
      return { type: 'text', text: given.replaceAll('\0', '').slice(0, field.maxLength ?? 3000) };
    case 'choice': {
      const value = held.pressed[id] ?? decoded(given);
      return { type: 'chosen', chosen: field.choices.filter((choice) => choice.value === value) };
    }
    case 'choices':
      return { type: 'chosen', chosen: field.choices.filter((choice) => several.includes(choice.value)) };
    case 'search':
      return given ? { type: 'chosen', chosen: [decodeChoice(given)] } : undefined;
    case 'files':
      return {
        type: 'files',
        files: held.offered
          .filter((source) => several.includes(source))
          .slice(0, field.maxFiles)
          .map((source) => ({ source, name: '', size: 0 })),
      };
  }
}
