import { createHash, randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const letters = (bytes: Buffer): string =>
  [...bytes].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');

/** An id in Slack's form: a letter that tells the kind, then ten capitals and digits. */
export const newId = (prefix: string): string => `${prefix}0${letters(randomBytes(9))}`;

/** The same id for the same key, so that sample people and channels keep theirs without a stored state. */
export const idFor = (prefix: string, key: string): string =>
  `${prefix}0${letters(createHash('sha256').update(`${prefix}:${key}`).digest().subarray(0, 9))}`;

/** Makes message timestamps: `seconds.microseconds`, unique and increasing; never at or before `after`. */
export function createTimestamps(now: () => number): (after?: number) => string {
  let last = 0;
  return (after = 0) => {
    last = Math.max(now() * 1000, last + 1, after + 1);
    return `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, '0')}`;
  };
}

/** A timestamp as a number of microseconds. */
export const tsNumber = (ts: string): number => Number(ts.replace('.', ''));
