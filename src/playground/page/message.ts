import type { FileInfo, Message } from '../slack/contract/workspace.ts';
import { fileAddress } from './api.ts';
import { drawAvatar } from './avatar.ts';
import { drawBlocks } from './blocks/index.ts';
import { type Child, h, type VNode } from './dom/h.ts';
import { icon } from './dom/icons.ts';
import { type MenuItem, menuButton } from './dom/menu.ts';
import { drawImage } from './elements/image.ts';
import { emojiCharacter, quickReactions } from './emoji.ts';
import type { Surface } from './fields.ts';
import { openThread } from './go.ts';
import { drawEditor } from './message-editor.ts';
import { type App, personNamed } from './state.ts';
import { clockOf, dateAndTime, drawEmoji, drawMrkdwn, sizeOf } from './text.ts';

export interface MessageOptions {
  /** Follows closely on another one by the same author: no name, no picture. */
  grouped: boolean;
  /** Shown in the thread pane: no summary of its thread. */
  inThread: boolean;
}

/** What the workspace itself tells is worded by the client. */
function textOf({ t }: App, { system, user, text }: Message): string {
  return system ? t.joined(`<@${user}>`) : text;
}

export function drawMessage(app: App, message: Message, { grouped, inThread }: MessageOptions): VNode {
  const { t } = app;
  const author = personNamed(app, message.user);
  const name = author?.realName ?? message.user;
  const classes = [
    grouped && 'grouped',
    message.onlyFor !== undefined && 'ephemeral',
    message.system && 'system',
  ].filter(Boolean);
  return h(
    'article.message',
    { key: message.ts, class: classes.join(' '), 'data-ts': message.ts, 'aria-label': name },
    h('div.gutter', {}, grouped ? drawTime(app, message) : drawAvatar(app, message.user)),
    h(
      'div.message-body',
      {},
      message.onlyFor !== undefined && drawOnlyYou(app, message),
      !grouped &&
        h(
          'header',
          {},
          h('b.author', {}, name),
          author?.isBot && h('span.app-tag', {}, t.app),
          drawTime(app, message),
        ),
      message.deleted ? h('p.deleted', {}, t.deletedMessage) : drawContent(app, message),
      !inThread && message.replyCount > 0 && drawThreadSummary(app, message),
    ),
    !message.deleted && !message.system && drawToolbar(app, message, inThread),
  );
}

function drawTime(app: App, message: Message): VNode {
  const at = Number(message.ts) * 1000;
  return h(
    'time',
    { datetime: new Date(at).toISOString(), title: dateAndTime(app, at) },
    clockOf(app, message.ts),
  );
}

function drawOnlyYou({ t, api, state, attempt }: App, { channel, ts }: Message): VNode {
  const click = () => void attempt(() => api.dismissMessage({ person: state.me, channel, ts }));
  return h(
    'div.only-you',
    {},
    icon('eye'),
    t.onlyYou,
    ' · ',
    h('button.link', { type: 'button', on: { click } }, t.dismiss),
  );
}

function drawContent(app: App, message: Message): Child[] {
  const { state, t } = app;
  if (state.editing?.ts === message.ts && state.editing.channel === message.channel) {
    return [drawEditor(app, message)];
  }
  const surface: Surface = {
    app,
    place: { channel: message.channel, ts: message.ts },
    key: `${message.channel}:${message.ts}`,
    values: {},
    errors: {},
  };
  const edited = message.edited && h('small.edited', {}, t.edited);
  const words =
    message.blocks.length > 0
      ? [drawBlocks(surface, message.blocks), edited]
      : message.text !== '' && h('div.text', {}, drawMrkdwn(app, textOf(app, message)), edited);
  return [
    words,
    (message.unfurls ?? []).map(({ url, blocks }) =>
      h(
        'div.unfurl',
        { key: url },
        h('b.unfurl-app', {}, app.state.screen?.app.name ?? ''),
        drawBlocks(surface, blocks),
      ),
    ),
    message.files.length > 0 &&
      h(
        'div.files',
        {},
        message.files.map((file) => drawFile(app, file)),
      ),
    message.reactions.length > 0 && drawReactions(app, message),
  ];
}

