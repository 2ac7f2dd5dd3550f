import type { IncomingMessage } from 'node:http';
import type { JsonObject } from '../../contract.ts';
import { mediaType } from '../../http.ts';
import type { Slack } from '../slack.ts';
import { basics } from './basics.ts';
import { ApiError, Args, type Method, type Methods } from './call.ts';
import { chat } from './chat.ts';
import { conversations } from './conversations.ts';
import { files } from './files.ts';
import { people } from './people.ts';
import { views } from './views.ts';

const METHODS: Methods = { ...basics, ...people, ...conversations, ...chat, ...views, ...files };

export interface ApiAnswer {
  status: number;
  body: JsonObject;
  headers: Record<string, string>;
}

/** Arguments as Slack reads them: query, then form fields or a JSON object. */
export function parseArguments(req: IncomingMessage, url: URL, body: Buffer): JsonObject | undefined {
  const args: JsonObject = Object.fromEntries(url.searchParams);
  const text = body.toString('utf8');
  if (text === '') return args;
  if (mediaType(req) !== 'application/json')
    return { ...args, ...Object.fromEntries(new URLSearchParams(text)) };
  try {
    const parsed: unknown = JSON.parse(text);
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return isObject ? { ...args, ...(parsed as JsonObject) } : undefined;
  } catch {
    return undefined;
  }
}

/** Carries out one Web API call; every refusal is an answer, with Slack's error names. */
export function callMethod(
  slack: Slack,
  name: string,
  authorization: string | undefined,
  given: JsonObject | undefined,
): ApiAnswer {
  const granted = slack.workspace.manifest.scopes;
  const method = METHODS[name];
  const headers: Record<string, string> = {
    'x-oauth-scopes': granted.join(','),
    ...(method?.scopes && { 'x-accepted-oauth-scopes': method.scopes.join(',') }),
  };
  try {
    if (!method) throw new ApiError('unknown_method', [], { req_method: name });
    if (!given) throw new ApiError('invalid_json');
    const { token, ...args } = given;
    checkToken(slack, method, tokenOf(authorization, token));
    const hasScope = (scope: string): boolean => granted.includes(scope);
    if (method.scopes && !method.scopes.some(hasScope)) {
      throw new ApiError('missing_scope', [], {
        needed: method.scopes.join(','),
        provided: granted.join(','),
      });
    }
    return {
      status: 200,
      headers,
      body: { ok: true, ...method.run({ slack, args: new Args(args), hasScope }) },
    };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const body = { ok: false, error: error.error, ...error.extra };
    if (error.retryAfter === undefined) return { status: 200, headers, body };
    return { status: 429, headers: { ...headers, 'retry-after': String(error.retryAfter) }, body };
  }
}

const tokenOf = (authorization: string | undefined, inBody: unknown): string | undefined => {
  const header = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  return header ?? (typeof inBody === 'string' ? inBody : undefined);
};

function checkToken(slack: Slack, method: Method, token: string | undefined): void {
  if (method.token === 'none') return;
  const { botToken, appToken } = slack.workspace.secrets;
  if (token === undefined || token === '') throw new ApiError('not_authed');
  if (token !== botToken && token !== appToken) throw new ApiError('invalid_auth');
  const wanted = method.token === 'app' ? appToken : botToken;
  if (token !== wanted) throw new ApiError('not_allowed_token_type');
}
