import type { Message } from './texts/index.ts';

/**
 * The names that there are: whoever answers to one, or makes what it names, declares it here from the file that does (`declare module`), so
 * that nobody asks for another or with something else. What is told with a name is plain data, as it lies in the database.
 */

/** What a button does, by its whole name, `satker.approve`: the desk and its verb. */
export interface Actions {
  'chat.back': true;
  'chat.again': true;
}

/** `user-id.request`: the desk and its form. Those that change nothing when they are sent, and only lead on, say so (`Leads`); all others have a key of their own. */
export interface Forms {
  /** One without a way on: it only shows a card, or what has been done. */
  'chat.shown': Leads;
}

/** Jobs, each with what it is given. */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by declarations.
export interface Jobs {}

/** Cards that are posted, `satker.approval`, each with what it is told besides its record. */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by declarations.
export interface Cards {}

/** What a card is told under these names is an id, a moment, a day or a word of ours. */
type OurWords =
  | 'asked'
  | 'day'
  | 'due'
  | 'end'
  | 'endsOn'
  | 'entry'
  | 'note'
  | 'record'
  | 'subjects'
  | 'unitName';

type SaysWords<Said> = Said extends string
  ? string extends Said
    ? true
    : never
  : Said extends Message
    ? true
    : Said extends readonly (infer One)[]
      ? SaysWords<One>
      : Said extends object
        ? { [Name in keyof Said]-?: Name extends OurWords ? never : SaysWords<Said[Name]> }[keyof Said]
        : never;

/**
 * Cards that are told anything that somebody else wrote: what is told lies in the database for as long as the card stands. Whoever declares one of them has it
 * emptied after a while (`retention/own.ts`); all others are told ids, and read what they show (T-2).
 */
export type WordyCard = {
  [Name in keyof Cards]: [SaysWords<Cards[Name]>] extends [never] ? never : Name;
}[keyof Cards];

/**
 * What the log calls how a record stood before and after a change. These two columns are never erased, so they say nothing of anybody (T-3): whoever keeps
 * a record declares its states here, and whatever else there is to say of a change stands in `data`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by declarations.
export interface LoggedStates {}

/** A state by a word of ours, or the day until which something runs. */
export type LoggedState = keyof LoggedStates | LoggedDay;
export type LoggedDay = `${number}-${number}-${number}`;

/** Letters that are sent, `satker.waiting`, each with what it is told besides its subject. */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by declarations.
export interface Letters {}

/** Names of a desk, each with what it is given, where the name does not say all: `interface Forms extends Named<'room', 'ask' | 'act'> {}`. */
export type Named<Desk extends string, Own extends string, Given = true> = Record<`${Desk}.${Own}`, Given>;

/** A form that shows, searches or leads to another one: sending it changes nothing. */
export type Leads = 'leads';

/** What a job, a card or a letter is given that needs nothing to be said to it. */
export type Nothing = Record<string, never>;

/** What a job or a card is given that tells of one change: the id of its entry. */
export interface OfEntry {
  entry: string;
}

/** What a letter is told that leads to a posted card: the key of that. */
export interface WithCard {
  card: string;
}

/** What a letter is told that leads whoever holds a record to their card of it. */
export interface ToHolder extends WithCard {
  personId: number;
}

/** The names of those that are given just this. */
export type ToldBy<All, Said> = {
  [Name in keyof All]: [Said, All[Name]] extends [All[Name], Said] ? Name : never;
}[keyof All];

/** Something by its name, which `As` is called, with what it is given, where that is anything. */
export type Told<All, As extends string> = {
  [Name in keyof All]: { [key in As]: Name } & (All[Name] extends Nothing
    ? { args?: undefined }
    : { args: All[Name] });
}[keyof All];