function drawFile(app: App, file: FileInfo): VNode {
  const { t, state } = app;
  if (file.deleted) return h('div.file.gone', { key: file.id }, icon('trash'), t.fileDeleted);
  const href = fileAddress(file.id, state.me);
  return h(
    'a.file',
    {
      key: file.id,
      href,
      target: '_blank',
      rel: 'noopener',
      download: file.name,
      title: `${t.download} ${file.name}`,
    },
    file.mimetype.startsWith('image/')
      ? drawImage(app, { image_url: href, alt_text: file.name })
      : h('span.file-icon', { class: file.filetype }, file.filetype.slice(0, 4).toUpperCase()),
    h('span.file-name', {}, h('b', {}, file.title || file.name), h('small', {}, sizeOf(file.size))),
    icon('download'),
  );
}

function drawReactions(app: App, message: Message): VNode {
  const { state } = app;
  return h(
    'div.reactions',
    {},
    message.reactions.map(({ name, users }) =>
      h(
        'button.reaction',
        {
          key: name,
          type: 'button',
          class: users.includes(state.me) ? 'mine' : '',
          title: users.map((user) => personNamed(app, user)?.realName ?? user).join(', '),
          on: { click: () => react(app, message, name) },
        },
        drawEmoji(name),
        users.length,
      ),
    ),
  );
}

function react({ api, state, attempt }: App, { channel, ts }: Message, name: string): void {
  void attempt(() => api.react({ person: state.me, channel, ts, name }));
}

function drawThreadSummary(app: App, message: Message): VNode {
  const { t, state } = app;
  const { channel, ts, replyCount } = message;
  const fresh = state.unread.newReplies(state.me, channel, ts, replyCount);
  return h(
    'button.thread-summary',
    { type: 'button', class: fresh > 0 ? 'fresh' : '', on: { click: () => openThread(app, channel, ts) } },
    icon('thread'),
    t.replies(replyCount),
    fresh > 0 && h('span.badge', {}, t.newReplies(fresh)),
  );
}

function drawToolbar(app: App, message: Message, inThread: boolean): VNode | false {
  const { t } = app;
  const { channel, ts } = message;
  const key = `${inThread ? 'thread' : 'channel'} ${channel} ${ts}`;
  const isEphemeral = message.onlyFor !== undefined;
  const items = isEphemeral ? [] : menuItems(app, message);
  if (isEphemeral) return false;
  return h(
    'div.toolbar',
    {},
    menuButton(app, {
      key: `react ${key}`,
      label: t.react,
      face: [icon('smile')],
      items: quickReactions.map((name) => ({
        key: name,
        label: emojiCharacter(name),
        choose: () => react(app, message, name),
      })),
    }),
    !inThread &&
      h(
        'button.ghost',
        {
          type: 'button',
          title: t.reply,
          'aria-label': t.reply,
          on: { click: () => openThread(app, channel, message.threadTs ?? ts) },
        },
        icon('thread'),
      ),
    items.length > 0 && menuButton(app, { key: `more ${key}`, label: t.more, face: [icon('dots')], items }),
  );
}

function menuItems(app: App, { channel, ts, user, blocks }: Message): MenuItem[] {
  const { t, state, api } = app;
  const person = state.me;
  const shortcuts = (state.screen?.app.shortcuts ?? []).filter(({ kind }) => kind === 'message');
  const items: MenuItem[] = shortcuts.map(({ name, callbackId }) => ({
    key: callbackId,
    label: name,
    note: state.screen?.app.name,
    choose: () => void app.attempt(() => api.shortcut({ person, callbackId, channel, ts })),
  }));
  if (user !== person) return items;
  const edit: MenuItem = {
    key: 'edit',
    label: t.edit,
    choose: () => {
      state.editing = { channel, ts };
      app.redraw();
    },
  };
  const remove: MenuItem = {
    key: 'remove',
    label: t.remove,
    danger: true,
    choose: () => void app.attempt(() => api.remove({ person, channel, ts })),
  };
  const isPlain = blocks.every((block) => block.type === 'rich_text');
  return [...items, ...(isPlain ? [edit] : []), remove];
}
