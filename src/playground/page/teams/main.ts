import { render } from 'preact';
import type { TeamsControlApi } from '../../teams/contract/calls.ts';
import type { TeamsChat, TeamsMessage } from '../../teams/contract/organisation.ts';
import { ApiProblem, createApi } from '../api.ts';
import { listenForChanges } from '../changes.ts';
import { h } from '../dom/h.ts';
import { icon } from '../dom/icons.ts';
import { firstLanguage, startSpeaking } from '../language.ts';
import { drawPlay } from '../play/draw.ts';
import { createPlay } from '../play/play.ts';
import { createTeamsApi } from './api.ts';
import { drawChat } from './chat.ts';
import { drawDialog } from './dialog.ts';
import { drawRail } from './rail.ts';
import type { TeamsPage, TeamsState } from './state.ts';
import { teamsCatalogues } from './texts.ts';

function firstState(): TeamsState {
  return {
    people: [],
    screen: undefined,
    messages: [],
    seen: new Map(),
    me: '',
    chat: '',
    language: firstLanguage(),
    connected: true,
    draft: { text: '', mention: true, targeted: false, files: [] },
    scrollToEnd: false,
    problem: '',
  };
}

function createPage(draw: (page: TeamsPage) => void): TeamsPage {
  const state = firstState();
  const api = createTeamsApi();
  let drawing = false;
  let reading = false;
  let again = false;
  const bare: Omit<TeamsPage, 'play'> = {
    state,
    api,
    get t() {
      return teamsCatalogues[state.language];
    },
    redraw() {
      if (drawing) return;
      drawing = true;
      queueMicrotask(() => {
        drawing = false;
        draw(page);
      });
    },
    refresh() {
      again = true;
      if (reading) return;
      reading = true;
      void (async () => {
        while (again) {
          again = false;
          await page.attempt(() => read(page));
          page.redraw();
        }
        reading = false;
      })();
    },
    async attempt(work) {
      try {
        const result = await work();
        state.problem = '';
        return result;
      } catch (problem) {
        state.problem = problem instanceof ApiProblem ? problem.message : page.t.failed;
        page.redraw();
        return undefined;
      }
    },
  };
  const page: TeamsPage = Object.assign(bare, { play: createPlay(bare) });
  return page;
}

/** What this person sees now. */
async function read({ state, api }: TeamsPage): Promise<void> {
  if (!state.me) return;
  const person = state.me;
  const screen = await api.screen({ person });
  if (state.me !== person) return;
  state.screen = screen;
  state.people = screen.people;
  const chat =
    screen.chats.find((one) => one.id === state.chat) ?? screen.chats.find((one) => one.kind === 'personal');
  state.chat = chat?.id ?? '';
  const messages = chat ? await conversation(api, person, chat) : [];
  if (state.me !== person || state.chat !== (chat?.id ?? '')) return;
  state.messages = messages;
  if (chat?.latest) state.seen.set(`${person} ${chat.id}`, chat.latest);
}

/** What stands in a chat; in a channel each message with its replies below it. */
async function conversation(
  api: TeamsControlApi,
  person: string,
  { id: chat, kind }: TeamsChat,
): Promise<TeamsMessage[]> {
  const roots = (await api.messages({ person, chat })).slice(-100);
  if (kind !== 'channel') return roots;
  const threads = await Promise.all(roots.map(({ id }) => api.messages({ person, chat, replyTo: id })));
  return threads.flat();
}

/** Cards that are on screen ask for themselves anew, as the client does: once for each look. */
const looked = new Set<string>();
function look({ state, api }: TeamsPage): void {
  for (const message of state.messages.slice(-10)) {
    const key = `${state.me} ${message.id} ${message.edited}`;
    if (looked.has(key) || message.cards[0]?.refresh === undefined) continue;
    looked.add(key);
    api.view({ person: state.me, chat: message.chat, message: message.id }).catch(() => undefined);
  }
}

/** The bot hears of somebody who has the app once they come for the first time, and can write to them from then on. */
async function arrive({ api }: TeamsPage, person: string): Promise<void> {
  const { chats, me } = await api.screen({ person });
  if (me.installed && !me.disabled && !chats.some((chat) => chat.kind === 'personal'))
    await api.install({ person });
}

function start(page: TeamsPage): void {
  const { state } = page;
  const place = new URLSearchParams(location.hash.slice(1));
  const wanted = place.get('as') ?? 'rina.wulandari';
  void page.attempt(async () => {
    // Before anything reaches the bot, which asks what language people have when it first meets them.
    await startSpeaking(page, createApi());
    state.people = await page.api.people({});
    const person = state.people.find(({ id, email }) => id === wanted || email.split('@')[0] === wanted);
    state.me = (person ?? state.people[0])?.id ?? '';
    if (place.has('arrives')) await arrive(page, state.me);
    page.refresh();
  });
  listenForChanges({
    onChange: ({ kind }) => {
      if (kind === 'play') page.play.changed();
      else if (kind !== 'traffic' && kind !== 'mail') page.refresh();
    },
    onOpen: () => {
      state.connected = true;
      page.refresh();
    },
    onLost: () => {
      state.connected = false;
      page.redraw();
    },
  });
}

const container = document.getElementById('app');
if (container) {
  const page = createPage((each) => {
    look(each);
    const { state, t } = each;
    render(
      h(
        'div.shell',
        {},
        !state.connected && h('p.offline', { role: 'alert' }, t.offline),
        drawRail(each, become, show),
        drawChat(each),
        drawDialog(each),
        drawNotices(each),
        drawPlay(each.play),
      ),
      container,
    );
  });
  const become = (person: string) => {
    const { state } = page;
    const address = state.people.find((one) => one.id === person)?.email ?? '';
    Object.assign(state, { me: person, chat: '', messages: [], screen: undefined, problem: '' });
    history.replaceState(null, '', `#as=${address.split('@')[0] ?? ''}`);
    page.refresh();
    void page.attempt(() => arrive(page, person)).then(() => page.refresh());
  };
  const show = (chat: string) => {
    page.state.chat = chat;
    page.state.draft.targeted = false;
    page.refresh();
  };
  start(page);
}

/** Error texts of the client, until they are dismissed. */
function drawNotices({ state, api, t, attempt, refresh }: TeamsPage) {
  const notices = state.screen?.notices ?? [];
  return h(
    'div.notices',
    { 'aria-live': 'polite' },
    notices.map(({ id, text }) =>
      h(
        'p.notice',
        { key: id },
        text,
        h(
          'button',
          {
            type: 'button',
            'aria-label': t.close,
            on: {
              click: () => void attempt(() => api.dismissNotice({ person: state.me, id })).then(refresh),
            },
          },
          icon('close'),
        ),
      ),
    ),
  );
}
