// What does not compile, held by `npm run check`: see jobs.ts.
import type { CommandsOf, Verb } from '../../src/chat/desk.ts';
import type { CommandLine, WordOf } from '../../src/core/commands.ts';
import type { NamingCommands } from '../../src/core/texts/commands.ts';

export const lines: CommandLine[] = [
  '/pintu',
  '/pintu doctor',
  '/sign revoke <e-mail>',
  // @ts-expect-error a command that nobody answers to
  '/pinto',
  // @ts-expect-error a word that the command does not know
  '/pintu docter',
];

const named = { well: 'Type `/pintu inbox` or `/userid show UID-…` and/or `/sign`.' } as const;
const another = { ill: 'Type `/pintu index`.' } as const;
const unmarked = { bare: 'Type `/pintu` or /userid list.' } as const;

export const texts = [
  named satisfies NamingCommands<typeof named>,
  // @ts-expect-error a text that names a command that there is not
  another satisfies NamingCommands<typeof another>,
  // @ts-expect-error a text that names one where nobody takes its slash away
  unmarked satisfies NamingCommands<typeof unmarked>,
];

declare const verbs: Record<WordOf<'userid'>, Verb>;

export const commands = [
  {
    userid: { verbs, offered: () => [{ verb: 'list', says: 'userId.word.list' }] },
  } satisfies CommandsOf<'userid'>,
  {
    // @ts-expect-error a word is offered that nobody answers to
    userid: { verbs, offered: () => [{ verb: 'lists', says: 'userId.word.list' }] },
  } satisfies CommandsOf<'userid'>,
];
