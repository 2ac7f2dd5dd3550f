import { randomUUID } from 'node:crypto';
import type { Day } from '../core/day.ts';
import { givenLine, givenText } from '../core/given.ts';
import type { Forms, Leads } from '../core/names.ts';
import type { Translate } from '../core/texts/index.ts';
import { dayIn } from '../core/written-time.ts';
import type { Action } from './action.ts';
import type { Card, Choice, Part, Reveal, Status } from './card.ts';

/** `user-id.request`: the desk and its form. */
export type FormId = keyof Forms;

/** Forms that change nothing when they are sent. */
export type LeadingId = { [Id in FormId]: Forms[Id] extends Leads ? Id : never }[FormId];

/** Forms that change something when they are sent: each that is opened has a key of its own. */
export type ChangingId = Exclude<FormId, LeadingId>;

declare const keyed: unique symbol;

/** A state with the form's own key in it: sent twice, at the same moment or much later, the form is one submit and has one answer. */
export type Keyed = string[] & { readonly [keyed]: true };

/** The state of a form that changes something, with its key: a new one, or, where it is drawn anew, the one that it has. */
export const withKey = (state: (key: string) => string[], key: string = randomUUID()): Keyed =>
  state(key) as Keyed;

/** The forms that a desk has declared, by their names within it. */
export type FormOf<Desk extends string> = FormId extends infer Id
  ? Id extends `${Desk}.${infer Own}`
    ? Own
    : never
  : never;

/**
 * A form as data, in its reader's language: a Slack modal, a Teams dialog or a web page. Which form it is and
 * what it is about (`state`: ids only) come back with every submit; what was typed comes back as values.
 */
export type Form = Frame & ({ id: LeadingId; state: string[] } | { id: ChangingId; state: Keyed });

/** What a form is besides which one it is, and of what. */
export interface Frame {
  /** A few words: 24 characters are what the narrowest frame holds. A number stands inside. */
  title: string;
  /** Stands above everything else. */
  status?: Status;
  /**
   * What sending it ends, in a sentence: for every act that cannot be taken back by the next one. It stands above everything
   * else, and the submit button is the dangerous one.
   */
  ends?: string;
  /** Label of the submit button; a form without one only shows. */
  submit?: string;
  close: string;
  fields: Field[];
  /** Leaving this page leaves the whole form: there is nothing to go back to. */
  final?: boolean;
  /** Of a form that shows a card: what shows it anew. */
  again?: Action;
}

/**
 * What a field takes. `accept`: file name endings that are offered to choose; the content is checked later. `maxBytes` of each where it is not
 * the limit of all others (U-6).
 */
export interface FilesWanted {
  maxFiles: number;
  accept: string[];
  maxBytes?: number;
}

export type Field =
  /** `reveals`: what its value shows of somebody, where that is not what its reader has typed themselves (T-3). */
  | ({
      type: 'text';
      value?: string;
      multiline?: boolean;
      maxLength?: number;
      placeholder?: string;
      reveals?: Reveal;
    } & Named)
  /**
   * A day. `min` and `max` are a help of the client's: not every platform has them, so the desk checks. No form hangs on
   * one: a browser reports a date that is being typed at each digit of its year.
   */
  | ({ type: 'date'; value?: Day; min?: Day; max?: Day; redraws?: never } & Named)
  | ({ type: 'choice'; choices: Choice[]; value?: string; style: 'radio' | 'menu' } & Named)
  | ({ type: 'choices'; choices: Choice[]; value?: string[] } & Named)
  /**
   * What hangs on one may be other searches and what is said of it, and no further fields: not every platform draws a form
   * anew for it, and its value comes along with the next search or the submit.
   */
  | ({ type: 'search'; value?: Choice; placeholder?: string } & Named)
  /**
   * A one-time code, which nothing keeps: it has no value that a form could bring, and what is typed comes to the submit alone, as
   * `Codes`. After an error it is empty again.
   */
  | ({ type: 'code'; value?: never; optional?: never; redraws?: never; generation?: never } & Named)
  | ({ type: 'files' } & FilesWanted & Named)
  | { type: 'button'; name: string; label: string }
  /** `about`: the field that this warns of; an error at it says more, and takes its place. */
  | { type: 'show'; part: Part; about?: string };

interface Named {
  name: string;
  label: string;
  hint?: string;
  optional?: boolean;
  /** Changing it asks the desk for the form anew, which may then have other fields. */
  redraws?: boolean;
  /** A field whose meaning hangs on another one starts empty when this changes. */
  generation?: string;
  /** It is asked for while this is chosen in another field; that one is all it hangs on. */
  onlyWith?: { field: string; chosen: string };
}

/** What a form brings back, by field name, but for codes; a date is a text, `2026-05-31`. Absent means left empty. */
export type Values = Record<string, Value | undefined>;
export type Value =
  | { type: 'text'; text: string }
  | { type: 'chosen'; chosen: Choice[] }
  | { type: 'files'; files: FileRef[] };

/** A file's source when it lies with us: the id of its attachment follows. */
export const keptSource = 'kept:';

