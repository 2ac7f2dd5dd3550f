import type { Platform } from '@satu-pintu/playground/people';
import type { Form, Values } from '../../../src/chat/form.ts';
import type { Outcome } from './outcome.ts';

export interface File {
  name: string;
  size: number;
}

/** A file that somebody gives, made anew each time: with this word in it. */
export interface Given {
  ending: string;
  content(called: string): Buffer | Promise<Buffer>;
}

export interface Giving {
  /** By its name; a direct conversation where there is none. */
  channel?: string;
  /** Not what is said at once, but what has come of them. */
  read?: boolean;
  /** Nothing may be said of them: it is not, where it has not been until then. */
  until?: Promise<unknown>;
}

/** One platform's address of the bot: what is delivered there, well signed, in whose name it may be. */
export interface Door {
  readonly platform: Platform;
  /** A button of a posted card. */
  press(account: string, encoded: string, more?: { chosen?: string; secret?: string }): Promise<Outcome>;
  /** `/userid list` */
  command(account: string, line: string): Promise<Outcome>;
  /** A form as somebody's client has it, sent with these values. */
  submit(account: string, form: Form, values: Values): Promise<Outcome>;
  /** What is typed into a searched field of a form. */
  search(account: string, form: Form, field: string, query: string): Promise<Outcome>;
  /** What the app offers on messages, used on one with this file. */
  shortcut(account: string, name: string, file: File): Promise<Outcome>;
  /** Files that are sent to the bot together, or dropped in a channel: what is said of them to whoever gave them. */
  give(account: string, files: readonly Given[], how?: Giving): Promise<Outcome>;
  /** A new channel, with everybody and the bot in it: where it lies. */
  openChannel(name: string): Promise<{ tenant: string; channel: string }>;
  /** What is at hand without asking: the Home tab, the overview. */
  home(account: string): Promise<Outcome>;
  /** A press whose proof is somebody else's. */
  forged(account: string, encoded: string): Promise<Outcome>;
}
