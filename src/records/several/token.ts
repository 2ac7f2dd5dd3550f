import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { givenLine } from '../../core/given.ts';
import type { Seen } from './decidable.ts';

/** What a row keeps of the record that it shows: which one, and as it was seen. */
export interface Shown {
  subject: string;
  seen: Seen;
  /** A digest of what the row says of it: cells that were sorted apart from one another are noticed. */
  says: string;
}

/** In one cell, which nobody needs to read. */
export const tokenOf = ({ subject, seen, says }: Shown): string =>
  [subject, encodeURIComponent(seen.state), says, deflateRawSync(seen.version).toString('base64url')].join(
    ' ',
  );

/** Null for what no row of ours has. */
export function readToken(token: string): Shown | null {
  const [subject, state, says, version, ...more] = token.split(' ');
  if (!subject || !state || !says || !version || more.length > 0) return null;
  try {
    const seen = {
      state: decodeURIComponent(state),
      // Nothing of ours is as long: what swells up beyond that is none.
      version: inflateRawSync(Buffer.from(version, 'base64url'), { maxOutputLength: 64 * 1024 }).toString(),
    };
    return { subject, seen, says };
  } catch {
    return null;
  }
}

/** Of the cells of a row that say what it is about, however a program has spaced them. */
export const saidDigest = (...cells: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify(cells.map(givenLine)))
    .digest('base64url')
    .slice(0, 10);
