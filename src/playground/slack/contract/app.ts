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
