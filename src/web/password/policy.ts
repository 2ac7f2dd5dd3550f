import { type Message, msg } from '../../core/texts/index.ts';
import { strengthOf } from './strength.ts';

export const minLength = 12;
export const maxLength = 128;
export const minScore = 3;

/** What is wrong with a new password, by field; null when nothing is. */
export async function passwordProblems(
  password: string,
  repeated: string,
  personal: readonly string[],
): Promise<{ password?: Message; repeat?: Message } | null> {
  const length = lengthOf(password);
  if (length < minLength) return { password: msg('portal.password.tooShort', { min: minLength }) };
  if (length > maxLength) return { password: msg('portal.password.tooLong', { max: maxLength }) };
  if (password !== repeated) return { repeat: msg('portal.password.differs') };
  if ((await strengthOf(password, personal)) < minScore) return { password: msg('portal.password.weak') };
  return null;
}

/** In characters as people count them, not in bytes. */
export function lengthOf(password: string): number {
  return [...password.normalize('NFKC')].length;
}

/** Words that a password of this person must not live on: whole, and in their parts. */
export function personalWords(...known: (string | null | undefined)[]): string[] {
  const texts = known.filter((text): text is string => Boolean(text));
  const parts = texts.flatMap((text) => text.split(/[\s.@_\-/]+/)).filter((word) => word.length >= 3);
  return [...new Set([...texts, ...parts, 'satupintu', 'satu', 'pintu'])];
}
