import type { Change, TrafficEntry } from '../contract.ts';
import type { Message } from '../slack/contract/workspace.ts';
import { become, firstPage } from './go.ts';
import { unescapeText } from './mrkdwn.ts';
import { writePlace } from './route.ts';
import { type App, conversationKey, personNamed, type Refreshable, roles } from './state.ts';
import { expireNotices } from './toasts.ts';

const trafficKept = 400;

/**
 * Reads again what changed. Calls in quick succession become one reading, and readings never overlap, so an older
 * answer cannot overwrite a newer one; an answer for somebody or something no longer shown is dropped.
 */
export function createRefresher(app: () => App): (...what: Refreshable[]) => void {
  const wanted = new Set<Refreshable>();
  let running = false;
  const take = (some: Refreshable[]) => some.filter((each) => wanted.delete(each));
  const read = (some: Refreshable[]) =>
    Promise.all(some.map((what) => app().attempt(() => readers[what](app()))));
  async function run(): Promise<void> {
    running = true;
    while (wanted.size > 0) {
      // Who and where first: what is asked for next must be something that this person sees.
      await read(take(['people', 'screen']));
      await read(take([...wanted]));
      app().redraw();
    }
    running = false;
  }
  return (...what) => {
    for (const each of what) wanted.add(each);
    if (!running) setTimeout(() => running || run(), 15);
  };
}

const readers: Record<Refreshable, (app: App) => Promise<void>> = {
  async people(app) {
    app.state.people = await app.api.people({});
    const [first] = roles(app);
    if (!app.state.me && first) await become(app, first.id);
  },

  async screen(app) {
    const { api, state } = app;
    const person = state.me;
    if (!person) return;
    const screen = await api.screen({ person });
    if (state.me !== person) return;
    state.screen = screen;
    leaveLostChannel(app);
    forgetClosedViews(app);
    expireNotices(app);
  },

  async channel(app) {
    const { api, state } = app;
    const { page, me } = state;
    if (page.kind !== 'channel' || !me) return;
    const key = conversationKey(me, page.channel);
    const limit = state.channel.key === key ? state.channel.limit : 100;
    const messages = await api.messages({ person: me, channel: page.channel, limit });
    if (!isShown(state.page, state.me, key)) return;
    if (state.channel.key === key) announce(app, state.channel.messages.at(-1)?.ts ?? '', messages);
    state.channel = { key, messages, limit };
  },

  async thread({ api, state }) {
    const { page, me } = state;
    if (page.kind !== 'channel' || !page.thread || !me) return;
    const key = conversationKey(me, page.channel, page.thread);
    const { channel, thread: threadTs } = page;
    const messages = await api.messages({ person: me, channel, threadTs, limit: 500 });
    const { page: now } = state;
    if (now.kind !== 'channel' || conversationKey(state.me, now.channel, now.thread) !== key) return;
    state.thread = { key, messages, limit: 500 };
  },

  async mails({ api, state }) {
    state.mails = await api.mails({});
  },

  async traffic({ api, state }) {
    if (state.page.kind !== 'inspector' || state.traffic.paused) return;
    const known = state.traffic.entries;
    // Entries that waited for their answer are read again, so reading starts before the oldest of them.
    const open = known.find((entry) => !entry.done && Date.now() - entry.at < 60_000);
    const after = open ? open.id - 1 : known.at(-1)?.id;
    const fresh = await api.traffic(
      after === undefined ? { limit: trafficKept } : { after, limit: trafficKept },
    );
    state.traffic.entries = merge(known, fresh);
  },

  async faults({ api, state }) {
    const { api: calls, deliveries } = await api.faults({});
    state.faults = [
      ...calls.map(({ kind, method, times }) => ({ label: `${kind} ${method}`, times })),
      ...deliveries.map((fault) => ({ label: disturbance(fault), times: fault.times })),
    ];
  },

  async unread({ api, state }) {
    await state.unread.load(api);
  },
};

