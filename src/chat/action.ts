/**
 * What a button does: `desk.verb` with the ids it is about. The encoded form travels through the platform and
 * comes back from a browser we do not control, so it carries ids only and gives no right (I-3).
 */
export interface Action {
  desk: string;
  verb: string;
  args: string[];
}

/** Slack's action_id is the shorter of the platforms' limits. */
const maxLength = 255;
const part = /^[a-z][a-z0-9-]*$/;
const argument = /^[A-Za-z0-9_.,@%-]*$/;

export function action(desk: string, verb: string, ...args: (string | number)[]): Action {
  return { desk, verb, args: args.map(String) };
}

/** `user-id.approve:42:WAITING_ATASAN`. Arguments are URI-encoded, so any text may be one. */
export function encodeAction({ desk, verb, args }: Action): string {
  const encoded = [`${desk}.${verb}`, ...args.map((arg) => encodeURIComponent(arg))].join(':');
  if (encoded.length > maxLength) throw new Error(`action too long for a button: ${desk}.${verb}`);
  return encoded;
}

/** Null for anything that encodeAction cannot have made. */
export function decodeAction(encoded: string): Action | null {
  if (encoded.length > maxLength) return null;
  const [name = '', ...args] = encoded.split(':');
  const [desk = '', verb = '', ...rest] = name.split('.');
  if (rest.length > 0 || !part.test(desk) || !part.test(verb)) return null;
  if (!args.every((arg) => argument.test(arg))) return null;
  try {
    return { desk, verb, args: args.map(decodeURIComponent) };
  } catch {
    return null;
  }
}

/** A row's id as it came back from a client: 0, which no row has, for anything that cannot be one. */
export function idOf(text: string | undefined): number {
  const id = Number(text);
  return Number.isInteger(id) && id > 0 && id < 2 ** 31 ? id : 0;
}
