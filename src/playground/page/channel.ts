import type { ChannelOnScreen } from '../slack/contract/screen.ts';
import type { Message } from '../slack/contract/workspace.ts';
import { drawAppAvatar, drawAvatar } from './avatar.ts';
import { attach, drawComposer, type Target } from './composer.ts';
import { type Child, h, type VNode } from './dom/h.ts';
import { icon } from './dom/icons.ts';
import { type MenuItem, menuButton } from './dom/menu.ts';
import { firstPage, show } from './go.ts';
import { drawMessage } from './message.ts';
import { type App, conversationKey } from './state.ts';
import { dayOf } from './text.ts';

/** Messages of one author in a row stand together for so many seconds. */
const togetherFor = 300;

export function drawChannelPage(app: App, id: string): VNode {
  const { state, t } = app;
  const channel = state.screen?.channels.find((each) => each.id === id);
  const key = conversationKey(state.me, id);
  const messages = state.channel.key === key ? state.channel.messages : [];
  const label = channel?.label ?? '';
  const target: Target = { channel: id, placeholder: t.write(label) };
  return h(
    'main.page',
    { key: 'channel' },
    channel && drawHeader(app, channel),
    dropZone(app, target, label, drawList(app, key, messages, channel), channel && drawComposer(app, target)),
  );
}

function drawHeader(app: App, channel: ChannelOnScreen): VNode {
  const { t, state } = app;
  if (channel.kind === 'im') return drawAppHeader(app, 'messages');
  return pageHeader(
    app,
    h(
      'div.title',
      {},
      h('h1', {}, icon(channel.kind === 'private' ? 'lock' : 'hash'), channel.name),
      channel.kind === 'private' && h('span.visually-hidden', {}, t.privateChannel),
      h('small', {}, [t.members(channel.members.length), channel.topic].filter(Boolean).join(' · ')),
    ),
    h(
      'div.faces',
      { 'aria-hidden': 'true' },
      channel.members.slice(0, 4).map((member) => drawAvatar(app, member)),
    ),
    menuButton(app, {
      key: 'channel menu',
      label: t.more,
      face: [icon('dots')],
      items: channelActions(app, channel, state.screen?.app.botUser ?? ''),
    }),
  );
}

function channelActions(app: App, channel: ChannelOnScreen, bot: string): MenuItem[] {
  const { t, api, state } = app;
  const person = state.me;
  const leave: MenuItem = {
    key: 'leave',
    label: t.leave,
    danger: true,
    choose: () => {
      // Gone from its page first: what is read again must be something this person still sees.
      show(app, firstPage(app));
      void app.attempt(() => api.leaveChannel({ person, channel: channel.id }));
    },
  };
  if (channel.members.includes(bot)) return [leave];
  const choose = () => void app.attempt(() => api.invite({ person, channel: channel.id, user: bot }));
  return [{ key: 'invite', label: t.inviteBot, choose }, leave];
}

/** The app's two tabs. */
export function drawAppHeader(app: App, tab: 'home' | 'messages'): VNode {
  const { t, state } = app;
  const info = state.screen?.app;
  const dm = state.screen?.channels.find((channel) => channel.kind === 'im');
  const button = (name: 'home' | 'messages', label: string, click: () => void) =>
    h(
      'button.tab',
      { type: 'button', role: 'tab', 'aria-selected': String(tab === name), on: { click } },
      label,
    );
  return pageHeader(
    app,
    h('div.title.of-app', {}, drawAppAvatar(), h('h1', {}, info?.name ?? '')),
    h(
      'div.tabs',
      { role: 'tablist' },
      button('home', t.home, () => show(app, { kind: 'home' })),
      dm && button('messages', t.messages, () => show(app, { kind: 'channel', channel: dm.id })),
    ),
  );
}

/** On a phone, with the button that opens the drawer. */
export function pageHeader(app: App, ...children: Child[]): VNode {
  const { t, state } = app;
  const open = () => {
    state.drawerOpen = true;
    app.redraw();
  };
  const waiting = state.people.some((person) => person.id !== state.me && state.unread.of(person.id) > 0);
  return h(
    'header.page-header',
    {},
    h(
      'button.ghost.drawer-button',
      { type: 'button', 'aria-label': t.openMenu, on: { click: open } },
      icon('menu'),
      waiting && h('span.dot'),
    ),
    children,
  );
}

