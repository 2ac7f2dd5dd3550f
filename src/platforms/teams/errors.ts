import { notInstalled, PlatformFault, Undeliverable } from '../../chat/messenger.ts';
import { RetryLater } from '../../core/errors.ts';

/** A request of ours that one of Teams' services refused, in its own words. */
export class TeamsFault extends PlatformFault {
  override name = 'TeamsFault';
  readonly status: number;
  readonly code: string;
  /** Seconds, where the service named them. */
  readonly retryAfter: number | null;

  constructor(operation: string, status: number, code: string, retryAfter: number | null) {
    super(`${operation}: ${status} ${code}`);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  static async from(operation: string, response: Response): Promise<TeamsFault> {
    const body = (await response.json().catch(() => null)) as {
      error?: { code?: unknown } | string;
    } | null;
    const code = typeof body?.error === 'object' ? String(body.error?.code ?? '') : (body?.error ?? '');
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
    return new TeamsFault(operation, response.status, code, Number.isFinite(retryAfter) ? retryAfter : null);
  }
}

/** The message is not there any more, or its conversation is not. */
export function isGone(error: unknown): boolean {
  return error instanceof TeamsFault && error.status === 404;
}

/**
 * What a failed request means for the job that made it. 412, 5xx and a connection that broke are the job's own
 * to try again: none of them says anything about the message.
 */
export function translated(error: unknown): unknown {
  if (!(error instanceof TeamsFault)) return error;
  if (error.status === 429) return new RetryLater(error.retryAfter ?? 5, error);
  if (error.status === 403) {
    const reason = error.code === 'MessageWritesBlocked' ? 'blocked_by_user' : notInstalled;
    return new Undeliverable(reason, { cause: error });
  }
  if ([400, 404, 405, 413, 501].includes(error.status)) {
    return new Undeliverable(error.code || `http_${error.status}`, { cause: error });
  }
  return error;
}
