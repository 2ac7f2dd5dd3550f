import { encodeAction } from '../../chat/action.ts';
import { type Field, type Form, fieldsInQuestion, partOf } from '../../chat/form.ts';
import { encodeTrail } from '../../chat/trail.ts';
import { pressing } from './buttons.ts';
import { type AdaptiveCard, adaptiveCard, bytesOf, shortenings } from './cards.ts';
import { type Element, statusLine, text } from './elements.ts';
import { type Drawing, inputValue, pressedChoice, renderField, type Shown, warning } from './fields.ts';
import { encodeHeld, type Held, heldInput } from './held.ts';
import { limits } from './limits.ts';
import { inputOf, isNamed, readValues } from './values.ts';

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

/** A form that only shows needs nothing carried along, and neither do the buttons of the card in it. */
function holds(form: Form, shown: Shown): boolean {
  return (
    form.submit !== undefined || shown.back !== undefined || form.fields.some((one) => one.type !== 'show')
  );
}

/** What sending the form ends. */
function ending(words: string): Element {
  return {
    type: 'Container',
    style: 'attention',
    items: [text(`⛔ ${words}`, { weight: 'Bolder' })],
  };
}
