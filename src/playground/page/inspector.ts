import type { JsonValue, TrafficEntry } from '../contract.ts';
import { pageHeader } from './channel.ts';
import { h, type VNode } from './dom/h.ts';
import { type IconName, icon } from './dom/icons.ts';
import { drawFaults } from './inspector-faults.ts';
import { drawJson } from './json-view.ts';
import { type App, personNamed } from './state.ts';
import { dateAndTime } from './text.ts';

/** The conversation between the bot and Slack, newest first, and what can be done to it. */
export function drawInspector(app: App, chosen: number | undefined): VNode {
  const { t, state } = app;
  const entries = state.traffic.entries.filter((entry) => isWanted(app, entry)).toReversed();
  const entry = state.traffic.entries.find((each) => each.id === chosen);
  return h(
    'main.page',
    { key: 'inspector' },
    pageHeader(app, h('div.title', {}, h('h1', {}, icon('pulse'), t.inspector)), drawControls(app)),
    drawFaults(app),
    h(
      'div.split',
      { class: entry ? 'has-choice' : '' },
      h(
        'div.traffic',
        {},
        entries.length === 0 && h('p.empty', {}, icon('pulse'), t.trafficEmpty),
        entries.map((each) => drawLine(app, each, each.id === chosen)),
      ),
      entry
        ? drawEntry(app, entry)
        : entries.length > 0 && h('p.empty.pick', {}, icon('search'), t.trafficPick),
    ),
  );
}

function isWanted({ state }: App, entry: TrafficEntry): boolean {
  const { direction, filter, onlyMine } = state.traffic;
  const wanted = filter.toLowerCase();
  return (
    (direction === 'all' || isDelivered(entry) === (direction === 'to_bot')) &&
    (!onlyMine || entry.person === undefined || entry.person === state.me) &&
    `${entry.kind} ${entry.name} ${entry.error ?? ''}`.toLowerCase().includes(wanted)
  );
}

function drawControls(app: App): VNode {
  const { t, state, api } = app;
  const { traffic } = state;
  const change = (part: Partial<typeof traffic>) => {
    Object.assign(traffic, part);
    app.redraw();
  };
  const tab = (direction: typeof traffic.direction, label: string) =>
    h(
      'button.tab',
      {
        type: 'button',
        'aria-pressed': String(traffic.direction === direction),
        on: { click: () => change({ direction }) },
      },
      label,
    );
  const button = (face: IconName, label: string, click: () => void) =>
    h('button.ghost', { type: 'button', title: label, 'aria-label': label, on: { click } }, icon(face));
  const clear = async () => {
    await app.attempt(() => api.clearTraffic({}));
    change({ entries: [] });
  };
  const turn = () => {
    change({ paused: !traffic.paused });
    app.refresh('traffic');
  };
  return h(
    'div.traffic-controls',
    {},
    h('div.tabs', {}, tab('all', t.allTraffic), tab('to_bot', t.deliveries), tab('from_bot', t.calls)),
    h('input.input', {
      type: 'search',
      value: traffic.filter,
      placeholder: t.filter,
      'aria-label': t.filter,
      on: { input: (event) => change({ filter: (event.currentTarget as HTMLInputElement).value }) },
    }),
    h(
      'label.option',
      {},
      h('input', {
        type: 'checkbox',
        checked: traffic.onlyMine,
        on: { change: () => change({ onlyMine: !traffic.onlyMine }) },
      }),
      t.onlyMine,
    ),
    button(traffic.paused ? 'play' : 'pause', traffic.paused ? t.resume : t.pause, turn),
    button('trash', t.clearTraffic, () => void clear()),
  );
}

function isDelivered(entry: TrafficEntry): boolean {
  return entry.direction.endsWith('_to_bot');
}

function wayOf({ t }: App, entry: TrafficEntry): string {
  const platform = entry.direction.includes('teams') ? 'Teams' : 'Slack';
  return isDelivered(entry) ? t.toBot(platform) : t.fromBot(platform);
}

