import type { CommandLine } from '../core/commands.ts';
import type { Context } from '../core/context.ts';
import type { TextKey } from '../core/texts/index.ts';
import { action } from './action.ts';
import type { Card } from './card.ts';
import { cut } from './cut.ts';
import type { Command, OfferedWord, Verb } from './desk.ts';
import { nearest } from './nearest.ts';

/** The command that leads to all others: its words stand for themselves where commands are typed without a slash. */
export const door = 'pintu';

export type Commands = ReadonlyMap<string, Command>;

/** What the words after a command's name ask for; null for words that it does not know. */
export function verbOf(command: Command, text: string): { run: Verb; rest: string; open: boolean } | null {
  const [word = '', ...rest] = text.trim().split(/\s+/);
  const typed = word.toLowerCase();
  const { verbs, aliases = {}, guarded = [], open = false } = command;
  const verb = Object.hasOwn(aliases, typed) ? (aliases[typed] ?? '') : typed;
  const run = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  return run ? { run, rest: rest.join(' '), open: open && !guarded.includes(verb) } : null;
}

/** As much of what somebody typed as is said back to them. */
const longestHeard = 40;
const mostMeant = 3;

/**
 * Says that something typed means nothing here, what may have been meant, and what can be typed: of all that, only what this
 * person may use.
 */
export async function unknownCard(
  ctx: Context,
  commands: Commands,
  name: string,
  text: string,
): Promise<Card> {
  const { t } = ctx;
  const heard = cut(text.replaceAll(/[\p{C}\s]+/gu, ' ').trim(), longestHeard);
  const [word = ''] = text.trim().toLowerCase().slice(0, longestHeard).split(/\s+/);
  const offered = await wordsFor(ctx, commands);
  const known = knownAt(name, commands, offered);
  const meant = [...new Set(nearest(word, known).map(({ line }) => line))].slice(0, mostMeant);
  const usable = linesAt(name, offered).map(({ says }) => `• ${t.message({ key: says })}`);
  const says = [
    ...(meant.length > 0
      ? [
          t('command.meant', {
            count: meant.length,
            commands: meant.map((line) => t.command(line)).join(', '),
          }),
        ]
      : []),
    ...(usable.length > 0 ? [[t('command.usable'), ...usable].join('\n')] : []),
  ];
  return {
    title: t('command.unknown', { heard }),
    parts: says.map((one) => ({ type: 'text', text: one })),
    buttons: [{ label: t('pintu.help.title'), does: { action: action('pintu.help') } }],
  };
}

/** What this person may type at the door, as they type it. */
export async function usableLines(ctx: Context, commands: Offering): Promise<string[]> {
  return linesAt(door, await wordsFor(ctx, commands)).map(({ line }) => ctx.t.command(line));
}

type Offering = ReadonlyMap<string, Pick<Command, 'offered'>>;

/** Of each command, the words that this person may use. */
type WordsFor = ReadonlyMap<string, readonly OfferedWord[]>;

async function wordsFor(ctx: Context, commands: Offering): Promise<WordsFor> {
  const each = [...commands].map(
    async ([name, { offered }]): Promise<[string, OfferedWord[]]> => [name, await offered(ctx)],
  );
  return new Map(await Promise.all(each));
}

interface Line {
  line: CommandLine;
  says: TextKey;
}

const lineOf = (name: string, { verb, rest, says }: OfferedWord): Line => ({
  // A desk's command is one of `CommandsOf`, and so are the words that it offers.
  line: [`/${name}`, verb, rest].filter(Boolean).join(' ') as CommandLine,
  says,
});

/** The lines of a command; before those of the door, the first one of each desk. */
function linesAt(name: string, offered: WordsFor): Line[] {
  const desks = [...offered].flatMap(([desk, [first]]) =>
    name === door && desk !== door && first ? [lineOf(desk, first)] : [],
  );
  return [...desks, ...(offered.get(name) ?? []).map((word) => lineOf(name, word))];
}

/** Every word that somebody may have meant, with the line that it stands for; at the door those of all desks. */
function knownAt(name: string, commands: Commands, offered: WordsFor): { word: string; line: CommandLine }[] {
  return [...offered]
    .filter(([one]) => name === door || one === name)
    .flatMap(([one, words]) => {
      const aliases = Object.entries(commands.get(one)?.aliases ?? {});
      return [
        ...words.slice(0, name === door ? 1 : 0).map((first) => ({ word: one, ...lineOf(one, first) })),
        ...words.flatMap((word) => [
          { word: word.verb, ...lineOf(one, word) },
          ...aliases
            .filter(([, verb]) => verb === word.verb)
            .map(([alias]) => ({ word: alias, ...lineOf(one, word) })),
        ]),
      ];
    })
    .filter(({ word }) => word !== '');
}
