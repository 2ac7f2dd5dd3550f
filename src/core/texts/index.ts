import type { CommandLine } from '../commands.ts';
import {
  type NamingCommands,
  typedWithoutSlash,
  typedWithSlash,
  withoutSlash,
  withSlash,
} from './commands.ts';
import { en } from './en.ts';
import { type Arg, type ArgsOf, compiled, type Language } from './format.ts';
import { id } from './id.ts';

export { formatClock, formatDay, formatDays, formatPeriod, formatTerm, formatTime } from './dates.ts';
export {
  type Arg,
  formatList,
  formatNumber,
  formatSize,
  type Language,
  languages,
  type Name,
  nameIn,
} from './format.ts';

export type Texts = typeof id;
export type TextKey = keyof Texts;
export type TextArgs<K extends TextKey> = ArgsOf<Texts[K]>;

/** A text not yet in anybody's language: it travels as data and is put into words for its reader. */
export interface Message {
  key: TextKey;
  args?: Record<string, Arg>;
  /** What is said beneath it, each on a line of its own. */
  more?: readonly Message[];
  /** The id of the unit that it is about: who can help depends on it. */
  unit?: number;
  /** It says what somebody has done meanwhile; `unnamed`: and not who, which the log knows. */
  overtaken?: 'named' | 'unnamed';
}

const catalogues: Record<Language, Record<TextKey, string>> = {
  id: id satisfies NamingCommands<typeof id>,
  en: en satisfies NamingCommands<typeof en>,
};

/** Whether there is such a text. */
export const isTextKey = (key: string): key is TextKey => Object.hasOwn(id, key);

/** A text by its key; unknown keys and missing arguments do not compile. */
export function msg<K extends TextKey>(key: K, ...args: TextArgs<K>): Message {
  return args[0] ? { key, args: args[0] } : { key };
}

/** Puts texts into one person's language. */
export interface Translate {
  <K extends TextKey>(key: K, ...args: TextArgs<K>): string;
  message(message: Message): string;
  /** A command, `/pintu people`, as its reader types it. */
  command(line: CommandLine): string;
  readonly language: Language;
}

function translator(
  language: Language,
  written: (text: string) => string,
  typed: (line: CommandLine) => string,
): Translate {
  const texts = new Map<TextKey, ReturnType<typeof compiled>>();
  function filled(key: TextKey, args: Message['args']): string {
    let text = texts.get(key);
    if (!text) {
      text = compiled(language, written(catalogues[language][key]));
      texts.set(key, text);
    }
    return text(args);
  }
  const say = ({ key, args, more = [] }: Message): string => [filled(key, args), ...more.map(say)].join('\n');
  return Object.assign(<K extends TextKey>(key: K, ...args: TextArgs<K>) => say({ key, args: args[0] }), {
    message: say,
    command: typed,
    language,
  });
}

const translators: Record<Language, Translate> = {
  id: translator('id', withSlash, typedWithSlash),
  en: translator('en', withSlash, typedWithSlash),
};

export function translate(language: Language): Translate {
  return translators[language];
}

const slashless: Record<Language, Translate> = {
  id: translator('id', withoutSlash, typedWithoutSlash),
  en: translator('en', withoutSlash, typedWithoutSlash),
};

/** As `translate`, for somebody who types commands without a slash. */
export function translateWithoutSlash(language: Language): Translate {
  return slashless[language];
}

/** The catalogue language for a platform's locale (`en-US` → `en`); anything else is the given default. */
export function languageOf(locale: string | null | undefined, fallback: Language): Language {
  if (!locale) return fallback;
  const primary = locale.toLowerCase().split(/[-_]/)[0];
  return primary === 'en' || primary === 'id' ? primary : fallback;
}
