import { type Message, msg, type Translate } from '../core/texts/index.ts';
import { action } from './action.ts';
import type { Card } from './card.ts';
import { cut } from './cut.ts';
import type { Command, Verb } from './desk.ts';
import { nearest } from './nearest.ts';

/** The command that leads to all others: its words stand for themselves where commands are typed without a slash. */
export const door = 'pintu';

export type Commands = ReadonlyMap<string, Command>;

/** What the words after a command's name ask for; null for words that it does not know. */
export function verbOf(command: Command, text: string): { run: Verb; rest: string } | null {
  const [word = '', ...rest] = text.trim().split(/\s+/);
  const typed = word.toLowerCase();
  const { verbs, aliases = {} } = command;
  const verb = Object.hasOwn(aliases, typed) ? (aliases[typed] ?? '') : typed;
  const run = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  return run ? { run, rest: rest.join(' ') } : null;
}

/** As much of what somebody typed as is said back to them. */
const longestHeard = 40;
const mostMeant = 3;

/** Says that something typed means nothing here, what may have been meant, and what can be typed. */
export function unknownCard(t: Translate, commands: Commands, name: string, text: string): Card {
  const heard = cut(text.replaceAll(/[\p{C}\s]+/gu, ' ').trim(), longestHeard);
  const [word = ''] = text.trim().toLowerCase().slice(0, longestHeard).split(/\s+/);
  const meant = [...new Set(nearest(word, offered(commands, name)).map(({ line }) => line))].slice(
    0,
    mostMeant,
  );
  const usage = commands.get(name)?.usage;
  const says: Message[] = [
    ...(meant.length > 0
      ? [
          msg('command.meant', {
            count: meant.length,
            commands: meant.map((line) => t.command(line)).join(', '),
          }),
        ]
      : []),
    ...(usage ? [usage] : []),
  ];
  return {
    title: t('command.unknown', { heard }),
    parts: says.map((one) => ({ type: 'text', text: t.message(one) })),
    buttons: [{ label: t('pintu.help.title'), does: { action: action(door, 'help') } }],
  };
}

/** Every word that somebody may have meant, with the line that it stands for; at the door those of all desks. */
function offered(commands: Commands, name: string): { word: string; line: string }[] {
  const within = [...commands].filter(([one]) => name === door || one === name);
  return within
    .flatMap(([one, { verbs, aliases = {} }]) => [
      ...(name === door ? [{ word: one, line: `/${one}` }] : []),
      ...Object.keys(verbs).map((word) => ({ word, line: `/${one} ${word}` })),
      ...Object.entries(aliases).map(([word, verb]) => ({ word, line: `/${one} ${verb}`.trim() })),
    ])
    .filter(({ word }) => word !== '');
}
