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
  type Tone,
  withoutMore,
} from '../../chat/card.ts';
import { cut } from '../../chat/cut.ts';
import { encodeTrail, type Trail } from '../../chat/trail.ts';
import { mayBreak } from '../../core/given.ts';
import { stepMarks, toneMarks } from '../marks.ts';
import { limits } from './limits.ts';
import type { MenuState, Pressed } from './pressed.ts';

/** What Teams knows such a card by. */
export const adaptiveType = 'application/vnd.microsoft.card.adaptive';

/** A piece of an Adaptive Card, in its own JSON. */
export type Element = { type: string; [member: string]: unknown };

export interface AdaptiveCard extends Element {
  type: 'AdaptiveCard';
  version: string;
  body: Element[];
}

/** Where a card stands decides what its buttons are: in a message they open a dialog, in a dialog they change it. */
export type Place = 'message' | 'dialog';

/** Where parts of a card stand. */
export interface Spot {
  place: Place;
  /** Of a private card, encoded; it comes back with each of its buttons. */
  trail?: string;
}

const toneColors: Record<Tone, string> = {
  // Teams' own colour for a warning is hard to read on white.
  waiting: 'Default',
  good: 'Good',
  bad: 'Attention',
  neutral: 'Default',
};

/** What is shown of a part, tried in turn until the whole card is within its limit. */
export const shortenings: readonly ((part: Part) => Part)[] = [
  ...[4000, 1400, 600, 250].map((max) => (part: Part) => shortened(part, max)),
  (part) => withoutMore(shortened(part, 250)),
];

/**
 * A card as a message's Adaptive Card. With `key` the client asks for it anew whenever somebody looks at it, as long as what it shows may
 * change; `trail` makes it a private one.
 */
export function renderCard(card: Card, { key, trail }: { key?: string; trail?: Trail } = {}): AdaptiveCard {
  const shown = fitted(card, spotOf('message', trail), limits.message);
  return key ? { ...shown, refresh: refreshBy(key, card) } : shown;
}

/**
 * Of nobody named the client asks for nobody by itself, and offers them to do so; of no list it asks for the one other in a personal
 * chat. Every copy there is its one reader's own, so that none of them differs from what was posted; but one of them may be a second one, left by a
 * crash after Teams had taken it and before we noted it, which no update of ours reaches. Teams cannot be asked for it: this look is all that takes its
 * buttons away (U-13). So it is made of whatever waits, whoever reads it: whoever asked has buttons too, to withdraw and to remind.
 */
function refreshBy(key: string, card: Card): object {
  const action = { type: 'Action.Execute', verb: 'refresh', data: { verb: 'refresh', key } };
  return mayChange(card) ? { action } : { action, userIds: [] };
}

/** Whether it waits for somebody, or lists or offers something without saying so; what tells of a step, or of an end, stays as it is. */
function mayChange({ status, parts, buttons }: Card): boolean {
  if (status) return status.tone === 'waiting';
  return buttons.length > 0 || parts.some(({ type }) => ['list', 'menus', 'buttons'].includes(type));
}

/** A card as the content of a dialog, which has the title in its frame. `banner` says what came of a press. */
export function renderCardInDialog(card: Card, trail?: Trail, banner?: string): AdaptiveCard {
  return fitted(card, spotOf('dialog', trail), limits.dialog, banner ? paragraphs(banner) : []);
}

function spotOf(place: Place, trail: Trail | undefined): Spot {
  const encoded = trail && encodeTrail(trail);
  return { place, ...(encoded && { trail: encoded }) };
}

function fitted(card: Card, spot: Spot, maxBytes: number, above: Element[] = []): AdaptiveCard {
  const head = [
    ...above,
    ...(spot.place === 'message' ? [heading(card.title, 'Large')] : []),
    ...(card.status ? [statusLine(card.status)] : []),
  ];
  const closing: Part = { type: 'buttons', buttons: card.buttons };
  let made = adaptiveCard([]);
  let body: Element[] = [];
  let buttons: Element[] = [];
  for (const shorten of shortenings) {
    const parts = card.parts.map(shorten);
    const complete = parts.every((part, i) => part === card.parts[i]);
    const more = complete ? [] : [wholeLink(card.whole)];
    body = parts.flatMap((part, i) => renderPart(part, spot, parts[i - 1]));
    buttons = renderPart(closing, spot, parts.at(-1));
    made = adaptiveCard([...head, ...body, ...more, ...buttons]);
    if (bytesOf(made) <= maxBytes) return made;
  }
  // What is still too long loses its end; where all of it can be read is said instead.
  while (body.length > 0 && bytesOf(made) > maxBytes) {
    body.pop();
    made = adaptiveCard([...head, ...body, wholeLink(card.whole), ...buttons]);
  }
  return made;
}

