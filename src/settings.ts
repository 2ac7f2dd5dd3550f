import type { Clock } from './core/clock.ts';
import type { Language } from './core/texts/index.ts';
import type { Env } from './env.ts';
import type { TeamsSettings } from './platforms/teams/settings.ts';

/** What the environment has become once the database and, if wanted, the playground are there. */
export interface Settings {
  env: Env;
  databaseUrl: string;
  /** The program's own PostgreSQL, where there is one. */
  embedded?: { isUp(): boolean; place: string };
  publicUrl: string;
  /** 64 hexadecimal digits, which are known once the database is ready. */
  secretKey: string | Promise<string>;
  smtpUrl: string;
  slack?: { botToken: string; signingSecret?: string; appToken?: string; apiUrl: string };
  teams?: TeamsSettings;
  /** The operator's language, where that may change: the playground's operator is whoever looks at it. Absent: LANGUAGE. */
  language?: (() => Language) | undefined;
  /** What time the authenticators on people's phones have, where that is not our clock's. */
  phones?: Clock;
}
