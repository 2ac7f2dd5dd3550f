/**
 * Slack's `mrkdwn`, read into a small tree. Pure: what is drawn from it is built node by node in `text.ts`.
 *
 * Emphasis never spans lines, and opens and closes only at word boundaries, as in Slack's own client. `&amp;`, `&lt;`
 * and `&gt;` are the only entities.
 */

export type Style = 'bold' | 'italic' | 'strike';

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | { kind: 'styled'; style: Style; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'emoji'; name: string }
  | { kind: 'link'; url: string; label: string }
  | { kind: 'user' | 'channel' | 'usergroup'; id: string; label: string }
  | { kind: 'broadcast'; range: string }
  | { kind: 'date'; seconds: number; format: string; url: string; fallback: string };

export type Part =
  | { kind: 'paragraph' | 'quote'; children: Inline[] }
  | { kind: 'preformatted'; text: string };

const styles: Record<string, Style> = { '*': 'bold', _: 'italic', '~': 'strike' };

export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

export function parseMrkdwn(source: string): Part[] {
  return source.split(/```([\s\S]+?)```/).flatMap((piece, index): Part[] => {
    if (index % 2 === 1) return [{ kind: 'preformatted', text: unescapeText(piece.replace(/^\n|\n$/g, '')) }];
    return parseLines(index === 0 ? piece : piece.replace(/^\n/, ''));
  });
}

function parseLines(source: string): Part[] {
  if (source === '') return [];
  const parts: { kind: 'paragraph' | 'quote'; children: Inline[] }[] = [];
  for (const line of source.split('\n')) {
    const quoted = /^(?:>|&gt;) ?/.exec(line);
    const kind = quoted ? 'quote' : 'paragraph';
    const children = parseInline(quoted ? line.slice(quoted[0].length) : line);
    const last = parts.at(-1);
    if (last?.kind === kind) last.children.push({ kind: 'break' }, ...children);
    else parts.push({ kind, children });
  }
  return parts;
}

/** One line. */
function parseInline(source: string): Inline[] {
  const found: Inline[] = [];
  let text = '';
  const push = (inline: Inline) => {
    if (text !== '') found.push({ kind: 'text', text: unescapeText(text) });
    text = '';
    found.push(inline);
  };
  let at = 0;
  while (at < source.length) {
    const token = tokenAt(source, at);
    if (token) {
      push(token.inline);
      at += token.length;
    } else {
      text += source[at];
      at += 1;
    }
  }
  if (text !== '') found.push({ kind: 'text', text: unescapeText(text) });
  return found;
}

interface Token {
  inline: Inline;
  length: number;
}

function tokenAt(source: string, at: number): Token | undefined {
  const character = source[at] ?? '';
  if (character === '<') return angled(source, at);
  if (character === '`') return matched(/^`([^`\n]+)`/, source, at, (text) => ({ kind: 'code', text }));
  if (character === ':')
    return matched(/^:([a-z0-9_+'-]+):/, source, at, (name) => ({ kind: 'emoji', name }));
  if (character === 'h' && isBoundary(source[at - 1])) {
    return matched(/^(https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"])/, source, at, (url) => ({
      kind: 'link',
      url,
      label: url,
    }));
  }
  const style = styles[character];
  return style && emphasis(source, at, character, style);
}

function matched(
  pattern: RegExp,
  source: string,
  at: number,
  make: (text: string) => Inline,
): Token | undefined {
  const match = pattern.exec(source.slice(at));
  return match ? { inline: make(unescapeText(match[1] ?? '')), length: match[0].length } : undefined;
}

function isBoundary(character: string | undefined): boolean {
  return character === undefined || /[\s\p{P}\p{S}]/u.test(character);
}

function emphasis(source: string, at: number, mark: string, style: Style): Token | undefined {
  if (!isBoundary(source[at - 1]) || /[\s]/.test(source[at + 1] ?? ' ') || source[at + 1] === mark)
    return undefined;
  for (let end = source.indexOf(mark, at + 2); end !== -1; end = source.indexOf(mark, end + 1)) {
    if (!/\s/.test(source[end - 1] ?? ' ') && isBoundary(source[end + 1])) {
      const children = parseInline(source.slice(at + 1, end));
      return { inline: { kind: 'styled', style, children }, length: end + 1 - at };
    }
  }
  return undefined;
}

function angled(source: string, at: number): Token | undefined {
  const end = source.indexOf('>', at);
  if (end === -1) return undefined;
  const inside = source.slice(at + 1, end);
  const inline = angledInline(inside);
  return inline && { inline, length: end + 1 - at };
}

function angledInline(inside: string): Inline | undefined {
  const bar = inside.indexOf('|');
  const target = bar === -1 ? inside : inside.slice(0, bar);
  const label = bar === -1 ? '' : unescapeText(inside.slice(bar + 1));
  if (/^@[UW]/.test(target)) return { kind: 'user', id: target.slice(1), label };
  if (/^#C/.test(target)) return { kind: 'channel', id: target.slice(1), label };
  if (target.startsWith('!subteam^')) return { kind: 'usergroup', id: target.slice(9), label };
  if (/^!(here|channel|everyone)$/.test(target)) return { kind: 'broadcast', range: target.slice(1) };
  const date = /^!date\^(\d+)\^([^^]+)(?:\^(.+))?$/.exec(target);
  if (date) {
    const [, seconds, format = '', url = ''] = date;
    return { kind: 'date', seconds: Number(seconds), format, url, fallback: label };
  }
  if (!/^(https?:|mailto:)/i.test(target)) return undefined;
  const url = unescapeText(target);
  return { kind: 'link', url, label: label || url.replace(/^mailto:/i, '') };
}
