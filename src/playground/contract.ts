/**
 * The contract between the playground's server, its browser page and the tests: what a person sees, what a
 * person can do, what the bot and the workspace said to each other, and the faults that can be injected.
 *
 * Types only, nothing of Node. Block Kit is passed on in Slack's own JSON (snake_case); everything else here is
 * the playground's own (camelCase).
 *
 * Over HTTP every call of {@link ControlApi} is `POST /playground/api/<call>` with the arguments object as a JSON
 * body; the answer is `200` with the result as JSON, or `4xx`/`5xx` with a {@link ControlProblem}. Three addresses
 * are plain GETs, made for the browser:
 * - `GET /playground/api/changes` – server-sent events, each `data:` line one {@link Change};
 * - `GET /playground/api/file/<fileId>?person=<person>` – the bytes of a file that this person can see;
 * - `GET /playground/api/attachment/<mailId>/<index>` – an attachment of an e-mail.
 *
 * A `person` argument is always the acting person: a user id (`U…`), an e-mail address, or the part before its `@`.
 */

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** A JSON object in Slack's own wire shape. */
export interface JsonObject {
  [key: string]: JsonValue;
}

/** A Block Kit block as Slack returns it: `type`, and a `block_id` that is always filled in. */
export interface Block extends JsonObject {
  type: string;
  block_id: string;
}

/** A language that the pages are in, and that people's clients report. */
export type Language = 'id' | 'en';

// ── Options ──────────────────────────────────────────────────────────────────────────────────────────────────────

export interface SamplePerson {
  /** User id; made from the e-mail when absent, so that it stays the same over restarts. */
  id?: string;
  email: string;
  /** Handle, e.g. `rina.wulandari`. */
  name: string;
  realName: string;
  /** Absent: their client is in the language of whoever looks at the page (`speak`). */
  locale?: Language;
  title?: string;
}

export interface SampleChannel {
  id?: string;
  /** Without `#`. */
  name: string;
  isPrivate?: boolean;
  topic?: string;
  /** Persons (id, e-mail or handle); everybody when absent. */
  members?: string[];
  /** Whether the bot is a member from the start (default true). */
  withBot?: boolean;
}

/** What the app's manifest grants and offers. */
export interface AppManifest {
  name?: string;
  /** Bot token scopes; a method that needs another one answers `missing_scope`. */
  scopes: string[];
  /** Bot events the app is subscribed to, e.g. `app_home_opened`, `message.im`, `app_mention`, `file_shared`. */
  events: string[];
  commands: SlashCommand[];
  shortcuts?: Shortcut[];
  /** Hosts of links that the app is told of, and of the domains below them. */
  unfurlDomains?: string[];
}

export interface SlashCommand {
  /** With its slash: `/userid`. */
  command: string;
  description?: string;
  usageHint?: string;
}

export interface Shortcut {
  kind: 'message' | 'global';
  name: string;
  callbackId: string;
}

// ── What is in the workspace ─────────────────────────────────────────────────────────────────────────────────────

export interface Person {
  id: string;
  email: string;
  name: string;
  realName: string;
  locale: Language;
  /** Their locale is the language of whoever looks at the page; they have none of their own. */
  followsPage: boolean;
  title: string;
  isBot: boolean;
  /** Deactivated account. */
  deleted: boolean;
  /** Guest: multi-channel (`restricted`) or single-channel (`ultra`). */
  guest: 'no' | 'restricted' | 'ultra';
  emailConfirmed: boolean;
  /** A user of another workspace (Slack Connect): another `team_id`. */
  stranger: boolean;
  /** The Web API does not know this user at all (`user_not_found`). */
  unknown: boolean;
  /** The person cannot be messaged by the app (`cannot_dm_bot`-like refusals); the app's DM is not there. */
  withoutApp: boolean;
}

export type ChannelKind = 'public' | 'private' | 'im';

export interface Channel {
  id: string;
  kind: ChannelKind;
  /** Without `#`; empty for an `im`. */
  name: string;
  topic: string;
  /** User ids, the bot's too. */
  members: string[];
  /** For an `im`: the human in it; the other side is the bot. */
  with?: string;
  createdAt: number;
}

export interface FileInfo {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  /** Slack's short type: `pdf`, `png`, `jpg`, … */
  filetype: string;
  /** Bytes. */
  size: number;
  user: string;
  createdAt: number;
  deleted: boolean;
}

export interface MessageMetadata {
  event_type: string;
  event_payload: JsonObject;
}

export interface Unfurl {
  /** As it stands in the message. */
  url: string;
  blocks: Block[];
}

