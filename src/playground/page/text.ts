import type { JsonObject, JsonValue } from '../contract.ts';
import { type Child, h, type VNode } from './dom/h.ts';
import { emojiCharacter, withEmoji } from './emoji.ts';
import { type Inline, type Part, parseMrkdwn } from './mrkdwn.ts';
import { type App, personNamed } from './state.ts';

/** A JSON value as an object; empty when it is none. */
export function object(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

export function objects(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.map(object) : [];
}

export function string(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The words of a text object, for labels and placeholders. */
export function words(text: JsonValue | undefined): string {
  return withEmoji(typeof text === 'string' ? text : string(object(text).text));
}

/** A text object, `plain_text` or `mrkdwn`. */
export function drawText(app: App, text: JsonValue | undefined): Child[] {
  const { type, text: source, emoji } = object(text);
  if (type === 'mrkdwn') return drawMrkdwn(app, string(source));
  const plain = string(source);
  return lines(emoji === false ? plain : withEmoji(plain));
}

function lines(text: string): Child[] {
  return text.split('\n').flatMap((line, index) => (index === 0 ? [line] : [h('br'), line]));
}

export function drawMrkdwn(app: App, source: string): Child[] {
  return parseMrkdwn(source).map((part) => drawPart(app, part));
}

function drawPart(app: App, part: Part): VNode {
  if (part.kind === 'preformatted') return h('pre', {}, part.text);
  return h(part.kind === 'quote' ? 'blockquote' : 'span.line', {}, drawInline(app, part.children));
}

const styleTags = { bold: 'b', italic: 'i', strike: 's' };

function drawInline(app: App, inlines: Inline[]): Child[] {
  return inlines.map((inline) => drawOne(app, inline));
}

function drawOne(app: App, inline: Inline): Child {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'break':
      return h('br');
    case 'styled':
      return h(styleTags[inline.style], {}, drawInline(app, inline.children));
    case 'code':
      return h('code', {}, inline.text);
    case 'emoji':
      return drawEmoji(inline.name);
    case 'link':
      return drawLink(inline.url, inline.label);
    case 'user':
      return drawMention(app, inline.id, inline.label);
    case 'channel':
      return drawChannel(app, inline.id, inline.label);
    case 'usergroup':
      return h('span.mention', {}, inline.label || `@${inline.id}`);
    case 'broadcast':
      return h('span.mention', {}, `@${inline.range}`);
    case 'date':
      return drawDate(app, inline);
  }
}

export function drawEmoji(name: string): VNode {
  return h('span.emoji', { title: `:${name}:` }, emojiCharacter(name));
}

/** Only addresses that a chat client would open; anything else stays text. */
export function safeAddress(url: string): string | undefined {
  if (/^https:\/\/teams\.microsoft\.com\/l\/(chat|message)\//i.test(url))
    return `/playground/teams${location.hash}`;
  return /^(https?:\/\/|mailto:|tel:)/i.test(url) ? url : undefined;
}

export function drawLink(url: string, ...label: Child[]): Child {
  const href = safeAddress(url);
  return href ? h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, label) : label;
}

export function drawMention(app: App, id: string, label = ''): VNode {
  const name = personNamed(app, id)?.realName ?? (label || id);
  return h(id === app.state.me ? 'span.mention.mine' : 'span.mention', {}, `@${name}`);
}

export function drawChannel(app: App, id: string, label = ''): VNode {
  const { screen } = app.state;
  const known = [...(screen?.channels ?? []), ...(screen?.otherChannels ?? [])].find(
    (each) => each.id === id,
  );
  return h('span.mention', {}, `#${known?.name || label || id}`);
}

function drawDate(app: App, date: { seconds: number; format: string; url: string; fallback: string }): Child {
  const text = formatSlackDate(date.seconds, date.format, app.state.language) || date.fallback;
  const shown = h('time', { datetime: new Date(date.seconds * 1000).toISOString() }, text);
  return date.url ? drawLink(date.url, shown) : shown;
}

const dateTokens: Record<string, Intl.DateTimeFormatOptions> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { dateStyle: 'long' },
  date_short: { dateStyle: 'medium' },
  date_long: { dateStyle: 'full' },
  date_pretty: { dateStyle: 'long' },
  date_short_pretty: { dateStyle: 'medium' },
  date_long_pretty: { dateStyle: 'full' },
  time: { timeStyle: 'short' },
  time_secs: { timeStyle: 'medium' },
};

/** Slack's `{date_short} {time}` and so on. */
export function formatSlackDate(seconds: number, format: string, language: string): string {
  return format.replace(/\{(\w+)\}/g, (whole, token: string) => {
    const options = dateTokens[token];
    return options ? new Intl.DateTimeFormat(language, options).format(seconds * 1000) : whole;
  });
}

/** A message's time of day, from its `ts`. */
export function clockOf(app: App, ts: string): string {
  const milliseconds = Number(ts) * 1000;
  return new Intl.DateTimeFormat(app.state.language, { timeStyle: 'short' }).format(milliseconds);
}

export function dayOf(app: App, ts: string): string {
  const date = new Date(Number(ts) * 1000);
  const days = Math.round((startOfDay(new Date(app.play.now())) - startOfDay(date)) / 86_400_000);
  if (days === 0) return app.t.today;
  if (days === 1) return app.t.yesterday;
  return new Intl.DateTimeFormat(app.state.language, { dateStyle: 'full' }).format(date);
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

export function dateAndTime(app: App, at: number): string {
  return new Intl.DateTimeFormat(app.state.language, { dateStyle: 'medium', timeStyle: 'medium' }).format(at);
}

export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kilo = bytes / 1024;
  return kilo < 1024 ? `${kilo.toFixed(kilo < 10 ? 1 : 0)} KB` : `${(kilo / 1024).toFixed(1)} MB`;
}
