import type { TeamsPerson } from '../../teams/contract/organisation.ts';
import { createApi } from '../api.ts';
import { h, type VNode } from '../dom/h.ts';
import { icon } from '../dom/icons.ts';
import { switchLanguage } from '../language.ts';
import { drawClock } from '../play/draw.ts';
import type { TeamsPage } from './state.ts';

/** Who one is, the chats, and the way to everything else. */
export function drawRail(
  page: TeamsPage,
  become: (person: string) => void,
  show: (chat: string) => void,
): VNode {
  const { state, t } = page;
  const { screen } = state;
  const chats = (screen?.chats ?? []).toSorted((a, b) =>
    a.kind === b.kind ? 0 : a.kind === 'personal' ? -1 : 1,
  );
  return h(
    'aside.rail',
    {},
    h(
      'nav.people',
      { 'aria-label': t.people },
      state.people.map((person) => drawPerson(page, person, become)),
    ),
    h(
      'div.side',
      {},
      h('h2', {}, screen?.me.name ?? ''),
      h('p.title', {}, screen?.me.title ?? ''),
      screen && !screen.me.disabled && drawInstall(page, screen.me),
      screen && drawAccount(page, screen.me),
      h('h3', {}, t.chats),
      !chats.some((chat) => chat.kind === 'personal') &&
        screen &&
        h(
          'button.chat-line',
          { type: 'button', class: state.chat === '' ? 'here' : '', on: { click: () => show('') } },
          screen.app.name,
        ),
      chats.map((chat) => {
        const unread =
          chat.latest !== undefined && chat.latest > (state.seen.get(`${state.me} ${chat.id}`) ?? '');
        return h(
          'button.chat-line',
          {
            key: chat.id,
            type: 'button',
            class: `${state.chat === chat.id ? 'here' : ''} ${unread ? 'unread' : ''}`,
            'aria-current': state.chat === chat.id ? 'page' : undefined,
            on: { click: () => show(chat.id) },
          },
          chat.kind === 'channel' ? `# ${chat.label}` : chat.label,
          chat.type === 'private' && [' ', icon('lock')],
        );
      }),
      h('h3', {}, t.tools),
      drawClock(page.play, '.chat-line'),
      h('a.chat-line', { href: '/playground/#at=mailbox', target: '_blank' }, t.mailbox),
      h('a.chat-line', { href: '/playground/#at=inspector', target: '_blank' }, t.inspector),
      h('a.chat-line', { href: '/playground/', target: '_top' }, t.slack),
      h('a.chat-line', { href: '/playground/both', target: '_top' }, t.both),
      h(
        'button.chat-line',
        {
          type: 'button',
          on: {
            click: () => void page.attempt(() => switchLanguage(page, createApi())),
          },
        },
        t.language,
      ),
    ),
  );
}

function drawPerson({ state }: TeamsPage, person: TeamsPerson, become: (person: string) => void): VNode {
  const initials = person.name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('');
  return h(
    'button.person',
    {
      key: person.id,
      type: 'button',
      class: `${person.id === state.me ? 'me' : ''} ${person.disabled ? 'gone' : ''}`,
      title: `${person.name}\n${person.title}`,
      'aria-current': person.id === state.me ? 'true' : undefined,
      on: { click: () => become(person.id) },
    },
    h('span.face', { 'aria-hidden': 'true' }, initials),
    h('span.name', {}, person.name.split(' ')[0] ?? ''),
  );
}

function drawInstall(page: TeamsPage, me: TeamsPerson): VNode {
  const { api, t } = page;
  const act = () =>
    void page
      .attempt(() => (me.installed ? api.uninstall({ person: me.id }) : api.install({ person: me.id })))
      .then(() => page.refresh());
  return h(
    'p.install',
    {},
    me.installed && h('span', {}, t.installed),
    h('button', { type: 'button', on: { click: act } }, me.installed ? t.uninstall : t.install),
  );
}

function drawAccount({ api, t, attempt, refresh }: TeamsPage, { id, disabled }: TeamsPerson): VNode {
  const act = () =>
    void attempt(() => api.changePerson({ person: id, change: { disabled: !disabled } })).then(refresh);
  return h(
    'p.install',
    {},
    disabled && h('span', {}, t.disabled),
    h('button', { type: 'button', on: { click: act } }, disabled ? t.enable : t.disable),
  );
}
