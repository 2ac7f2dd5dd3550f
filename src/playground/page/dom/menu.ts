import type { App } from '../state.ts';
import { float } from './float.ts';
import { type Child, h, type Props, type VNode } from './h.ts';

export interface MenuItem {
  key: string;
  label: Child;
  /** Shown small beneath the label. */
  note?: Child;
  danger?: boolean;
  choose(): void;
}

interface MenuOptions {
  /** Names the popup. */
  key: string;
  /** Spoken name of the button. */
  label: string;
  face: Child[];
  items: MenuItem[];
  /** Class of the button. */
  look?: string;
  /** Opens upwards, for a button at the bottom of the page. */
  above?: boolean;
}

/** A button that opens a list of actions: arrows move, Enter chooses, Escape closes. */
export function menuButton(app: App, { key, label, face, items, look, above }: MenuOptions): VNode {
  const isOpen = app.state.popup?.key === key;
  const toggle = () => {
    app.state.popup = isOpen ? undefined : { key, query: '', active: 0 };
    app.redraw();
  };
  const props: Props = {
    type: 'button',
    class: look ?? 'ghost',
    'aria-label': label,
    title: label,
    'aria-haspopup': 'menu',
    'aria-expanded': String(isOpen),
    on: { click: toggle },
  };
  return h(
    'span.anchor',
    { 'data-popup': key },
    h('button', props, face),
    isOpen && menu(app, items, above ?? false),
  );
}

function menu(app: App, items: MenuItem[], above: boolean): VNode {
  const close = (element: HTMLElement) => {
    app.state.popup = undefined;
    element.closest('.anchor')?.querySelector('button')?.focus();
    app.redraw();
  };
  return h(
    'div.menu',
    {
      popover: 'manual',
      role: 'menu',
      'data-end': 'yes',
      'data-above': above || undefined,
      placed: (element, isNew) => {
        float(element);
        if (isNew) element.querySelector('button')?.focus();
      },
      on: { keydown: (event) => moveInMenu(event, close) },
    },
    items.map((item) =>
      h(
        item.danger ? 'button.danger-text' : 'button',
        {
          key: item.key,
          type: 'button',
          role: 'menuitem',
          tabindex: '-1',
          on: {
            click: (event) => {
              close(event.currentTarget as HTMLElement);
              item.choose();
            },
          },
        },
        h('span', {}, item.label),
        item.note && h('small', {}, item.note),
      ),
    ),
  );
}

function moveInMenu(event: KeyboardEvent, close: (element: HTMLElement) => void): void {
  const menuElement = event.currentTarget as HTMLElement;
  const buttons = [...menuElement.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  const step = steps[event.key];
  if (step !== undefined) buttons.at(step % buttons.length)?.focus();
  else if (event.key === 'Escape' || event.key === 'Tab') close(menuElement);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
