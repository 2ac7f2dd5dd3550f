import type { CommandLine, CommandName } from '../commands.ts';

/** Where texts name a command it stands in these marks, with all that is typed: ``Tulis `/userid list` untuk …``. */
const named = /`\/([^`]+)`/g;

/** The commands of a text as they are typed with a slash. */
export const withSlash = (text: string): string => text.replaceAll(named, '/$1');

/**
 * Where commands are typed without a slash: `/pintu people` reads “people”, `/pintu` alone “help”. The quotation marks tell a command
 * from the words around it.
 */
export const withoutSlash = (text: string): string =>
  text.replaceAll(named, (_, line: string) => `“${typedWithoutSlash(`/${line}`)}”`);

/** A command by itself, as it is typed with a slash and without one. */
export const typedWithSlash = (line: string): string => line;
export const typedWithoutSlash = (line: string): string =>
  line === '/pintu' ? 'help' : line.replace(/^\/(?:pintu )?/, '');

/** What stands in marks in a text, and what does not. */
type Named<S extends string> = S extends `${string}\`${infer Line}\`${infer Rest}`
  ? Line | Named<Rest>
  : never;
type Beside<S extends string> = S extends `${infer Before}\`${string}\`${infer Rest}`
  ? `${Before}${Beside<Rest>}`
  : S;

/** These texts, as long as each names commands that there are, and all of them in marks. */
export type NamingCommands<Texts extends Record<string, string>> = {
  [Key in keyof Texts]: [Exclude<Named<Texts[Key]>, CommandLine>] extends [never]
    ? Beside<Texts[Key]> extends `${string}/${CommandName}${string}`
      ? 'a command in this text stands in no `marks`'
      : Texts[Key]
    : `there is no command ${Exclude<Named<Texts[Key]>, CommandLine>}`;
};
