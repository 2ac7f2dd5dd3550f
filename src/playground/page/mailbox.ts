import type { Mail } from '../contract.ts';
import { attachmentAddress } from './api.ts';
import { pageHeader } from './channel.ts';
import { type Child, h, type VNode } from './dom/h.ts';
import { icon } from './dom/icons.ts';
import { fillMailFrame } from './mail-frame.ts';
import { mailsTo } from './people.ts';
import type { App } from './state.ts';
import { clockOf, dateAndTime, drawLink, sizeOf } from './text.ts';

/** E-mails that the bot sent over SMTP: of the acting person, or all. */
export function drawMailbox(app: App, chosen: string | undefined): VNode {
  const { t, state } = app;
  const mine = state.mailsOf === 'me';
  const mails = (mine ? mailsTo(app, state.screen?.me) : state.mails).toReversed();
  const mail = mails.find((each) => each.id === chosen);
  const choose = (of: 'me' | 'all', label: string) =>
    h(
      'button.tab',
      {
        type: 'button',
        'aria-pressed': String(state.mailsOf === of),
        on: {
          click: () => {
            state.mailsOf = of;
            app.redraw();
          },
        },
      },
      label,
    );
  return h(
    'main.page',
    { key: 'mailbox' },
    pageHeader(
      app,
      h('div.title', {}, h('h1', {}, icon('mail'), t.mailbox)),
      h('div.tabs', {}, choose('me', t.mailMine), choose('all', t.mailAll)),
      h(
        'button.ghost',
        {
          type: 'button',
          title: t.mailClear,
          'aria-label': t.mailClear,
          on: { click: () => void app.attempt(() => app.api.clearMails({})) },
        },
        icon('trash'),
      ),
    ),
    h(
      'div.split',
      { class: mail ? 'has-choice' : '' },
      h(
        'div.mails',
        { role: 'list' },
        mails.length === 0 &&
          h(
            'p.empty',
            {},
            icon('mail'),
            mine ? t.mailEmptyMine(state.screen?.me.realName ?? '') : t.mailEmpty,
          ),
        mails.map((each) => drawLine(app, each, each.id === chosen)),
      ),
      mail ? drawMail(app, mail) : mails.length > 0 && h('p.empty.pick', {}, icon('mail'), t.mailPick),
    ),
  );
}

function drawLine(app: App, mail: Mail, isChosen: boolean): VNode {
  const { state } = app;
  const isNew = state.unread.isMailNew(mail.id);
  const click = () => {
    state.page = { kind: 'mailbox', mail: mail.id };
    state.mailPart = mail.html ? 'html' : 'text';
    state.unread.markMail(mail.id);
    app.redraw();
  };
  return h(
    'button.mail-line',
    {
      key: mail.id,
      type: 'button',
      role: 'listitem',
      class: `${isChosen ? 'here' : ''} ${isNew ? 'unread' : ''}`,
      'aria-current': isChosen ? 'true' : undefined,
      on: { click },
    },
    h('span.mail-to', {}, mail.to.join(', ')),
    h('time', {}, clockOf(app, String(mail.at / 1000))),
    h('b', {}, mail.subject || '—'),
    h('small', {}, mail.text.slice(0, 140)),
  );
}

function drawMail(app: App, mail: Mail): VNode {
  const { t, state } = app;
  const part = (name: 'html' | 'text' | 'headers', label: string) =>
    h(
      'button.tab',
      {
        type: 'button',
        role: 'tab',
        'aria-selected': String(state.mailPart === name),
        on: {
          click: () => {
            state.mailPart = name;
            app.redraw();
          },
        },
      },
      label,
    );
  const back = () => {
    state.page = { kind: 'mailbox' };
    app.redraw();
  };
  return h(
    'article.mail',
    { key: mail.id },
    h(
      'header',
      {},
      h(
        'button.ghost.only-phone',
        { type: 'button', 'aria-label': t.back, on: { click: back } },
        icon('back'),
      ),
      h('h2', {}, mail.subject || '—'),
      h(
        'dl',
        {},
        fact(t.mailFrom, mail.from),
        fact(t.mailTo, mail.to.join(', ')),
        fact(t.mailDate, dateAndTime(app, mail.at)),
      ),
      h(
        'div.tabs',
        { role: 'tablist' },
        mail.html !== undefined && part('html', t.mailHtml),
        part('text', t.mailText),
        part('headers', t.mailHeaders),
      ),
    ),
    drawPart(app, mail),
    mail.attachments.length > 0 && drawAttachments(mail),
    mail.links.length > 0 &&
      h(
        'footer',
        {},
        h('h3', {}, t.mailLinks),
        h(
          'ul',
          {},
          [...new Set(mail.links)].map((link) => h('li', {}, drawLink(link, link))),
        ),
      ),
  );
}

function fact(name: string, value: string): Child[] {
  return [h('dt', {}, name), h('dd', {}, value)];
}

function drawPart(app: App, mail: Mail): VNode {
  const { t, state } = app;
  if (state.mailPart === 'headers') {
    const lines = mail.headers.map(({ name, value }) => `${name}: ${value}`);
    return h('pre.mail-text', { key: 'headers', tabindex: '0' }, lines.join('\n'));
  }
  if (state.mailPart === 'html' && mail.html !== undefined) {
    const { html } = mail;
    return h('iframe.mail-html', {
      key: 'html',
      title: t.mailBody,
      // No scripts. The page itself fills the frame, which is why it keeps its origin.
      sandbox: 'allow-same-origin allow-popups allow-popups-to-escape-sandbox',
      placed: (frame, isNew) => isNew && fillMailFrame(frame as HTMLIFrameElement, html),
    });
  }
  return h('div.mail-text', { key: 'text', tabindex: '0' }, withLinks(mail.text));
}

function withLinks(text: string): Child[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/)
    .map((piece, index) => (index % 2 === 1 ? drawLink(piece, piece) : piece));
}

function drawAttachments(mail: Mail): VNode {
  return h(
    'div.files',
    {},
    mail.attachments.map(({ name, size }, index) =>
      h(
        'a.file',
        { href: attachmentAddress(mail.id, index), target: '_blank', rel: 'noopener', download: name },
        h('span.file-icon', {}, name.split('.').at(-1)?.slice(0, 4).toUpperCase() ?? ''),
        h('span.file-name', {}, h('b', {}, name), h('small', {}, sizeOf(size))),
        icon('download'),
      ),
    ),
  );
}
