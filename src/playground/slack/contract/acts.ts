import type { JsonObject } from '../../contract.ts';
import type { Notice } from './screen.ts';

/** Where an element stands: in a view or in a message. */
export type Place = { view: string } | { channel: string; ts: string };

/**
 * What a person put into an element: text, an option's `value`, a date (`YYYY-MM-DD`), a time (`HH:mm`), a user or
 * channel id; seconds for a `datetimepicker`; a list of those for multi-selects, checkboxes and `file_input` (file
 * ids of `upload`); null clears it.
 */
export type InputValue = string | number | string[] | null;

export interface ElementRef {
  person: string;
  place: Place;
  blockId: string;
  actionId: string;
}

/** What came of an act, after the bot's ack or its absence. */
export interface Outcome {
  /** False: nothing was sent to the bot (a field without `dispatch_action`, or the client's own check refused). */
  delivered: boolean;
  /** Entries of the traffic that this act caused, copies included. */
  traffic: number[];
  /** Latency of the first copy's ack, in milliseconds. */
  ackMs?: number;
  /** Status of the first copy's ack; 0 when there was none. */
  status?: number;
  /** What the person was told when it failed. */
  notice?: Notice;
  /** View submissions: field errors now shown, by block id. */
  errors?: Record<string, string>;
  /** The address that the click opened in the browser. */
  opens?: string;
}

export interface SelectOption extends JsonObject {
  text: JsonObject;
  value: string;
}

export interface OptionGroup extends JsonObject {
  label: JsonObject;
  options: SelectOption[];
}
