import { createHmac, timingSafeEqual } from 'node:crypto';
import { isTrail, type Trail } from '../../chat/trail.ts';
import { type Activity, isPersonal, withoutThread } from './activity.ts';
import type { Inputs } from './held.ts';

/**
 * Where a dialog came from, as it travels with it in an unseen input. It comes back from a client that we do not control: in their
 * own chat with the bot whoever changes it changes only what stands there, and in any other conversation the seal says that it
 * was their press.
 */
export interface Origin {
  /** The private message whose button opened the dialog. */
  message?: { id: string; trail: Trail; seal?: string };
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

/** The private message that has the pressed button: only what one person sees knows how it came to be shown. */
export function originIn(activity: Activity, trail: Trail, secret: string): Origin {
  const id = activity.replyToId;
  if (!id || trail.length === 0) return {};
  const seal = isPersonal(activity) ? {} : { seal: sealOf(activity, id, secret).toString('base64url') };
  return { message: { id, trail, ...seal } };
}

/** Whether a dialog of this person, in this conversation, was opened from that message. */
export function isOwn(activity: Activity, message: NonNullable<Origin['message']>, secret: string): boolean {
  if (isPersonal(activity)) return true;
  const given = Buffer.from(String(message.seal ?? ''), 'base64url');
  const right = sealOf(activity, message.id, secret);
  return given.length === right.length && timingSafeEqual(given, right);
}

function sealOf({ conversation, from }: Activity, message: string, secret: string): Buffer {
  const named = JSON.stringify([withoutThread(conversation.id), message, from.id]);
  return createHmac('sha256', secret).update(named).digest();
}
