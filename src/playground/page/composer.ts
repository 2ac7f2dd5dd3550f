import { base64Of } from './api.ts';
import { type Hint, hintsFor, usageOf } from './composer-hints.ts';
import { float } from './dom/float.ts';
import { h, type VNode } from './dom/h.ts';
import { icon } from './dom/icons.ts';
import { menuButton } from './dom/menu.ts';
import { type App, type Composer, conversationKey, type Upload } from './state.ts';
import { toast } from './toasts.ts';

export interface Target {
  channel: string;
  thread?: string;
  placeholder: string;
}

function keyOf(app: App, { channel, thread }: Target): string {
  return conversationKey(app.state.me, channel, thread);
}

function composerOf(app: App, target: Target): Composer {
  const key = keyOf(app, target);
  const known = app.state.composers.get(key);
  if (known) return known;
  const fresh: Composer = { text: '', uploads: [] };
  app.state.composers.set(key, fresh);
  return fresh;
}

export function drawComposer(app: App, target: Target): VNode {
  const { t } = app;
  const key = keyOf(app, target);
  const composer = composerOf(app, target);
  const popupKey = `composer ${key}`;
  const isOpen = app.state.popup?.key === popupKey;
  const hints = isOpen ? hintsFor(app, composer, target.thread !== undefined) : [];
  const usage = usageOf(app, composer.text);
  return h(
    'form.composer.anchor',
    {
      key,
      'data-popup': popupKey,
      on: {
        submit: (event) => {
          event.preventDefault();
          void send(app, target);
        },
      },
    },
    composer.uploads.length > 0 && drawUploads(app, composer),
    h('textarea', {
      rows: '1',
      value: composer.text,
      placeholder: target.placeholder,
      'aria-label': target.placeholder,
      'aria-autocomplete': 'list',
      'aria-controls': isOpen ? 'composer-hints' : undefined,
      'aria-activedescendant': hints.length > 0 ? `composer-hint-${app.state.popup?.active ?? 0}` : undefined,
      'data-composer': target.thread ? 'thread' : 'channel',
      placed: grow,
      on: {
        input: (event) => typed(app, target, (event.currentTarget as HTMLTextAreaElement).value),
        keydown: (event) => onKey(app, target, event),
        paste: (event) => {
          const files = [...(event.clipboardData?.files ?? [])];
          if (files.length > 0) attach(app, target, files);
        },
      },
    }),
    usage && h('small.usage', {}, usage),
    h(
      'div.composer-bar',
      {},
      drawAttach(app, target),
      drawShortcuts(app),
      h('span.grow'),
      drawSend(t.send, composer),
    ),
    hints.length > 0 && drawHints(app, target, hints),
  );
}

function grow(element: HTMLElement): void {
  element.style.setProperty('height', 'auto');
  element.style.setProperty('height', `${Math.min(element.scrollHeight, 180)}px`);
}

function drawSend(label: string, composer: Composer): VNode {
  const isUploading = composer.uploads.some((upload) => !upload.file && !upload.problem);
  const isEmpty = composer.text.trim() === '' && composer.uploads.length === 0;
  return h(
    'button.send',
    { type: 'submit', 'aria-label': label, title: label, disabled: isUploading || isEmpty },
    icon('send'),
  );
}

function drawAttach(app: App, target: Target): VNode {
  return h(
    'label.ghost',
    { title: app.t.attach },
    h('input.visually-hidden', {
      type: 'file',
      multiple: true,
      'aria-label': app.t.attach,
      on: {
        change: (event) => {
          const input = event.currentTarget as HTMLInputElement;
          const files = [...(input.files ?? [])];
          input.value = '';
          attach(app, target, files);
        },
      },
    }),
    icon('clip'),
  );
}

function drawShortcuts(app: App): VNode | false {
  const { screen, me } = app.state;
  const shortcuts = (screen?.app.shortcuts ?? []).filter(({ kind }) => kind === 'global');
  if (shortcuts.length === 0) return false;
  return menuButton(app, {
    key: 'shortcuts',
    label: app.t.shortcuts,
    face: [icon('bolt')],
    above: true,
    items: shortcuts.map(({ name, callbackId }) => ({
      key: callbackId,
      label: name,
      choose: () => void app.attempt(() => app.api.shortcut({ person: me, callbackId })),
    })),
  });
}

function drawUploads(app: App, composer: Composer): VNode {
  return h(
    'div.uploads',
    {},
    composer.uploads.map((upload) =>
      h(
        'span.chip',
        { class: upload.problem ? 'failed' : '' },
        icon(upload.problem ? 'warning' : 'file'),
        h('span.name', {}, upload.name),
        !upload.file && h('small', {}, upload.problem ?? app.t.uploading),
        h(
          'button.ghost.small',
          {
            type: 'button',
            'aria-label': app.t.removeFile(upload.name),
            on: {
              click: () => {
                composer.uploads = composer.uploads.filter((each) => each !== upload);
                app.redraw();
              },
            },
          },
          icon('close'),
        ),
      ),
    ),
  );
}

