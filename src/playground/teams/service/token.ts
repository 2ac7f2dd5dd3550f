import type { JsonObject } from '../../contract.ts';
import type { BotTokens } from '../bot-tokens.ts';
import { issuer, type SigningKeys } from '../keys.ts';
import type { World } from '../world.ts';
import { channelScope } from './connector.ts';
import { graphScope } from './graph.ts';
import type { Answer, Route } from './route.ts';

/** The token service of Entra, and the keys that the bot checks what is sent to it by. */
export function createTokens(world: World, tokens: BotTokens, keys: SigningKeys, baseUrl: () => string) {
  return {
    login(method: string, [tenant = '', ...rest]: string[]): Route | null {
      return method === 'POST' && rest.join('/') === 'oauth2/v2.0/token'
        ? { operation: 'token', answer: (form) => token(tenant, form) }
        : null;
    },
    openid([what]: string[]): Route {
      return what === 'keys'
        ? { operation: 'keys', answer: () => ({ status: 200, body: keys.published() as JsonObject }) }
        : { operation: 'metadata', answer: metadata };
    },
  };

  function token(tenant: string, form: JsonObject): Answer {
    const { appId, appPassword, tenantId } = world.identity;
    if (tenant !== tenantId) return oauth(400, 'invalid_request', 'There is no such tenant.');
    if (form.client_id !== appId || form.client_secret !== appPassword)
      return oauth(401, 'invalid_client', 'The client secret is not right.');
    if (form.grant_type !== 'client_credentials')
      return oauth(400, 'unsupported_grant_type', 'Only client credentials are taken.');
    const scope = String(form.scope);
    if (scope !== channelScope && scope !== graphScope)
      return oauth(400, 'invalid_scope', 'There is no such scope.');
    return { status: 200, body: tokens.issue(scope) };
  }

  function metadata(): Answer {
    return {
      status: 200,
      body: {
        issuer,
        authorization_endpoint: 'https://invalid.botframework.com',
        jwks_uri: `${baseUrl()}/teams/openid/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
        token_endpoint_auth_methods_supported: ['private_key_jwt'],
      },
    };
  }
}

function oauth(status: number, error: string, description: string): Answer {
  return { status, body: { error, error_description: description } };
}