export interface Message {
  channel: string;
  ts: string;
  /** On a reply: the `ts` of the message it answers. Absent on a message that starts a thread. */
  threadTs?: string;
  /** Replies (not deleted, not ephemeral) in this message's thread. */
  replyCount: number;
  user: string;
  /** Set on the bot's own messages. */
  botId?: string;
  /** Only a notification text when there are blocks: Slack's client shows the blocks instead. */
  text: string;
  blocks: Block[];
  files: FileInfo[];
  edited?: { user: string; ts: string };
  /** Only in `everything()`; a person does not see deleted messages, except as the root of a thread with replies. */
  deleted: boolean;
  /** Ephemeral: only this user id sees it, and only until it is dismissed. */
  onlyFor?: string;
  metadata?: MessageMetadata;
  reactions: { name: string; users: string[] }[];
  /** What the app shows below links in it, for everybody who reads it. */
  unfurls?: Unfurl[];
  /** A message of the workspace itself: "X joined". */
  system: boolean;
  /** Of "X joined": who invited them. */
  inviter?: string;
}

/** Values as Slack sends them in `view.state.values[block_id][action_id]` and `state.values` of a message. */
export type StateValues = Record<string, Record<string, JsonObject>>;

export interface View {
  id: string;
  type: 'modal' | 'home';
  /** Whose screen it is on. */
  person: string;
  callbackId: string;
  externalId: string;
  /** Plain texts; `submit`/`close` absent: no such button (Slack's close button then says "Cancel"). */
  title: string;
  submit?: string;
  close?: string;
  blocks: Block[];
  privateMetadata: string;
  hash: string;
  rootId: string;
  previousId?: string;
  notifyOnClose: boolean;
  clearOnClose: boolean;
  /** What is in the fields now. */
  state: StateValues;
  /** Error text by block id: from the bot (`response_action: errors`) or from the client's own checks. */
  errors: Record<string, string>;
  /** Waiting for the bot's answer to a submission. */
  submitting: boolean;
  /** Slack's banner after a failed submission, e.g. "We had some trouble connecting. Try again?" */
  problem?: string;
}

/** What Slack's client tells a person when the bot did not answer, answered late, or answered nonsense. */
export interface Notice {
  id: string;
  at: number;
  person: string;
  code:
    | 'operation_timeout'
    | 'dispatch_failed'
    | 'dispatch_unknown_error'
    | 'invalid_response'
    | 'invalid_command'
    | 'no_user'
    | 'user_not_found'
    | 'channel_not_found'
    | 'already_in_channel'
    | 'cant_invite'
    | 'cant_invite_self'
    | 'missing_app';
  text: string;
  channel?: string;
  viewId?: string;
}

export interface AppInfo {
  name: string;
  teamId: string;
  teamName: string;
  appId: string;
  botId: string;
  /** The bot's user id (`U…`). */
  botUser: string;
  commands: SlashCommand[];
  shortcuts: Shortcut[];
}

/** Everything one person has before them, messages apart (see `messages`). */
export interface Screen {
  me: Person;
  app: AppInfo;
  people: Person[];
  channels: ChannelOnScreen[];
  /** Public channels this person is not in. */
  otherChannels: Channel[];
  /** The modal stack, bottom first; the last one is the one in front. */
  views: View[];
  home?: View;
  notices: Notice[];
}

export interface ChannelOnScreen extends Channel {
  /** The name as shown: `#name`, or the app's name for its DM. */
  label: string;
  /** `ts` of the newest message that this person sees. */
  latest?: string;
}

export interface Mail {
  id: string;
  at: number;
  from: string;
  /** Envelope recipients: who really got it. */
  to: string[];
  subject: string;
  text: string;
  html?: string;
  headers: { name: string; value: string }[];
  attachments: { name: string; type: string; size: number }[];
  /** Every http(s) address in it, in order. */
  links: string[];
}

// ── Inspector ────────────────────────────────────────────────────────────────────────────────────────────────────

/** What was sent: to Slack's Web API (or one of its other addresses), or from Slack to the bot. */
export type TrafficKind =
  | 'web_api'
  | 'response_url'
  | 'file_upload'
  | 'file_download'
  | 'command'
  | 'block_actions'
  | 'block_suggestion'
  | 'view_submission'
  | 'view_closed'
  | 'shortcut'
  | 'message_action'
  | 'event'
  | 'url_verification'
  | 'ssl_check'
  | 'raw'
  /** The bot's requests to the local Teams, and what that sends: activities and invokes. */
  | 'connector'
  | 'activity'
  | 'invoke';

