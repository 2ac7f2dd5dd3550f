import type { TrafficKind } from '../../contract.ts';

/** The next `times` calls of a Web API method (or `*`; `response_url`, `file_upload`, `file_download` too) fail. */
export interface ApiFault {
  method: string;
  /** Calls for this conversation alone. */
  channel?: string;
  times: number;
  kind: 'rate_limited' | 'server_error' | 'slow' | 'reset' | 'error';
  /** rate_limited: seconds in `Retry-After` (default 1). */
  retryAfter?: number;
  /** server_error: the status (default 503). */
  status?: number;
  /** slow: milliseconds before the answer (default 1000). */
  delayMs?: number;
  /** error: Slack's error name, e.g. `internal_error`. */
  error?: string;
  /** True: the call takes effect and only its answer is lost or spoiled (default false; `slow` always takes effect). */
  applied?: boolean;
}

/** The next `times` deliveries of these kinds are disturbed. */
export interface DeliveryFault {
  /** All kinds when absent. */
  kinds?: TrafficKind[];
  times: number;
  /** Copies sent in all, at the same moment: same event id, same trigger (default 1). */
  copies?: number;
  /** Milliseconds before it is sent; the trigger's 3 seconds run from the sending (default 0). */
  delayMs?: number;
  /** Sent again this often after the first ack, with `x-slack-retry-num` and `x-slack-retry-reason`. */
  retries?: number;
  /** Files come as their ids alone, as those of another workspace do: `file_access: check_file_info`. */
  filesAsIds?: boolean;
  /** Never sent at all; the person sees a timeout. */
  lost?: boolean;
}