function drawLine(app: App, entry: TrafficEntry, isChosen: boolean): VNode {
  const { state } = app;
  const toBot = isDelivered(entry);
  const at = new Intl.DateTimeFormat(state.language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  }).format(entry.at);
  const click = () => {
    state.page = { kind: 'inspector', entry: entry.id };
    app.redraw();
  };
  return h(
    'button.traffic-line',
    {
      key: String(entry.id),
      type: 'button',
      class: `${isChosen ? 'here' : ''} ${toBot ? 'to-bot' : 'to-slack'}`,
      'aria-current': isChosen ? 'true' : undefined,
      on: { click },
    },
    h('time', {}, at),
    h('span.direction', { title: wayOf(app, entry) }, toBot ? '→ bot' : '← bot'),
    h('span.what', {}, h('b', {}, entry.name), h('small', {}, describe(app, entry))),
    h('span.pill', { class: toneOf(entry) }, statusOf(app, entry)),
    h('span.ms', {}, entry.done ? `${Math.round(entry.ms)} ms` : '…'),
  );
}

function describe(app: App, entry: TrafficEntry): string {
  const person = entry.person && personNamed(app, entry.person)?.realName;
  const attempt = entry.attempt > 0 && app.t.attempt(entry.attempt);
  const fault = entry.fault && `⚡ ${entry.fault}`;
  return [entry.kind, person, attempt, fault].filter(Boolean).join(' · ');
}

function statusOf(app: App, entry: TrafficEntry): string {
  if (!entry.done) return app.t.waiting;
  if (entry.error) return entry.status >= 400 ? `${entry.status} ${entry.error}` : entry.error;
  return entry.status === 0 ? app.t.noAnswer : String(entry.status);
}

function toneOf(entry: TrafficEntry): string {
  if (!entry.done) return 'wait';
  return entry.error || entry.status === 0 || entry.status >= 400 ? 'bad' : 'good';
}

function drawEntry(app: App, entry: TrafficEntry): VNode {
  const { t, state, api } = app;
  const { side } = state.traffic;
  const body: JsonValue = side === 'request' ? entry.request : entry.response;
  const tab = (name: typeof side, label: string) =>
    h(
      'button.tab',
      {
        type: 'button',
        role: 'tab',
        'aria-selected': String(side === name),
        on: {
          click: () => {
            state.traffic.side = name;
            app.redraw();
          },
        },
      },
      label,
    );
  const back = () => {
    state.page = { kind: 'inspector' };
    app.redraw();
  };
  const isDelivery = isDelivered(entry);
  return h(
    'article.entry',
    { key: String(entry.id) },
    h(
      'header',
      {},
      h(
        'button.ghost.only-phone',
        { type: 'button', 'aria-label': t.back, on: { click: back } },
        icon('back'),
      ),
      h('h2', {}, entry.name),
      h('p', {}, `${wayOf(app, entry)} · ${entry.transport} · ${dateAndTime(app, entry.at)}`),
      h(
        'p',
        {},
        h('span.pill', { class: toneOf(entry) }, statusOf(app, entry)),
        ` ${entry.done ? `${entry.ms.toFixed(1)} ms` : ''} `,
        describe(app, entry),
      ),
      entry.details &&
        h(
          'ul.details',
          {},
          entry.details.map((detail) => h('li', {}, detail)),
        ),
      h(
        'div.entry-bar',
        {},
        h('div.tabs', { role: 'tablist' }, tab('request', t.request), tab('response', t.response)),
        h('span.grow'),
        h(
          'button.ghost',
          {
            type: 'button',
            title: t.copyJson,
            'aria-label': t.copyJson,
            on: { click: () => void navigator.clipboard?.writeText(JSON.stringify(body, null, 2)) },
          },
          icon('copy'),
        ),
        isDelivery &&
          entry.direction === 'slack_to_bot' &&
          h(
            'button.button.small',
            {
              type: 'button',
              title: t.redeliverHint,
              on: { click: () => void app.attempt(() => api.redeliver({ id: entry.id })) },
            },
            icon('repeat'),
            t.redeliver,
          ),
      ),
    ),
    h('div.entry-body', { key: side }, drawJson(body)),
  );
}
