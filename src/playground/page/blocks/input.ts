import type { Block } from '../../slack/contract/workspace.ts';
import { h, type VNode } from '../dom/h.ts';
import { drawElement } from '../elements/index.ts';
import { fieldOf, type Surface } from '../fields.ts';
import { drawText, object, string } from '../text.ts';

/** Elements made of several controls: a `label` element cannot point at them. */
const grouped = new Set(['checkboxes', 'radio_buttons']);

/** Label, element, and beneath it the error or the hint. */
export function drawInput(surface: Surface, block: Block): VNode {
  const { app } = surface;
  const element = object(block.element);
  const { id } = fieldOf(surface, block, element);
  const isGroup = grouped.has(string(element.type));
  const error = surface.errors[block.block_id];
  const label = [
    drawText(app, block.label),
    block.optional === true && h('span.optional', {}, ` ${app.t.optional}`),
  ];
  return h(
    isGroup ? 'fieldset.input-block' : 'div.input-block',
    { class: error ? 'invalid' : '', 'data-block': block.block_id },
    isGroup ? h('legend', { id: `${id}_label` }, label) : h('label', { id: `${id}_label`, for: id }, label),
    drawElement(surface, block, element),
    h(
      'div.help',
      { id: `${id}_help` },
      error && h('p.error', { role: 'alert' }, error),
      block.hint && h('p.hint', {}, drawText(app, block.hint)),
    ),
  );
}
