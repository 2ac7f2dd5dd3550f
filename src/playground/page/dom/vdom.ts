/**
 * Virtual nodes in a hundred lines: the page is a function of its state, and a new picture is patched onto the old
 * one. An element whose key and tag stay keeps its DOM node, and with it focus, caret, scroll position and what is
 * half typed. Strings only ever become text nodes or attribute values, so content cannot become markup.
 */

type Handlers = { [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void };

export interface Props {
  key?: string;
  on?: Handlers;
  /** CSS properties, custom ones too. Set through the object model, which a strict style policy allows. */
  style?: Record<string, string>;
  /** After every patch, the first one included; the element is in the document by then. */
  placed?: (element: HTMLElement, isNew: boolean) => void;
  removed?: (element: HTMLElement) => void;
  [attribute: string]: unknown;
}

export interface VElement {
  tag: string;
  key: string | undefined;
  props: Props;
  children: VNode[];
}

export type VNode = VElement | string;
export type Child = VNode | number | false | null | undefined | Child[];

interface Live {
  node: Node;
  vnode: VNode;
  children: Live[];
}

const svgTags = new Set(['svg', 'path', 'circle', 'rect', 'g']);
const ownProps = new Set(['key', 'on', 'style', 'placed', 'removed']);
/** Live state of a form control, which its attribute only initialises. */
const liveProps = new Set(['value', 'checked', 'indeterminate']);
const handlersOf = new WeakMap<EventTarget, Handlers>();

/** `tag` may carry classes: `button.primary.small`. */
export function h(tag: string, props: Props = {}, ...children: Child[]): VElement {
  const [name = 'div', ...classes] = tag.split('.');
  const all =
    classes.length > 0 ? { ...props, class: [...classes, props.class].filter(Boolean).join(' ') } : props;
  return { tag: name, key: props.key, props: all, children: flatten(children) };
}

function flatten(children: Child[]): VNode[] {
  return children.flatMap((child): VNode[] => {
    if (child === null || child === undefined || child === false || child === '') return [];
    if (Array.isArray(child)) return flatten(child);
    return [typeof child === 'number' ? String(child) : child];
  });
}

/** Draws into an empty element; the answer draws the next picture over the last one. */
export function mount(container: Element): (...children: Child[]) => void {
  let live: Live[] = [];
  return (...children) => {
    const afterwards: (() => void)[] = [];
    live = reconcile(container, live, flatten(children), afterwards);
    for (const task of afterwards) task();
  };
}

function identity(vnode: VNode, seen: Map<string, number>): string {
  const kind =
    typeof vnode === 'string' ? '#text' : vnode.key === undefined ? vnode.tag : `${vnode.tag} ${vnode.key}`;
  const nth = seen.get(kind) ?? 0;
  seen.set(kind, nth + 1);
  return `${kind} #${nth}`;
}

function reconcile(parent: Node, old: Live[], next: VNode[], afterwards: (() => void)[]): Live[] {
  const reusable = new Map<string, Live>();
  const oldCount = new Map<string, number>();
  for (const live of old) reusable.set(identity(live.vnode, oldCount), live);
  const nextCount = new Map<string, number>();
  const plan = next.map((vnode) => {
    const id = identity(vnode, nextCount);
    const live = reusable.get(id);
    reusable.delete(id);
    return { vnode, live };
  });
  // Stale nodes go first: then nodes that only have new neighbours are not moved, and moving is what loses focus.
  for (const live of reusable.values()) remove(live);
  let cursor: Node | null = parent.firstChild;
  return plan.map(({ vnode, live }) => {
    const placed = live ? patch(live, vnode, afterwards) : create(vnode, afterwards);
    if (placed.node === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(placed.node, cursor);
    return placed;
  });
}

function remove(live: Live): void {
  live.node.parentNode?.removeChild(live.node);
  forget(live);
}

function forget(live: Live): void {
  if (typeof live.vnode !== 'string') live.vnode.props.removed?.(live.node as HTMLElement);
  for (const child of live.children) forget(child);
}

function create(vnode: VNode, afterwards: (() => void)[]): Live {
  if (typeof vnode === 'string') return { node: document.createTextNode(vnode), vnode, children: [] };
  const element = svgTags.has(vnode.tag)
    ? document.createElementNS('http://www.w3.org/2000/svg', vnode.tag)
    : document.createElement(vnode.tag);
  const children = reconcile(element, [], vnode.children, afterwards);
  setProps(element, {}, vnode.props);
  const { placed } = vnode.props;
  if (placed) afterwards.push(() => placed(element as HTMLElement, true));
  return { node: element, vnode, children };
}

function patch(live: Live, vnode: VNode, afterwards: (() => void)[]): Live {
  if (typeof vnode === 'string') {
    if (live.vnode !== vnode) live.node.nodeValue = vnode;
    return { node: live.node, vnode, children: [] };
  }
  const element = live.node as Element;
  const children = reconcile(element, live.children, vnode.children, afterwards);
  setProps(element, typeof live.vnode === 'string' ? {} : live.vnode.props, vnode.props);
  const { placed } = vnode.props;
  if (placed) afterwards.push(() => placed(element as HTMLElement, false));
  return { node: element, vnode, children };
}

function setProps(element: Element, old: Props, next: Props): void {
  for (const name of Object.keys(old)) {
    if (!(name in next) && !ownProps.has(name) && !liveProps.has(name)) element.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(next)) {
    if (ownProps.has(name)) continue;
    if (liveProps.has(name)) {
      const control = element as unknown as Record<string, unknown>;
      if (value !== undefined && control[name] !== value) control[name] = value;
    } else if (old[name] !== value) {
      if (value === undefined || value === null || value === false) element.removeAttribute(name);
      else element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  setStyle(element as HTMLElement, old.style ?? {}, next.style ?? {});
  setHandlers(element, old.on ?? {}, next.on ?? {});
}

function setStyle(element: HTMLElement, old: Record<string, string>, next: Record<string, string>): void {
  for (const name of Object.keys(old)) if (!(name in next)) element.style.removeProperty(name);
  for (const [name, value] of Object.entries(next)) {
    if (old[name] !== value) element.style.setProperty(name, value);
  }
}

function setHandlers(element: Element, old: Handlers, next: Handlers): void {
  handlersOf.set(element, next);
  for (const name of Object.keys(next)) if (!(name in old)) element.addEventListener(name, dispatch);
  for (const name of Object.keys(old)) if (!(name in next)) element.removeEventListener(name, dispatch);
}

function dispatch(this: Element, event: Event): void {
  const handlers = handlersOf.get(this) as Record<string, ((event: Event) => void) | undefined> | undefined;
  handlers?.[event.type]?.(event);
}
