import { cut } from './limits.ts';

/** `verbatim` keeps Slack from turning what somebody typed into links or mentions. */
export function mrkdwn(text: string, max: number) {
  return { type: 'mrkdwn' as const, text: cut(text, max), verbatim: true };
}

export function plain(text: string, max: number) {
  return { type: 'plain_text' as const, text: cut(withoutEmojiNames(text), max) || ' ', emoji: true };
}

/**
 * A text that is shown as it is. Slack escapes three signs and has nothing to escape the others with, so what would be emphasis,
 * code, a quotation or an emoji becomes its look-alike: in a text that somebody typed it could pass for a label or a status of
 * ours. An underscore alone within a word, as in an address or a User ID, is none.
 */
export function escapeText(text: string): string {
  // People copy User IDs, and one may begin or end with a line: alone on its own line that is no markup.
  const lines = text.split('\n');
  return lines.map((line) => escaped(line, isItalic.test(line) ? marks : marksButLines)).join('\n');
}

/** The same of what stands on one line with other texts: what begins here may end in the next one. */
export const escapeBeside = (text: string): string => escaped(text, marks);

const marks = /[*~`]|__+|(?<![\p{L}\p{N}])_(?=\S)|(?<=\S)_(?![\p{L}\p{N}])/gu;
const marksButLines = /[*~`]/g;
/** That a line may be read as having something in italics: a mark that begins, and any after it that is not within a word. */
const isItalic = /(?<![\p{L}\p{N}])_(?=[^\s_]).*_(?![\p{L}\p{N}])/u;

function escaped(text: string, marks: RegExp): string {
  if (!special.test(text)) return text;
  return withoutEmojiNames(text)
    .replaceAll(marks, (mark) => (lookAlikes.get(mark.charAt(0)) ?? mark).repeat(mark.length))
    .replaceAll(/^>/gm, '›')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** Signs of which any may mean something to Slack. */
const special = /[*~`_&<>:]/;

const lookAlikes = new Map([
  ['*', '∗'],
  ['~', '∼'],
  ['`', 'ˋ'],
  ['_', '＿'],
]);

/** `:white_check_mark:`, and `:+1:` and `:100:` as well, is an emoji even where there is no markup; the minutes of `08:30:15` are none. */
export function withoutEmojiNames(text: string): string {
  return text.replaceAll(/:(?!(?<=\d:)\d{2}:\d)(?=[a-z0-9_+'-]+:)/gi, '∶');
}

export function quoted(text: string): string {
  return escapeText(text)
    .split('\n')
    .map((line) => `>${line}`)
    .join('\n');
}
