import {
  beginsGroup,
  buttonsOf,
  type Card,
  endsInRowButtons,
  type ListItem,
  oneLine,
  type Part,
  plainly,
  withoutMore,
} from '../../chat/card.ts';
import { cut } from '../../chat/cut.ts';
import { encodeTrail, type Trail } from '../../chat/trail.ts';
import { mayBreak } from '../../core/given.ts';
import { stepMarks, toneMarks } from '../marks.ts';
import { buttonRows, type Place, renderMenus, type Spot, withButtons } from './buttons.ts';
import { type Element, heading, paragraphs, row, runs, statusLine, text, toneColors } from './elements.ts';
import { limits } from './limits.ts';

/** What Teams knows such a card by. */
export const adaptiveType = 'application/vnd.microsoft.card.adaptive';

export interface AdaptiveCard extends Element {
  type: 'AdaptiveCard';
  version: string;
  body: Element[];
}

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
      return [
        text(
          part.steps
            .map((step) => `${stepMarks[step.state]} ${step.label}`)
            .join(part.unordered ? '  ·  ' : '  →  '),
        ),
      ];
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
