import { h, type VNode } from './dom/h.ts';
import { icon } from './dom/icons.ts';
import type { App } from './state.ts';

/** Buttons that disturb what comes next, and what is still waiting to happen. */
export function drawFaults(app: App): VNode {
  const { t, api, state } = app;
  const button = (label: string, inject: () => Promise<void>) =>
    h('button.button.small', { type: 'button', on: { click: () => void run(app, inject) } }, label);
  return h(
    'section.faults',
    { 'aria-label': t.faults },
    h('h2', { title: t.faultsHint }, icon('bolt'), t.faults),
    button(t.fault429, () => api.failApi({ method: '*', times: 1, kind: 'rate_limited', retryAfter: 2 })),
    button(t.fault500, () => api.failApi({ method: '*', times: 1, kind: 'server_error', status: 503 })),
    button(t.faultSlow, () => api.failApi({ method: '*', times: 1, kind: 'slow', delayMs: 4000 })),
    button(t.faultReset, () => api.failApi({ method: '*', times: 1, kind: 'reset' })),
    button(t.faultDouble, () => api.disturbDeliveries({ times: 1, copies: 2 })),
    button(t.faultLate, () => api.disturbDeliveries({ times: 1, delayMs: 4000 })),
    button(t.faultLost, () => api.disturbDeliveries({ times: 1, lost: true })),
    button(t.faultTriggers, () => api.expireTriggers({})),
    state.faults.length > 0 &&
      h(
        'div.waiting-faults',
        { role: 'status' },
        h('small', {}, `${t.faultActive}:`),
        state.faults.map(({ label, times }) => h('span.pill', {}, `${label} ${t.faultTimes(times)}`)),
        h(
          'button.link',
          { type: 'button', on: { click: () => void run(app, () => api.clearFaults({})) } },
          t.faultClear,
        ),
      ),
  );
}

async function run(app: App, inject: () => Promise<void>): Promise<void> {
  await app.attempt(inject);
  app.refresh('faults');
}
