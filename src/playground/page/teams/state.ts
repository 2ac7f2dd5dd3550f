import type { TeamsControlApi } from '../../teams/contract/calls.ts';
import type { TeamsMessage, TeamsPerson } from '../../teams/contract/organisation.ts';
import type { TeamsScreen } from '../../teams/contract/screen.ts';
import type { Play } from '../play/play.ts';
import type { Language } from '../texts.ts';
import type { TeamsTexts } from './texts.ts';

/** What the page shows; everything in it but the last five comes from the server. */
export interface TeamsState {
  people: TeamsPerson[];
  screen: TeamsScreen | undefined;
  messages: TeamsMessage[];
  /** How many messages each chat of each person had when they last looked, by person and chat. */
  seen: Map<string, string>;
  me: string;
  chat: string;
  language: Language;
  connected: boolean;
  /** `targeted`: for the bot alone, as `/` begins it. */
  draft: { text: string; mention: boolean; targeted: boolean; files: { name: string; data: string }[] };
  /** Somebody has just sent something: what comes is shown, however far up they had read. */
  scrollToEnd: boolean;
  /** What went wrong last, in words. */
  problem: string;
}

export interface TeamsPage {
  state: TeamsState;
  api: TeamsControlApi;
  /** The clock, and what is done with the playground as a whole. */
  play: Play;
  t: TeamsTexts;
  redraw(): void;
  /** Reads everything anew, once however often it is asked for meanwhile. */
  refresh(): void;
  attempt<T>(work: () => Promise<T>): Promise<T | undefined>;
}
