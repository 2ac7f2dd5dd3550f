import { h, type VNode } from './dom/h.ts';
import { icon } from './dom/icons.ts';
import { type App, personNamed } from './state.ts';

/** Degrees between the colours of neighbours in the list, so that no two of the first dozens look alike. */
const goldenAngle = 137.5;

/** Initials on a colour of the person's own; the app has its door. */
export function drawAvatar(app: App, id: string): VNode {
  const person = personNamed(app, id);
  if (person?.isBot) return drawAppAvatar();
  const hue = (app.state.people.findIndex((each) => each.id === id) * goldenAngle + 140) % 360;
  const style = { '--hue': String(Math.round(hue)) };
  return h('span.avatar', { style, 'aria-hidden': 'true' }, initialsOf(person?.realName ?? '?'));
}

export function drawAppAvatar(): VNode {
  return h('span.avatar.app', { 'aria-hidden': 'true' }, icon('door'));
}

function initialsOf(name: string): string {
  const [first = '', ...rest] = name.split(/\s+/);
  return `${first[0] ?? ''}${rest.at(-1)?.[0] ?? ''}`.toUpperCase();
}