export function adaptiveCard(body: Element[], actions: Element[] = []): AdaptiveCard {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    msteams: { width: 'Full' },
    body,
    ...(actions.length > 0 ? { actions } : {}),
  };
}

export function bytesOf(card: object): number {
  return Buffer.byteLength(JSON.stringify(card));
}

function shortened(part: Part, max: number): Part {
  return (part.type === 'quote' || part.type === 'text') && part.text.length > max
    ? { ...part, text: cut(part.text, max) }
    : part;
}

function wholeLink(url: string | undefined): Element {
  return url
    ? { type: 'ActionSet', actions: [{ type: 'Action.OpenUrl', title: '…', tooltip: url, url }] }
    : text('…');
}

/** One part of a card or form; what stands right `above` it tells a heading whether it begins anything new. */
export function renderPart(part: Part, spot: Spot, above?: Part): Element[] {
  switch (part.type) {
    case 'text':
      return paragraphs(part.text, { isSubtle: part.subtle ?? false });
    case 'alert':
    case 'work':
    case 'table':
      return plainly(part).flatMap((each, i, parts) => renderPart(each, spot, parts[i - 1] ?? above));
    case 'heading':
      if (!beginsGroup(above)) return [heading(part.text, 'Medium', { isSubtle: above !== undefined })];
      // Teams' sizes set it apart from the bold titles below it by nothing: the line above and the colour do.
      return [{ ...heading(part.text, 'Medium', { color: 'Accent' }), separator: true, spacing: 'Large' }];
    case 'progress':
      return [text(part.steps.map((step) => `${stepMarks[step.state]} ${step.label}`).join('  →  '))];
    case 'facts':
      return part.facts.map((fact, i) => ({
        ...row(
          [text(breakable(oneLine(fact.label)), { weight: 'Bolder' })],
          [text(oneLine(fact.value) || '—')],
          2,
          3,
        ),
        spacing: i === 0 ? 'Medium' : 'Small',
      }));
    case 'quote':
      return [
        {
          type: 'Container',
          style: 'emphasis',
          items: [text(oneLine(part.label), { weight: 'Bolder' }), ...paragraphs(part.text)],
        },
      ];
    case 'files':
      return [
        text(part.label, { weight: 'Bolder' }),
        ...withButtons(
          part.files.map(({ name, size, open }) => ({
            lines: [text(`📎 ${oneLine(name)} · ${size}`)],
            buttons: [open],
            beside: name,
          })),
          spot,
        ),
      ];
    case 'list':
      return part.items.length > 0
        ? withButtons(
            part.items.map((item) => ({
              lines: itemLines(item),
              buttons: buttonsOf(item),
              beside: item.title,
            })),
            spot,
          ).map((row, i) => (i === 0 ? row : { ...row, separator: true, spacing: 'Medium' }))
        : paragraphs(part.empty, { isSubtle: true });
    case 'menus':
      return renderMenus(part.menus, part.apply, spot);
    case 'buttons': {
      const [first, ...rows] = buttonRows(part.buttons, spot);
      if (!first) return [];
      return [endsInRowButtons(above) ? { ...first, separator: true, spacing: 'Medium' } : first, ...rows];
    }
  }
}

/** A label in a narrow column: where a phone has no room for it whole it goes on behind a slash, and not in the middle of a word. */
const breakable = (label: string): string => label.replaceAll(/(?<=\p{L})\/(?=\p{L})/gu, `/${mayBreak}`);

function itemLines(item: ListItem): Element[] {
  const mark = item.status
    ? [{ text: `  ${toneMarks[item.status.tone]} ${item.status.text}`, color: toneColors[item.status.tone] }]
    : [];
  const [first, ...more] = paragraphs(item.text);
  return [
    runs([{ text: oneLine(item.title), weight: 'Bolder' }, ...mark]),
    ...(first ? [{ ...first, spacing: 'Small' }] : []),
    ...more,
  ];
}

/** Menus are chosen from and then applied together: a message's card is replaced in its place. */
function renderMenus(menus: readonly Menu[], applyLabel: string, { place, trail }: Spot): Element[] {
  const states: MenuState[] = menus.map((menu) => ({
    a: encodeAction(menu.action),
    ...(menu.chosen === undefined ? {} : { c: menu.chosen }),
  }));
  const data: Pressed = { verb: 'menus', m: states, ...(trail && { trail }) };
  const inputs = menus.map(
    (menu, i): Element => ({
      type: 'Input.ChoiceSet',
      id: `menu:${i}`,
      label: menu.label,
      style: 'compact',
      choices: menu.choices
        .slice(0, limits.choices)
        .map((choice) => ({ title: cut(choice.label, 200), value: choice.value })),
      ...(menu.chosen === undefined ? {} : { value: menu.chosen }),
    }),
  );
  const apply =
    place === 'message'
      ? { type: 'Action.Execute', title: applyLabel, verb: 'menus', data }
      : { type: 'Action.Submit', title: applyLabel, data };
  const pairs = inputs.flatMap((input, i) => (i % 2 === 0 ? [[input, ...inputs.slice(i + 1, i + 2)]] : []));
  return [
    ...pairs.map((pair) => ({
      type: 'ColumnSet',
      columns: pair.map((input) => ({ type: 'Column', width: 'stretch', items: [input] })),
    })),
    { type: 'ActionSet', actions: [apply] },
  ];
}