/** A file that lies with the platform until a desk asks for its bytes. */
export interface FileRef {
  /** `slack:F123`; unique for the person who gave it. */
  source: string;
  name: string;
  /** Bytes, by the platform's word. */
  size: number;
  /** Where the platform says that the bytes lie, when it said so with the file; some addresses are of use at once only. */
  address?: string;
}

/** What the submit of a form leads to that changes nothing. */
export type Leading =
  | { type: 'errors'; errors: Record<string, string> }
  /** The next page; going back from it returns to this one as it was. */
  | { type: 'next'; form: Form }
  /** This page becomes another one; nothing has changed. */
  | { type: 'become'; form: Form };

/** What a submit leads to: always to words. Errors keep everything that was typed. */
export type FormResult =
  | Leading
  /** Something has changed, by this form or before it came: it says what, and whatever opened the form is shown anew. */
  | { type: 'done'; form: Form };

/** What was typed, as it is taken from a platform: nothing in it that is not seen. A form's values pass here before any desk. */
export function givenValues(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value && givenValue(value)]),
  );
}

function givenValue(value: Value): Value {
  if (value.type === 'text') return { type: 'text', text: givenText(value.text) };
  if (value.type === 'files') return { type: 'files', files: value.files.map(givenFile) };
  const chosen = value.chosen.map(({ value: of, label }) => ({
    value: givenLine(of),
    label: givenLine(label),
  }));
  return { type: 'chosen', chosen };
}

export function givenFile(file: FileRef): FileRef {
  return { ...file, name: givenLine(file.name) };
}

/** The line in a text field: names, numbers and addresses have no second one. */
export function textOf(values: Values, name: string): string {
  return givenLine(linesOf(values, name));
}

/** What stands in a text field of several lines. */
export function linesOf(values: Values, name: string): string {
  const value = values[name];
  return value?.type === 'text' ? givenText(value.text) : '';
}

/** What a form brings with it, by field name; nothing where a field leaves its value to what was typed. */
export function broughtBy(form: Form): Values {
  return Object.fromEntries(
    form.fields.flatMap((field) => ('name' in field ? [[field.name, valueBroughtBy(field)]] : [])),
  );
}

function valueBroughtBy(field: Field): Value | undefined {
  switch (field.type) {
    case 'text':
    case 'date':
      return field.value === undefined ? undefined : { type: 'text', text: field.value };
    case 'search':
      return field.value && { type: 'chosen', chosen: [field.value] };
    case 'choice': {
      const chosen = field.choices.find((choice) => choice.value === field.value);
      return chosen && { type: 'chosen', chosen: [chosen] };
    }
    case 'choices':
      return (
        field.value && {
          type: 'chosen',
          chosen: field.choices.filter((choice) => field.value?.includes(choice.value)),
        }
      );
    default:
      return undefined;
  }
}

/** The day in a date field; null where it is empty or holds what is no day of the calendar. */
export function dateOf(values: Values, name: string): Day | null {
  return dayIn(textOf(values, name));
}

export function chosenOf(values: Values, name: string): string[] {
  const value = values[name];
  return value?.type === 'chosen' ? value.chosen.map((choice) => choice.value) : [];
}

export function filesOf(values: Values, name: string): FileRef[] {
  const value = values[name];
  return value?.type === 'files' ? value.files : [];
}

/** The fields that are in question as things are chosen: of those that belong to a choice, the ones of what is chosen. */
export function fieldsInQuestion({ fields }: Form): Field[] {
  return fields.filter((field) => {
    const only = 'onlyWith' in field ? field.onlyWith : undefined;
    if (!only) return true;
    const chooser = fields.find((other) => 'name' in other && other.name === only.field);
    const chosen = chooser && 'value' in chooser ? chooser.value : undefined;
    return Array.isArray(chosen) ? chosen.includes(only.chosen) : chosen === only.chosen;
  });
}

/** What a field shows, where it is none to fill in. */
export function partOf(field: Field | undefined): Part | undefined {
  return field?.type === 'show' ? field.part : undefined;
}

/** A form that changes with its fields is drawn by its desk at any time; others were made once, by what led to them. */
export function isRedrawable(form: Form): boolean {
  return form.fields.some((field) => field.type === 'button' || ('redraws' in field && field.redraws));
}

/** A form that only shows a card. */
export function formOfCard(card: Card, close: string): Form {
  const buttons: Part[] = card.buttons.length > 0 ? [{ type: 'buttons', buttons: card.buttons }] : [];
  return {
    id: 'chat.shown',
    title: card.title,
    state: [],
    close,
    fields: [...card.parts, ...buttons].map((part) => ({ type: 'show', part })),
    ...(card.status && { status: card.status }),
    ...(card.again && { again: card.again }),
  };
}

/** A form that is another one each time it is opened: sent twice it is one submit, by the key that its state begins with. */
export const newForm = (
  t: Translate,
  form: Omit<Frame, 'close'> & { id: ChangingId },
  state: string[] = [],
): Form => ({
  ...form,
  state: withKey((key) => [key, ...state]),
  close: t('form.cancel'),
});
