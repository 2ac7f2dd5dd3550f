/** The words that may follow `/pintu`. Where commands are typed without a slash they are commands of their own. */
export const pintuVerbs = [
  'help',
  'inbox',
  'mine',
  'portal',
  'delegate',
  'language',
  'reminders',
  'people',
  'stepup',
  'channel',
  'doctor',
  'audit',
] as const;
export type PintuVerb = (typeof pintuVerbs)[number];

const beforeVerb = new RegExp(`/pintu (?=(?:${pintuVerbs.join('|')})\\b)`, 'g');

/** The slash of a command of ours, whichever desk's it is; Slack's own keep theirs. */
const slash = /(?<![\w/.:}])\/(?!invite\b)(?=[a-z])/g;

/** Where commands are typed without a slash: `/pintu people` reads `people`, `/pintu` alone `help`. */
export function withoutSlash(text: string): string {
  return text
    .replaceAll(beforeVerb, '')
    .replaceAll(/\/pintu\b/g, 'help')
    .replaceAll(slash, '');
}
