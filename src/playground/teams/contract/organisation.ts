import type { JsonObject, Language } from '../../contract.ts';

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

/** What somebody of the organisation has let the bot read. */
export interface TeamsConsent {
  /** `ChannelMessage.Read.Group`: every message of the team's channels, delivered and through Graph. */
  messages: boolean;
  /** `Files.Read.All`: files that lie in SharePoint, through Graph. */
  files: boolean;
}

export interface NewChat {
  name: string;
  /** A group chat where it is absent. */
  type?: ChannelType;
  /** Acting names of people, as everywhere. */
  members: string[];
  withoutApp?: boolean;
}

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
