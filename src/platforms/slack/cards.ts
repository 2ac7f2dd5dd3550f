import type {
  ActionsBlock,
  AlertBlock,
  ContextBlock,
  HeaderBlock,
  HomeView,
  KnownBlock,
  PlanBlock,
  SectionBlock,
  Button as SlackButton,
  StaticSelect,
  TaskCardBlock,
} from '@slack/web-api';
import { encodeAction } from '../../chat/action.ts';
import {
  type Button,
  beginsGroup,
  buttonsOf,
  type Card,
  endsInRowButtons,
  type ListItem,
  type Menu,
  namesBeside,
  oneLine,
  type Part,
  plainly,
  type Status,
  type Table,
  type Task,
  withoutMore,
} from '../../chat/card.ts';
import { encodeTrail, type Trail } from '../../chat/trail.ts';
import { stepMarks, toneMarks } from '../marks.ts';
import { cut, limits } from './limits.ts';
import { escapeBeside, escapeText, mrkdwn, plain, quoted, withoutEmojiNames } from './markup.ts';
import { type Has, hasNone } from './newer-blocks.ts';

/** Blocks that cards are made of; every text in them is escaped and within Slack's limits. */
export type Block = KnownBlock;

/** How long one text may be, tried in turn until the whole message is within its limit. */
const textLimits = [limits.section - 100, 1400, 600, 250];

/** What a card in a message has besides itself. */
interface Shown {
  maxBlocks?: number;
  /** Of a private card; it comes back with each of its buttons. */
  trail?: Trail;
  /** Said above it: what came of a press. */
  banner?: string;
  /** Which newer blocks there are where it is shown. */
  has?: Has;
}

/** A card as the blocks of a message; what does not fit is linked to on the page that shows it whole. */
export function renderCard(card: Card, shown: Shown = {}): Block[] {
  const { maxBlocks = limits.messageBlocks, trail, banner, has } = shown;
  const value = (trail && encodeTrail(trail)) || undefined;
  const closing = (parts: readonly Part[]) =>
    renderPart({ type: 'buttons', buttons: card.buttons }, { value, above: parts.at(-1) });
  let buttons = closing(card.parts);
  const room = maxBlocks - buttons.length;
  const head = [
    ...(banner ? [section(escapeText(banner))] : []),
    header(card.title),
    ...(card.status ? [context(statusText(card.status))] : []),
  ];
  const drawn = (parts: readonly Part[]) => [
    ...head,
    ...parts.flatMap((part, i) => renderPart(part, { value, above: parts[i - 1], has })),
  ];
  let all: readonly Part[] = card.parts;
  let whole = drawn(all);
  if (whole.length > room) {
    all = all.map(withoutMore);
    buttons = closing(all);
    whole = drawn(all);
  }
  let blocks: Block[] = [];
  let complete = true;
  for (const max of textLimits) {
    const parts = all.map((part) => shortened(part, max));
    complete = parts.every((part, i) => part === all[i]);
    blocks = complete ? whole : drawn(parts);
    if (isWithinLimit(blocks)) break;
  }
  if (complete && blocks.length <= room) return [...blocks, ...buttons];
  return [...blocks.slice(0, room - 1), context(wholeLink(card.whole)), ...buttons];
}

/** A card as somebody's Home tab. */
export function renderHome(card: Card): HomeView {
  return { type: 'home', blocks: renderCard(card, { maxBlocks: limits.viewBlocks }) };
}

function shortened(part: Part, max: number): Part {
  if (part.type === 'table') return max < limits.section - 100 ? shortened(part.instead, max) : part;
  if (part.type === 'list') return max < limits.section - 100 ? shortenedList(part, max) : part;
  return (part.type === 'quote' || part.type === 'text') && part.text.length > max
    ? { ...part, text: cut(part.text, max) }
    : part;
}

