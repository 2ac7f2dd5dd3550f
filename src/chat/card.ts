import type { Translate } from '../core/texts/index.ts';
import type { Action } from './action.ts';
import { cut } from './cut.ts';

/**
 * A card as data: no platform, no markup, every text already in its reader's language. Renderers escape all
 * texts, so nothing that a person typed can become a mention, a link or markup.
 */
export interface Card {
  title: string;
  status?: Status;
  parts: Part[];
  buttons: Button[];
  /** Page that shows all of it; linked where a platform's limits cut the card. */
  whole?: string;
  /** What shows it anew, where that is not what has just been done to get it. */
  again?: Action;
}

export interface Status {
  text: string;
  tone: Tone;
}

export type Tone = 'waiting' | 'good' | 'bad' | 'neutral';

export type Part =
  | { type: 'text'; text: string; subtle?: boolean }
  | { type: 'heading'; text: string }
  /** What somebody should not overlook. */
  | { type: 'alert'; text: string }
  /** How far it is, step after step; `unordered` where each may come before any other. */
  | { type: 'progress'; steps: ProgressStep[]; unordered?: boolean }
  /** Long work under way: how far all of it is, in words and as a bar of signs, and how far each of its tasks. */
  | { type: 'work'; title: string; bar: string; tasks: Task[] }
  | Table
  | { type: 'facts'; facts: Fact[] }
  | { type: 'quote'; label: string; text: string }
  | { type: 'files'; label: string; files: CardFile[] }
  | { type: 'list'; items: ListItem[]; empty: string }
  /** `apply`: the button that applies what is chosen, where a menu cannot act by itself. */
  | { type: 'menus'; menus: Menu[]; apply: string }
  | { type: 'buttons'; buttons: Button[] };

export interface ProgressStep {
  label: string;
  state: 'done' | 'current' | 'ahead' | 'stopped';
}

export interface Task extends ProgressStep {
  /** How far it is, in words. */
  says?: string;
}

/** Values in rows below the names of their columns, each row as many as there are names. */
export interface Table {
  type: 'table';
  caption: string;
  columns: string[];
  rows: string[][];
  /** Below the rows: what it does not have. */
  rest?: string;
  /** What stands there where nothing can show tables. */
  instead: Extract<Part, { type: 'quote' }>;
}

export interface Fact {
  label: string;
  value: string;
  reveals?: Reveal;
}

/** What something shows whole that is nobody's but its person's, of which record: whoever is shown it is noted (T-3). */
export interface Reveal {
  what: 'NIK';
  /** `satker:42`. */
  of: string;
}

export interface CardFile {
  name: string;
  /** In words: `1,5 MB`. */
  size: string;
  open: Button;
}

export interface ListItem {
  title: string;
  text: string;
  status?: Status;
  button?: Button;
  /** The subject of the record that it is, where that waits for its reader: how long is said with it. */
  waits?: string;
  /** What else may be done to it here. Left out where there is no room: what `button` opens offers it too. */
  more?: Button[];
}

/** A choice that acts at once; the chosen value reaches the action's handler. */
export interface Menu {
  label: string;
  action: Action;
  choices: Choice[];
  chosen?: string;
}

export interface Choice {
  value: string;
  label: string;
}

export interface Button {
  label: string;
  /** What pressing it does: an action of a desk, or a page to open. */
  does: { action: Action } | { url: string };
  style?: 'primary' | 'danger';
}

/** The same in parts that every surface shows, where one has no drawing of its own for it. */
export function plainly(part: Extract<Part, { type: 'alert' | 'work' | 'table' }>): Part[] {
  switch (part.type) {
    case 'alert':
      return [{ type: 'text', text: `⚠️ ${part.text}` }];
    case 'table':
      return [part.instead];
    case 'work': {
      const { tasks, bar, title } = part;
      const whole: Part = { type: 'text', text: `${bar} ${title}` };
      return tasks.length > 1 ? [{ type: 'progress', steps: tasks }, whole] : [whole];
    }
  }
}

/** All buttons of a row, what opens it first. */
export const buttonsOf = ({ button, more = [] }: Pick<ListItem, 'button' | 'more'>): Button[] =>
  button ? [button, ...more] : more;

/** Whether a part ends in a row with its buttons below it: what else is pressed below that is set apart from them. */
export const endsInRowButtons = (part: Part | undefined): boolean =>
  part?.type === 'list' && buttonsOf(part.items.at(-1) ?? {}).length > 1;

/** A list whose rows have only what opens them; any other part as it is. */
export function withoutMore(part: Part): Part {
  return part.type === 'list' && part.items.some(({ more }) => more)
    ? { ...part, items: part.items.map(({ more: _, ...item }) => item) }
    : part;
}

/**
 * What the buttons of rows are called for those who hear them alone, at most `max` characters each: `Open: UID-2026-000042`.
 * Of those that would be called alike the later ones are counted, `Open 2: Budi`.
 */
export function namesBeside(rows: readonly { button: Button; beside: string }[], max: number): string[] {
  const called = new Map<string, number>();
  return rows.map(({ button: { label }, beside }) => {
    const name = cut(`${label}: ${beside}`, max);
    const count = (called.get(name) ?? 0) + 1;
    called.set(name, count);
    return count === 1 ? name : cut(`${label} ${count}: ${beside}`, max);
  });
}

/**
 * What stands in the place of a card that was posted while its reader had the right: how it is called, and nothing of what has
 * become of it since (I-3).
 */
export function closedCard(t: Translate, title: string): Card {
  return { title, parts: [{ type: 'text', text: t('chat.noLongerSeen') }], buttons: [] };
}

/** What stands in one line, as titles, labels and values of facts do: a second line could look like a further fact. */
export function oneLine(text: string): string {
  // Nearly all are one, which is seen sooner than where white space could begin a break.
  return /[\r\n\u2028\u2029]/.test(text) ? text.replaceAll(/\s*[\r\n\u2028\u2029]\s*/g, ' ') : text;
}

/**
 * Whether a heading sets what follows apart from what stands above it: not at the top, and not right below another heading,
 * which it divides further.
 */
export function beginsGroup(above: { type: string } | undefined): boolean {
  return above !== undefined && above.type !== 'heading';
}

/** The one-line form of a card, for notifications and for clients that cannot show it. */
export function summaryOf(card: Card): string {
  return oneLine(card.status ? `${card.title} · ${card.status.text}` : card.title);
}
