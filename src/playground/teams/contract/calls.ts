import type { JsonObject, Language, TrafficEntry } from '../../contract.ts';
import type { CardPlace, SearchResult, TeamsOutcome } from './acts.ts';
import type { ActivityFault, ConnectorFault, TokenFlaw } from './faults.ts';
import type { NewChat, TeamsChat, TeamsConsent, TeamsMessage, TeamsPerson } from './organisation.ts';
import type { TeamsScreen } from './screen.ts';

/**
 * What a person sees and does in the local Teams, and how it is steered. Adaptive Cards and activities are passed on in
 * their own JSON; everything else here is the playground's own.
 *
 * A `person` argument is the acting person: an e-mail address, the part before its `@`, an MRI (`29:…`) or an Entra
 * object id.
 */
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

export type TeamsControlCall = keyof TeamsControlApi;
