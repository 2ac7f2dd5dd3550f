import { type ComponentChild, type ComponentChildren, createElement, type VNode } from 'preact';

export type { VNode };
export type Child = ComponentChildren;

type Handlers = { [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void };

export interface Props {
  key?: string;
  on?: Handlers;
  /** CSS properties, set through the object model, which a strict style policy allows. */
  style?: Record<string, string>;
  /** After every drawing, the first one included; the element is in the document by then. */
  placed?: (element: HTMLElement, isNew: boolean) => void;
  [attribute: string]: unknown;
}

const placedBefore = new WeakSet<HTMLElement>();

/** An element of Preact's; `tag` may carry classes: `button.primary.small`. */
export function h(tag: string, { on, placed, ...props }: Props = {}, ...children: Child[]): VNode {
  const [name = 'div', ...classes] = tag.split('.');
  return createElement(
    name,
    {
      ...props,
      ...(classes.length > 0 && { class: [...classes, props.class].filter(Boolean).join(' ') }),
      ...listeners(on),
      // A function of its own at each drawing, which is why Preact calls it after each.
      ...(placed && { ref: (element: HTMLElement | null) => element && tell(element, placed) }),
    },
    ...(children as ComponentChild[]),
  );
}

const listeners = (on: Handlers = {}) =>
  Object.fromEntries(Object.entries(on).map(([type, handler]) => [`on${type}`, handler]));

function tell(element: HTMLElement, placed: NonNullable<Props['placed']>): void {
  const isNew = !placedBefore.has(element);
  placedBefore.add(element);
  placed(element, isNew);
}
