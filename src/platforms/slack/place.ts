import { encodeAction } from '../../chat/action.ts';
import type { Form } from '../../chat/form.ts';
import { isTrail, type Trail } from '../../chat/trail.ts';
import { limits } from './limits.ts';

/**
 * What a modal was opened from, where that is somebody's private copy, which no job keeps up to date: a message by the
 * address that replaces it, the modal below, or the Home tab. It lies in the modal's metadata, which Slack signs. The address
 * is a key of its own: no log has it.
 */
export type Origin = { u: string; t: Trail } | { v: string; t: Trail; o?: Origin } | { h: true };

function isOrigin(value: unknown): value is Origin {
  if (typeof value !== 'object' || value === null) return false;
  const { u, v, h, t, o } = value as { u?: unknown; v?: unknown; h?: unknown; t?: unknown; o?: unknown };
  if (h === true) return true;
  const names = typeof u === 'string' || (typeof v === 'string' && (o === undefined || isOrigin(o)));
  return names && isTrail(t);
}

/** Where a modal stands; it is carried along while the modal is open. */
export interface Place {
  /** What it was opened from. */
  origin?: Origin;
  /** Of a card: how it came to be shown. */
  trail?: Trail;
  /** Whether the page below is one of the same form. */
  isPage?: boolean;
}

/** What Slack carries for us and brings back: which form this is, what it is about, and where it stands. */
interface Metadata {
  f: string;
  s: string[];
  o?: Origin;
  t?: Trail;
  p?: boolean;
}

/** Where it all is too long for Slack, the form goes without the way back. */
export function encodePlace(
  form: Form,
  { origin, trail = form.again && [encodeAction(form.again)], isPage }: Place,
): string {
  const metadata: Metadata = { f: form.id, s: form.state };
  const whole: Metadata = { ...metadata, o: origin, t: trail, p: isPage || undefined };
  const encoded = JSON.stringify(whole);
  return encoded.length <= limits.metadata ? encoded : JSON.stringify(metadata);
}

/** Which form a view is; null for a view that is none of ours. */
export function formOf(view: {
  private_metadata: string;
}): { id: string; state: string[]; place: Place } | null {
  try {
    const { f, s, o, t, p } = JSON.parse(view.private_metadata) as Partial<Metadata>;
    if (typeof f !== 'string' || !Array.isArray(s)) return null;
    const place: Place = {
      ...(isOrigin(o) && { origin: o }),
      ...(isTrail(t) && { trail: t }),
      ...(p && { isPage: true }),
    };
    return { id: f, state: s.map(String), place };
  } catch {
    return null;
  }
}
