import { render } from 'preact';
import { ApiProblem, createApi } from './api.ts';
import { listenForChanges } from './changes.ts';
import { drawChannelPage } from './channel.ts';
import { h, type VNode } from './dom/h.ts';
import { become } from './go.ts';
import { drawGuide } from './guide.ts';
import { drawInspector } from './inspector.ts';
import { firstLanguage, startSpeaking } from './language.ts';
import { drawMailbox } from './mailbox.ts';
import { recall } from './memory.ts';
import { drawPeople } from './people.ts';
import { drawPlay } from './play/draw.ts';
import { createPlay } from './play/play.ts';
import { readPlace } from './route.ts';
import { drawSidebar } from './sidebar.ts';
import { type App, everybody, roles, type State } from './state.ts';
import { applyChange, createRefresher, refreshAll } from './sync.ts';
import { catalogues } from './texts.ts';
import { drawThread } from './thread.ts';
import { drawToasts, toast } from './toasts.ts';
import { Unread } from './unread.ts';
import { drawHome, drawModal, drawQuestion } from './views.ts';

function firstState(): State {
  const guide = recall('guide') as State['guide'] | undefined;
  return {
    language: firstLanguage(),
    connected: true,
    me: '',
    people: [],
    screen: undefined,
    page: { kind: 'channel', channel: '' },
    channel: { key: '', messages: [], limit: 100 },
    thread: { key: '', messages: [], limit: 0 },
    scrolledUp: new Set(),
    newSince: undefined,
    mails: [],
    mailsOf: 'me',
    mailPart: 'html',
    traffic: { entries: [], filter: '', direction: 'all', onlyMine: false, paused: false, side: 'request' },
    faults: [],
    unread: new Unread(),
    fields: new Map(),
    tables: new Map(),
    pending: new Set(),
    telling: Promise.resolve(),
    uploads: new Map(),
    composers: new Map(),
    popup: undefined,
    question: undefined,
    editing: undefined,
    toasts: [],
    announcement: '',
    drawerOpen: false,
    newChannel: undefined,
    guide: guide ?? { step: 0, open: true },
  };
}

function createApp(draw: (app: App) => void): App {
  const state = firstState();
  let isDrawing = false;
  const app: Omit<App, 'play'> = {
    state,
    api: createApi(),
    get t() {
      return catalogues[state.language];
    },
    redraw() {
      if (isDrawing) return;
      isDrawing = true;
      queueMicrotask(() => {
        isDrawing = false;
        draw(whole);
      });
    },
    refresh: createRefresher(() => whole),
    async attempt(work) {
      try {
        return await work();
      } catch (problem) {
        tell(whole, problem);
        return undefined;
      }
    },
  };
  const whole: App = Object.assign(app, { play: createPlay(app) });
  return whole;
}

/** An unreachable server is told once, by the banner; what the server refused, by a toast. */
function tell(app: App, problem: unknown): void {
  if (problem instanceof ApiProblem) toast(app, problem.message, problem.code);
  else if (problem instanceof TypeError && !app.state.connected) return;
  else toast(app, `${app.t.failed}: ${problem instanceof Error ? problem.message : String(problem)}`);
}

function drawPage(app: App): VNode {
  const { page } = app.state;
  switch (page.kind) {
    case 'home':
      return drawHome(app);
    case 'mailbox':
      return drawMailbox(app, page.mail);
    case 'inspector':
      return drawInspector(app, page.entry);
    case 'channel':
      return drawChannelPage(app, page.channel);
  }
}

function markRead({ state }: App): void {
  const { page, me, channel, thread } = state;
  if (page.kind !== 'channel') return;
  if (channel.key.startsWith(`${me} ${page.channel} `)) state.unread.markRead(me, page.channel);
  const [root] = thread.messages;
  if (page.thread && root?.ts === page.thread) {
    state.unread.markReplies(me, page.channel, root.ts, root.replyCount);
  }
}

function drawAll(app: App): VNode {
  const { state, t } = app;
  const { page } = state;
  markRead(app);
  const modal = drawModal(app, drawToasts(app));
  const close = () => {
    state.drawerOpen = false;
    app.redraw();
  };
  const thread = page.kind === 'channel' ? page.thread : undefined;
  return h(
    'div.shell',
    { class: `${state.drawerOpen ? 'drawer-open' : ''} ${thread ? 'with-thread' : ''}` },
    h('div.drawer', {}, drawPeople(app), drawSidebar(app)),
    state.drawerOpen &&
      h('button.scrim', { type: 'button', 'aria-label': t.closeMenu, on: { click: close } }),
    h(
      'div.main',
      {},
      !state.connected && h('p.offline', { key: 'offline', role: 'alert' }, t.offline),
      drawGuide(app),
      h(
        'div.columns',
        {},
        drawPage(app),
        page.kind === 'channel' && thread && drawThread(app, page.channel, thread),
        !modal && drawToasts(app),
      ),
    ),
    h('p.visually-hidden', { key: 'news', 'aria-live': 'polite' }, state.announcement),
    modal,
    drawQuestion(app),
    drawPlay(app.play),
  );
}

/** Lists and menus close when somebody clicks elsewhere, and follow what they hang on. */
function watchPopups(app: App): void {
  document.addEventListener('pointerdown', ({ target }) => {
    const { popup } = app.state;
    const inside = target instanceof Element && target.closest<HTMLElement>('[data-popup]');
    if (!popup || (inside && inside.dataset.popup === popup.key)) return;
    // A combobox closes by its blur, which also sends what was chosen.
    if (document.activeElement?.getAttribute('role') === 'combobox') return;
    app.state.popup = undefined;
    app.redraw();
  });
  const follow = () => {
    if (app.state.popup) app.redraw();
  };
  addEventListener('resize', follow);
  document.addEventListener('scroll', follow, { capture: true, passive: true });
}

async function start(app: App): Promise<void> {
  // Before anything reaches the bot, which asks what language people have when it first meets them.
  await app.attempt(() => startSpeaking(app, app.api));
  const place = readPlace(location.hash);
  app.state.people = (await app.attempt(() => app.api.people({}))) ?? [];
  await app.attempt(() => app.state.unread.load(app.api));
  const wanted = place.as ?? recall('as');
  const person = everybody(app).find(({ id, name }) => id === wanted || name === wanted) ?? roles(app)[0];
  if (person) await become(app, person.id, place);
  listenForChanges({
    onChange: (change) => applyChange(app, change),
    onOpen: () => {
      app.state.connected = true;
      refreshAll(app);
    },
    onLost: () => {
      app.state.connected = false;
      app.redraw();
    },
  });
}

const container = document.getElementById('app');
if (container) {
  const app = createApp((each) => render(drawAll(each), container));
  app.redraw();
  watchPopups(app);
  void start(app);
}
