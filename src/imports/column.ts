import type { Message, TextKey } from '../core/texts/index.ts';

/** A column of a kind of rows: what it is called in either language, what may stand in it, how the template explains it. */
export interface Column {
  field: string;
  /** Its title; that of either language is known. */
  title: TextKey;
  required: boolean;
  /** What may stand in it, in a sentence for the template's sheet of explanations. */
  explained: TextKey;
  /** The value that a text stands for, or what is expected in its place. */
  read(text: string): { value: string } | { expected: Message };
  /** What each of its values is called, where they are words. */
  words?: Readonly<Record<string, TextKey>>;
  /** Words that the template offers to choose from. */
  choices?: readonly TextKey[];
  /** A day: a cell of the spreadsheet's own dates is read as well, and the template has one. */
  isDay?: boolean;
  /** How wide it is in the template, in characters, where its title does not say. */
  width?: number;
  /** The template's example; a row that holds nothing but the examples is left out. */
  example: TextKey | string;
}
