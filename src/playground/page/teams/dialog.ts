import { h, type VNode } from '../dom/h.ts';
import { icon } from '../dom/icons.ts';
import { showCard } from './card.ts';
import { fingerprint } from './chat.ts';
import type { TeamsPage } from './state.ts';

/** The dialog (task module) over the chat, if there is one. */
export function drawDialog(page: TeamsPage): VNode | false {
  const { state, t } = page;
  const dialog = state.screen?.dialog;
  if (!dialog) return false;
  // A dialog that brings no title of its own is headed by the app's name, as in Teams.
  const title = dialog.title || (state.screen?.app.name ?? '');
  const close = () => {
    void page.attempt(() => page.api.closeDialog({ person: state.me })).then(() => page.refresh());
  };
  return h(
    'div.scrim',
    { key: `dialog ${dialog.id}` },
    h(
      'section.dialog',
      {
        role: 'dialog',
        tabindex: '-1',
        'aria-modal': 'true',
        'aria-label': title,
        on: {
          keydown: ({ key }) => {
            if (key === 'Escape') close();
          },
        },
      },
      h(
        'header',
        {},
        h('h2', {}, title),
        h('button.close', { type: 'button', 'aria-label': t.close, on: { click: close } }, icon('close')),
      ),
      dialog.problem && h('p.notice', { role: 'alert' }, dialog.problem),
      dialog.text && h('p.text', {}, dialog.text),
      dialog.card &&
        h('div.card', {
          key: `${dialog.id} ${fingerprint(dialog.card)}`,
          placed: (element: HTMLElement, isNew: boolean) => {
            if (!isNew || !dialog.card) return;
            showCard(page, element, dialog.card, 'dialog');
            // A card with nothing to press or fill in leaves the focus to its dialog, which hears Escape.
            const first = element.querySelector<HTMLElement>('input, textarea, button');
            (first ?? element.closest<HTMLElement>('.dialog'))?.focus({ preventScroll: true });
          },
        }),
      dialog.busy && h('p.busy', { role: 'status' }, t.busy),
    ),
  );
}
