import type { Block } from '../../slack/contract/workspace.ts';
import { h, type VNode } from '../dom/h.ts';
import { drawElement } from '../elements/index.ts';
import type { Surface } from '../fields.ts';
import { drawText, objects } from '../text.ts';

export function drawSection(surface: Surface, block: Block): VNode {
  const { app } = surface;
  const fields = objects(block.fields);
  return h(
    'div.section',
    {},
    h(
      'div.section-text',
      {},
      block.text && h('div.text', {}, drawText(app, block.text)),
      fields.length > 0 &&
        h(
          'div.fields',
          {},
          fields.map((field) => h('div.text', {}, drawText(app, field))),
        ),
    ),
    block.accessory && h('div.accessory', {}, drawElement(surface, block, block.accessory)),
  );
}
