import { h, type VNode } from './dom/h.ts';
import { icon } from './dom/icons.ts';
import { become, firstPage, show } from './go.ts';
import { type GuideStep, guideSteps, hideGuide, turnGuide } from './guide-steps.ts';
import type { App } from './state.ts';

/** The strip above the page that leads a newcomer through one request. */
export function drawGuide(app: App): VNode | false {
  const { guide } = app.state;
  if (!guide.open || !app.state.screen) return false;
  const { t } = app;
  const steps = guideSteps(app);
  const at = Math.min(guide.step, steps.length - 1);
  const step = steps[at];
  if (!step) return false;
  const isLast = at === steps.length - 1;
  return h(
    'section.guide',
    { key: 'guide', 'aria-label': t.guide },
    h(
      'ol.dots',
      { 'aria-hidden': 'true' },
      steps.map((_, index) => h('li', { class: index === at ? 'here' : index < at ? 'done' : '' })),
    ),
    h('p', {}, h('b', {}, t.guideStep(at + 1, steps.length)), ' ', step.text),
    h(
      'div.guide-buttons',
      {},
      action(app, step),
      at > 0 &&
        h(
          'button.ghost',
          {
            type: 'button',
            'aria-label': t.guideBack,
            title: t.guideBack,
            on: { click: () => turnGuide(app, at - 1) },
          },
          icon('back'),
        ),
      h(
        'button.button',
        { type: 'button', on: { click: () => (isLast ? hideGuide(app) : turnGuide(app, at + 1)) } },
        isLast ? t.guideDone : t.guideNext,
      ),
      h(
        'button.ghost',
        {
          type: 'button',
          'aria-label': t.guideHide,
          title: t.guideHide,
          on: { click: () => hideGuide(app) },
        },
        icon('close'),
      ),
    ),
  );
}

function action(app: App, step: GuideStep): VNode | false {
  const { t } = app;
  const button = (label: string, click: () => void) =>
    h('button.button.primary', { type: 'button', on: { click } }, label);
  if (step.ask) {
    const { label, command, person } = step.ask;
    return button(label, () => void ask(app, person, command));
  }
  if (step.become) {
    const { id, realName } = step.become;
    return (
      app.state.me !== id && button(t.guideBecome(realName.split(' ')[0] ?? ''), () => void become(app, id))
    );
  }
  const { open } = step;
  return open && app.state.page.kind !== open ? button(t.guideOpen, () => show(app, { kind: open })) : false;
}

async function ask(app: App, person: string, text: string): Promise<void> {
  if (app.state.me !== person) await become(app, person);
  if (app.state.page.kind !== 'channel') show(app, firstPage(app));
  await app.attempt(() => app.api.command({ person, text }));
}