/** One request and its answer, in either direction. */
export interface TrafficEntry {
  id: number;
  /** Milliseconds since 1970 at the request's start. */
  at: number;
  direction: 'bot_to_slack' | 'slack_to_bot' | 'bot_to_teams' | 'teams_to_bot';
  kind: TrafficKind;
  /** Web API method, command, callback or action id, or event type. */
  name: string;
  /** The acting person, where there is one. */
  person?: string;
  transport: 'http' | 'socket';
  /** Parsed arguments or payload. Tokens are not in it. */
  request: JsonValue;
  /** HTTP status; 0: no answer arrived. Over a socket an ack counts as 200. */
  status: number;
  response: JsonValue;
  /** Until the answer was complete. For a delivery: the ack's latency. */
  ms: number;
  /** True once the answer is there (or was given up). */
  done: boolean;
  /** Slack's error name, or what went wrong with a delivery (`operation_timeout`, `connection_refused`, …). */
  error?: string;
  /** Block Kit problems and the like, Slack's `response_metadata.messages`. */
  details?: string[];
  /** The injected fault that hit it. */
  fault?: string;
  /** Deliveries: 0 for the first, then the retry number. */
  attempt: number;
  /** Deliveries: copies and retries of one delivery share this. */
  deliveryId?: string;
}

// ── Acting ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Where an element stands: in a view or in a message. */
export type Place = { view: string } | { channel: string; ts: string };

/**
 * What a person put into an element: text, an option's `value`, a date (`YYYY-MM-DD`), a time (`HH:mm`), a user or
 * channel id; seconds for a `datetimepicker`; a list of those for multi-selects, checkboxes and `file_input` (file
 * ids of `upload`); null clears it.
 */
export type InputValue = string | number | string[] | null;

export interface ElementRef {
  person: string;
  place: Place;
  blockId: string;
  actionId: string;
}

/** What came of an act, after the bot's ack or its absence. */
export interface Outcome {
  /** False: nothing was sent to the bot (a field without `dispatch_action`, or the client's own check refused). */
  delivered: boolean;
  /** Entries of the traffic that this act caused, copies included. */
  traffic: number[];
  /** Latency of the first copy's ack, in milliseconds. */
  ackMs?: number;
  /** Status of the first copy's ack; 0 when there was none. */
  status?: number;
  /** What the person was told when it failed. */
  notice?: Notice;
  /** View submissions: field errors now shown, by block id. */
  errors?: Record<string, string>;
  /** The address that the click opened in the browser. */
  opens?: string;
}

export interface SelectOption extends JsonObject {
  text: JsonObject;
  value: string;
}

export interface OptionGroup extends JsonObject {
  label: JsonObject;
  options: SelectOption[];
}

// ── Faults ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** The next `times` calls of a Web API method (or `*`; `response_url`, `file_upload`, `file_download` too) fail. */
export interface ApiFault {
  method: string;
  /** Calls for this conversation alone. */
  channel?: string;
  times: number;
  kind: 'rate_limited' | 'server_error' | 'slow' | 'reset' | 'error';
  /** rate_limited: seconds in `Retry-After` (default 1). */
  retryAfter?: number;
  /** server_error: the status (default 503). */
  status?: number;
  /** slow: milliseconds before the answer (default 1000). */
  delayMs?: number;
  /** error: Slack's error name, e.g. `internal_error`. */
  error?: string;
  /** True: the call takes effect and only its answer is lost or spoiled (default false; `slow` always takes effect). */
  applied?: boolean;
}

/** The next `times` deliveries of these kinds are disturbed. */
export interface DeliveryFault {
  /** All kinds when absent. */
  kinds?: TrafficKind[];
  times: number;
  /** Copies sent in all, at the same moment: same event id, same trigger (default 1). */
  copies?: number;
  /** Milliseconds before it is sent; the trigger's 3 seconds run from the sending (default 0). */
  delayMs?: number;
  /** Sent again this often after the first ack, with `x-slack-retry-num` and `x-slack-retry-reason`. */
  retries?: number;
  /** Files come as their ids alone, as those of another workspace do: `file_access: check_file_info`. */
  filesAsIds?: boolean;
  /** Never sent at all; the person sees a timeout. */
  lost?: boolean;
}

// ── The calls ────────────────────────────────────────────────────────────────────────────────────────────────────

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

/** Body of an answer that is not 200. */
export interface ControlProblem {
  error: {
    /** `unknown_call`, `invalid_arguments`, `no_such_person`, `not_visible`, `no_such_element`, `file_not_accepted`, … */
    code: string;
    message: string;
  };
}

/** One event of the change stream: what to read again. */
export interface Change {
  seq: number;
  kind:
    | 'message'
    | 'view'
    | 'home'
    | 'notice'
    | 'channel'
    | 'person'
    | 'mail'
    | 'traffic'
    | 'file'
    | 'reset'
    /** Time passes, or all begins anew: see `PlayState`. */
    | 'play';
  /** The only person who can see the change; absent: whoever sees the channel. */
  person?: string;
  channel?: string;
  ts?: string;
  /** A message of the workspace itself, which nobody has to read. */
  quiet?: boolean;
  /** Id of the view, mail, notice, file or traffic entry. */
  id?: string;
}
