import { drawRun, drawScroller, dropZone } from './channel.ts';
import { drawComposer, type Target } from './composer.ts';
import { h, type VNode } from './dom/h.ts';
import { icon } from './dom/icons.ts';
import { closeThread } from './go.ts';
import { type App, conversationKey } from './state.ts';

/** The pane on the right: a message and its replies. */
export function drawThread(app: App, channelId: string, root: string): VNode {
  const { t, state } = app;
  const key = conversationKey(state.me, channelId, root);
  const messages = state.thread.key === key ? state.thread.messages : [];
  const label = state.screen?.channels.find((channel) => channel.id === channelId)?.label ?? '';
  const target: Target = { channel: channelId, thread: root, placeholder: t.writeReply };
  const [first, ...replies] = messages;
  return h(
    'aside.thread',
    { key: 'thread', 'aria-label': t.thread },
    h(
      'header.page-header',
      {},
      h('div.title', {}, h('h1', {}, t.thread), h('small', {}, label)),
      h(
        'button.ghost',
        {
          type: 'button',
          'aria-label': t.closeThread,
          title: t.closeThread,
          on: { click: () => closeThread(app) },
        },
        icon('close'),
      ),
    ),
    dropZone(
      app,
      target,
      label,
      drawScroller(
        app,
        key,
        t.thread,
        first && drawRun(app, [first], true),
        replies.length > 0 &&
          h('div.day.replies', { role: 'separator' }, h('span', {}, t.replies(replies.length))),
        drawRun(app, replies, true),
      ),
      drawComposer(app, target),
    ),
  );
}
