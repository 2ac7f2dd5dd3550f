import type { EmptyField } from '../../../pades/empty-fields.ts';
import type { Remarked } from '../../../records/remarks.ts';
import type { Emptied } from '../../../retention/emptied.ts';

declare module '../../../core/names.ts' {
  interface LoggedStates extends Record<Signing['status'], true> {}
}

/** Where an initial goes: below the last text, or into a corner of a page. */
export const places = ['AFTER_TEXT', 'BOTTOM_RIGHT', 'BOTTOM_LEFT', 'TOP_RIGHT', 'TOP_LEFT'] as const;
export type SigningPlace = (typeof places)[number];

/** Somebody whose signature a file is to have. */
export interface Party {
  id: number;
  personId: number;
  name: string;
  /** 1, 2, … */
  turn: number;
  /** They have signed, by their code. */
  agreedAt: Date | null;
  /** The file has their signature. */
  signedAt: Date | null;
  /** Of the file's own signature fields the one that they sign in. */
  field: string | null;
}

export interface SigningFile {
  id: number;
  name: string;
  mediaType: string;
  size: number;
  /** Hexadecimal. */
  sha256: string;
  /** Since when its bytes and its name are gone (T-3). */
  removedAt: Date | null;
  removedOnDemand: boolean;
}

/** A PDF that people sign (G-7). */
export interface Signing extends Remarked, Emptied {
  id: number;
  number: string;
  requester: { id: number; name: string };
  status: 'WAITING' | 'SIGNED' | 'DECLINED' | 'WITHDRAWN' | 'ENDED';
  /** One after the other, by their turns. */
  inOrder: boolean;
  note: string | null;
  pages: number;
  /** What its author has made for signatures, as it was given. */
  emptyFields: EmptyField[];
  createdAt: Date;
  /** With every signature that stands so far. */
  file: SigningFile;
  parties: Party[];
}
