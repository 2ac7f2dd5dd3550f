import type { JsonObject, JsonValue } from '../../contract.ts';

export interface Answer {
  status: number;
  body: JsonValue | Buffer;
  headers?: Record<string, string>;
}

/** What answers a request, and what is needed to have it done. */
export interface Route {
  /** As faults and the inspector name it. */
  operation: string;
  /** That the bot's token has to be for; absent: none is asked for. */
  scope?: string;
  answer(request: JsonObject): Answer;
}

export function refusal(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } } };
}
