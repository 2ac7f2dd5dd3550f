import type { Context } from '../core/context.ts';
import type { Action } from './action.ts';
import type { Card, Choice, Part } from './card.ts';
import type { Form, FormResult, Values } from './form.ts';
import type { Trail } from './trail.ts';

/** What a command or a button answers, privately to the one who used it. */
export type Reply =
  | { type: 'form'; form: Form }
  /** `trail`: how it came to be shown, which the router knows. */
  | { type: 'card'; card: Card; trail?: Trail }
  | { type: 'text'; text: string }
  | { type: 'nothing' };

/**
 * `open` lets people in whom no register knows (I-1). Everything else asks for standing before it is called;
 * finer rights are the desk's own, checked at each use (I-3).
 */
interface Guarded {
  open?: boolean;
}

export interface Command extends Guarded {
  /** Whether these words, typed without the command's name, are meant for it. */
  understands?(text: string): boolean;
  run(ctx: Context, text: string): Promise<Reply>;
}

export interface ActionHandler extends Guarded {
  /** `chosen` is what a menu brought. */
  run(ctx: Context, args: string[], chosen?: string): Promise<Reply>;
}

export interface FormHandler extends Guarded {
  submit?(ctx: Context, state: string[], values: Values): Promise<FormResult>;
  /** The form as it stands after `changed` was changed or pressed. */
  redraw?(ctx: Context, state: string[], values: Values, changed: string): Promise<Form>;
  search?(ctx: Context, field: string, query: string, values: Values): Promise<Choice[]>;
}

/** Builds a posted card for its reader from the state of this moment; null when there is nothing to show. */
export type CardSource = (
  reader: Context,
  subject: number,
  args: Record<string, unknown>,
) => Promise<Card | null>;

/** Something this person may do, as a button in the help and on the Home tab. */
export interface Offer {
  label: string;
  /** What it does, in a sentence. */
  text: string;
  action: Action;
}

/** One desk, on every platform at once: it knows cards and forms, never a platform. */
export interface Desk {
  id: string;
  commands: Record<string, Command>;
  actions: Record<string, ActionHandler>;
  forms: Record<string, FormHandler>;
  cards: Record<string, CardSource>;
  offers(ctx: Context): Promise<Offer[]>;
  /** What waits for this person at this desk, and what they asked for there. */
  home(ctx: Context): Promise<{ waiting: Part[]; asked: Part[] }>;
}
