/**
 * The commands that there are, with the words that may follow each; `''` is the command alone. Whoever answers to one declares it
 * here, from the file that does it (`declare module`), so that nothing names another.
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by declarations.
export interface Commands {}

export type CommandName = keyof Commands;

/** The words of a command, `''` among them. */
export type WordOf<Name extends CommandName> = Commands[Name];

/** A line that begins with a command and, where there is more, one of its words; what follows that may be anything. */
export type CommandLine = {
  [Name in CommandName]: `/${Name}` | `/${Name} ${Exclude<WordOf<Name>, ''>}${'' | ` ${string}`}`;
}[CommandName];
