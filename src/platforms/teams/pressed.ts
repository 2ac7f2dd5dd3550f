import * as z from 'zod';
import { Codes } from '../../chat/codes.ts';
import type { Inputs } from './held.ts';
import { codePrefix } from './values.ts';

/** A menu as it travels in the button that applies it: its action and what was chosen when it was drawn. */
export interface MenuState {
  a: string;
  c?: string;
}

/** What a button of ours brings back. It comes from a client that we do not control, and gives no right (I-3). */
export type Pressed =
  /** `trail`: of a private card, how it came to be shown. */
  | { verb: 'action'; a: string; trail?: string }
  /** What was typed, which a button does again. */
  | { verb: 'command'; t: string }
  | { verb: 'menus'; m: MenuState[]; trail?: string }
  | { verb: 'refresh'; key: string }
  | { verb: 'submit' }
  | { verb: 'back' }
  /** `set`: the choice that this button stands for. */
  | { verb: 'redraw'; field: string; set?: string };

const short = z.string().max(300);
const trail = z.string().max(2000).optional();
const pressed = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('action'), a: short, trail }),
  z.object({ verb: z.literal('command'), t: short }),
  z.object({
    verb: z.literal('menus'),
    m: z.array(z.object({ a: short, c: z.string().max(300).optional() })).max(10),
    trail,
  }),
  z.object({ verb: z.literal('refresh'), key: short }),
  z.object({ verb: z.literal('submit') }),
  z.object({ verb: z.literal('back') }),
  z.object({ verb: z.literal('redraw'), field: short, set: short.optional() }),
]);

/** What was pressed, and what stood in the inputs of that card; null for anything that no card of ours sends. */
export function readPressed(data: unknown): { pressed: Pressed; inputs: Inputs; codes: Codes } | null {
  const parsed = pressed.safeParse(data);
  if (!parsed.success) return null;
  return { pressed: parsed.data, inputs: readInputs(data), codes: readCodes(data) };
}

/** What stood in a card's inputs, by their ids, but for codes: a card that is drawn anew with it has none. */
export function readInputs(data: unknown): Inputs {
  return Object.fromEntries(textsIn(data).filter(([id]) => !id.startsWith(codePrefix)));
}

function readCodes(data: unknown): Codes {
  const ofCodes = textsIn(data).filter(([id]) => id.startsWith(codePrefix));
  return new Codes(ofCodes.map(([id, typed]) => [id.slice(codePrefix.length), typed]));
}

const textsIn = (data: unknown): [string, string][] =>
  Object.entries(typeof data === 'object' && data ? data : {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
