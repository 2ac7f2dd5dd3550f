/**
 * The next `times` requests of the bot to this service are disturbed. `operation`: `post`, `update`, `delete`, each also
 * with `_targeted`, `create_conversation`, `member`, `team`, `token`, `keys`, `graph_user`, `graph_message`, `graph_content`, `file`, or `*`.
 */
export interface ConnectorFault {
  operation: string;
  times: number;
  kind: 'status' | 'slow' | 'reset';
  /** status: e.g. 429, 412, 403, 500, 502. */
  status?: number;
  /** Seconds in `Retry-After`, with 429. */
  retryAfter?: number;
  /** slow: milliseconds before the answer. */
  delayMs?: number;
  /** True: the request takes effect and only its answer is lost or spoiled (`slow` always takes effect). */
  applied?: boolean;
}

/** The next `times` activities are disturbed. */
export interface ActivityFault {
  /** Names of invokes, or types of activities: `message`, `task/submit`, …; all when absent. */
  names?: string[];
  times: number;
  /** Copies sent in all at the same moment, same activity id. */
  copies?: number;
  delayMs?: number;
  /** Never sent: the person is told. */
  lost?: boolean;
}

/** How a raw activity is signed: what is wrong with its token, if anything. */
export type TokenFlaw =
  | 'none'
  | 'missing'
  | 'malformed'
  | 'wrong_signature'
  | 'unknown_key'
  | 'wrong_audience'
  | 'wrong_issuer'
  | 'expired'
  | 'not_yet_valid'
  | 'wrong_service_url'
  | 'no_service_url'
  | 'not_endorsed'
  | 'alg_none'
  | 'hs256_with_public_key';
