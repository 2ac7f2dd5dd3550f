import type { CommandName, WordOf } from '../core/commands.ts';
import type { Context } from '../core/context.ts';
import type { Day } from '../core/day.ts';
import type { JobCall } from '../core/jobs.ts';
import type { Cards, Nothing, OfEntry, Told, ToldBy } from '../core/names.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Message, Name, TextKey, Translate } from '../core/texts/index.ts';
import type { Action, VerbOf } from './action.ts';
import type { Card, Choice, ListItem, Part } from './card.ts';
import type { Codes } from './codes.ts';
import type { FileRef, Form, FormOf, FormResult, Leading, LeadingId, Values } from './form.ts';
import type { Trail } from './trail.ts';

/** What a command or a button answers, privately to the one who used it: always something, since a platform may open a frame for it. */
export type Reply =
  | { type: 'form'; form: Form }
  /**
   * `trail`: how it came to be shown, which the router knows. `aside`: where it answers something in a channel, it is no matter of
   * the channel's, but of the one who is answered alone.
   */
  | { type: 'card'; card: Card; trail?: Trail; aside?: boolean }
  | { type: 'text'; text: string };

/**
 * `open` lets people in whom no register knows (I-1). Everything else asks for standing before it is called;
 * finer rights are the desk's own, checked at each use (I-3).
 */
interface Guarded {
  open?: boolean;
}

/** What a command does; `rest` is what follows its words, as it was typed. */
export type Verb = (ctx: Context, rest: string) => Promise<Reply>;

export interface Command<Word extends string = string> extends Guarded {
  /** By the word that follows the command's name, in small letters; `''` is the command alone. */
  verbs: Record<Word, Verb>;
  /** Those of an open command that ask for standing all the same (I-1). */
  guarded?: readonly Word[];
  /** Other words for them, which are understood and not offered. */
  aliases?: Record<string, Word>;
  /** Those of the words that this person may use, in the order in which they are offered. Nobody is offered any other. */
  offered(ctx: Context): Promise<OfferedWord<Word>[]> | OfferedWord<Word>[];
}

/** The command that a desk has declared. */
export type CommandsOf<Name extends CommandName> = Record<Name, Command<WordOf<Name>>>;

/** A word that may be typed after a command's name. */
export interface OfferedWord<Word extends string = string> {
  verb: Word;
  /** What has to follow it. */
  rest?: string;
  /** The whole line as it is typed, and what it does. */
  says: TextKey;
}

export interface ActionHandler extends Guarded {
  /** `chosen` is what a menu brought. */
  run(ctx: Context, args: string[], chosen?: string): Promise<Reply>;
}

export interface FormHandler extends Guarded {
  submit?(ctx: Context, state: string[], values: Values, codes: Codes): Promise<FormResult>;
  /** The form as it stands after `changed` was changed or pressed. */
  redraw?(ctx: Context, state: string[], values: Values, changed: string): Promise<Form>;
  search?(ctx: Context, field: string, query: string, values: Values): Promise<Choice[]>;
  /** By the fields to choose in: why there may be nothing to choose. Then the form does not open, and this is said. */
  nobody?: Record<string, Message>;
}

/** Takes a form that changes nothing. */
export interface LeadingHandler extends Omit<FormHandler, 'submit'> {
  submit?(ctx: Context, state: string[], values: Values, codes: Codes): Promise<Leading>;
}

/** Answers to all the actions that a desk has declared. */
export type ActionsOf<Id extends string> = Record<VerbOf<Id>, ActionHandler>;

/** Takers of all the forms that a desk has declared. */
export type FormsOf<Id extends string> = {
  [Own in FormOf<Id>]: `${Id}.${Own}` extends LeadingId ? LeadingHandler : FormHandler;
};

/**
 * Builds a posted card for its reader from the state of this moment; null when there is nothing to show. What it reads through
 * `moment` is read once for all the copies that are brought up to date together.
 */
export type CardSource<Args = Nothing> = (
  reader: Context,
  subject: number,
  args: Args,
  moment: Queryable,
) => Promise<Card | null>;

/** Builds the card of a name that is known only when it runs: told what was posted with it. Two-way, as methods are. */
export type NamedCardSource = {
  build(...given: Parameters<CardSource<object>>): Promise<Card | null>;
}['build'];

/** `satker.approval`: the desk and its card. */
export type CardName = keyof Cards;

/** A card that its record alone makes. */
export type PlainCardName = ToldBy<Cards, Nothing>;

/** A card that says what one entry of a record's log meant. */
export type StepCardName = ToldBy<Cards, OfEntry>;

