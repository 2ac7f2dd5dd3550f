import type { Choice, Part } from '../../chat/card.ts';
import { longestCode } from '../../chat/codes.ts';
import { cut } from '../../chat/cut.ts';
import type { Field, Form, Values } from '../../chat/form.ts';
import type { OfferedFiles } from '../../chat/router.ts';
import type { Day } from '../../core/day.ts';
import { formatDay, type Translate } from '../../core/texts/index.ts';
import { pressing } from './buttons.ts';
import { renderPart } from './cards.ts';
import { type Element, paragraphs, text } from './elements.ts';
import type { Held, Inputs } from './held.ts';
import { limits } from './limits.ts';
import { datasetOf, decodeChoice, decoded, encodeValue, inputOf, type Named } from './values.ts';

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
  /** Sources of what was offered when the form was drawn last; absent where it was not drawn, or had no field for files. */
  offeredBefore?: string[];
  back?: Held['back'];
  /** Whether it took the place of a card, to which it leads back. */
  onCard?: boolean;
}

/** A form while it is drawn, with what its fields hold. */
export interface Drawing extends Shown {
  form: Form;
  values: Values;
  /** Of a form that shows a card, encoded. */
  trail?: string;
}

/** A field of a form as it stands in a dialog; what stands right `above` it tells a heading whether it begins anything new. */
export function renderField(field: Field, shown: Drawing, above?: Part): Element[] {
  if (field.type === 'show')
    return field.about && shown.errors?.[field.about]
      ? []
      : renderPart(field.part, { place: 'dialog', ...(shown.trail && { trail: shown.trail }) }, above);
  if (field.type === 'button') {
    return [actionSet(pressing({ verb: 'redraw', field: field.name }, { title: field.label }, 'dialog'))];
  }
  const id = inputOf(field);
  const error = shown.errors?.[field.name];
  return [
    ...inputElements(field, id, shown),
    ...(field.hint ? paragraphs(field.hint, { isSubtle: true, size: 'Small' }) : []),
    ...(error ? warning(`error:${id}`, error) : []),
  ];
}

function inputElements(field: Named, id: string, shown: Drawing): Element[] {
  const { t } = shown;
  const common = { id, label: field.label };
  const value = inputValue(field, shown);
  const placeholder =
    ('placeholder' in field && field.placeholder) ||
    (field.onlyWith ? t('form.onlyIfChosen') : field.optional ? t('form.optional') : undefined);
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
    case 'code':
      return [{ type: 'Input.Text', ...common, style: 'tel', maxLength: longestCode }];
    case 'date': {
      const { min, max } = field;
      return [
        {
          type: 'Input.Date',
          ...common,
          ...(min ? { min } : {}),
          ...(max ? { max } : {}),
          ...(min || max ? { errorMessage: rangeText(t, min, max) } : {}),
          ...filled,
        },
      ];
    }
    case 'choice':
      return isPressed(field)
        ? [pressedField(field, id, shown)]
        : [
            choiceSet(common, field.choices, field.style === 'radio' ? 'expanded' : 'compact', filled),
            ...applyButton(field, shown),
          ];
    case 'choices':
      return [
        {
          ...choiceSet(common, field.choices, field.choices.length <= 10 ? 'expanded' : 'compact', filled),
          isMultiSelect: true,
        },
        ...applyButton(field, shown),
      ];
    case 'search':
      return [
        {
          ...choiceSet(common, searchChoices(value), 'filtered', filled, (choice) => choice.value),
          // What is typed and chosen by then comes along, so that a search that hangs on another field needs no new form.
          'choices.data': {
            type: 'Data.Query',
            dataset: datasetOf(shown.form, field.name, shown.values),
            associatedInputs: 'auto',
          },
        },
      ];
    case 'files':
      return filesField(field, id, shown);
  }
}

