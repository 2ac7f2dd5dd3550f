import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleType,
  retry,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
} from 'cockatiel';
import * as z from 'zod';
import type { Answers } from './answer.ts';
import { NeighbourDown, type NeighbourName, type Unreached } from './down.ts';
import { createExchange, Failure, type Fetch, type HttpRequest, late } from './exchange.ts';

/** Times in milliseconds. The defaults leave a click, which has 3 s, one second for everything else. */
export interface Patience {
  /** For one request. */
  timeoutMs: number;
  /** For all of a question: its requests and the waiting between them. */
  totalMs: number;
  /** A second request waits at least half of this and at most all of it. */
  jitterMs: number;
  /** The circuit opens after so many requests in a row without a usable answer. */
  failuresToOpen: number;
  /** So long after it opened, one request tries whether the neighbour is back. */
  halfOpenAfterMs: number;
}

const patience: Patience = {
  timeoutMs: 700,
  totalMs: 1800,
  jitterMs: 150,
  failuresToOpen: 5,
  halfOpenAfterMs: 10_000,
};

export interface HttpNeighbourOptions extends Partial<Patience> {
  name: NeighbourName;
  /** May have a path and, as user and password, the credentials of Basic authentication. */
  url: string;
  fetch?: Fetch;
  /** An answer with more bytes than this is a fault; no answer about one person comes anywhere near the default. */
  maxAnswerBytes?: number;
}

export interface Question extends HttpRequest {
  method: 'POST' | 'PUT';
  body: object;
  /** Asking twice does no more than asking once: only then is an unanswered question asked again. */
  idempotent: boolean;
}

export interface HttpNeighbour {
  /** Asks, and answers what the shape for the answer's status makes of it. Throws NeighbourDown. */
  ask<A extends Answers>(question: Question, answers: A): Promise<z.output<A[keyof A]>>;
  /** One `GET` about the neighbour itself, asked now whatever the circuit says. Throws NeighbourDown. */
  look<A extends Answers>(path: string, answers: A): Promise<z.output<A[keyof A]>>;
  /** Looks at `/health`. Throws NeighbourDown unless it is answered with 200. */
  check(): Promise<void>;
}

/**
 * A client of JSON over HTTP with time-outs, one repetition and a circuit breaker. The circuit is this client's
 * own and counts requests, so that a question's repetition may be the one that opens it.
 */
export function createHttpNeighbour({
  name,
  url,
  fetch,
  maxAnswerBytes = 64 * 1024,
  ...given
}: HttpNeighbourOptions): HttpNeighbour {
  const { timeoutMs, totalMs, jitterMs, failuresToOpen, halfOpenAfterMs } = { ...patience, ...given };
  const exchange = createExchange(url, fetch ?? globalThis.fetch, maxAnswerBytes);
  const jitter = () => jitterMs * (0.5 + Math.random() / 2);

  // Aggressive: in time even where what is waited for does not listen to its signal.
  const overall = timeout(totalMs, TimeoutStrategy.Aggressive);
  const single = timeout(timeoutMs, TimeoutStrategy.Aggressive);
  // A wait that would leave no time for the answer is not begun.
  const longestWaitMs = totalMs - timeoutMs / 2;
  const again = retry(
    handleType(Failure, ({ waitMs }) => waitMs !== null && waitMs + jitterMs <= longestWaitMs),
    { maxAttempts: 1, backoff: new DelegateBackoff(({ result }: Retried) => waitOf(result) + jitter()) },
  );
  const circuit = circuitBreaker(
    handleType(Failure, ({ isOutage }) => isOutage),
    { breaker: new ConsecutiveBreaker(failuresToOpen), halfOpenAfter: halfOpenAfterMs },
  );
  let lastOutage = '';
  circuit.onFailure(({ handled, reason }) => {
    if (handled && 'error' in reason) lastOutage = reason.error.message;
  });

  async function request<A extends Answers>(asked: HttpRequest, answers: A, deadline?: AbortSignal) {
    try {
      return await single.execute(({ signal }) => exchange(asked, answers, signal), deadline);
    } catch (error) {
      throw error instanceof TaskCancelledError ? late() : error;
    }
  }

  function down({ method, path }: Pick<HttpRequest, 'method' | 'path'>, error: unknown): unknown {
    const because = (reason: string, unreached: Unreached | null = null) =>
      new NeighbourDown(name, `${method} ${path}: ${reason}`, unreached);
    if (error instanceof Failure) return because(error.message, error.unreached);
    if (error instanceof TaskCancelledError) return down({ method, path }, late());
    if (error instanceof BrokenCircuitError) {
      return because(`not asked after ${failuresToOpen} failures in a row, the last of them: ${lastOutage}`);
    }
    return error;
  }

  async function look<A extends Answers>(path: string, answers: A) {
    const looked: HttpRequest = { method: 'GET', path };
    try {
      return await request(looked, answers);
    } catch (error) {
      throw down(looked, error);
    }
  }

  return {
    look,
    async ask(question, answers) {
      try {
        return await overall.execute(({ signal }) => {
          const once = () => circuit.execute(() => request(question, answers, signal), signal);
          return question.idempotent ? again.execute(once, signal) : once();
        });
      } catch (error) {
        throw down(question, error);
      }
    },
    async check() {
      await look('/health', { 200: z.unknown() });
    },
  };
}

type Retried = { result: { error: Error } | { value: unknown } };

function waitOf(result: Retried['result']): number {
  return 'error' in result && result.error instanceof Failure ? (result.error.waitMs ?? 0) : 0;
}