/** Files dropped anywhere on a conversation are attached to its message. */
export function dropZone(app: App, target: Target, label: string, ...children: Child[]): VNode {
  const mark = (event: DragEvent, on: boolean) => {
    event.preventDefault();
    (event.currentTarget as HTMLElement).classList.toggle('dropping', on);
  };
  return h(
    'div.conversation',
    {
      key: `${target.channel} ${target.thread ?? ''}`,
      'data-drop': app.t.dropHere(label),
      on: {
        dragover: (event) => mark(event, true),
        dragleave: (event) => mark(event, false),
        drop: (event) => {
          mark(event, false);
          attach(app, target, [...(event.dataTransfer?.files ?? [])]);
        },
      },
    },
    children,
  );
}

function drawList(app: App, key: string, messages: Message[], channel: ChannelOnScreen | undefined): VNode[] {
  const { t, state } = app;
  const { limit } = state.channel;
  const earlier = () => {
    state.channel.limit = limit + 200;
    app.refresh('channel');
  };
  const empty = channel?.kind === 'im' ? t.emptyDm(channel.label) : t.emptyChannel;
  return drawScroller(
    app,
    key,
    channel?.label ?? '',
    state.channel.key === key && messages.length === 0 && h('p.empty', {}, icon('chat'), empty),
    messages.length >= limit && h('button.link', { type: 'button', on: { click: earlier } }, t.earlier),
    h('div.fill'),
    drawRun(app, messages, false, state.newSince),
  );
}

/** Messages with their days, and a line where the unread ones begin. */
export function drawRun(app: App, messages: Message[], inThread: boolean, newSince?: string): Child[] {
  let isNewDrawn = false;
  return messages.map((message, index) => {
    const before = messages[index - 1];
    const day = dayOf(app, message.ts);
    const isNewDay = !inThread && (!before || dayOf(app, before.ts) !== day);
    const startsNew = !isNewDrawn && newSince !== undefined && message.ts >= newSince && index > 0;
    if (startsNew) isNewDrawn = true;
    return [
      isNewDay && h('div.day', { key: `day ${day}`, role: 'separator' }, h('span', {}, day)),
      startsNew && h('div.new', { key: 'new', role: 'separator' }, h('span', {}, app.t.newMessages)),
      drawMessage(app, message, { grouped: !isNewDay && !startsNew && follows(before, message), inThread }),
    ];
  });
}

function follows(before: Message | undefined, message: Message): boolean {
  return (
    before !== undefined &&
    before.user === message.user &&
    !before.system &&
    !message.system &&
    before.onlyFor === message.onlyFor &&
    message.onlyFor === undefined &&
    Number(message.ts) - Number(before.ts) < togetherFor
  );
}

/**
 * The scrolling list of a conversation. Its newest message stays in sight until the person scrolls up, and comes
 * back into sight when they press the button or send something.
 */
export function drawScroller(app: App, key: string, label: string, ...children: Child[]): VNode[] {
  const { scrolledUp } = app.state;
  const isUp = scrolledUp.has(key);
  const toEnd = (element: HTMLElement) => {
    if (!scrolledUp.has(key)) element.scrollTop = element.scrollHeight;
  };
  const onScroll = (event: Event) => {
    const { scrollHeight, scrollTop, clientHeight } = event.currentTarget as HTMLElement;
    const isUpNow = scrollHeight - scrollTop - clientHeight > 60;
    if (isUpNow === scrolledUp.has(key)) return;
    if (isUpNow) scrolledUp.add(key);
    else scrolledUp.delete(key);
    app.redraw();
  };
  const jump = () => {
    scrolledUp.delete(key);
    app.redraw();
  };
  const list = h(
    'div.messages',
    {
      key,
      role: 'log',
      'aria-live': 'off',
      'aria-label': label,
      tabindex: '0',
      placed: toEnd,
      on: { scroll: onScroll },
    },
    children,
  );
  if (!isUp) return [list];
  const button = h(
    'button.button.small',
    { type: 'button', on: { click: jump } },
    icon('down'),
    app.t.jumpToNewest,
  );
  return [list, h('div.jump', { key: 'jump' }, button)];
}
