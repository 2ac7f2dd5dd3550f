import type { Language } from '../core/texts/index.ts';

/** A document of A4 pages as data: every text in its reader's language, whatever letters it has. */
export interface Paper {
  language: Language;
  title: string;
  /** Who has made it. */
  author: string;
  madeAt: Date;
  blocks: readonly Block[];
  /** What it ends with, where it has one: a QR code that leads to an address, with what is said beside it. */
  code?: { url: string; label: string; text: string };
  /** At the foot of each page. */
  foot: string;
  /** Beside it, with `{page}` and `{pages}`. */
  pageOf: string;
  /** Said below the blocks where a sign has no letter in the font: it stands there by its number, `[U+A98F]`. */
  unknownSigns: string;
}

export type Block =
  | { type: 'title'; text: string; beneath: string }
  | { type: 'heading'; text: string }
  | { type: 'text'; text: string; subtle?: true }
  | { type: 'facts'; facts: readonly { label: string; value: string }[] }
  /** What somebody has typed, set apart below what is said of it. */
  | { type: 'quote'; label: string; text: string | null };
