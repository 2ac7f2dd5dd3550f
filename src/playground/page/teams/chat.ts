import type { JsonObject } from '../../contract.ts';
import type { TeamsMessage } from '../../teams/contract/organisation.ts';
import { base64Of } from '../api.ts';
import { h, type VNode } from '../dom/h.ts';
import { icon } from '../dom/icons.ts';
import { showCard } from './card.ts';
import type { TeamsPage } from './state.ts';

/** The chat in the middle: its messages, and what is being written. */
export function drawChat(page: TeamsPage): VNode {
  const { state, t } = page;
  const { screen } = state;
  const chat = screen?.chats.find((one) => one.id === state.chat);
  const isPersonal = chat === undefined || chat.kind === 'personal';
  const title = isPersonal ? (screen?.app.name ?? '') : (chat?.name ?? '');
  return h(
    'main.chat',
    {},
    h(
      'header',
      {},
      h('span.face.app', { 'aria-hidden': 'true' }, isPersonal ? 'SP' : '#'),
      h('h1', {}, title),
    ),
    screen && isPersonal && !screen.me.installed && h('p.notice', { role: 'status' }, t.notInstalled),
    state.problem && h('p.notice', { role: 'alert' }, state.problem),
    h(
      'div.messages',
      {
        key: `messages ${state.me} ${state.chat}`,
        role: 'log',
        placed: (element: HTMLElement, isNew: boolean) => keepAtEnd(page, element, isNew),
      },
      state.messages.length === 0 && h('p.empty', {}, isPersonal ? t.empty : t.emptyChannel),
      state.messages.map((message) => drawMessage(page, message)),
    ),
    drawComposer(page, isPersonal),
  );
}

/** New messages come into sight unless somebody has scrolled up to read. */
function keepAtEnd({ state }: TeamsPage, element: HTMLElement, isNew: boolean): void {
  const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
  const last = Number(element.dataset.height ?? 0);
  if (isNew || state.scrollToEnd || distance - (element.scrollHeight - last) < 80)
    element.scrollTop = element.scrollHeight;
  element.dataset.height = String(element.scrollHeight);
}

