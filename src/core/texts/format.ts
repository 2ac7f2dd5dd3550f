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
  : [{ [Name in Names<S>]: Name extends Counts<S> ? number : string | number }];

const locales: Record<Language, string> = { id: 'id-ID', en: 'en-GB' };
const compiled: Record<Language, Map<string, IntlMessageFormat>> = { id: new Map(), en: new Map() };

/** Fills an ICU message in. Messages are compiled once per language. */
export function fill(language: Language, text: string, args?: Record<string, string | number>): string {
  let message = compiled[language].get(text);
  if (!message) {
    message = new IntlMessageFormat(text, locales[language], undefined, { ignoreTag: true });
    compiled[language].set(text, message);
  }
  return String(message.format(args));
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

/** English as Indonesia writes it: another one calls its time zones GMT+7. */
const timeLocales: Record<Language, string> = { id: 'id-ID', en: 'en-ID' };

/** `2026-11-21T03:04Z` in Jakarta, Indonesian: `21 Nov 2026 10.04 WIB` (I-8). */
export function formatTime(language: Language, timeZone: string, at: Date): string {
  return dateFormat(language, timeZone).format(at).replace(',', '');
}

const formats = new Map<string, Intl.DateTimeFormat>();
function dateFormat(language: Language, timeZone: string): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(timeLocales[language], {
      timeZone,
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'short',
    });
    formats.set(key, format);
  }
  return format;
}

const terms = new Map<string, Intl.DateTimeFormat>();

/** A moment that somebody plans by, `Rabu 25 November 10.00 WITA`: it is no year away. */
export function formatTerm(language: Language, timeZone: string, at: Date): string {
  const key = `${language} ${timeZone}`;
  let format = terms.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(timeLocales[language], {
      timeZone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'short',
    });
    terms.set(key, format);
  }
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.weekday} ${part.day} ${part.month} ${part.hour}.${part.minute} ${part.timeZoneName}`;
}

/** `a, b, dan c`. */
export const formatList = (language: Language, items: readonly string[]): string =>
  new Intl.ListFormat(timeLocales[language], { type: 'conjunction' }).format(items);
