import type { Card } from './card.ts';

/**
 * Something else has to be done before: its card stands in the place of what was asked for, with the way there. Nothing has
 * changed.
 */
export class Detour extends Error {
  readonly card: Card;

  constructor(card: Card) {
    super(card.title);
    this.card = card;
  }
}

/** What the work answers, or the way that has to be gone before. */
export async function orDetour<T>(work: Promise<T>, shown: (card: Card) => T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Detour) return shown(error.card);
    throw error;
  }
}
