import type { Platform } from '@satu-pintu/playground/people';
import type { Form, Values } from '../../../src/chat/form.ts';
import type { Outcome } from './outcome.ts';

export interface File {
  name: string;
  size: number;
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
  /** A file that is sent to the bot. */
  give(account: string, file: File): Promise<Outcome>;
  /** What is at hand without asking: the Home tab, the overview. */
  home(account: string): Promise<Outcome>;
  /** A press whose proof is somebody else's. */
  forged(account: string, encoded: string): Promise<Outcome>;
}