/** A card with what it is told. */
export type CardTold =
  | { card: PlainCardName; args?: undefined }
  | { card: StepCardName; args: OfEntry }
  | Told<Omit<Cards, PlainCardName | StepCardName>, 'card'>;

/** Builders for all cards that a desk has declared, by their names within it. */
export type CardsOf<Id extends string> = {
  [Name in CardName as Name extends `${Id}.${infer Own}` ? Own : never]: CardSource<Cards[Name]>;
};

/** Something this person may do, as a button in the help and on the Home tab. */
export interface Offer {
  label: string;
  /** What it does, in a sentence. */
  text: string;
  action: Action;
  /** Its form has a field for files: it is offered to whoever has just given one. */
  takesFiles?: true;
}

/**
 * What may be done with files of a message, whoever wrote that: a message shortcut in Slack, a message action in Teams, and a button for
 * whoever has just given such a file. The manifests have it under its desk and name.
 */
export interface Shortcut {
  label: TextKey;
  /** Endings of the names of files that it is for. */
  takes: readonly string[];
  /** Of each, where that is more than forms take elsewhere (U-6). */
  maxBytes?: number;
  /** Whether this person is offered it where they have not asked for it. What they may do is asked by `run` at each use (I-3). */
  offered(ctx: Context): Promise<boolean>;
  /** With those of the files that it is for, at least one. They lie with the platform, which may keep them to itself. */
  run(ctx: Context, files: readonly FileRef[]): Promise<Reply>;
}

/**
 * Which of the records that wait: those of which people have lost, or gained, what these wait for; those that people hold, or did, for
 * whom somebody else stands in or has ceased to; or these; or all.
 */
export type Concerned =
  | { lost: number[] }
  | { gained: number[] }
  | { heldBy: number[] }
  | { subjects: string[] }
  | 'all';

/** After how many working days who is told, where something that waits says so itself. */
export interface Term {
  /** Of the whole organisation where there are none. */
  remindAfter?: readonly number[];
  escalateAfter?: number | null;
  /** By a moment of its own: a deadline reminds of it, and whoever is above is told once this has come. */
  by?: Date;
  /** The last day of something that ends by itself, undecided: its readers are told that day and no due moment. */
  ends?: Day;
}

/** A record that waits, with whoever could decide it now. */
export interface Waiting {
  subject: string;
  title: string;
  /** Where it waits. */
  text: Name;
  open: Action;
  holders: readonly number[];
  /** Since when it waits for them. */
  since: Date;
  /** In how many working days who is told, where it says so itself. */
  term?: Term;
  /** Whoever asked for it, where they may have its holders reminded. */
  asker: number | null;
  /** Who is told where they do not decide it in time (U-19). */
  above: 'superiors' | 'admins';
  /** The job that tells whoever could decide it and has not been told. */
  tell: JobCall & { queue: string };
}

/** Something that somebody is to decide, as a rehearsal compares it. */
export interface Seat {
  /** Its record, and behind a space what of it, where that is not all. */
  key: string;
  name: Name;
  holders: readonly number[];
  /** Not enough of them are left. */
  isEmpty: boolean;
}

/** One desk, on every platform at once: it knows cards and forms, never a platform. */
export interface Desk {
  id: string;
  /** What stands above its offers; absent where it has none. */
  title?: TextKey;
  commands?: Record<string, Command>;
  actions: Record<string, ActionHandler>;
  forms: Record<string, FormHandler>;
  /** Opens a record by its number, by what such numbers begin with: `UID`. */
  records?: Record<string, (ctx: Context, number: string) => Promise<Reply>>;
  cards: Record<string, NamedCardSource>;
  /**
   * What stands below a link to one of its pages where anybody may read: no more than the link says itself, and what opens it for each as they
   * may see it (I-3). Nothing is looked up, so that it does not tell whether there is such a record. Null for any other path.
   */
  linked?(path: string, t: Translate): ListItem | null;
  /** What waits here, as `at` has it where that is given; absent where nothing waits for a holder. */
  waiting?(concerned: Concerned, at?: Queryable): Promise<Waiting[]>;
  /** Who could decide which stage of what was asked for lately, if it were asked for now. */
  lately?(at: Queryable, now: Date): Promise<Seat[]>;
  /** Who could decide which stage of whatever is asked for next, as far as that does not hang on who asks (U-9). */
  standing?(at: Queryable): Promise<Seat[]>;
  offers?(ctx: Context): Promise<Offer[]>;
  shortcuts?: Record<string, Shortcut>;
  /** What waits for this person at this desk, and what they asked for there. */
  home?(ctx: Context): Promise<{ waiting: Part[]; asked: Part[] }>;
}
