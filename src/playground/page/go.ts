import { followGuide } from './guide-steps.ts';
import { remember } from './memory.ts';
import { type Place, writePlace } from './route.ts';
import type { App, Page } from './state.ts';

let switches = 0;

/** Takes on another person; stays on the same kind of page where that person can see it. */
export async function become(app: App, person: string, wish: Place = {}): Promise<void> {
  const turn = ++switches;
  const screen = await app.attempt(() => app.api.screen({ person }));
  if (!screen || turn !== switches) return;
  const { state } = app;
  state.me = person;
  state.screen = screen;
  state.editing = undefined;
  state.drawerOpen = false;
  remember('as', person);
  followGuide(app, { became: screen.me });
  show(app, pageFor(app, wish));
}

function pageFor(app: App, wish: Place): Page {
  const { page, screen } = app.state;
  if (wish.at === 'home' || wish.at === 'mailbox' || wish.at === 'inspector') return { kind: wish.at };
  const wanted = screen?.channels.find((channel) => channel.id === wish.at);
  if (wanted) return { kind: 'channel', channel: wanted.id, ...(wish.thread && { thread: wish.thread }) };
  if (page.kind !== 'channel') return page;
  const same = screen?.channels.find((channel) => channel.id === page.channel);
  return same ? { kind: 'channel', channel: same.id } : firstPage(app);
}

/** The conversation with the app; without one, the first channel. */
export function firstPage(app: App): Page {
  const { channels = [] } = app.state.screen ?? {};
  const first = channels.find((channel) => channel.kind === 'im') ?? channels[0];
  return first ? { kind: 'channel', channel: first.id } : { kind: 'mailbox' };
}

export function show(app: App, page: Page): void {
  const { state } = app;
  state.page = page;
  state.popup = undefined;
  state.drawerOpen = false;
  if (page.kind === 'channel') state.newSince = state.unread.first(state.me, page.channel);
  writePlace(state);
  followGuide(app, { opened: page.kind });
  app.refresh('screen', 'channel', 'thread', 'traffic', 'faults');
  app.redraw();
  void tellBot(app, page);
}

/** Slack tells the bot when somebody looks at its Home or Messages tab. */
async function tellBot(app: App, page: Page): Promise<void> {
  const person = app.state.me;
  const isDm = page.kind === 'channel' && !page.thread && kindOf(app, page.channel) === 'im';
  if (page.kind === 'home') await app.attempt(() => app.api.openApp({ person, tab: 'home' }));
  else if (isDm) await app.attempt(() => app.api.openApp({ person, tab: 'messages' }));
}

function kindOf(app: App, channel: string): string | undefined {
  return app.state.screen?.channels.find((each) => each.id === channel)?.kind;
}

export function openThread(app: App, channel: string, thread: string): void {
  app.state.page = { kind: 'channel', channel, thread };
  writePlace(app.state);
  app.refresh('thread');
  app.redraw();
}

export function closeThread(app: App): void {
  const { page } = app.state;
  if (page.kind !== 'channel') return;
  app.state.page = { kind: 'channel', channel: page.channel };
  writePlace(app.state);
  app.redraw();
}
