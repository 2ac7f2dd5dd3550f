import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Form } from '../../chat/form.ts';

/** What stands in a dialog's inputs, by input id, in Teams' own writing. */
export type Inputs = Record<string, string>;

/**
 * The dialog that somebody has open, as it travels with them in an unseen input: Teams keeps no forms for us, and an
 * answer replaces the whole card. Nothing secret is in it, and whoever changes it changes only what they see
 * themselves: ids and rights are checked when they are used (I-3).
 */
export interface Held {
  form: Form;
  /** Choices that are pressed rather than entered, by input id. */
  pressed: Inputs;
  /** Sources of the files that were offered to choose from; absent where the form had no field for files. */
  offered?: string[];
  /** What it took the place of, to go back to as it was. */
  back?: Left;
}

/** A form that was left for another page, with what stood in it. */
export interface Left {
  form: Form;
  inputs: Inputs;
  pressed: Inputs;
  back?: Left;
}

/** The id of the unseen input. */
export const heldInput = 'form';
/** More than any form of ours takes, and little enough to be unpacked for a stranger. */
const maxBytes = 200_000;

export function encodeHeld(held: Held): string {
  return deflateRawSync(JSON.stringify(held)).toString('base64url');
}

export function decodeHeld(inputs: Inputs): Held | null {
  try {
    const unpacked = inflateRawSync(Buffer.from(inputs[heldInput] ?? '', 'base64url'), {
      maxOutputLength: maxBytes,
    });
    const held = JSON.parse(unpacked.toString()) as Partial<Held>;
    const { form } = held;
    if (typeof form?.id !== 'string' || !Array.isArray(form.state) || !Array.isArray(form.fields))
      return null;
    return {
      form: { ...form, state: form.state.map(String) } as Form,
      pressed: held.pressed ?? {},
      offered: held.offered,
      back: held.back,
    };
  } catch {
    return null;
  }
}
