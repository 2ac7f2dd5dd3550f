import * as z from 'zod';
import { givenSigns } from './given.ts';

const address = z.email().max(254);

/** An e-mail address, in lower case as we keep them; null for what is none. */
export function emailIn(typed: string): string | null {
  const read = address.safeParse(
    givenSigns(typed)
      .toLowerCase()
      .replace(/^mailto:/, ''),
  );
  return read.data ?? null;
}

/**
 * A telephone number as people write it, with its spaces, hyphens and brackets: `+62 812-3456-7890`, `(021) 7892345`. Null for
 * what is none, or what a spreadsheet made of one: `081234567890.0`, `8.12E+10`.
 */
export function phoneIn(typed: string): string | null {
  const text = givenSigns(typed).replace(/^(?:tel:|')/i, '');
  const digits = text.replaceAll(/\D/g, '').length;
  const isPhone =
    /^\+?[\d ().-]+$/.test(text) && /^[^()]*(?:\(\d+\)[^()]*)?$/.test(text) && !/\.\d?$/.test(text);
  return isPhone && digits >= 8 && digits <= 15 ? text : null;
}
