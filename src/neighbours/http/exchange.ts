import type * as z from 'zod';
import { type Answers, readAnswer, retryAfterMs, UnusableAnswer } from './answer.ts';
import type { Unreached } from './down.ts';

/** The part of `fetch` that is used; a sandbox is one that answers by itself. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  body?: object;
  headers?: Record<string, string>;
}

/** A request without a usable answer. */
export class Failure extends Error {
  /** What is to be waited at least before asking again; null when that would not help. */
  readonly waitMs: number | null;
  /** False where the neighbour is well and it is us that it does not take. */
  readonly isOutage: boolean;
  readonly unreached: Unreached | null;

  constructor(reason: string, how: { waitMs?: number; isOutage?: boolean; unreached?: Unreached } = {}) {
    super(reason);
    this.waitMs = how.waitMs ?? null;
    this.isOutage = how.isOutage ?? true;
    this.unreached = how.unreached ?? null;
  }
}

export const late = () => new Failure('no answer in time', { waitMs: 0, unreached: 'late' });

/** Makes one request and reads its answer; throws Failure, whose message says nothing of what was asked or answered. */
export type Exchange = <A extends Answers>(
  request: HttpRequest,
  answers: A,
  signal: AbortSignal,
) => Promise<z.output<A[keyof A]>>;

/** Statuses that say: not now. */
const passing = [429, 502, 503, 504];

export function createExchange(url: string, fetch: Fetch, maxAnswerBytes: number): Exchange {
  const { base, authorization } = addressOf(url);

  return async (request, answers, signal) => {
    try {
      const response = await fetch(base + request.path, {
        method: request.method,
        headers: {
          accept: 'application/json',
          ...(request.body ? { 'content-type': 'application/json' } : {}),
          ...authorization,
          ...request.headers,
        },
        body: request.body ? JSON.stringify(request.body) : undefined,
        // Followed, a redirect would carry a NIK or a password to wherever it points.
        redirect: 'manual',
        signal,
      });
      const shape = answers[response.status];
      if (!shape) throw refused(response);
      return (await readAnswer(response, shape, maxAnswerBytes)) as z.output<
        (typeof answers)[keyof typeof answers]
      >;
    } catch (error) {
      if (error instanceof Failure) throw error;
      if (signal.aborted) throw late();
      if (error instanceof UnusableAnswer) throw new Failure(error.message);
      const code = codeOf(error);
      throw new Failure(`no connection (${code})`, { waitMs: 0, unreached: { code } });
    }
  };
}

function refused(response: Response): Failure {
  const { status } = response;
  response.body?.cancel().catch(() => {});
  return new Failure(`answered ${status}`, {
    waitMs: passing.includes(status) ? retryAfterMs(response) : undefined,
    isOutage: status >= 500 || status === 429,
  });
}

/** A request's own errors quote its address, credentials included; only the code of what happened is kept. */
function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  const found = cause?.code ?? code;
  return typeof found === 'string' && /^\w{3,40}$/.test(found) ? found : 'unknown';
}

/** The address without what `fetch` would refuse it for; its user and password become a header. */
function addressOf(url: string): { base: string; authorization: Record<string, string> } {
  const { username, password, origin, pathname } = new URL(url);
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    base: origin + pathname.replace(/\/+$/, ''),
    authorization:
      credentials === ':' ? {} : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
  };
}
