import { TeamsFault } from './errors.ts';
import type { TeamsSettings } from './settings.ts';

export interface TokenSource {
  token(): Promise<string>;
  /** This one was refused: the next call fetches another. */
  forget(token: string): void;
}

/** A token is renewed this long before it ends. */
const marginMs = 5 * 60_000;

/** Our own tokens for one of Microsoft's services, fetched once for everybody who asks at the same time. */
export function createTokenSource(settings: TeamsSettings, scope: string): TokenSource {
  let held: { token: string; until: number } | undefined;
  let fetching: Promise<string> | undefined;

  async function fetchToken(): Promise<string> {
    const response = await fetch(`${settings.loginUrl}/${settings.tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: settings.appId,
        client_secret: settings.appPassword,
        scope,
      }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw await TeamsFault.from('token', response);
    const { access_token: token, expires_in: seconds } = (await response.json()) as {
      access_token: string;
      expires_in: number;
    };
    held = { token, until: Date.now() + Math.max(seconds * 1000 - marginMs, 30_000) };
    return token;
  }

  return {
    async token() {
      if (held && held.until > Date.now()) return held.token;
      fetching ??= fetchToken().finally(() => {
        fetching = undefined;
      });
      return fetching;
    },
    forget(token) {
      if (held?.token === token) held = undefined;
    },
  };
}
