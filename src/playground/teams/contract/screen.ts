import type { JsonObject } from '../../contract.ts';
import type { TeamsChat, TeamsPerson } from './organisation.ts';

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
