/** What is done with the playground as a whole: its time, and that it begins anew. */
export interface PlayApi {
  state(args: Record<string, never>): Promise<PlayState>;
  /** Lets so much time pass. It answers at once: `state` says how far it is, and a change `play` that it is further. */
  jump(args: { by: Jump }): Promise<PlayState>;
  /** Forgets everything; with `history` its people have lived through some months by then. Answers at once, as `jump` does. */
  begin(args: { history?: boolean }): Promise<PlayState>;
}

export type PlayCall = keyof PlayApi;

export const jumps = ['day', 'week', 'month', 'half-year'] as const;
export type Jump = (typeof jumps)[number];

export interface PlayState {
  /** What the clock shows, in milliseconds. */
  now: number;
  canJump: boolean;
  canBegin: boolean;
  hasHistory: boolean;
  /** What is being done, and how much of it is done, from 0 to 1. */
  doing?: { what: 'jump' | 'begin' | 'history'; done: number };
  /** What ended the last of these before its time. */
  problem?: string;
}

/** A bot whose clock is the playground's, by what it does when that goes on or begins anew. */
export interface PlayedBot {
  /** Time has passed: the bot does what it does by the clock, and answers when that and all that follows is done. */
  passed(from: Date, until: Date): Promise<void>;
  /** Stops, forgets everything, calls `empty`, which has the playground forget it too, and is there again when it answers. */
  beginAnew?(empty: () => Promise<void>): Promise<void>;
  history?: History;
}

/** Days that people have lived through before somebody looks. */
export interface History {
  days: number;
  /** Has them live: what they do goes through the bot, and time passes in between, up to the present and no further. */
  live(life: { now(): Date; passTo(moment: Date): Promise<void> }): Promise<void>;
}
