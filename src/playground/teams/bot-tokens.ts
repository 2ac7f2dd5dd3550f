import { randomBytes } from 'node:crypto';

const validSeconds = 3600;

/** The tokens that the bot has got, by what they are good for. */
export interface BotTokens {
  issue(scope: string): { access_token: string; token_type: 'Bearer'; expires_in: number };
  accepts(authorization: string | undefined, scope: string): boolean;
  expireAll(): void;
}

export function createBotTokens(): BotTokens {
  const issued = new Map<string, { scope: string; until: number }>();
  return {
    issue(scope) {
      const token = randomBytes(32).toString('base64url');
      issued.set(token, { scope, until: Date.now() + validSeconds * 1000 });
      return { access_token: token, token_type: 'Bearer', expires_in: validSeconds };
    },
    accepts(authorization, scope) {
      const known = issued.get(/^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '');
      return known !== undefined && known.scope === scope && known.until > Date.now();
    },
    expireAll: () => issued.clear(),
  };
}
