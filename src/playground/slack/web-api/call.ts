import type { JsonObject, JsonValue } from '../../contract.ts';
import type { Slack } from '../slack.ts';

/** Refusal of a Web API call with Slack's own error name. */
export class ApiError extends Error {
  readonly error: string;
  readonly extra: JsonObject;
  readonly retryAfter: number | undefined;
  /** `details` become `errors` and `response_metadata.messages`, as Slack answers. */
  constructor(error: string, details: string[] = [], extra: JsonObject = {}, retryAfter?: number) {
    super(error);
    this.error = error;
    this.retryAfter = retryAfter;
    this.extra = {
      ...extra,
      ...(details.length > 0 && {
        errors: details,
        response_metadata: { messages: details.map((each) => `[ERROR] ${each}`) },
      }),
    };
  }
}

export interface Call {
  slack: Slack;
  args: Args;
  hasScope(scope: string): boolean;
}

export interface Method {
  /** Needed scope; several: one of them. Absent: none. */
  scopes?: readonly string[];
  /** `app` methods take the app-level token. */
  token?: 'bot' | 'app' | 'none';
  run(call: Call): JsonObject;
}

export type Methods = Record<string, Method>;

/** Arguments of a call, from a form or a JSON body: the former has everything as text. */
export class Args {
  readonly #values: JsonObject;
  constructor(values: JsonObject) {
    this.#values = values;
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined && this.#values[name] !== '';
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null) return undefined;
    return typeof value === 'string'
      ? value
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);
  }

  /** Throws `invalid_arguments` when it is missing. */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined || value === '') {
      throw new ApiError('invalid_arguments', [`missing required field: ${name}`]);
    }
    return value;
  }

  flag(name: string): boolean {
    const value = this.#values[name];
    return value === true || value === 'true' || value === '1' || value === 1;
  }

  number(name: string, fallback: number): number {
    const value = Number(this.#values[name] ?? fallback);
    return Number.isFinite(value) ? value : fallback;
  }

  /** A structured argument, which in a form is JSON in a text. Throws `onBad` when it is not JSON. */
  json(name: string, onBad: string): JsonValue | undefined {
    const value = this.#values[name];
    if (typeof value !== 'string') return value;
    if (value === '') return undefined;
    try {
      return JSON.parse(value) as JsonValue;
    } catch {
      throw new ApiError(onBad);
    }
  }
}

/** One page of a list, by Slack's opaque cursors. */
export function page<T>(items: readonly T[], args: Args, fallback = 100): { items: T[]; nextCursor: string } {
  const limit = Math.min(Math.max(1, args.number('limit', fallback)), 1000);
  const cursor = args.text('cursor');
  const start = cursor ? Number(Buffer.from(cursor, 'base64').toString().replace('next:', '')) : 0;
  if (!Number.isInteger(start) || start < 0) throw new ApiError('invalid_cursor');
  const end = start + limit;
  const nextCursor = end < items.length ? Buffer.from(`next:${end}`).toString('base64') : '';
  return { items: items.slice(start, end), nextCursor };
}
