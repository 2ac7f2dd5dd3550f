import type { TeamsNotice } from './screen.ts';

/** Where a card stands: in the dialog in front, or in a message (its `card`: the index, default 0). */
export type CardPlace = 'dialog' | { chat: string; message: string; card?: number };

/** What came of an act, after the bot's answer or its absence. */
export interface TeamsOutcome {
  /** Entries of the traffic that this act caused, copies included. */
  traffic: number[];
  /** Status of the first copy's answer; 0: none, or nothing was sent. */
  status: number;
  /** Milliseconds until that answer. */
  ms: number;
  /** The address that the press opened in the browser. */
  opens?: string;
  notice?: TeamsNotice;
  /** The client's own checks of inputs (required, pattern, length), by input id: nothing was sent. */
  invalid?: Record<string, string>;
}

export interface SearchResult {
  title: string;
  value: string;
}
