import { IntlMessageFormat } from 'intl-messageformat';

export type Language = 'id' | 'en';
export const languages: readonly Language[] = ['id', 'en'];

/** The first word after a brace: `name}` and `count, plural, …` are arguments, `# permohonan}` is a branch. */
type Head<S extends string> = S extends `${infer A}}${string}`
  ? A extends `${infer B},${string}`
    ? B
    : A
  : never;
type IsName<S extends string> = S extends '' | `${string} ${string}` | `#${string}` ? false : true;
type Names<S extends string> = S extends `${string}{${infer Rest}`
  ? (IsName<Head<Rest>> extends true ? Head<Rest> : never) | Names<Rest>
  : never;

/** Those of them that are written or counted as numbers: a text in their place would read “NaN”. */
type Counts<S extends string> = S extends `${string}{${infer Rest}`
  ? (Rest extends `${Head<Rest>}, ${'number}' | 'plural,'}${string}` ? Head<Rest> : never) | Counts<Rest>
  : never;

/** The arguments that an ICU message takes, read from its text by the compiler. */
export type ArgsOf<S extends string> = [Names<S>] extends [never]
  ? []
  : [{ [Arg in Names<S>]: Arg extends Counts<S> ? number : number | Name }];

/** What something is called: alike in every language, or in each of them its own way. */
export type Name = string | Readonly<Record<Language, string>>;

export const nameIn = (language: Language, name: Name): string =>
  typeof name === 'string' ? name : name[language];

export type Arg = number | Name;

const locales: Record<Language, string> = { id: 'id-ID', en: 'en-GB' };

// Both are among Node's own. To be told so the package would have ICU list all that there are, 11 ms of a start.
IntlMessageFormat.resolveLocale = (locale) => new Intl.Locale(String(locale));

/** An ICU message, ready to be filled in. Compiling costs far more than filling: whoever says a text again keeps what it is answered. */
export function compiled(language: Language, text: string): (args?: Record<string, Arg>) => string {
  const message = new IntlMessageFormat(text, locales[language], undefined, { ignoreTag: true });
  if (!text.includes('{')) {
    const said = String(message.format());
    return () => said;
  }
  return (args = {}) => {
    const said: Record<string, string | number> = {};
    for (const [name, arg] of Object.entries(args))
      said[name] = typeof arg === 'number' ? arg : nameIn(language, arg);
    return String(message.format(said));
  };
}

/** `1,5 MB` or `312 kB` in Indonesian (I-8). */
export function formatSize(language: Language, bytes: number): string {
  const [value, unit, digits] =
    bytes >= 1024 * 1024
      ? ([bytes / 1024 / 1024, 'MB', 1] as const)
      : ([Math.max(1, bytes / 1024), 'kB', 0] as const);
  return `${value.toLocaleString(locales[language], { maximumFractionDigits: digits })} ${unit}`;
}

/** `20.000` in Indonesian (I-8). */
export function formatNumber(language: Language, value: number): string {
  return value.toLocaleString(locales[language]);
}

const lists = new Map<string, Intl.ListFormat>();

/** `a, b, dan c`; with `or`, `a, b, atau c`. */
export function formatList(language: Language, items: readonly string[], last: 'and' | 'or' = 'and'): string {
  const key = `${language} ${last}`;
  let format = lists.get(key);
  if (!format) {
    format = new Intl.ListFormat(locales[language], {
      type: last === 'and' ? 'conjunction' : 'disjunction',
    });
    lists.set(key, format);
  }
  return format.format(items);
}
