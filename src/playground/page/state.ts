import type { JsonObject, Mail, TrafficEntry } from '../contract.ts';
import type { ControlApi } from '../slack/contract/calls.ts';
import type { Screen } from '../slack/contract/screen.ts';
import type { FileInfo, Message, Person } from '../slack/contract/workspace.ts';
import type { Play } from './play/play.ts';
import type { Language, Texts } from './texts.ts';
import type { Unread } from './unread.ts';

/** What the main column shows. */
export type Page =
  | { kind: 'channel'; channel: string; thread?: string }
  | { kind: 'home' }
  | { kind: 'mailbox'; mail?: string }
  | { kind: 'inspector'; entry?: number };

export interface Conversation {
  /** Person, channel and thread that the messages were read for. */
  key: string;
  messages: Message[];
  /** How many were asked for. */
  limit: number;
}

/** A file chosen in a composer or a `file_input`: on its way up, there, or refused. */
export interface Upload {
  name: string;
  file?: FileInfo;
  problem?: string;
}

/** What was put into a field; it outlives every redrawing of the view or message. */
export interface Entered {
  /** Key of the view or message. */
  surface: string;
  blockId: string;
  actionId: string;
  /** In the shape of Slack's `state.values`. */
  content: JsonObject;
  /** Whether the server knows. */
  sent: boolean;
  /** The way of typing that does not make the element tell the bot. */
  quietly: 'enter' | 'character';
}

export interface Composer {
  text: string;
  uploads: Upload[];
}

/** Only one list, menu or calendar is open at a time. */
export interface Popup {
  key: string;
  query: string;
  /** Index of the highlighted choice. */
  active: number;
  /** Answer to an external select's query. */
  found?: { query: string; choices: JsonObject[]; problem?: string };
}

export interface Toast {
  id: string;
  text: string;
  /** Slack's name of the problem, shown small. */
  code?: string;
  dismiss(): void;
}

export interface Question {
  confirm: JsonObject;
  answer(yes: boolean): void;
}

export interface TrafficList {
  entries: TrafficEntry[];
  filter: string;
  direction: 'all' | 'to_bot' | 'from_bot';
  onlyMine: boolean;
  paused: boolean;
  side: 'request' | 'response';
}

/** Which page of a data table somebody looks at, and by which of its columns they have sorted it. */
export interface TableView {
  page: number;
  sorted?: { column: number; descending: boolean };
}

export interface State {
  language: Language;
  connected: boolean;
  /** User id of the acting person; empty until the people are known. */
  me: string;
  people: Person[];
  screen: Screen | undefined;
  page: Page;
  channel: Conversation;
  thread: Conversation;
  /** Keys of the conversations that the person has scrolled up in. */
  scrolledUp: Set<string>;
  /** First message that was unread when the channel was opened. */
  newSince: string | undefined;
  /** Oldest first. */
  mails: Mail[];
  mailsOf: 'me' | 'all';
  mailPart: 'html' | 'text' | 'headers';
  traffic: TrafficList;
  faults: { label: string; times: number }[];
  unread: Unread;
  /** What was put into fields on this page, by field key. */
  fields: Map<string, Entered>;
  /** How the data tables are looked at that somebody has leafed through or sorted. */
  tables: Map<string, TableView>;
  /** Keys of elements whose act waits for the bot. */
  pending: Set<string>;
  /** What fields have just sent and the bot does not hear of: requests may overtake each other, so what it does hear of waits for them. */
  telling: Promise<unknown>;
  uploads: Map<string, Upload[]>;
  composers: Map<string, Composer>;
  popup: Popup | undefined;
  question: Question | undefined;
  editing: { channel: string; ts: string } | undefined;
  toasts: Toast[];
  /** Read out to screen readers when it changes. */
  announcement: string;
  drawerOpen: boolean;
  newChannel: string | undefined;
  guide: { step: number; open: boolean };
}

/** What every part of the page is given. */
export interface App {
  readonly state: State;
  readonly api: ControlApi;
  /** The clock, and what is done with the playground as a whole. */
  readonly play: Play;
  /** Wording in the page's language. */
  readonly t: Texts;
  /** Draws the state again, soon and once. */
  redraw(): void;
  /** Reads again what the page shows, soon and once. */
  refresh(...what: Refreshable[]): void;
  /** Tells a refusal as a toast; undefined then. */
  attempt<T>(work: () => Promise<T>): Promise<T | undefined>;
}

export type Refreshable =
  | 'people'
  | 'screen'
  | 'channel'
  | 'thread'
  | 'mails'
  | 'traffic'
  | 'faults'
  | 'unread';

export function conversationKey(person: string, channel: string, thread = ''): string {
  return `${person} ${channel} ${thread}`;
}

export function personNamed(app: App, id: string): Person | undefined {
  return app.state.people.find((person) => person.id === id);
}

/** Everybody but the bot. As somebody who is deactivated one sees what stood there, and can reactivate them. */
export function everybody(app: App): Person[] {
  return app.state.people.filter((person) => !person.isBot);
}

/** The people who can do something. */
export function roles(app: App): Person[] {
  return everybody(app).filter((person) => !person.deleted);
}
