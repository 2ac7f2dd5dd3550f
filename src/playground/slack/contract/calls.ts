import type { Language, Mail, TrafficEntry, TrafficKind } from '../../contract.ts';
import type { ElementRef, InputValue, OptionGroup, Outcome, SelectOption } from './acts.ts';
import type { ApiFault, DeliveryFault } from './faults.ts';
import type { Screen, View } from './screen.ts';
import type { Channel, FileInfo, Message, Person, SamplePerson } from './workspace.ts';

/**
 * What a person sees and does in the local Slack, and how it is steered: its faults and its inspector. Block Kit is
 * passed on in Slack's own JSON (snake_case); everything else here is the playground's own (camelCase).
 *
 * A `person` argument is always the acting person: a user id (`U…`), an e-mail address, or the part before its `@`.
 */
export interface ControlApi {
  // What is seen
  screen(args: { person: string }): Promise<Screen>;
  /** Oldest first, only what this person sees. With `threadTs`: that thread, its root first; else no replies. */
  messages(args: { person: string; channel: string; threadTs?: string; limit?: number }): Promise<Message[]>;
  /** Newest last. */
  mails(args: { to?: string }): Promise<Mail[]>;
  people(args: Record<string, never>): Promise<Person[]>;

  // What a person does
  /**
   * `text` is the whole line, `/userid list`; the channel defaults to the person's DM with the app. `/invite` is
   * Slack's own.
   */
  command(args: { person: string; channel?: string; text: string }): Promise<Outcome>;
  /** Sends a message, with files of `upload` if wanted. */
  post(args: {
    person: string;
    channel: string;
    text: string;
    threadTs?: string;
    files?: string[];
  }): Promise<{ message: Message; outcome: Outcome }>;
  edit(args: { person: string; channel: string; ts: string; text: string }): Promise<Outcome>;
  /** Deletes an own message. */
  remove(args: { person: string; channel: string; ts: string }): Promise<Outcome>;
  /**
   * Clicks a button or changes a field. A button has no value, an overflow the chosen option's. Elements of an input
   * block reach the bot only when the block says `dispatch_action`; for texts, `on` tells what the person did.
   * `stale`: the element as an earlier version of the message or view showed it (a screen that is not up to date).
   * With `wait: false` the answer comes at once, without the ack.
   */
  act(
    args: ElementRef & {
      value?: InputValue;
      on?: 'enter' | 'character';
      stale?: boolean;
      wait?: boolean;
    },
  ): Promise<Outcome>;
  /** Types into an external select; the bot's options, checked as Slack checks them. Static lists are filtered. */
  suggest(
    args: ElementRef & { query: string },
  ): Promise<{ options: SelectOption[]; groups: OptionGroup[]; outcome: Outcome }>;
  /** `values` (by block id, then action id) are entered first. */
  submitView(args: {
    person: string;
    viewId: string;
    values?: Record<string, Record<string, InputValue>>;
    wait?: boolean;
  }): Promise<Outcome>;
  /** Closes this view; `all`: the whole stack, as the X in the corner does. */
  closeView(args: { person: string; viewId: string; all?: boolean }): Promise<Outcome>;
  /** Opens the app's Home or Messages tab: `app_home_opened`. */
  openApp(args: { person: string; tab?: 'home' | 'messages' }): Promise<Outcome>;
  /** With `channel` and `ts`: a message shortcut. */
  shortcut(args: { person: string; callbackId: string; channel?: string; ts?: string }): Promise<Outcome>;
  /** Uploads a file, not shared with anybody yet. `data` is base64. */
  upload(args: { person: string; name: string; data: string }): Promise<FileInfo>;
  /** Base64. */
  download(args: { person: string; file: string }): Promise<{ file: FileInfo; data: string }>;
  /** Dismisses an ephemeral message. */
  dismissMessage(args: { person: string; channel: string; ts: string }): Promise<void>;
  dismissNotice(args: { person: string; id: string }): Promise<void>;
  joinChannel(args: { person: string; channel: string }): Promise<void>;
  leaveChannel(args: { person: string; channel: string }): Promise<void>;
  createChannel(args: { person: string; name: string; isPrivate?: boolean }): Promise<Channel>;
  /** Invites another user (a person or the bot) into a channel. */
  invite(args: { person: string; channel: string; user: string }): Promise<void>;
  react(args: { person: string; channel: string; ts: string; name: string }): Promise<void>;

  // The workspace, its faults and its inspector
  /** Whoever looks at the page reads this language: people without a locale of their own have it from now on. */
  speak(args: { language: Language }): Promise<void>;
  addPerson(args: SamplePerson): Promise<Person>;
  changePerson(args: { person: string; change: Partial<Omit<Person, 'id' | 'isBot'>> }): Promise<Person>;
  /** Deletes any message without the bot having done so; `quiet`: without telling it by an event. */
  deleteMessage(args: { channel: string; ts: string; quiet?: boolean }): Promise<void>;
  deleteFile(args: { file: string }): Promise<void>;
  failApi(args: ApiFault): Promise<void>;
  /** Slack has blocks of these types and the workspace has not, from now on. */
  lackBlocks(args: { types: string[] }): Promise<void>;
  disturbDeliveries(args: DeliveryFault): Promise<void>;
  faults(args: Record<string, never>): Promise<{ api: ApiFault[]; deliveries: DeliveryFault[] }>;
  clearFaults(args: Record<string, never>): Promise<void>;
  /** Socket Mode: every connection is closed with a request to connect anew, as Slack does from time to time. */
  refreshSockets(args: Record<string, never>): Promise<void>;
  /** Every trigger issued so far is expired from now on. */
  expireTriggers(args: Record<string, never>): Promise<void>;
  /** Sends an earlier delivery again, payload unchanged (same event id, same trigger), freshly signed. */
  redeliver(args: { id: number; copies?: number; retryNum?: number }): Promise<Outcome>;
  /**
   * Sends any body to the bot's address, signed as told: `good`, `bad` (wrong secret), `none`, `old` (timestamp 10
   * minutes ago), `future` (10 minutes ahead), `tampered` (signature of another body).
   */
  deliverRaw(args: {
    body: string;
    contentType: string;
    signature: 'good' | 'bad' | 'none' | 'old' | 'future' | 'tampered';
    headers?: Record<string, string>;
  }): Promise<{ status: number; body: string; ms: number }>;
  /** Sends `url_verification`; true when the bot answered the challenge. */
  verifyUrl(args: Record<string, never>): Promise<boolean>;
  sslCheck(args: Record<string, never>): Promise<boolean>;
  /** Where signed requests go; several addresses (replicas) are used in turn. */
  setBotUrl(args: { url: string | string[] | null }): Promise<void>;
  /** Newest last. `after`: only entries with a larger id. */
  traffic(args: {
    after?: number;
    direction?: TrafficEntry['direction'];
    kind?: TrafficKind;
    name?: string;
    person?: string;
    limit?: number;
  }): Promise<TrafficEntry[]>;
  clearTraffic(args: Record<string, never>): Promise<void>;
  clearMails(args: Record<string, never>): Promise<void>;
  /** Every message (deleted and ephemeral ones too), file and view of the workspace. */
  everything(args: Record<string, never>): Promise<{
    people: Person[];
    channels: Channel[];
    messages: Message[];
    files: FileInfo[];
    views: View[];
    homes: View[];
  }>;
}

export type ControlCall = keyof ControlApi;
