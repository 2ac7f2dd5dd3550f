import type { Day } from '../../core/day.ts';

/** Under which SDK Teams' deliveries are taken. */
export type TeamsSdk = 'teams-ai' | 'agents-hosting';

/** How one bot reaches, and is reached by, the Teams of one tenant. */
export interface TeamsSettings {
  appId: string;
  appPassword: string;
  /** The last day of that, where the operator has said. */
  secretExpires?: Day;
  tenantId: string;
  /** Where tokens are issued; without a slash at the end. */
  loginUrl: string;
  /** Names the issuer and the keys of the tokens that Teams sends. */
  openIdMetadataUrl: string;
  /** Where people are written to who never wrote first; every activity names its own. */
  serviceUrl: string;
  /** Without a slash at the end. */
  graphUrl: string;
  /** Takes activities without a token, for a client on this machine that has none. */
  anonymous?: boolean;
  /** `teams-ai` if none is named. */
  sdk?: TeamsSdk;
}
