import type { Person } from '../contract.ts';
import { icon } from './dom/icons.ts';
import { h, type VNode } from './dom/vdom.ts';

/** Initials on a colour of the person's own; the app has its door. */
export function drawAvatar(person: Person | undefined, id: string): VNode {
  if (person?.isBot) return h('span.avatar.app', { 'aria-hidden': 'true' }, icon('door'));
  const style = { '--hue': String(hueOf(id)) };
  return h('span.avatar', { style, 'aria-hidden': 'true' }, initialsOf(person?.realName ?? '?'));
}

function initialsOf(name: string): string {
  const [first = '', ...rest] = name.split(/\s+/);
  return `${first[0] ?? ''}${rest.at(-1)?.[0] ?? ''}`.toUpperCase();
}

function hueOf(id: string): number {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return (hash % 24) * 15;
}