function shortenedList(list: Extract<Part, { type: 'list' }>, max: number): Part {
  const isLong = ({ title, text }: ListItem) => title.length > limits.header || text.length > max;
  if (!list.items.some(isLong)) return list;
  const items = list.items.map((item) => ({
    ...item,
    title: cut(item.title, limits.header),
    text: cut(item.text, max),
  }));
  return { ...list, items };
}

/** Slack counts all texts of a message's blocks together; most are within its limit with all that is around them. */
function isWithinLimit(blocks: readonly Block[]): boolean {
  if (JSON.stringify(blocks).length <= limits.messageCharacters) return true;
  let characters = 0;
  JSON.stringify(blocks, (key, value: unknown) => {
    if (key === 'text' && typeof value === 'string') characters += value.length;
    return value;
  });
  return characters <= limits.messageCharacters;
}

function wholeLink(url: string | undefined): string {
  return url ? `… <${url}|${url}>` : '…';
}

/** What a part has around it. */
interface Spot {
  /** Comes back with each button. */
  value?: string;
  /** Stands right above it. */
  above?: Part;
  has?: Has;
}

/** One part as blocks; long lists of facts take several. */
export function renderPart(part: Part, spot: Spot = {}): Block[] {
  const { value, above, has = hasNone } = spot;
  switch (part.type) {
    case 'text':
      return [part.subtle ? context(escapeText(part.text)) : section(escapeText(part.text))];
    case 'heading':
      return [...(beginsGroup(above) ? [divider] : []), section(`*${escapeText(part.text)}*`)];
    case 'alert':
      return has('alert') ? [alert(part.text, 'warning')] : older(part, spot);
    case 'work':
      // One task is said in one line.
      return part.tasks.length > 1 && has('plan') ? [planOf(part)] : older(part, spot);
    case 'table':
      return has('data_table') ? tableOf(part) : older(part, spot);
    case 'progress':
      return [
        context(
          part.steps
            .map((step) => `${stepMarks[step.state]} ${escapeBeside(step.label)}`)
            .join(part.unordered ? '  ·  ' : '  →  '),
        ),
      ];
    case 'facts':
      return chunks(part.facts, limits.fields).map((facts) => ({
        type: 'section',
        fields: facts.map((fact) =>
          mrkdwn(
            `*${escapeText(oneLine(fact.label))}*\n${escapeText(oneLine(fact.value)) || '—'}`,
            limits.field,
          ),
        ),
      }));
    case 'quote':
      return [section(`*${escapeText(oneLine(part.label))}*\n${quoted(part.text)}`)];
    case 'files':
      return [
        section(`*${escapeText(part.label)}*`),
        ...withButtons(
          part.files.map(({ name, size, open }) => ({
            block: section(`📎 ${escapeText(oneLine(name))} · ${escapeText(size)}`),
            buttons: [open],
            beside: name,
          })),
          value,
        ),
      ];
    case 'list':
      return part.items.length > 0
        ? withButtons(
            part.items.map((item) => ({
              block: itemBlock(item),
              buttons: buttonsOf(item),
              beside: item.title,
            })),
            value,
          )
        : [context(escapeText(part.empty))];
    case 'menus':
      return [{ type: 'actions', elements: part.menus.map(renderMenu) }];
    case 'buttons':
      return [
        ...(endsInRowButtons(above) && part.buttons.length > 0 ? [divider] : []),
        ...buttonRows(part.buttons, value),
      ];
  }
}

function older(part: Parameters<typeof plainly>[0], spot: Spot): Block[] {
  return plainly(part).flatMap((each, i, parts) =>
    renderPart(each, { ...spot, above: parts[i - 1] ?? spot.above }),
  );
}

/** Slack shows it in modals alone. */
export function alert(text: string, level: AlertBlock['level']): AlertBlock {
  return { type: 'alert', level, text: mrkdwn(escapeText(text), limits.section) };
}

const taskStates = {
  done: 'complete',
  current: 'in_progress',
  ahead: 'pending',
  stopped: 'error',
} as const satisfies Record<Task['state'], TaskCardBlock['status']>;

