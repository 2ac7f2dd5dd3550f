import type { JsonObject, Language, TrafficEntry } from '../contract.ts';

/**
 * The contract between the local Teams, its browser page and the tests. Types only, nothing of Node. Adaptive Cards and
 * activities are passed on in their own JSON; everything else here is the playground's own.
 *
 * Over HTTP every call of {@link TeamsControlApi} is `POST /playground/api/teams/<call>`, with the same rules, problems
 * and change stream as the local Slack's calls; `GET /playground/api/teams/file/<fileId>?person=<person>` hands out a
 * file that this person can see.
 *
 * A `person` argument is the acting person: an e-mail address, the part before its `@`, an MRI (`29:…`) or an Entra
 * object id.
 */

export interface TeamsPerson {
  /** The MRI that activities carry as `from.id`: `29:…`. */
  id: string;
  aadObjectId: string;
  /** `mail` of the directory; empty when the account has none. */
  email: string;
  userPrincipalName: string;
  name: string;
  locale: Language;
  /** Their locale is the language of whoever looks at the page; they have none of their own. */
  followsPage: boolean;
  title: string;
  /** A guest of the tenant: `userRole` is `guest`, and the UPN carries `#EXT#`. */
  guest: boolean;
  /** Of another tenant: activities of this person carry that tenant. */
  stranger: boolean;
  /** Nobody may sign in with it: `accountEnabled` is false in the directory. What stands in its chats stays, and more can be written there. */
  disabled: boolean;
  /** The directory has this account no more, and the bot reaches nobody there: 404. */
  deleted: boolean;
  /** Whether the app is installed for this person: without it the bot may not write to them (403). */
  installed: boolean;
}

export interface TeamsChat {
  /** The conversation id of activities: `a:1…` for a personal chat, `19:…@thread.tacv2` for a channel, `19:…@thread.v2` for a group chat. */
  id: string;
  kind: 'personal' | 'channel' | 'groupChat';
  /** Of a channel: who may be in it. Everybody of its team; some of them; people of other teams and tenants too. */
  type?: ChannelType;
  /** The channel's name or the group's; empty for a personal chat. */
  name: string;
  /** MRIs of the people in it. */
  members: string[];
  /** The app is not there: it hears nothing and may write nothing. A team's app is in its standard channels, and let into each other one. */
  withoutApp?: boolean;
}

export type ChannelType = 'standard' | 'private' | 'shared';

export interface TeamsFile {
  id: string;
  name: string;
  /** Bytes. */
  size: number;
}

export interface TeamsMessage {
  id: string;
  chat: string;
  /** Milliseconds since 1970. */
  at: number;
  /** MRI of a person, or of the bot (`28:…`). */
  from: string;
  fromBot: boolean;
  text: string;
  /** `summary` of the activity: what a notification shows. */
  summary: string;
  /** Adaptive Cards, as this person sees them: what `Action.Execute` answered for this person alone is in. */
  cards: JsonObject[];
  files: TeamsFile[];
  /** In a channel: the id of the message that this one answers. */
  replyTo?: string;
  /** Targeted: whom it is for, who alone sees it besides its author, for 24 hours. */
  to?: string;
  /** What the answer to a targeted message has above itself: what was asked. */
  prompt?: string;
  edited: boolean;
  /** Only in `everything()`. */
  deleted: boolean;
}

/** A dialog (task module) on a person's screen. */
export interface TeamsDialog {
  id: string;
  title: string;
  /** An Adaptive Card, or nothing while a text is shown. */
  card?: JsonObject;
  /** `task.type: message`: the text that the bot answered. */
  text?: string;
  /** What is in its inputs now, by input id; multi-select values have commas between them, as Teams sends them. */
  values: Record<string, string>;
  /** Waiting for the bot's answer. */
  busy: boolean;
  /** What the client says when the bot did not answer, or answered nonsense: "Something went wrong. Please try again." */
  problem?: string;
}

/** An error text of the client, outside a dialog. */
export interface TeamsNotice {
  id: string;
  at: number;
  person: string;
  code: 'unable_to_reach_app' | 'something_went_wrong' | 'invalid_card';
  text: string;
}

export interface TeamsApp {
  name: string;
  /** The Microsoft app id. */
  appId: string;
  /** MRI of the bot: `28:<appId>`. */
  botId: string;
  tenantId: string;
  /** The manifest's command list of the personal scope. */
  commands: { title: string; description: string }[];
  /** The manifest's commands of message extensions that are of type action and stand in the menu of messages. */
  messageActions: { id: string; title: string }[];
  /** It takes messages that its writer alone sees (`supportsTargetedMessages`). */
  targeted: boolean;
  /**
   * What `/` offers in channels and group chats: commands that become a targeted message, and, with an `id`, actions of a message extension
   * that open a dialog at once.
   */
  slashCommands: TeamsSlashCommand[];
}

