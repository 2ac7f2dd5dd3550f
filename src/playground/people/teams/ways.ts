import type { UploadedFile } from '../person.ts';

/** What a button's label, or the text in a field's place, may say. */
export type Said = 'open' | 'apply' | 'back' | 'give files' | 'files given' | 'no files';

/**
 * What Teams has no way of its own for, so that every bot finds one: how the bot that is tried lets people do it. One whose
 * dialogs are not drawn anew and take no files needs none of this.
 */
export interface TeamsWays {
  says(label: string, what: Said): boolean;
  /** Gives files at the address where the bot has people give them; answers what is said against them. */
  giveFiles(address: string, files: readonly UploadedFile[], language: string): Promise<string[]>;
  /** What a card and the messages about it have in common: a personal chat has no threads. */
  subject(text: string): string | undefined;
}

export const noWays: TeamsWays = {
  says: () => false,
  giveFiles: () => Promise.reject(new Error('This bot has no way to give files.')),
  subject: () => undefined,
};
