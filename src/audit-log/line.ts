import { hash } from 'node:crypto';
import { type Hash, hashBytes, hashes } from '../merkle/tree.ts';

/** What of an entry speaks of people, and can be erased from it. */
export const personalColumns = ['actor', 'data', 'reason'] as const;
export type PersonalColumn = (typeof personalColumns)[number];

/** What an entry with which others were erased is called: its `data` names them. */
export const erasedAction = 'audit.erased';

/** Which columns were erased from which entries, by their ids. */
export type ErasedEntries = Record<string, PersonalColumn[]>;

const opaqueStart = '{"erased":"';
const isOpaque = (line: Uint8Array): boolean => line[2] === opaqueStart.charCodeAt(2);

/** The leaf of a line that was hashed, which an erased entry of version 1 says itself: nobody can compute it any more. */
export function leafOf(hashed: Hash, line: Uint8Array): Hash {
  if (!isOpaque(line)) return hashed;
  const hex = Buffer.from(line.buffer, line.byteOffset + opaqueStart.length, 2 * hashBytes).toString();
  return hashes.fromBuffer(Buffer.from(hex, 'hex'));
}

type Openings = Partial<Record<PersonalColumn, { salt: string; value: string }>>;

/** What a line says of its entry, and what it does not. */
export interface ReadLine {
  id: string;
  /** `all` where nothing but the hash of its leaf is left. */
  erased: readonly PersonalColumn[] | 'all';
  /** Columns whose opening does not fit the leaf. */
  misfits: PersonalColumn[];
  /** What it says that was erased from others. */
  erases: ErasedEntries | null;
}

const nothing: ReadLine = { id: '', erased: [], misfits: [], erases: null };
const lastVersion = '2'.charCodeAt(0);
const erasing = `{"action":"${erasedAction}",`;

/** Reads a line of an export: its leaf, and behind the tab what opens it. Of version 1 there is nothing to open. Throws SyntaxError. */
export function readLine(line: Uint8Array, behind: Uint8Array): ReadLine {
  const isSecond = line[line.length - 2] === lastVersion;
  if (!isSecond && behind.length === 0 && !isOpaque(line)) return nothing;
  const leaf = Buffer.from(line.buffer, line.byteOffset, line.length).toString('latin1');
  const id = textIn(leaf, 'id') ?? '';
  if (isOpaque(line)) return { ...nothing, id, erased: 'all', misfits: behind.length > 0 ? ['actor'] : [] };
  const opened = behind.length > 0 ? parse<Openings>(behind) : {};
  const misfits: PersonalColumn[] = [];
  for (const column in opened) {
    const opening = opened[column as PersonalColumn];
    if (!isSecond || !opening || commitmentOf(opening) !== textIn(leaf, column))
      misfits.push(column as PersonalColumn);
  }
  const erased = isSecond
    ? personalColumns.filter((column) => !opened[column] && textIn(leaf, column) !== null)
    : [];
  const says = leaf.startsWith(erasing) && misfits.length === 0 ? opened.data?.value : undefined;
  const erases = says === undefined ? null : (JSON.parse(says) as { entries: ErasedEntries }).entries;
  return { id, erased, misfits, erases };
}

/**
 * A member of a leaf, of which it is known that its text has nothing to be escaped; null where it is null, or not there. Within another text the quotes that
 * it is found by would be escaped.
 */
function textIn(leaf: string, name: string): string | null {
  const start = leaf.indexOf(`,"${name}":"`);
  if (start < 0) return null;
  const from = start + name.length + 5;
  return leaf.slice(from, leaf.indexOf('"', from));
}

const parse = <T>(bytes: Uint8Array): T =>
  JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()) as T;

let scratch = Buffer.alloc(1024);

/** SHA-256 of the salt's bytes and the value's, in hexadecimal digits. */
function commitmentOf({ salt, value }: { salt: string; value: string }): string {
  const most = salt.length + 3 * value.length;
  if (most > scratch.length) scratch = Buffer.alloc(2 * most);
  const from = scratch.write(salt, 'hex');
  return hash('sha256', scratch.subarray(0, from + scratch.write(value, from)), 'hex');
}
