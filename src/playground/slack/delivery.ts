import type { JsonObject, TrafficKind } from '../contract.ts';

/** What is carried to the bot, over whichever transport. */
export interface Delivery {
  kind: TrafficKind;
  /** Command, action or callback id, or event type. */
  name: string;
  person?: string;
  payload: JsonObject;
  /** Called at the moment of sending, when a trigger's 3 seconds start. */
  onSending?: () => void;
}
