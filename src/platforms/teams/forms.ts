import { encodeAction } from '../../chat/action.ts';
import type { Choice, Part } from '../../chat/card.ts';
import { longestCode } from '../../chat/codes.ts';
import { cut } from '../../chat/cut.ts';
import { type Field, type Form, fieldsInQuestion, partOf, type Values } from '../../chat/form.ts';
import type { OfferedFiles } from '../../chat/router.ts';
import { encodeTrail } from '../../chat/trail.ts';
import { type Day, formatDay } from '../../core/day.ts';
import type { Translate } from '../../core/texts/index.ts';
import {
  type AdaptiveCard,
  adaptiveCard,
  bytesOf,
  type Element,
  paragraphs,
  pressing,
  renderPart,
  shortenings,
  statusLine,
  text,
} from './cards.ts';
import { encodeHeld, type Held, heldInput, type Inputs } from './held.ts';
import { limits } from './limits.ts';
import {
  datasetOf,
  decodeChoice,
  decoded,
  encodeValue,
  inputOf,
  isNamed,
  type Named,
  readValues,
} from './values.ts';

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
interface Drawing extends Shown {
  form: Form;
  values: Values;
  /** Of a form that shows a card, encoded. */
  trail?: string;
}

/** A form as the card of a dialog. */
export function renderForm(form: Form, shown: Shown): AdaptiveCard {
  let card = adaptiveCard([]);
  let { fields } = form;
  for (const shorten of shortenings) {
    fields = form.fields.map((field) =>
      field.type === 'show' ? { ...field, part: shorten(field.part) } : field,
    );
    card = drawn({ ...form, fields }, shown);
    if (bytesOf(card) <= limits.dialog) return card;
  }
  // What is still too long loses the end of what it only shows, never a field.
  while (bytesOf(card) > limits.dialog && fields.some(({ type }) => type === 'show')) {
    fields = withoutEnd(fields);
    card = drawn({ ...form, fields }, shown);
  }
  return card;
}

/** Without the last entry of the last list that is shown, or the last part. */
function withoutEnd(fields: readonly Field[]): Field[] {
  const last = fields.findLastIndex(({ type }) => type === 'show');
  const field = fields[last];
  const shorter =
    field?.type === 'show' && field.part.type === 'list' && field.part.items.length > 1
      ? [{ ...field, part: { ...field.part, items: field.part.items.slice(0, -1) } }]
      : [];
  return fields.toSpliced(last, 1, ...shorter);
}

function drawn(form: Form, shown: Shown): AdaptiveCard {
  const { t, errors = {} } = shown;
  const names = new Set(form.fields.flatMap((field) => (isNamed(field) ? [field.name] : [])));
  const homeless = Object.entries(errors).flatMap(([name, error]) => (names.has(name) ? [] : [error]));
  const problems = [...(shown.problem ? [shown.problem] : []), ...homeless];
  const held: Held = {
    form,
    pressed: Object.fromEntries(form.fields.flatMap((field) => pressedChoice(field, shown))),
    offered: shown.offered?.files.map((file) => file.source),
    back: shown.back,
  };
  const inputs = Object.fromEntries(
    form.fields.filter(isNamed).map((field) => [inputOf(field), inputValue(field, shown)]),
  );
  const trail = form.again && encodeTrail([encodeAction(form.again)]);
  const drawing: Drawing = { ...shown, form, values: readValues(held, inputs), ...(trail && { trail }) };
  const actions = [
    ...(shown.back || shown.onCard ? [pressing({ verb: 'back' }, { title: t('form.back') }, 'dialog')] : []),
    ...(form.submit
      ? [
          pressing(
            { verb: 'submit' },
            { title: form.submit, style: form.ends ? 'destructive' : 'positive' },
            'dialog',
          ),
        ]
      : []),
  ];
  return adaptiveCard(
    [
      ...(problems.length > 0 ? warning('problem', problems.join(' ')) : []),
      ...(form.status ? [statusLine(form.status)] : []),
      ...(form.ends ? [ending(form.ends)] : []),
      ...shownFields(form).flatMap((field, i, fields) => renderField(field, drawing, partOf(fields[i - 1]))),
      ...(holds(form, shown)
        ? [{ type: 'Input.Text', id: heldInput, isVisible: false, value: encodeHeld(held) }]
        : []),
    ],
    actions,
  );
}

/**
 * Fields that belong to choices are all shown: a dialog does not hear that something was chosen. Where that would be too
 * many, those of what is chosen are, once that was sent.
 */
function shownFields(form: Form): Field[] {
  return showsAllChoices(form) ? form.fields : fieldsInQuestion(form);
}

const showsAllChoices = ({ fields }: Form): boolean =>
  fields.filter((field) => 'onlyWith' in field && field.onlyWith).length <= limits.fieldsOfChoices;

/**
 * Whether drawing the form anew would do no more than show the fields of what is chosen: they are there already, or come with the first press
 * of the form's own button, each with what it asks for.
 */
const onlyReveals = (form: Form, { name }: Named): boolean =>
  form.fields.some((field) => 'onlyWith' in field && field.onlyWith?.field === name);

/** A form that only shows needs nothing carried along, and neither do the buttons of the card in it. */
function holds(form: Form, shown: Shown): boolean {
  return (
    form.submit !== undefined || shown.back !== undefined || form.fields.some((one) => one.type !== 'show')
  );
}

function renderField(field: Field, shown: Drawing, above?: Part): Element[] {
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

function pressedChoice(field: Field, shown: Shown): [string, string][] {
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
    ...paragraphs(t('form.filesHint', { uploaded: t('form.uploaded') }), { isSubtle: true, size: 'Small' }),
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

/** What sending the form ends. */
function ending(words: string): Element {
  return {
    type: 'Container',
    style: 'attention',
    items: [text(`⛔ ${words}`, { weight: 'Bolder' })],
  };
}

function warning(id: string, words: string): Element[] {
  return paragraphs(`⚠️ ${words}`, { color: 'Attention' }).map((line, i) =>
    i === 0 ? { ...line, id } : line,
  );
}

/** What a field shows: what was typed, or else what the desk puts there. */
function inputValue(field: Named, shown: Shown): string {
  return shown.inputs?.[inputOf(field)] ?? encodeValue(field);
}

function searchChoices(value: string): Choice[] {
  return value ? [{ value, label: decodeChoice(value).label }] : [];
}
