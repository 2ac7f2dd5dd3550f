import type { Actions } from '../core/names.ts';

/** `satker.approve`: the desk and its verb. */
export type ActionName = keyof Actions;

/** The verbs that a desk has declared. */
export type VerbOf<Desk extends string> = {
  [Name in ActionName]: Name extends `${Desk}.${infer Verb}` ? Verb : never;
}[ActionName];

/**
 * What a button does, with the ids it is about. The encoded form travels through the platform and comes back from a
 * browser we do not control, so it carries ids only and gives no right (I-3).
 */
export interface Action {
  name: ActionName;
  args: string[];
}

/** An action as it came back: its name may be anybody's invention. */
export interface Pressed {
  name: string;
  args: string[];
}

/** Slack's action_id is the shorter of the platforms' limits. */
const maxLength = 255;
const actionName = /^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/;
const argument = /^[A-Za-z0-9_.,@%-]*$/;

export function action(name: ActionName, ...args: (string | number)[]): Action {
  return { name, args: args.map(String) };
}

/** `user-id.approve:42:WAITING_ATASAN`. Arguments are URI-encoded, so any text may be one. */
export function encodeAction({ name, args }: Pressed): string {
  const encoded = [name, ...args.map((arg) => encodeURIComponent(arg))].join(':');
  if (encoded.length > maxLength) throw new Error(`action too long for a button: ${name}`);
  return encoded;
}

/** Null for anything that encodeAction cannot have made. */
export function decodeAction(encoded: string): Pressed | null {
  if (encoded.length > maxLength) return null;
  const [name = '', ...args] = encoded.split(':');
  if (!actionName.test(name) || !args.every((arg) => argument.test(arg))) return null;
  try {
    return { name, args: args.map(decodeURIComponent) };
  } catch {
    return null;
  }
}

/** A row's id as it came back from a client: 0, which no row has, for anything that cannot be one. */
export function idOf(text: string | undefined): number {
  const id = Number(text);
  return Number.isInteger(id) && id > 0 && id < 2 ** 31 ? id : 0;
}
