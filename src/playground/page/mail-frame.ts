import { safeAddress } from './text.ts';

const dropped =
  'script, style, iframe, frame, object, embed, link, meta, base, title, form, input, button, svg';
const droppedAttributes =
  /^(on.*|data-inert-.*|style|src|srcset|srcdoc|href|background|target|rel|action|formaction|ping)$/i;

/**
 * Rebuilds an e-mail in a frame, element by element: its wording, links and styles, and nothing that runs or loads.
 * Styles go through the object model, because the page's policy, which the frame inherits, refuses inline ones.
 */
export function fillMailFrame(frame: HTMLIFrameElement, html: string): void {
  const target = frame.contentDocument;
  const view = frame.contentWindow as (Window & typeof globalThis) | null;
  if (!target || !view) return;
  const { markup, sheets } = inertMarkup(html);
  const source = new DOMParser().parseFromString(markup, 'text/html');
  target.adoptedStyleSheets = [baseStyle, ...sheets].map((text) => {
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  target.documentElement.lang = source.documentElement.lang;
  target.body.replaceChildren(...rebuild(source.body.childNodes, target));
  copyStyle(source.body, target.body);
  fitHeight(frame);
  new view.ResizeObserver(() => fitHeight(frame)).observe(target.body);
}

const startTag = /<[a-z](?:"[^"]*"|'[^']*'|[^"'<>])*>/gi;
/** The name of such an attribute; a quoted value is matched too, without a name, so that none is found in it. */
const refusedAttribute = /"[^"]*"|'[^']*'|(?<=[\s"'/])(style|on[a-z]+)(?=\s*=)/gi;

const baseStyle = `
  :root { color-scheme: light; background: #fff; color: #1d1c1d; font: 15px/1.5 system-ui, sans-serif; }
  body { margin: 20px; }
  img { max-width: 100%; }
`;

/**
 * Takes styles out, and keeps styles and handlers of elements under other names, before anything is parsed: even in a
 * document that is never shown the page's policy would refuse each of them, and the browser would say so.
 */
function inertMarkup(html: string): { markup: string; sheets: string[] } {
  const sheets: string[] = [];
  const markup = html
    .replace(/<style[^>]*>([\s\S]*?)<\/style>/gi, (_, sheet: string) => {
      sheets.push(sheet);
      return '';
    })
    .replace(startTag, (tag) =>
      tag.replace(refusedAttribute, (whole, name?: string) => (name ? `data-inert-${name}` : whole)),
    );
  return { markup, sheets };
}

function fitHeight(frame: HTMLIFrameElement): void {
  const height = frame.contentDocument?.documentElement.offsetHeight ?? 0;
  frame.style.setProperty('height', `${height}px`);
}

function rebuild(nodes: Iterable<ChildNode>, target: Document): Node[] {
  return [...nodes].flatMap((node): Node[] => {
    if (node.nodeType === Node.TEXT_NODE) return [target.createTextNode(node.nodeValue ?? '')];
    // The parsed document is of this window, so its elements are this window's.
    if (!(node instanceof HTMLElement) || node.matches(dropped)) return [];
    const copy = target.createElement(node.localName);
    for (const { name, value } of node.attributes) {
      if (!droppedAttributes.test(name)) copy.setAttribute(name, value);
    }
    copyStyle(node, copy);
    if (node instanceof HTMLAnchorElement) linkTo(copy, node.getAttribute('href') ?? '');
    const picture = node.getAttribute('src') ?? '';
    if (node instanceof HTMLImageElement && picture.startsWith('data:image/'))
      copy.setAttribute('src', picture);
    copy.append(...rebuild(node.childNodes, target));
    return [copy];
  });
}

function copyStyle(from: HTMLElement, to: HTMLElement): void {
  const style = from.getAttribute('data-inert-style');
  if (style !== null) to.style.cssText = style;
}

function linkTo(link: HTMLElement, href: string): void {
  const address = safeAddress(href);
  if (!address) return;
  link.setAttribute('href', address);
  link.setAttribute('target', '_blank');
  link.setAttribute('rel', 'noopener noreferrer');
}
