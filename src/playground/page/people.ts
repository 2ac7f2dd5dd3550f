import type { Person } from '../slack/contract/workspace.ts';
import { drawAvatar } from './avatar.ts';
import { h, type VNode } from './dom/h.ts';
import { icon } from './dom/icons.ts';
import { become } from './go.ts';
import { firstName } from './guide-steps.ts';
import { type App, everybody } from './state.ts';

/** The bar of sample people: who one is, and who got something. */
export function drawPeople(app: App): VNode {
  return h(
    'nav.people',
    { 'aria-label': app.t.chooseRole },
    everybody(app).map((person) => drawRole(app, person)),
  );
}

function drawRole(app: App, person: Person): VNode {
  const { t, state } = app;
  const isMe = person.id === state.me;
  const unread = state.unread.of(person.id);
  const mails = unreadMails(app, person);
  const news = [unread > 0 && t.unread(unread), mails > 0 && t.unreadMail(mails)].filter(Boolean).join(', ');
  return h(
    'button.role',
    {
      key: person.id,
      type: 'button',
      class: `${isMe ? 'me' : ''} ${person.deleted ? 'gone' : ''}`,
      'aria-current': isMe ? 'true' : undefined,
      title: [person.realName, person.title || t.noTitle, person.deleted && t.deactivated, news]
        .filter(Boolean)
        .join('\n'),
      on: { click: () => void become(app, person.id) },
    },
    h(
      'span.face',
      {},
      drawAvatar(app, person.id),
      unread > 0 && h('span.badge', { 'aria-hidden': 'true' }, unread > 99 ? '99+' : unread),
      mails > 0 && h('span.mail-mark', { 'aria-hidden': 'true' }, icon('mail')),
    ),
    h('span.first-name', {}, firstName(person)),
    h(
      'span.visually-hidden',
      {},
      [person.title, person.deleted && t.deactivated, news].filter(Boolean).join(', '),
    ),
  );
}

export function unreadMails(app: App, person: Person): number {
  return mailsTo(app, person).filter((mail) => app.state.unread.isMailNew(mail.id)).length;
}

export function mailsTo(app: App, person: Person | undefined) {
  const address = person?.email.toLowerCase();
  return app.state.mails.filter((mail) => mail.to.some((to) => to.toLowerCase() === address));
}

/** Who one is now, at the head of the sidebar, with the language that the bot speaks to this person. */
export function drawMe(app: App): VNode | false {
  const { t, state } = app;
  const me = state.screen?.me;
  if (!me) return false;
  const deed = me.deleted ? t.reactivate : t.deactivate;
  const turn = () =>
    app.attempt(() => app.api.changePerson({ person: me.id, change: { deleted: !me.deleted } }));
  const speak = (locale: 'id' | 'en') =>
    app.attempt(() => app.api.changePerson({ person: me.id, change: { locale } }));
  return h(
    'div.me-card',
    {},
    h(
      'div.who',
      {},
      h('span.visually-hidden', {}, t.actAs),
      h('b', {}, me.realName),
      h('small', {}, me.deleted ? t.deactivated : me.title || t.noTitle),
    ),
    h(
      'button.ghost.small',
      { type: 'button', 'aria-label': deed, title: deed, on: { click: () => void turn() } },
      icon(me.deleted ? 'repeat' : 'lock'),
    ),
    h(
      'label.locale',
      { title: t.personLanguage },
      h('span.visually-hidden', {}, t.personLanguage),
      h(
        'select',
        {
          value: me.locale,
          on: {
            change: (event) =>
              void speak((event.currentTarget as HTMLSelectElement).value === 'en' ? 'en' : 'id'),
          },
        },
        h('option', { value: 'id' }, 'ID'),
        h('option', { value: 'en' }, 'EN'),
      ),
    ),
  );
}
