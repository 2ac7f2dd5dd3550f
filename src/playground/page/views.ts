import type { JsonObject } from '../contract.ts';
import type { View } from '../slack/contract/screen.ts';
import { drawAppAvatar } from './avatar.ts';
import { drawBlocks } from './blocks/index.ts';
import { drawAppHeader } from './channel.ts';
import { type Child, h, type VNode } from './dom/h.ts';
import { icon } from './dom/icons.ts';
import { type Surface, submit } from './fields.ts';
import { show } from './go.ts';
import type { App } from './state.ts';
import { drawText, string, words } from './text.ts';

function surfaceOf(app: App, view: View): Surface {
  return { app, place: { view: view.id }, key: view.id, values: view.state, errors: view.errors };
}

export function drawHome(app: App): VNode {
  const { t, state } = app;
  const home = state.screen?.home;
  return h(
    'main.page',
    { key: 'home' },
    drawAppHeader(app, 'home'),
    h(
      'div.home',
      { tabindex: '0' },
      home
        ? h('div.home-body', { key: home.id }, drawBlocks(surfaceOf(app, home), home.blocks))
        : h(
            'div.empty',
            {},
            icon('home'),
            h('p', {}, t.homeEmpty),
            h(
              'button.button',
              { type: 'button', on: { click: () => show(app, { kind: 'home' }) } },
              t.homeReload,
            ),
          ),
    ),
  );
}

/**
 * The modal in front; those beneath it wait. A native dialog keeps the focus inside and the rest inert. `last` is
 * drawn inside it too, because nothing outside can be reached.
 */
export function drawModal(app: App, last: Child): VNode | false {
  const views = app.state.screen?.views ?? [];
  const view = views.at(-1);
  if (!view) return false;
  return h(
    'dialog.modal',
    {
      key: `modal ${view.rootId}`,
      'aria-labelledby': 'modal-title',
      placed: openDialog,
      on: {
        // Escape, wherever the focus is: what had it may be gone with the page before. The bot decides what closing means, so
        // the browser must not close it by itself.
        cancel: (event) => {
          event.preventDefault();
          if (!app.state.question) void close(app, view, false);
        },
      },
    },
    drawForm(app, view, views.length > 1),
    last,
  );
}

function openDialog(element: HTMLElement): void {
  const dialog = element as HTMLDialogElement;
  if (!dialog.open) dialog.showModal();
}

function drawForm(app: App, view: View, isStacked: boolean): VNode {
  const { t } = app;
  const isSubmitting = view.submitting || app.state.pending.has(view.id);
  const button = (label: string, look: string, face: Child, all: boolean) =>
    h(
      look,
      {
        type: 'button',
        'aria-label': label,
        title: label,
        on: { click: () => void close(app, view, all) },
      },
      face,
    );
  return h(
    'form.view',
    {
      key: view.id,
      novalidate: true,
      'aria-busy': String(isSubmitting),
      'data-view': view.id,
      'data-problems': JSON.stringify(view.errors),
      placed: guideFocus,
      on: {
        submit: (event) => {
          event.preventDefault();
          if (!isSubmitting && view.submit !== undefined) void submit(app, view);
        },
      },
    },
    h(
      'header',
      {},
      isStacked && button(t.back, 'button.ghost', icon('back'), false),
      drawAppAvatar(),
      h('h2', { id: 'modal-title' }, words(view.title)),
      button(t.close, 'button.ghost', icon('close'), true),
    ),
    view.problem && h('p.problem', { role: 'alert' }, icon('warning'), view.problem),
    h('div.view-body', { tabindex: '-1' }, drawBlocks(surfaceOf(app, view), view.blocks)),
    h(
      'footer',
      {},
      button(view.close ?? t.cancelView, 'button.button', words(view.close ?? t.cancelView), false),
      view.submit !== undefined &&
        h(
          'button.button.primary',
          { type: 'submit', class: isSubmitting ? 'busy' : '', 'aria-disabled': isSubmitting || undefined },
          isSubmitting && h('span.spinner', { 'aria-hidden': 'true' }),
          h('span', {}, words(view.submit)),
          isSubmitting && h('span.visually-hidden', { role: 'status' }, t.submitting),
        ),
    ),
  );
}

async function close(app: App, view: View, all: boolean): Promise<void> {
  await app.attempt(() => app.api.closeView({ person: app.state.me, viewId: view.id, all }));
  app.refresh('screen');
}

const controls = 'input:not([type=hidden]), textarea, select';
const seenProblems = new WeakMap<HTMLElement, string>();

/** A new view puts the focus into its first field, and shows what stands above it; a refused submission, into the first field that was refused. */
function guideFocus(form: HTMLElement, isNew: boolean): void {
  // A dialog that is still closed cannot hold the focus.
  if (form.parentElement) openDialog(form.parentElement);
  const problems = form.dataset.problems ?? '{}';
  const isRefused = problems !== '{}' && seenProblems.get(form) !== problems;
  seenProblems.set(form, problems);
  const refused = isRefused ? form.querySelector<HTMLElement>('.invalid') : null;
  // A file field that holds all that it takes has nothing left to choose with, but what takes a file away.
  const wanted = refused
    ? (refused.querySelector<HTMLElement>(controls) ?? refused.querySelector<HTMLElement>('button'))
    : isNew
      ? (form.querySelector<HTMLElement>('[data-autofocus]') ?? form.querySelector<HTMLElement>(controls))
      : undefined;
  if (wanted) wanted.focus({ preventScroll: isNew && !isRefused });
  else if (isNew) form.querySelector<HTMLElement>('.view-body')?.focus();
  // The control of a file field is out of sight, so that the focus alone moves nothing there.
  refused?.scrollIntoView({ block: 'nearest' });
}

/** "Are you sure?" of an element's `confirm`. */
export function drawQuestion(app: App): VNode | false {
  const { question } = app.state;
  if (!question) return false;
  const { confirm, answer } = question;
  return h(
    'dialog.question',
    {
      key: 'question',
      role: 'alertdialog',
      'aria-labelledby': 'question-title',
      'aria-describedby': 'question-text',
      placed: openDialog,
      on: {
        cancel: (event) => {
          event.preventDefault();
          answer(false);
        },
      },
    },
    h('h2', { id: 'question-title' }, words(confirm.title)),
    h('div.text', { id: 'question-text' }, drawText(app, confirm.text)),
    h(
      'footer',
      {},
      h(
        'button.button',
        { type: 'button', on: { click: () => answer(false) } },
        words(confirm.deny) || app.t.cancel,
      ),
      h(
        'button.button',
        { type: 'button', class: lookOf(confirm), autofocus: true, on: { click: () => answer(true) } },
        words(confirm.confirm) || 'OK',
      ),
    ),
  );
}

function lookOf(confirm: JsonObject): string {
  return string(confirm.style) || 'primary';
}