/** Its titles are plain text: what somebody typed is no markup there. How far a task is stands in its title, since details are folded. */
function planOf({ title, tasks }: Extract<Part, { type: 'work' }>): PlanBlock {
  return {
    type: 'plan',
    title: cut(oneLine(title), limits.header),
    tasks: tasks.map(({ label, state, says }, i) => ({
      type: 'task_card',
      task_id: String(i),
      title: cut(oneLine(says ? `${label} · ${says}` : label), limits.header),
      status: taskStates[state],
    })),
  };
}

function tableOf({ caption, columns, rows, rest }: Table): Block[] {
  const cells = (texts: readonly string[]) =>
    texts.map((text) => ({
      type: 'raw_text' as const,
      text: withoutEmojiNames(cut(text, limits.tableCell)) || '—',
    }));
  return [
    {
      type: 'data_table',
      caption: cut(oneLine(caption), limits.header),
      rows: [columns, ...rows.slice(0, limits.tableRows)].map(cells),
      page_size: tablePage,
    },
    ...(rest ? [context(escapeText(rest))] : []),
  ];
}

/** Rows of a table that are seen at once. */
const tablePage = 5;

function itemBlock(item: ListItem): SectionBlock {
  const status = item.status ? `  ${toneMarks[item.status.tone]} ${escapeBeside(item.status.text)}` : '';
  return section(`*${escapeBeside(oneLine(item.title))}*${status}\n${escapeText(item.text)}`);
}

function renderMenu(menu: Menu): StaticSelect {
  const options = menu.choices.slice(0, limits.options).map((choice) => ({
    text: plain(choice.label, limits.option),
    value: cut(choice.value, limits.optionValue),
  }));
  return {
    type: 'static_select',
    action_id: encodeAction(menu.action),
    placeholder: plain(menu.label, limits.placeholder),
    options,
    initial_option: options.find((option) => option.value === menu.chosen),
  };
}

function buttonRows(buttons: readonly Button[], value?: string): ActionsBlock[] {
  return chunks(buttons, limits.buttonsInRow).map((row) => ({
    type: 'actions',
    elements: row.map((button) => renderButton(button, value)),
  }));
}

function renderButton(button: Button, value?: string): SlackButton {
  const does = button.does;
  return {
    type: 'button',
    text: plain(button.label, limits.button),
    ...(button.style ? { style: button.style } : {}),
    // A link's click is delivered too; its id says that there is nothing to do.
    ...('url' in does
      ? { url: does.url, action_id: `${linkPrefix}${cut(button.label, 40)}` }
      : { action_id: encodeAction(does.action), ...(value && { value }) }),
  };
}

const divider = { type: 'divider' } as const;

/** Action ids of buttons that only open a page. */
export const linkPrefix = 'link:';

/** Rows with their buttons, called by what they stand at: one beside its row, several below it. */
function withButtons(
  rows: readonly { block: SectionBlock; buttons: readonly Button[]; beside: string }[],
  value?: string,
): Block[] {
  const pressed = rows.flatMap(({ buttons, beside }) => buttons.map((button) => ({ button, beside })));
  const names = namesBeside(pressed, limits.accessibilityLabel);
  return rows.flatMap(({ block, buttons }) => {
    const [first, ...more] = buttons.map((button) => ({
      ...renderButton(button, value),
      accessibility_label: names.shift(),
    }));
    if (!first) return [block];
    return more.length === 0
      ? [{ ...block, accessory: first }]
      : [block, { type: 'actions', elements: [first, ...more] }];
  });
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(oneLine(text), limits.header) };
}

export function statusText({ text, tone }: Status): string {
  return `${toneMarks[tone]} *${escapeText(text)}*`;
}

export function section(text: string): SectionBlock {
  return { type: 'section', text: mrkdwn(text, limits.section) };
}

function context(text: string): ContextBlock {
  return { type: 'context', elements: [mrkdwn(text, limits.context)] };
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}
