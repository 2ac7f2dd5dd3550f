import { h, type VNode } from './dom/h.ts';
import { icon } from './dom/icons.ts';
import type { App, Toast } from './state.ts';

const shownFor = 8000;
let count = 0;

/** Tells the person something that went wrong on the page itself. */
export function toast(app: App, text: string, code?: string): void {
  const { state } = app;
  const fresh: Toast = {
    id: `toast ${++count}`,
    text,
    ...(code && { code }),
    dismiss: () => {
      state.toasts = state.toasts.filter((each) => each !== fresh);
      app.redraw();
    },
  };
  state.toasts = [...state.toasts, fresh].slice(-4);
  setTimeout(fresh.dismiss, shownFor);
  app.redraw();
}

const expiring = new Set<string>();

/** Slack's notices go by themselves after a while. */
export function expireNotices(app: App): void {
  for (const { id, person, at } of app.state.screen?.notices ?? []) {
    if (expiring.has(id)) continue;
    expiring.add(id);
    const dismiss = () => void app.attempt(() => app.api.dismissNotice({ person, id }));
    setTimeout(dismiss, at + shownFor - Date.now());
  }
}

/** Slack's notices to this person, and the page's own. */
export function drawToasts(app: App): VNode {
  const { state, api } = app;
  const views = state.screen?.views ?? [];
  // A view with a problem says so itself.
  const isTold = (viewId?: string) => views.some(({ id, problem }) => id === viewId && problem !== undefined);
  const isFresh = (at: number) => Date.now() - at < shownFor;
  const waiting = (state.screen?.notices ?? []).filter(({ viewId, at }) => !isTold(viewId) && isFresh(at));
  const notices = waiting.slice(-4).map(
    ({ id, text, code, person }): Toast => ({
      id,
      text,
      code,
      dismiss: () => void app.attempt(() => api.dismissNotice({ person, id })),
    }),
  );
  return h(
    'div.toasts',
    { key: 'toasts', role: 'status', 'aria-live': 'assertive' },
    [...notices, ...state.toasts].map(({ id, text, code, dismiss }) =>
      h(
        'div.toast',
        { key: id },
        icon('warning'),
        h('p', {}, text, code && h('code', {}, code)),
        h(
          'button.ghost.small',
          { type: 'button', 'aria-label': app.t.dismiss, on: { click: dismiss } },
          icon('close'),
        ),
      ),
    ),
  );
}