export interface TeamsSlashCommand {
  title: string;
  description: string;
  id?: string;
}

/** Everything that one person has before them, messages apart. */
export interface TeamsScreen {
  me: TeamsPerson;
  app: TeamsApp;
  people: TeamsPerson[];
  chats: (TeamsChat & { label: string; latest?: string })[];
  dialog?: TeamsDialog;
  notices: TeamsNotice[];
}

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

/**
 * The next `times` requests of the bot to this service are disturbed. `operation`: `post`, `update`, `delete`, each also
 * with `_targeted`, `create_conversation`, `member`, `team`, `token`, `keys`, `graph_user`, `graph_message`, `graph_content`, `file`, or `*`.
 */
export interface ConnectorFault {
  operation: string;
  times: number;
  kind: 'status' | 'slow' | 'reset';
  /** status: e.g. 429, 412, 403, 500, 502. */
  status?: number;
  /** Seconds in `Retry-After`, with 429. */
  retryAfter?: number;
  /** slow: milliseconds before the answer. */
  delayMs?: number;
  /** True: the request takes effect and only its answer is lost or spoiled (`slow` always takes effect). */
  applied?: boolean;
}

/** The next `times` activities are disturbed. */
export interface ActivityFault {
  /** Names of invokes, or types of activities: `message`, `task/submit`, …; all when absent. */
  names?: string[];
  times: number;
  /** Copies sent in all at the same moment, same activity id. */
  copies?: number;
  delayMs?: number;
  /** Never sent: the person is told. */
  lost?: boolean;
}

/** What somebody of the organisation has let the bot read. */
export interface TeamsConsent {
  /** `ChannelMessage.Read.Group`: every message of the team's channels, delivered and through Graph. */
  messages: boolean;
  /** `Files.Read.All`: files that lie in SharePoint, through Graph. */
  files: boolean;
}

/** How a raw activity is signed: what is wrong with its token, if anything. */
export type TokenFlaw =
  | 'none'
  | 'missing'
  | 'malformed'
  | 'wrong_signature'
  | 'unknown_key'
  | 'wrong_audience'
  | 'wrong_issuer'
  | 'expired'
  | 'not_yet_valid'
  | 'wrong_service_url'
  | 'no_service_url'
  | 'not_endorsed'
  | 'alg_none'
  | 'hs256_with_public_key';

export interface TeamsControlApi {
  // Seeing
  screen(args: { person: string }): Promise<TeamsScreen>;
  /** Oldest first; in a channel the messages that start a thread, or with `replyTo` that thread, its root first. */
  messages(args: { person: string; chat: string; replyTo?: string }): Promise<TeamsMessage[]>;
  people(args: Record<string, never>): Promise<TeamsPerson[]>;

  // Acting
  /**
   * Sends a message to the bot (personal chat when `chat` is absent; made at the first message) or into a channel, where
   * the bot hears it only with `mention`, unless it may read the team's messages. Files go to the bot itself in personal
   * chats only; of a channel's its HTML has a mark, and Graph knows the rest.
   */
  send(args: {
    person: string;
    text: string;
    chat?: string;
    mention?: boolean;
    /** To the bot alone, among others, as what `/` offers is sent. */
    targeted?: boolean;
    replyTo?: string;
    /** `data` is base64. */
    files?: { name: string; data: string }[];
    wait?: boolean;
  }): Promise<{ message: TeamsMessage; outcome: TeamsOutcome }>;
  /** Enters values into the inputs of the dialog or of a message's card; nothing is sent. */
  enter(args: { person: string; place: CardPlace; values: Record<string, string> }): Promise<void>;
  /**
   * Presses an action: `action` is its index among all actions of the card as the person sees it, in document order
   * (selectActions and nested ones included). OpenUrl opens; Execute is `adaptiveCard/action`; Submit is `task/submit` in a
   * dialog, `task/fetch` where its data says so, else a message activity with a value. `stale`: as an earlier version of
   * the message showed it. `wait: false` answers at once.
   */
  press(args: {
    person: string;
    place: CardPlace;
    action: number;
    stale?: boolean;
    wait?: boolean;
  }): Promise<TeamsOutcome>;
  /** Types into a ChoiceSet that asks the bot (`Data.Query`); its static choices that match come too. */
  search(args: {
    person: string;
    place: CardPlace;
    input: string;
    query: string;
  }): Promise<{ found: SearchResult[]; outcome: TeamsOutcome }>;
  /**
   * Scrolls to a message: its card's `refresh` is executed, as the client does by itself for whom it names in `userIds`, or for everybody of
   * a conversation of 60 where it names no one. `manual`: chooses “Refresh card” in the menu of the message, which everybody has.
   */
  view(args: { person: string; chat: string; message: string; manual?: boolean }): Promise<TeamsOutcome>;
  /**
   * Uses one of the app's commands on a message: `composeExtension/fetchTask` with the message as its payload. What is pressed in the dialog
   * that this opens is `composeExtension/submitAction`. Of files the payload has a reference, which opens for nobody but people.
   */
  messageAction(args: {
    person: string;
    chat: string;
    message: string;
    command: string;
  }): Promise<TeamsOutcome>;
  /**
   * Chooses what `/` offers in a channel or a group chat, by its title. Words for the bot alone come into the box where one writes, to be sent;
   * an action opens its dialog: `composeExtension/fetchTask` without a message.
   */
  slash(args: { person: string; chat: string; command: string }): Promise<{
    /** What stands in the box now. */
    text?: string;
    outcome: TeamsOutcome;
  }>;
  closeDialog(args: { person: string }): Promise<void>;
  dismissNotice(args: { person: string; id: string }): Promise<void>;
  /** Installs the app for this person, or takes it away: `installationUpdate` and `conversationUpdate`. */
  install(args: { person: string }): Promise<TeamsOutcome>;
  uninstall(args: { person: string }): Promise<TeamsOutcome>;

