import type { JsonObject, JsonValue } from '../../contract.ts';
import type { Block } from '../../slack/contract/workspace.ts';
import { h, type VNode } from '../dom/h.ts';
import { type Field, fieldOf, type Surface } from '../fields.ts';
import { object, string } from '../text.ts';
import { drawButton } from './button.ts';
import { drawCheckboxes, drawRadioButtons } from './checks.ts';
import { drawDatePicker, drawDateTimePicker, drawTimePicker } from './date.ts';
import { drawFileInput } from './file-input.ts';
import { drawImage } from './image.ts';
import { drawOverflow } from './overflow.ts';
import { drawSelect } from './select.ts';
import { selectKindOf } from './select-choices.ts';
import { drawTextInput } from './text-input.ts';

const drawers: Record<string, (field: Field) => VNode> = {
  button: drawButton,
  workflow_button: drawButton,
  overflow: drawOverflow,
  checkboxes: drawCheckboxes,
  radio_buttons: drawRadioButtons,
  datepicker: drawDatePicker,
  timepicker: drawTimePicker,
  datetimepicker: drawDateTimePicker,
  plain_text_input: drawTextInput,
  email_text_input: drawTextInput,
  url_text_input: drawTextInput,
  number_input: drawTextInput,
  rich_text_input: drawTextInput,
  file_input: drawFileInput,
  image: ({ surface, element }) => drawImage(surface.app, element),
};

/** One element of a block, keyed by its `action_id` so that it stays itself when its neighbours change. */
export function drawElement(surface: Surface, block: Block, value: JsonValue | undefined): VNode {
  const element: JsonObject = object(value);
  const type = string(element.type);
  const field = fieldOf(surface, block, element);
  const select = selectKindOf(type);
  const node = select ? drawSelect(field, select) : drawers[type]?.(field);
  const shown = node ?? h('span.unknown', {}, surface.app.t.unknownBlock(type));
  return h('div.element', { key: `${type} ${field.actionId}`, 'data-type': type }, shown);
}
