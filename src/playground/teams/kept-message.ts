import type { JsonObject } from '../contract.ts';
import type { TeamsMessage } from './contract/organisation.ts';

/** A message as it is kept: its cards for everybody, and what it showed before. */
export interface KeptMessage extends Omit<TeamsMessage, 'cards'> {
  cards: JsonObject[];
  /** Earlier versions of its cards, oldest first. */
  earlier: JsonObject[][];
}