  // The world, its faults and its inspector
  addPerson(args: {
    email: string;
    name: string;
    locale?: Language;
    title?: string;
    installed?: boolean;
  }): Promise<TeamsPerson>;
  changePerson(args: {
    person: string;
    change: Partial<Omit<TeamsPerson, 'id' | 'aadObjectId'>>;
  }): Promise<TeamsPerson>;
  /** A group chat, or a further channel of the team; known by its name from then on. */
  addChat(args: NewChat): Promise<TeamsChat>;
  /** Lets the app into such a conversation, or out of it. */
  letApp(args: { chat: string; into: boolean }): Promise<void>;
  /** Deletes a message without the bot having done so: its updates answer 404 from then on. */
  deleteMessage(args: { chat: string; message: string }): Promise<void>;
  failConnector(args: ConnectorFault): Promise<void>;
  disturbActivities(args: ActivityFault): Promise<void>;
  clearFaults(args: Record<string, never>): Promise<void>;
  /** What the bot may read of the team from now on; what is left out stays as it is. */
  consent(args: Partial<TeamsConsent>): Promise<void>;
  /** New signing keys from now on; `keepOld`: the old ones stay in the published set (default true). */
  rotateKeys(args: { keepOld?: boolean }): Promise<void>;
  /** Every token that the bot has got is refused (401) from now on. */
  expireTokens(args: Record<string, never>): Promise<void>;
  /** Sends an earlier activity again, unchanged (same activity id), with a fresh token. */
  redeliver(args: { id: number; copies?: number }): Promise<TeamsOutcome>;
  /** Sends any activity to the bot's address, with a token that is flawed as told. */
  deliverRaw(args: {
    activity: JsonObject;
    token: TokenFlaw;
    /** The tenant of its channel data, when not the own one. */
    tenant?: string;
  }): Promise<{ status: number; body: string }>;
  /** An activity of this person as Teams would send it, to be changed and delivered raw. */
  activityOf(args: { person: string; text: string }): Promise<JsonObject>;
  /** Where activities go; several addresses (replicas) are used in turn. */
  setBotUrl(args: { url: string | string[] | null }): Promise<void>;
  /** Newest last. */
  traffic(args: { after?: number; name?: string; person?: string; limit?: number }): Promise<TrafficEntry[]>;
  everything(args: Record<string, never>): Promise<{
    people: TeamsPerson[];
    chats: TeamsChat[];
    messages: TeamsMessage[];
  }>;
}

export interface NewChat {
  name: string;
  /** A group chat where it is absent. */
  type?: ChannelType;
  /** Acting names of people, as everywhere. */
  members: string[];
  withoutApp?: boolean;
}

export type TeamsControlCall = keyof TeamsControlApi;

/** What the bot's program needs to reach this Teams. */
export interface TeamsAddresses {
  appId: string;
  appPassword: string;
  tenantId: string;
  /** `TEAMS_LOGIN_URL`: the token endpoint is `<loginUrl>/<tenant>/oauth2/v2.0/token`. */
  loginUrl: string;
  /** `TEAMS_OPENID_METADATA_URL`. */
  openIdMetadataUrl: string;
  /** The connector's base, which activities name as their `serviceUrl`. */
  serviceUrl: string;
  /** `GRAPH_URL`, without a slash at the end: `<graphUrl>/v1.0/users/<e-mail or id>`, `…/teams/<group>/…`, `…/shares/<share>/…`. */
  graphUrl: string;
}

export type { JsonObject };