function buttonRows(buttons: readonly Button[], spot: Spot): Element[] {
  const rows = Math.ceil(buttons.length / limits.actionsInRow);
  return Array.from({ length: rows }, (_, i) => ({
    type: 'ActionSet',
    actions: buttons
      .slice(i * limits.actionsInRow, (i + 1) * limits.actionsInRow)
      .map((button) => renderButton(button, spot)),
  }));
}

const styles = { primary: 'positive', danger: 'destructive' };

function renderButton(button: Button, { place, trail }: Spot): Element {
  const shown = {
    title: cut(button.label, limits.button),
    ...(button.style ? { style: styles[button.style] } : {}),
  };
  if ('url' in button.does) return { type: 'Action.OpenUrl', ...shown, url: button.does.url };
  const data: Pressed = { verb: 'action', a: encodeAction(button.does.action), ...(trail && { trail }) };
  return pressing(data, shown, place);
}

/** A button that comes to us: out of a message it opens a dialog, whatever the answer turns out to be. */
export function pressing(
  data: Pressed,
  shown: { title: string; style?: string; tooltip?: string },
  place: Place,
): Element {
  const opens = place === 'message' ? { msteams: { type: 'task/fetch' } } : {};
  return { type: 'Action.Submit', ...shown, data: { ...opens, ...data } };
}

/** Rows with their buttons, one beside its row, several below it; the tooltip, which narration reads, says what they stand at. */
function withButtons(
  rows: readonly { lines: Element[]; buttons: readonly Button[]; beside: string }[],
  spot: Spot,
): Element[] {
  const pressed = rows.flatMap(({ buttons, beside }) => buttons.map((button) => ({ button, beside })));
  const names = namesBeside(pressed, limits.tooltip);
  return rows.map(({ lines, buttons }) => {
    const actions = buttons.map((button) => ({ ...renderButton(button, spot), tooltip: names.shift() }));
    if (actions.length === 0) return { type: 'Container', items: lines };
    const set = { type: 'ActionSet', actions };
    if (actions.length > 1) return { type: 'Container', items: [...lines, { ...set, spacing: 'Small' }] };
    return {
      type: 'ColumnSet',
      columns: [
        { type: 'Column', width: 'stretch', items: lines },
        { type: 'Column', width: 'auto', items: [set], verticalContentAlignment: 'Center' },
      ],
    };
  });
}

function row(left: Element[], right: Element[], leftWidth: number, rightWidth: number): Element {
  return {
    type: 'ColumnSet',
    columns: [
      { type: 'Column', width: leftWidth, items: left },
      { type: 'Column', width: rightWidth, items: right },
    ],
  };
}

type Look = { weight?: string; size?: string; color?: string; isSubtle?: boolean };

/**
 * Texts are runs of a RichTextBlock: unlike a TextBlock or a fact it has no markdown, so that what somebody typed is
 * shown as they typed it and can be no link.
 */
function runs(parts: ({ text: string } & Look)[]): Element {
  return { type: 'RichTextBlock', inlines: parts.map((part) => ({ type: 'TextRun', ...part })) };
}

export function text(content: string, look: Look = {}): Element {
  return runs([{ text: content || ' ', ...look }]);
}

/** A run does not keep line breaks: each line is a block of its own. */
export function paragraphs(content: string, look: Look = {}): Element[] {
  const lines = content.split('\n');
  const kept =
    lines.length > limits.lines
      ? [...lines.slice(0, limits.lines - 1), lines.slice(limits.lines - 1).join(' ')]
      : lines;
  return kept.map((line, i) => (i === 0 ? text(line, look) : { ...text(line, look), spacing: 'None' }));
}

function heading(content: string, size: string, look: Look = {}): Element {
  return text(cut(oneLine(content), limits.title), { weight: 'Bolder', size, ...look });
}

export function statusLine({ text: words, tone }: NonNullable<Card['status']>): Element {
  return text(`${toneMarks[tone]} ${words}`, { weight: 'Bolder', color: toneColors[tone] });
}