function drawHints(app: App, target: Target, hints: Hint[]): VNode {
  const active = app.state.popup?.active ?? 0;
  return h(
    'div.menu.listbox',
    {
      id: 'composer-hints',
      popover: 'manual',
      role: 'listbox',
      // It scrolls where there are many: whoever has no mouse reaches it too.
      tabindex: '0',
      'aria-label': app.t.commands,
      'data-above': 'yes',
      'data-wide': 'yes',
      placed: float,
      on: { mousedown: (event) => event.preventDefault() },
    },
    hints.map((hint, index) =>
      h(
        'div.choice',
        {
          key: hint.key,
          id: `composer-hint-${index}`,
          role: 'option',
          'aria-selected': String(index === active),
          class: index === active ? 'active' : '',
          placed: (line) => index === active && line.scrollIntoView({ block: 'nearest' }),
          on: { click: () => take(app, target, hint) },
        },
        h(
          'span',
          {},
          h('b', {}, hint.label),
          hint.usage && h('span.usage', {}, hint.usage),
          hint.note && h('small', {}, hint.note),
        ),
      ),
    ),
  );
}

function take(app: App, target: Target, hint: Hint): void {
  const composer = composerOf(app, target);
  composer.text = hint.text;
  app.state.popup = undefined;
  app.redraw();
}

function typed(app: App, target: Target, text: string): void {
  const composer = composerOf(app, target);
  composer.text = text;
  const hasHints = hintsFor(app, composer, target.thread !== undefined).length > 0;
  app.state.popup = hasHints ? { key: `composer ${keyOf(app, target)}`, query: text, active: 0 } : undefined;
  app.redraw();
}

function onKey(app: App, target: Target, event: KeyboardEvent): void {
  if (event.isComposing) return;
  const { popup } = app.state;
  const hints =
    popup?.key === `composer ${keyOf(app, target)}`
      ? hintsFor(app, composerOf(app, target), target.thread !== undefined)
      : [];
  const hint = hints[popup?.active ?? 0];
  if (popup && hint && moveInHints(app, target, event.key, hints.length, hint)) {
    event.preventDefault();
    app.redraw();
  } else if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault();
    void send(app, target);
  }
}

/** A command that is typed out in full is sent by Enter rather than completed once more. */
function moveInHints(app: App, target: Target, key: string, count: number, hint: Hint): boolean {
  const { popup } = app.state;
  if (!popup) return false;
  const isWhole = composerOf(app, target).text === hint.text.trim();
  if (key === 'ArrowDown') popup.active = (popup.active + 1) % count;
  else if (key === 'ArrowUp') popup.active = (popup.active + count - 1) % count;
  else if (key === 'Escape') app.state.popup = undefined;
  else if (key === 'Tab' || (key === 'Enter' && !isWhole)) take(app, target, hint);
  else return false;
  return true;
}

/** Uploads at once; the message is sent by the person. */
export function attach(app: App, target: Target, files: File[]): void {
  const composer = composerOf(app, target);
  for (const file of files) {
    const upload: Upload = { name: file.name };
    composer.uploads.push(upload);
    void start(app, upload, file);
  }
  app.redraw();
}

async function start(app: App, upload: Upload, file: File): Promise<void> {
  const person = app.state.me;
  try {
    upload.file = await app.api.upload({ person, name: file.name, data: await base64Of(file) });
  } catch (problem) {
    upload.problem = problem instanceof Error ? problem.message : String(problem);
  }
  app.redraw();
}

async function send(app: App, target: Target): Promise<void> {
  const composer = composerOf(app, target);
  const { text, uploads } = composer;
  const files = uploads.flatMap(({ file }) => file?.id ?? []);
  if (text.trim() === '' && files.length === 0) return;
  const person = app.state.me;
  const { channel, thread } = target;
  const isCommand = text.startsWith('/');
  if (isCommand && thread) return toast(app, app.t.noCommandsInThread);
  Object.assign(composer, { text: '', uploads: [] });
  app.state.scrolledUp.delete(keyOf(app, target));
  app.state.popup = undefined;
  app.redraw();
  const sent = await app.attempt<unknown>(() =>
    isCommand
      ? app.api.command({ person, channel, text: text.trim() })
      : app.api.post({
          person,
          channel,
          text: text.trim(),
          ...(thread && { threadTs: thread }),
          ...(files.length > 0 && { files }),
        }),
  );
  // What was refused is not lost, unless something new has been typed meanwhile.
  if (sent === undefined && composer.text === '') Object.assign(composer, { text, uploads });
  app.redraw();
}
