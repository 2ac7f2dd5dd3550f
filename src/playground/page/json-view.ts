import type { JsonValue } from '../contract.ts';
import { type Child, h, type VNode } from './dom/h.ts';

/** JSON with colours, every object and list foldable. */
export function drawJson(value: JsonValue): VNode {
  return h('div.json', { tabindex: '0' }, drawValue(value, 0));
}

const openDepth = 3;

function drawValue(value: JsonValue, depth: number): Child {
  if (Array.isArray(value)) {
    return drawFold(
      value.map((each): [string, JsonValue] => ['', each]),
      '[',
      ']',
      depth,
    );
  }
  if (typeof value === 'object' && value !== null) return drawFold(Object.entries(value), '{', '}', depth);
  if (typeof value === 'string') return drawString(value, depth);
  return h(`span.json-${value === null ? 'null' : typeof value}`, {}, String(value));
}

/** Slack sends some JSON as a string in a form field; it is shown as what it is. */
function drawString(value: string, depth: number): Child {
  if (/^[[{]/.test(value) && depth < 3) {
    try {
      const inner = JSON.parse(value) as JsonValue;
      return [h('span.json-note', {}, 'JSON '), drawValue(inner, depth + 1)];
    } catch {
      // Only looked like it.
    }
  }
  return h('span.json-string', {}, JSON.stringify(value));
}

function drawFold(entries: [string, JsonValue][], opening: string, closing: string, depth: number): Child {
  if (entries.length === 0) return `${opening}${closing}`;
  return h(
    'details',
    { open: depth < openDepth || undefined },
    h(
      'summary',
      {},
      opening,
      h('span.json-note', {}, ` ${entries.length} `),
      h('span.json-close', {}, closing),
    ),
    h(
      'ul',
      {},
      entries.map(([name, value]) =>
        h('li', {}, name !== '' && h('span.json-key', {}, `${name}: `), drawValue(value, depth + 1)),
      ),
    ),
    closing,
  );
}