/** The client sends nothing from a dialog with a day out of range, and says why only in our words. */
function rangeText(t: Translate, min: Day | undefined, max: Day | undefined): string {
  const [first = '', last = ''] = [min, max].map((day) => day && formatDay(t.language, day));
  if (!last) return t('form.dateFrom', { first });
  return first ? t('form.dateBetween', { first, last }) : t('form.dateUntil', { last });
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
function applyButton(field: Named, { form, t }: Drawing): Element[] {
  return field.redraws && !onlyReveals(form, field)
    ? [actionSet(pressing({ verb: 'redraw', field: field.name }, called(t('form.apply'), field), 'dialog'))]
    : [];
}

/** A few choices that the form hangs on are buttons: pressing one chooses it and draws the form anew. */
function pressedField(field: Extract<Named, { type: 'choice' }>, id: string, shown: Shown): Element {
  const chosen = shown.pressed?.[id] ?? field.value;
  const buttons = field.choices.map((choice) =>
    pressing(
      { verb: 'redraw', field: field.name, set: choice.value },
      {
        ...called(choice.value === chosen ? `✓ ${choice.label}` : choice.label, field),
        ...(choice.value === chosen ? { style: 'positive' } : {}),
      },
      'dialog',
    ),
  );
  const rows = Array.from({ length: Math.ceil(buttons.length / limits.actionsInRow) }, (_, row) =>
    actionSet(...buttons.slice(row * limits.actionsInRow, (row + 1) * limits.actionsInRow)),
  );
  return {
    type: 'Container',
    id: `field:${id}`,
    items: [text(field.label, { weight: 'Bolder' }), ...rows],
  };
}

const isPressed = ({ redraws, choices }: Extract<Named, { type: 'choice' }>): boolean =>
  redraws === true && choices.length <= limits.pressedChoices;

/** What is pressed of a choice whose options are buttons, by its input id. */
export function pressedChoice(field: Field, shown: Shown): [string, string][] {
  if (field.type !== 'choice' || !isPressed(field)) return [];
  const chosen = shown.pressed?.[inputOf(field)] ?? field.value;
  return chosen === undefined ? [] : [[inputOf(field), chosen]];
}

/**
 * A dialog takes no files: they are given on a page, and chosen here. What was given since the field was shown is meant for it
 * and chosen already; what lay there before may have been given for something else, and is only offered.
 */
function filesField(field: Extract<Named, { type: 'files' }>, id: string, shown: Shown): Element[] {
  const { t, offered, inputs, offeredBefore } = shown;
  const files = offered?.files ?? [];
  const how = t('form.filesHint', { uploaded: t('form.uploaded') });
  const before = (inputs?.[id] ?? '').split(',').map(decoded);
  const single = field.maxFiles === 1;
  const isNew = (source: string) => offeredBefore !== undefined && !offeredBefore.includes(source);
  const given = files.filter(({ source }) => isNew(source));
  const kept = files.filter(({ source }) => before.includes(source) && !isNew(source));
  const ticked = single
    ? [...given, ...kept].slice(0, 1)
    : files.filter((file) => given.includes(file) || kept.includes(file));
  const choices = files.map(({ source, name, givenAt }) => ({
    value: source,
    label: `${cut(name, 150)} · ${givenAt}`,
  }));
  const chooser =
    choices.length > 0
      ? {
          ...choiceSet({ id, label: field.label }, choices, 'expanded', {
            value: ticked.map(({ source }) => encodeURIComponent(source)).join(','),
          }),
          ...(single ? {} : { isMultiSelect: true }),
        }
      : text(`${field.label}: ${t('form.noFiles')}`);
  return [
    chooser,
    ...paragraphs(field.optional ? `${t('form.optional')}. ${how}` : how, { isSubtle: true, size: 'Small' }),
    actionSet(
      ...(offered ? [{ type: 'Action.OpenUrl', title: t('form.upload'), url: offered.uploadUrl }] : []),
      pressing({ verb: 'redraw', field: field.name }, called(t('form.uploaded'), field), 'dialog'),
    ),
  ];
}

/** A button that belongs to a field: its tooltip, which narration reads, says to which. */
function called(title: string, { label }: Named): { title: string; tooltip: string } {
  return { title, tooltip: cut(`${title}: ${label}`, limits.tooltip) };
}

function actionSet(...actions: Element[]): Element {
  return { type: 'ActionSet', actions };
}

/**
 * Whether drawing the form anew would do no more than show the fields of what is chosen: they are there already, or come with the first press
 * of the form's own button, each with what it asks for.
 */
const onlyReveals = (form: Form, { name }: Named): boolean =>
  form.fields.some((field) => 'onlyWith' in field && field.onlyWith?.field === name);

/** What is wrong, at a field or with the form. */
export function warning(id: string, words: string): Element[] {
  return paragraphs(`⚠️ ${words}`, { color: 'Attention' }).map((line, i) =>
    i === 0 ? { ...line, id } : line,
  );
}

/** What a field shows: what was typed, or else what the desk puts there. */
export function inputValue(field: Named, shown: Shown): string {
  return shown.inputs?.[inputOf(field)] ?? encodeValue(field);
}

function searchChoices(value: string): Choice[] {
  return value ? [{ value, label: decodeChoice(value).label }] : [];
}
