import type { VNode } from '../dom/h.ts';
import { icon } from '../dom/icons.ts';
import { menuButton } from '../dom/menu.ts';
import { type Field, press } from '../fields.ts';
import { drawText, objects, safeAddress, string } from '../text.ts';

export function drawOverflow(field: Field): VNode {
  const { app } = field.surface;
  return menuButton(app, {
    key: field.key,
    label: app.t.more,
    face: [icon('dots')],
    look: 'button square',
    items: objects(field.element.options).map((option) => ({
      key: string(option.value),
      label: drawText(app, option.text),
      note: option.description ? drawText(app, option.description) : undefined,
      choose: () => {
        const address = safeAddress(string(option.url));
        if (address) open(address, '_blank', 'noopener');
        void press(field, string(option.value));
      },
    })),
  });
}
