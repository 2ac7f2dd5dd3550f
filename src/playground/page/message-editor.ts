import type { Message } from '../slack/contract/workspace.ts';
import { h, type VNode } from './dom/h.ts';
import type { App } from './state.ts';
import { asTyped } from './typed-text.ts';

/** An own message being edited in its place. */
export function drawEditor(app: App, message: Message): VNode {
  const { t, api, state } = app;
  const { channel, ts } = message;
  const stop = () => {
    state.editing = undefined;
    app.redraw();
  };
  const save = async (form: HTMLFormElement) => {
    const text = String(new FormData(form).get('text') ?? '').trim();
    if (text === '') return;
    stop();
    await app.attempt(() => api.edit({ person: state.me, channel, ts, text }));
  };
  return h(
    'form.editor',
    {
      on: {
        submit: (event) => {
          event.preventDefault();
          void save(event.currentTarget as HTMLFormElement);
        },
      },
    },
    h(
      'textarea.input',
      {
        name: 'text',
        rows: '2',
        'aria-label': t.edit,
        placed: (element, isNew) => isNew && element.focus(),
        on: {
          keydown: (event) => {
            if (event.key === 'Escape') stop();
            else if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            else (event.currentTarget as HTMLTextAreaElement).form?.requestSubmit();
            event.preventDefault();
          },
        },
      },
      asTyped(app, message.text),
    ),
    h('button.button', { type: 'button', on: { click: stop } }, t.cancel),
    h('button.button.primary', { type: 'submit' }, t.save),
  );
}
