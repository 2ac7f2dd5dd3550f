import { type Action, action, encodeAction } from './action.ts';
import type { Card } from './card.ts';

/**
 * How a private card came to be shown: the action or command that led to it, and before it to the cards whose place it
 * took, newest first. It travels with the card, so that the card can be shown anew once something has changed, and left
 * again. It comes back from a client that we do not control and gives no right (I-3).
 */
export type Trail = readonly string[];

/** A form may be about a card of a list of an overview; what lies further back is reached by asking anew. */
const maxSteps = 4;
/** What a platform carries for us beside a button. */
const maxLength = 1500;

/** Leads back to the card before. */
export const backAction: Action = action('chat.back');
/** Shows the card itself once more, as it is now. */
export const againAction: Action = action('chat.again');

/** The step of a command as it was typed; the slash tells it from an action. */
export function commandStep(name: string, text: string): string {
  return `/${name} ${text}`.trim();
}

/** What leads to this card, however it came to be: what the card says of itself, or what was done to get it. */
export function stepTo(card: Card, done: string): string {
  return card.again ? encodeAction(card.again) : done;
}

/** The trail of a card that `step` leads to. The next page of a list, or a card that was left before, is no step further. */
export function extended(trail: Trail, step: string): Trail {
  const same = trail.findIndex((earlier) => nameOf(earlier) === nameOf(step));
  return [step, ...trail.slice(same + 1)].slice(0, maxSteps);
}

/** `user-id.list` of all of its pages, and of the command that shows it. */
function nameOf(step: string): string {
  return step.split(/[: ]/)[0] ?? '';
}

/** The trail as a text, without its furthest steps where they are too long; null where nothing is left. */
export function encodeTrail(trail: Trail): string | null {
  for (let steps = [...trail]; steps.length > 0; steps = steps.slice(0, -1)) {
    const encoded = JSON.stringify(steps);
    if (encoded.length <= maxLength) return encoded;
  }
  return null;
}

/** Empty for anything that encodeTrail cannot have made. */
export function decodeTrail(encoded: unknown): Trail {
  if (typeof encoded !== 'string' || encoded.length > maxLength) return [];
  try {
    const steps: unknown = JSON.parse(encoded);
    return isTrail(steps) ? steps : [];
  } catch {
    return [];
  }
}

export function isTrail(steps: unknown): steps is Trail {
  return Array.isArray(steps) && steps.length <= maxSteps && steps.every((step) => typeof step === 'string');
}
