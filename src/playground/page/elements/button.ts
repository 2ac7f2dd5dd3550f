import { h, type VNode } from '../dom/h.ts';
import { type Field, isPending, press } from '../fields.ts';
import { drawText, safeAddress, string, words } from '../text.ts';

export function drawButton(field: Field): VNode {
  const { element, surface } = field;
  const busy = isPending(field);
  const address = safeAddress(string(element.url));
  return h(
    'button.button',
    {
      type: 'button',
      class: `${string(element.style)} ${busy ? 'busy' : ''}`,
      'aria-busy': busy ? 'true' : undefined,
      'aria-label': string(element.accessibility_label) || undefined,
      title: address,
      'data-action': field.actionId,
      on: {
        click: () => {
          // In the click itself: a browser blocks a window that is opened later.
          if (address) open(address, '_blank', 'noopener');
          void press(field);
        },
      },
    },
    h('span', {}, drawText(surface.app, element.text)),
    address && h('span.visually-hidden', {}, ` ${words(element.url)}`),
  );
}
