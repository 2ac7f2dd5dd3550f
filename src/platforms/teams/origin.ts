import { isTrail, type Trail } from '../../chat/trail.ts';
import type { Inputs } from './held.ts';

/**
 * Where a dialog came from, as it travels with it in an unseen input. It comes back from a client that we do not control:
 * whoever changes it changes only what stands in their own chat with the bot.
 */
export interface Origin {
  /** The private message whose button opened the dialog. */
  message?: { id: string; trail: Trail };
  /** The card in the dialog whose place a form took. */
  card?: Trail;
}

/** The id of the unseen input; no field has a colon in its name. */
export const originInput = 'dialog:origin';

export function encodeOrigin({ message, card }: Origin): string | null {
  return message || card ? JSON.stringify({ message, card } satisfies Origin) : null;
}

export function decodeOrigin(inputs: Inputs): Origin {
  try {
    const { message, card } = JSON.parse(inputs[originInput] ?? '{}') as Partial<Origin>;
    const isMessage = typeof message?.id === 'string' && message.id.length <= 500 && isTrail(message.trail);
    return { ...(isMessage && { message }), ...(isTrail(card) && { card }) };
  } catch {
    return {};
  }
}