function drawMessage(page: TeamsPage, message: TeamsMessage): VNode {
  const { state, t } = page;
  const mine = message.from === state.me;
  const author = message.fromBot
    ? (state.screen?.app.name ?? '')
    : (state.people.find((person) => person.id === message.from)?.name ?? '');
  const isToday = new Date(message.at).toDateString() === new Date(page.play.now()).toDateString();
  const time = new Date(message.at).toLocaleString(state.language, {
    ...(!isToday && { day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
  });
  return h(
    'article.message',
    { key: message.id, class: `${mine ? 'mine' : ''} ${message.replyTo ? 'reply' : ''}` },
    h(
      'p.by',
      {},
      h('b', {}, author),
      h('time', {}, time),
      message.edited && h('small', {}, t.edited),
      drawMore(page, message),
    ),
    message.to && h('p.only', {}, icon('lock'), message.fromBot ? t.onlyYou : t.onlyBot),
    message.prompt && h('blockquote.prompt', {}, message.prompt),
    message.text && h('p.text', {}, message.text),
    message.files.map((file) => h('p.file', {}, icon('clip'), file.name)),
    message.cards.map((card, index) =>
      drawCard(page, card, { chat: message.chat, message: message.id, card: index }),
    ),
  );
}

/** What the app offers on every message, as the client's menu of one has it. */
function drawMore({ state, t, api, attempt, refresh }: TeamsPage, message: TeamsMessage): VNode | false {
  const actions = state.screen?.app.messageActions ?? [];
  const { chat, id } = message;
  const isRefreshable = message.cards[0]?.refresh !== undefined;
  if (actions.length === 0 && !isRefreshable) return false;
  const renew = async (event: Event) => {
    (event.currentTarget as HTMLElement).closest('details')?.removeAttribute('open');
    await attempt(() => api.view({ person: state.me, chat, message: id, manual: true }));
    refresh();
  };
  const use = (command: string) => async (event: Event) => {
    (event.currentTarget as HTMLElement).closest('details')?.removeAttribute('open');
    await attempt(() => api.messageAction({ person: state.me, chat, message: id, command }));
    refresh();
  };
  return h(
    'details.more',
    {},
    h('summary', { title: t.more, 'aria-label': t.more }, '⋯'),
    h(
      'div.menu',
      {},
      actions.map((action) =>
        h('button', { key: action.id, type: 'button', on: { click: use(action.id) } }, action.title),
      ),
      isRefreshable && h('button', { type: 'button', on: { click: renew } }, t.refreshCard),
    ),
  );
}

/** A card is drawn anew only when it is another one: what somebody is typing into it stays. */
function drawCard(
  page: TeamsPage,
  card: JsonObject,
  place: { chat: string; message: string; card: number },
): VNode {
  return h('div.card', {
    key: `${page.state.me} ${place.message} ${place.card} ${fingerprint(card)}`,
    placed: (element: HTMLElement, isNew: boolean) => {
      if (isNew) showCard(page, element, card, place);
    },
  });
}

/** Short, and another one for another content. */
export function fingerprint(content: unknown): string {
  let hash = 5381;
  for (const character of JSON.stringify(content)) hash = (hash * 33 + character.charCodeAt(0)) | 0;
  return (hash >>> 0).toString(36);
}

function drawComposer(page: TeamsPage, isPersonal: boolean): VNode {
  const { state, t } = page;
  const { draft, screen } = state;
  const write = (text: string) => {
    draft.text = text;
    page.redraw();
  };
  return h(
    'form.composer',
    {
      on: {
        submit: (event) => {
          event.preventDefault();
          void send(page, isPersonal);
        },
      },
    },
    isPersonal &&
      h(
        'div.commands',
        { role: 'group', 'aria-label': t.commands },
        (screen?.app.commands ?? []).map((command) =>
          h(
            'button',
            {
              key: command.title,
              type: 'button',
              title: command.description,
              on: { click: () => write(command.title) },
            },
            command.title,
          ),
        ),
      ),
    drawSlash(page),
    draft.files.length > 0 &&
      h(
        'p.file',
        {},
        draft.files.map((file) => h('span', {}, icon('clip'), file.name)),
      ),
    h(
      'div.line',
      {},
      !isPersonal && draft.targeted && drawOnlyBot(page),
      !isPersonal &&
        !draft.targeted &&
        h(
          'label.mention',
          {},
          h('input', {
            type: 'checkbox',
            checked: draft.mention,
            on: {
              change: (event) => {
                draft.mention = (event.currentTarget as HTMLInputElement).checked;
                page.redraw();
              },
            },
          }),
          t.mention,
        ),
      h('input.text', {
        type: 'text',
        value: draft.text,
        placeholder: isPersonal ? t.write : t.writeChannel,
        'aria-label': isPersonal ? t.write : t.writeChannel,
        on: { input: (event) => write((event.currentTarget as HTMLInputElement).value) },
      }),
      h(
        'label.attach',
        { title: t.attach },
        icon('clip'),
        h('input', {
          type: 'file',
          multiple: true,
          'aria-label': t.attach,
          on: { change: (event) => void attach(page, event.currentTarget as HTMLInputElement) },
        }),
      ),
      h('button.send', { type: 'submit' }, t.send),
    ),
  );
}

/** What `/` offers among others: words for the bot alone, and actions that open a dialog at once. */
function drawSlash(page: TeamsPage): VNode | false {
  const { state, t, api } = page;
  const { draft, screen, chat } = state;
  const here = screen?.chats.find(({ id }) => id === chat);
  if (!screen || !here || here.kind === 'personal' || here.withoutApp || !draft.text.startsWith('/'))
    return false;
  const typed = draft.text.slice(1).trimStart().toLowerCase();
  const offered = screen.app.slashCommands.filter(({ title }) => title.startsWith(typed));
  const choose = (command: string) => async () => {
    const chosen = await page.attempt(() => api.slash({ person: state.me, chat, command }));
    Object.assign(draft, { text: chosen?.text ?? '', targeted: chosen?.text !== undefined });
    page.refresh();
  };
  return h(
    'div.slash',
    { role: 'listbox', 'aria-label': t.commands },
    offered.map(({ title, description }) =>
      h(
        'button',
        { key: title, type: 'button', role: 'option', on: { click: () => void choose(title)() } },
        h('b', {}, `/${title}`),
        h('span', {}, description),
      ),
    ),
  );
}

/** That nobody else reads what is being written, and the way out of that. */
function drawOnlyBot(page: TeamsPage): VNode {
  const leave = () => {
    page.state.draft.targeted = false;
    page.redraw();
  };
  return h(
    'span.only',
    {},
    icon('lock'),
    page.t.onlyBot,
    h('button', { type: 'button', 'aria-label': page.t.close, on: { click: leave } }, icon('close')),
  );
}

async function attach(page: TeamsPage, input: HTMLInputElement): Promise<void> {
  const files = [...(input.files ?? [])];
  const chosen = await Promise.all(
    files.map(async (file) => ({ name: file.name, data: await base64Of(file) })),
  );
  page.state.draft.files.push(...chosen);
  input.value = '';
  page.redraw();
}

async function send(page: TeamsPage, isPersonal: boolean): Promise<void> {
  const { state, api } = page;
  const { text, mention, targeted, files } = state.draft;
  if (!text.trim() && files.length === 0) return;
  state.draft = { text: '', mention, targeted: false, files: [] };
  state.scrollToEnd = true;
  page.redraw();
  await page.attempt(() =>
    api.send({
      person: state.me,
      text: text.trim(),
      files,
      ...(!isPersonal && { chat: state.chat, ...(targeted ? { targeted } : { mention }) }),
    }),
  );
  page.refresh();
  // What the bot answers comes a moment later, and is to be seen too.
  setTimeout(() => {
    state.scrollToEnd = false;
  }, 1500);
}
