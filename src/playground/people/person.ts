import type { Wanted } from './wanted.ts';

/**
 * A person at a chat platform, for black-box tests: acts and looks as a user does, by the words on the screen and never
 * by the ids behind them. Whatever is looked for is waited for, until a deadline that fails the test with what was on
 * the screen instead. The same flow is played by people of every platform.
 */
export interface ChatPerson {
  /** The account's handle. */
  readonly who: string;

  // ── Looking ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** The name that others see. */
  name(): Promise<string>;
  /** The cards with this text that the app keeps in the direct conversation, oldest first, threads left out. */
  cards(text: Wanted): Promise<string[]>;
  /** Texts of everything that stands in a channel, oldest first. */
  channel(name: string): Promise<string[]>;
  /** Looks through the direct conversation from top to bottom: a client may ask the bot for its cards anew. */
  scroll(): Promise<void>;
  /** The newest message with this text that a thread hangs on; waits for it. */
  root(text: Wanted): Promise<string>;
  /** What stands below the newest message in a channel with this text; waits until there is such a message. */
  below(text: Wanted): Promise<string[]>;
  /** What was told so far in the thread of the newest message with this text; waits until there is such a message. */
  thread(root: Wanted): Promise<string[]>;
  /** The newest thing that the app said to this person alone, because of what they did. */
  privately(): Promise<string>;
  /** What is said to this person alone, newly, because of what they do. */
  answerTo(act: string | (() => Promise<unknown>)): Promise<string>;
  /** Waits until this text is anywhere on the screen; answers what it stands in. */
  sees(text: Wanted): Promise<string>;
  /** Whether the text is on the screen now. */
  isShown(text: Wanted): Promise<boolean>;
  /** Waits until this text is nowhere on the screen. */
  seesNoMore(text: Wanted): Promise<void>;
  /** Labels of the buttons of the newest message with this text; waits for the message. */
  buttons(text: Wanted): Promise<string[]>;
  /** Everything on the screen, for messages of failing tests. */
  describe(): Promise<string>;

  // ── Acting ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** Types a command, as `/userid list`, in the direct conversation with the app or in a channel. */
  command(line: string, where?: { in?: string }): Promise<Outcome>;
  /** Sends a message with files, in the direct conversation with the app. */
  give(text: string, ...files: UploadedFile[]): Promise<Outcome>;
  /** Drops files in a channel, with words to nobody in particular. */
  drop(channel: string, text: string, ...files: UploadedFile[]): Promise<Outcome>;
  /** Writes below the newest message in a channel with this text. */
  reply(to: Wanted, text: string, ...files: UploadedFile[]): Promise<Outcome>;
  /** Clicks a button by its label; the newest message that has it, within what is given. */
  click(label: Wanted, within?: Within): Promise<Outcome>;
  /** Clicks the button in the row of a list that has this text: in the card in front. */
  clickBeside(row: string, label: Wanted): Promise<Outcome>;
  /** Picks an entry of a menu of a card, by the entry's words. */
  pick(option: Wanted, within?: Within): Promise<Outcome>;
  /** The button of a card as it stands now, to be pressed later. */
  button(label: string, card: string): Promise<HeldButton>;
  /** Uses something that the app offers on messages, by its name there, on the newest message with this text. */
  useShortcut(name: Wanted, on: { in: Wanted }): Promise<Outcome>;
  /** Waits until a form or a card lies in front, with this title if one is given. */
  modal(title?: Wanted): Promise<Modal>;
  /** How many lie on top of one another. */
  modals(): Promise<number>;
  /** Waits until none is left. */
  noModal(): Promise<void>;
  /** Closes what is open, if anything is. */
  closeModals(): Promise<void>;

  // ── What no client does ──────────────────────────────────────────────────────────────────────────────────────

  /** This person's press of a button on somebody else's card, as if it had been forwarded; what the bot answers to it. */
  pressForwarded(owner: ChatPerson, label: string, card: string): Promise<string>;
  /** Sends in this person's name what the owner's open form would send now; answers what the bot answered. */
  submitForged(owner: ChatPerson): Promise<{ status: number; body: string }>;
}

/** Where a control is looked for. */
export interface Within {
  /** A message with this text. */
  in?: Wanted;
}

/** A button that somebody is about to press. */
export interface HeldButton {
  press(): Promise<Outcome>;
  /** As the card showed it when it still had it: a screen that is not up to date. */
  pressLate(): Promise<Outcome>;
}

/** What came of an act, after the bot's answer or its absence. */
export interface Outcome {
  /** False: nothing was sent to the bot, for instance because the client's own check refused. */
  delivered: boolean;
  /** Milliseconds until the bot's answer. */
  ackMs?: number;
  /** HTTP status of the bot's answer; 0 when there was none. */
  status?: number;
  /** The address that the click opened in the browser. */
  opens?: string;
}

export interface UploadedFile {
  name: string;
  data: Buffer | string;
}

export interface SubmitResult {
  outcome: Outcome;
  /** Errors now shown, by the label of their field. Empty: none. */
  errors: Record<string, string>;
  /** What is said about the form as a whole. */
  problem: string | undefined;
  /** What lies in front now; undefined: nothing. */
  next: Modal | undefined;
}

/** A form, or a card without fields, that lies in front of a person. It stays the same object while the bot redraws it. */
export interface Modal {
  readonly title: string;
  /** What the platform's own client says at a field that was left empty; undefined: it leaves that to the bot. */
  readonly required: string | undefined;
  /** Types into a text field; `enter` also presses the enter key, which some fields tell the bot about. */
  type(label: Wanted, text: string, options?: { enter?: boolean }): Promise<unknown>;
  /** Picks a day, `2026-05-31`, in a date field. */
  date(label: Wanted, day: string): Promise<unknown>;
  /** Chooses an option by its words. */
  choose(label: Wanted, option: string | RegExp): Promise<unknown>;
  /** Types into a searched menu; the words of the options found. */
  search(label: Wanted, query: string): Promise<string[]>;
  /** Picks one of the options that the last search found. */
  pick(label: Wanted, option: Wanted): Promise<unknown>;
  /** Ticks these boxes and no others of the group. */
  tick(label: Wanted, ...options: Wanted[]): Promise<unknown>;
  /** Gives these files in a file field, and no others; what is said against them at once, if the platform does so. */
  upload(label: Wanted, ...files: UploadedFile[]): Promise<string[]>;
  clear(label: Wanted): Promise<unknown>;
  /** Clicks a button inside. */
  click(label: Wanted): Promise<Outcome>;
  /** Does what has the bot draw this form anew, and waits until it has. */
  redrawn(act: () => Promise<unknown>): Promise<void>;
  /** Presses the submit button and waits for the bot's answer. */
  submit(): Promise<SubmitResult>;
  /** Presses the submit button without waiting; several can be under way at once. */
  submitWithoutWaiting(): Promise<void>;
  /** Goes back to the page before. */
  back(): Promise<unknown>;
  close(options?: { all?: boolean }): Promise<unknown>;
  /** All that is to be read in it, values and errors included. */
  text(): Promise<string>;
  /** Waits until it shows this text. */
  sees(text: Wanted): Promise<string>;
  /** What a field shows now. */
  value(label: Wanted): Promise<string>;
  /** The words of the options that a field offers (those of the last search, in a searched menu). */
  options(label: Wanted): Promise<string[]>;
  /** The labels of its fields, from the top. */
  fields(): Promise<string[]>;
  /** The label of the submit button. */
  submitLabel(): Promise<string | undefined>;
}
