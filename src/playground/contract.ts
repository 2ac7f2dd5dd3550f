/**
 * What the contracts of the local Slack (`slack/contract/`) and the local Teams (`teams/contract/`) share: between the
 * playground's server, its browser page and the tests. Types only, nothing of Node.
 *
 * Over HTTP every call is `POST /playground/api/<call>`, of the local Teams `POST /playground/api/teams/<call>`, with the
 * arguments object as a JSON body; the answer is `200` with the result as JSON, or `4xx`/`5xx` with a
 * {@link ControlProblem}. Four addresses are plain GETs, made for the browser:
 * - `GET /playground/api/changes` – server-sent events, each `data:` line one {@link Change};
 * - `GET /playground/api/file/<fileId>?person=<person>` – the bytes of a file that this person can see, and
 *   `GET /playground/api/teams/file/<fileId>?person=<person>` of one in the local Teams;
 * - `GET /playground/api/attachment/<mailId>/<index>` – an attachment of an e-mail.
 */

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** A JSON object in Slack's own wire shape. */
export interface JsonObject {
  [key: string]: JsonValue;
}

/** A language that the pages are in, and that people's clients report. */
export type Language = 'id' | 'en';

export interface Mail {
  id: string;
  at: number;
  from: string;
  /** Envelope recipients: who really got it. */
  to: string[];
  subject: string;
  text: string;
  html?: string;
  headers: { name: string; value: string }[];
  attachments: { name: string; type: string; size: number }[];
  /** Every http(s) address in it, in order. */
  links: string[];
}

/** What was sent: to Slack's Web API (or one of its other addresses), or from Slack to the bot. */
export type TrafficKind =
  | 'web_api'
  | 'response_url'
  | 'file_upload'
  | 'file_download'
  | 'command'
  | 'block_actions'
  | 'block_suggestion'
  | 'view_submission'
  | 'view_closed'
  | 'shortcut'
  | 'message_action'
  | 'event'
  | 'url_verification'
  | 'ssl_check'
  | 'raw'
  /** The bot's requests to the local Teams, and what that sends: activities and invokes. */
  | 'connector'
  | 'activity'
  | 'invoke';

/** One request and its answer, in either direction. */
export interface TrafficEntry {
  id: number;
  /** Milliseconds since 1970 at the request's start. */
  at: number;
  direction: 'bot_to_slack' | 'slack_to_bot' | 'bot_to_teams' | 'teams_to_bot';
  kind: TrafficKind;
  /** Web API method, command, callback or action id, or event type. */
  name: string;
  /** The acting person, where there is one. */
  person?: string;
  transport: 'http' | 'socket';
  /** Parsed arguments or payload. Tokens are not in it. */
  request: JsonValue;
  /** HTTP status; 0: no answer arrived. Over a socket an ack counts as 200. */
  status: number;
  response: JsonValue;
  /** Until the answer was complete. For a delivery: the ack's latency. */
  ms: number;
  /** True once the answer is there (or was given up). */
  done: boolean;
  /** Slack's error name, or what went wrong with a delivery (`operation_timeout`, `connection_refused`, …). */
  error?: string;
  /** Block Kit problems and the like, Slack's `response_metadata.messages`. */
  details?: string[];
  /** The injected fault that hit it. */
  fault?: string;
  /** Deliveries: 0 for the first, then the retry number. */
  attempt: number;
  /** Deliveries: copies and retries of one delivery share this. */
  deliveryId?: string;
}

/** Body of an answer that is not 200. */
export interface ControlProblem {
  error: {
    /** `unknown_call`, `invalid_arguments`, `no_such_person`, `not_visible`, `no_such_element`, `file_not_accepted`, … */
    code: string;
    message: string;
  };
}

/** One event of the change stream: what to read again. */
export interface Change {
  seq: number;
  kind:
    | 'message'
    | 'view'
    | 'home'
    | 'notice'
    | 'channel'
    | 'person'
    | 'mail'
    | 'traffic'
    | 'file'
    | 'reset'
    /** Time passes, or all begins anew: see `PlayState`. */
    | 'play';
  /** The only person who can see the change; absent: whoever sees the channel. */
  person?: string;
  channel?: string;
  ts?: string;
  /** A message of the workspace itself, which nobody has to read. */
  quiet?: boolean;
  /** Id of the view, mail, notice, file or traffic entry. */
  id?: string;
}
