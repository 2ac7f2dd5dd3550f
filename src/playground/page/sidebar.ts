import type { ChannelOnScreen } from '../slack/contract/screen.ts';
import type { Channel } from '../slack/contract/workspace.ts';
import { type Child, h, type VNode } from './dom/h.ts';
import { type IconName, icon } from './dom/icons.ts';
import { show } from './go.ts';
import { turnGuide } from './guide-steps.ts';
import { switchLanguage } from './language.ts';
import { drawMe, unreadMails } from './people.ts';
import { drawClock } from './play/draw.ts';
import type { App, Page } from './state.ts';

export function drawSidebar(app: App): VNode {
  const { t, state } = app;
  const { screen } = state;
  const channels = screen?.channels ?? [];
  return h(
    'aside.sidebar',
    { 'aria-label': t.workspace },
    h(
      'header.workspace',
      {},
      h('div', {}, h('b', {}, screen?.app.teamName ?? '…'), h('small', {}, t.playground)),
      drawLanguage(app),
    ),
    drawMe(app),
    h(
      'div.places',
      {},
      heading(t.apps),
      channels.filter((channel) => channel.kind === 'im').map((channel) => drawApp(app, channel)),
      heading(t.channels, addChannel(app)),
      state.newChannel !== undefined && drawNewChannel(app, state.newChannel),
      channels.filter((channel) => channel.kind !== 'im').map((channel) => drawChannelLine(app, channel)),
      screen &&
        screen.otherChannels.length > 0 && [
          heading(t.otherChannels),
          screen.otherChannels.map((channel) => drawJoinable(app, channel)),
        ],
      heading(t.tools),
      drawClock(app.play, '.place'),
      line(app, { kind: 'mailbox' }, 'mail', t.mailbox, screen ? unreadMails(app, screen.me) : 0),
      line(app, { kind: 'inspector' }, 'pulse', t.inspector, 0),
      h(
        'a.place',
        { key: 'teams', href: '/playground/teams', target: '_top' },
        icon('chat'),
        h('span', {}, t.teams),
      ),
      h(
        'a.place',
        { key: 'both', href: '/playground/both', target: '_top' },
        icon('copy'),
        h('span', {}, t.both),
      ),
      h(
        'button.place',
        { type: 'button', on: { click: () => turnGuide(app, 0) } },
        icon('help'),
        h('span', {}, t.guide),
      ),
    ),
  );
}

function heading(text: string, ...extra: Child[]): VNode {
  return h('h2', { key: text }, text, extra);
}

function line(app: App, page: Page, face: IconName, label: string, unread: number): VNode {
  const here = app.state.page;
  const isHere =
    here.kind === page.kind &&
    (here.kind !== 'channel' || page.kind !== 'channel' || here.channel === page.channel);
  const key = page.kind === 'channel' ? page.channel : page.kind;
  return h(
    'button.place',
    {
      key,
      type: 'button',
      class: `${isHere ? 'here' : ''} ${unread > 0 ? 'unread' : ''}`,
      'aria-current': isHere ? 'page' : undefined,
      'data-place': key,
      on: { click: () => show(app, page) },
    },
    icon(face),
    h('span', {}, label),
    unread > 0 && h('span.badge', { 'aria-label': app.t.unread(unread) }, unread),
  );
}

function drawChannelLine(app: App, channel: ChannelOnScreen): VNode {
  const unread = app.state.unread.in(app.state.me, channel.id);
  const face = channel.kind === 'private' ? 'lock' : 'hash';
  return line(app, { kind: 'channel', channel: channel.id }, face, channel.name, unread);
}

/** The app's two tabs are two places. */
function drawApp(app: App, channel: ChannelOnScreen): Child[] {
  const unread = app.state.unread.in(app.state.me, channel.id);
  return [
    line(app, { kind: 'channel', channel: channel.id }, 'chat', channel.label, unread),
    line(app, { kind: 'home' }, 'home', app.t.home, 0),
  ];
}

function drawJoinable(app: App, channel: Channel): VNode {
  const join = async () => {
    const person = app.state.me;
    await app.attempt(() => app.api.joinChannel({ person, channel: channel.id }));
    app.refresh('screen', 'unread');
    show(app, { kind: 'channel', channel: channel.id });
  };
  return h(
    'button.place.faint',
    { key: channel.id, type: 'button', title: app.t.join, on: { click: () => void join() } },
    icon('hash'),
    h('span', {}, channel.name),
    h('small', {}, app.t.join),
  );
}

function addChannel(app: App): VNode {
  const label = app.t.newChannel;
  const click = () => {
    app.state.newChannel = app.state.newChannel === undefined ? '' : undefined;
    app.redraw();
  };
  return h(
    'button.ghost.small',
    { type: 'button', 'aria-label': label, title: label, on: { click } },
    icon('plus'),
  );
}

function drawNewChannel(app: App, name: string): VNode {
  const create = async () => {
    const person = app.state.me;
    const channel = await app.attempt(() => app.api.createChannel({ person, name }));
    if (!channel) return;
    app.state.newChannel = undefined;
    show(app, { kind: 'channel', channel: channel.id });
  };
  return h(
    'form.new-channel',
    {
      key: 'new channel',
      on: {
        submit: (event) => {
          event.preventDefault();
          void create();
        },
      },
    },
    h('input.input', {
      type: 'text',
      value: name,
      required: true,
      maxlength: '80',
      placeholder: app.t.newChannelName,
      'aria-label': app.t.newChannelName,
      placed: (element, isNew) => isNew && element.focus(),
      on: {
        input: (event) => {
          const input = event.currentTarget as HTMLInputElement;
          app.state.newChannel = input.value.toLowerCase().replace(/[^a-z0-9_-]+/g, '-');
          app.redraw();
        },
      },
    }),
    h('button.button.primary', { type: 'submit', 'aria-label': app.t.createChannel }, icon('plus')),
  );
}

function drawLanguage(app: App): VNode {
  const { state, t } = app;
  const click = () => void app.attempt(() => switchLanguage(app, app.api));
  return h(
    'button.language',
    { type: 'button', title: t.switchLanguage, on: { click } },
    h('span.visually-hidden', {}, `${t.switchLanguage}: `),
    h('span', { class: state.language === 'id' ? 'on' : '' }, 'ID'),
    h('span', { class: state.language === 'en' ? 'on' : '' }, 'EN'),
  );
}
