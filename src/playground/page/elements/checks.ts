import type { JsonObject } from '../../contract.ts';
import { h, type VNode } from '../dom/h.ts';
import { choose, contentOf, type Field, isPending } from '../fields.ts';
import { drawText, object, objects, string } from '../text.ts';

/** Checkboxes and radio buttons: all options in sight, each with its description. */
function drawOptions(
  field: Field,
  kind: 'checkbox' | 'radio',
  isChosen: (option: JsonObject) => boolean,
  change: (option: JsonObject, checked: boolean) => void,
): VNode {
  const { app } = field.surface;
  return h(
    'div.options',
    {
      role: kind === 'radio' ? 'radiogroup' : 'group',
      class: isPending(field) ? 'busy' : '',
      'data-action': field.actionId,
    },
    objects(field.element.options).map((option) =>
      h(
        'label.option',
        { key: string(option.value) },
        h('input', {
          type: kind,
          name: kind === 'radio' ? field.key : undefined,
          value: string(option.value),
          checked: isChosen(option),
          on: { change: (event) => change(option, (event.currentTarget as HTMLInputElement).checked) },
        }),
        h(
          'span',
          {},
          h('span', {}, drawText(app, option.text)),
          option.description && h('small', {}, drawText(app, option.description)),
        ),
      ),
    ),
  );
}

export function drawCheckboxes(field: Field): VNode {
  const chosen = objects(contentOf(field).selected_options);
  const has = (option: JsonObject) => chosen.some((each) => each.value === option.value);
  return drawOptions(field, 'checkbox', has, (option, checked) => {
    const others = chosen.filter((each) => each.value !== option.value);
    void choose(field, { selected_options: checked ? [...others, option] : others });
  });
}

export function drawRadioButtons(field: Field): VNode {
  const chosen = object(contentOf(field).selected_option);
  return drawOptions(
    field,
    'radio',
    (option) => option.value === chosen.value,
    (option) => void choose(field, { selected_option: option }),
  );
}