function disturbance(fault: { lost?: boolean; copies?: number; delayMs?: number; retries?: number }): string {
  if (fault.lost) return 'lost delivery';
  if (fault.delayMs) return `delivery +${fault.delayMs} ms`;
  return `delivery ×${(fault.copies ?? 1) + (fault.retries ?? 0)}`;
}

function merge(known: TrafficEntry[], fresh: TrafficEntry[]): TrafficEntry[] {
  const byId = new Map(known.map((entry) => [entry.id, entry]));
  for (const entry of fresh) byId.set(entry.id, entry);
  return [...byId.values()].sort((a, b) => a.id - b.id).slice(-trafficKept);
}

/** What others have said since is read out. */
function announce(app: App, after: string, messages: Message[]): void {
  const news = messages.filter(({ ts, user }) => ts > after && user !== app.state.me);
  if (news.length === 0) return;
  app.state.announcement = news
    .map(
      ({ user, text }) =>
        `${personNamed(app, user)?.realName ?? ''}: ${unescapeText(withNames(app, text)).slice(0, 200)}`,
    )
    .join('. ');
}

const withNames = (app: App, text: string): string =>
  text.replace(/<@(\w+)[^>]*>/g, (_, id: string) => `@${personNamed(app, id)?.realName ?? id}`);

function isShown(page: App['state']['page'], me: string, key: string): boolean {
  return page.kind === 'channel' && conversationKey(me, page.channel) === key;
}

/** Somebody may have been taken out of the channel that they look at. */
function leaveLostChannel(app: App): void {
  const { page, screen } = app.state;
  if (page.kind !== 'channel' || screen?.channels.some(({ id }) => id === page.channel)) return;
  app.state.page = firstPage(app);
  writePlace(app.state);
  app.refresh('channel');
}

/** What was typed into a view lives as long as the view and the block that it was typed into. */
function forgetClosedViews({ state }: App): void {
  const { views = [], home } = state.screen ?? {};
  const alive = new Set<string>();
  for (const view of home ? [...views, home] : views) {
    for (const block of view.blocks) alive.add(`${view.id} ${block.block_id}`);
  }
  for (const [key, { surface, blockId }] of state.fields) {
    if (isView(surface) && !alive.has(`${surface} ${blockId}`)) state.fields.delete(key);
  }
  for (const key of state.uploads.keys()) {
    if (isView(key) && ![...alive].some((start) => key.startsWith(`${start} `))) state.uploads.delete(key);
  }
}

/** View ids begin with V, channel ids never do. */
function isView(key: string): boolean {
  return key.startsWith('V');
}

function meetMessage(app: App, channel: string, ts: string, { person: onlyFor, quiet }: Change): void {
  const { state } = app;
  if (!quiet) state.unread.meet(channel, ts, onlyFor);
  if (onlyFor === undefined || onlyFor === state.me) {
    const { page } = state;
    if (page.kind === 'channel' && page.channel === channel) app.refresh('channel', 'thread');
    app.refresh('screen');
  }
  app.redraw();
}

/** One event of the change stream. */
export function applyChange(app: App, change: Change): void {
  const { state } = app;
  const mine = change.person === undefined || change.person === state.me;
  switch (change.kind) {
    case 'message':
      if (change.channel && change.ts) meetMessage(app, change.channel, change.ts, change);
      break;
    case 'mail':
      app.refresh('mails');
      break;
    case 'traffic':
      if (state.page.kind === 'inspector') app.refresh('traffic', 'faults');
      break;
    case 'person':
      app.refresh('people', 'screen');
      break;
    case 'channel':
      app.refresh('screen', 'channel', 'unread');
      break;
    case 'file':
      app.refresh('channel', 'thread');
      break;
    case 'play':
      app.play.changed();
      break;
    case 'reset':
      state.traffic.entries = [];
      refreshAll(app);
      break;
    default:
      if (mine) app.refresh('screen');
  }
}

export function refreshAll(app: App): void {
  app.refresh('people', 'screen', 'channel', 'thread', 'mails', 'traffic', 'faults', 'unread');
}
