import { type Card, oneLine, type Tone } from '../../chat/card.ts';
import { cut } from '../../chat/cut.ts';
import { toneMarks } from '../marks.ts';
import { limits } from './limits.ts';

/** A piece of an Adaptive Card, in its own JSON. */
export type Element = { type: string; [member: string]: unknown };

export const toneColors: Record<Tone, string> = {
  // Teams' own colour for a warning is hard to read on white.
  waiting: 'Default',
  good: 'Good',
  bad: 'Attention',
  neutral: 'Default',
};

type Look = { weight?: string; size?: string; color?: string; isSubtle?: boolean };

/**
 * Texts are runs of a RichTextBlock: unlike a TextBlock or a fact it has no markdown, so that what somebody typed is
 * shown as they typed it and can be no link.
 */
export function runs(parts: ({ text: string } & Look)[]): Element {
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

export function heading(content: string, size: string, look: Look = {}): Element {
  return text(cut(oneLine(content), limits.title), { weight: 'Bolder', size, ...look });
}

export function statusLine({ text: words, tone }: NonNullable<Card['status']>): Element {
  return text(`${toneMarks[tone]} ${words}`, { weight: 'Bolder', color: toneColors[tone] });
}

/** Two columns, so wide. */
export function row(left: Element[], right: Element[], leftWidth: number, rightWidth: number): Element {
  return {
    type: 'ColumnSet',
    columns: [
      { type: 'Column', width: leftWidth, items: left },
      { type: 'Column', width: rightWidth, items: right },
    ],
  };
}
