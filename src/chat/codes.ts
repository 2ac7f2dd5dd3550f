import { givenSigns } from '../core/given.ts';

/**
 * What was typed into a form's fields of type `code`, by their names. It is no part of `Values`: whatever keeps, shows or carries
 * what was typed has none of it, and nothing but the handler of a submit is given it. Printed or made into JSON it is empty.
 */
export class Codes {
  readonly #typed: ReadonlyMap<string, string>;

  constructor(typed: Iterable<readonly [string, string]> = []) {
    this.#typed = new Map(typed);
  }

  /** What was typed, without white space, which authenticators show in the middle (G-3); empty where nothing was. */
  of(field: string): string {
    return givenSigns(this.#typed.get(field) ?? '').replaceAll(/\s/g, '');
  }
}

export const noCodes = new Codes();

/** More than six digits with the space between them, however they are written. */
export const longestCode = 20;
