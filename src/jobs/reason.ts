import { PlatformFault, Undeliverable } from '../chat/messenger.ts';
import { chainOf } from '../core/errors.ts';
import { isFromDatabase } from '../db/origin.ts';
import { NeighbourDown } from '../neighbours/http/down.ts';
import { MailFault } from '../neighbours/mail/fault.ts';

/** Whose trouble it is that a job fails: what somebody who has to mend it wants to know first. */
export const reasons = ['database', 'platform', 'neighbour', 'mail', 'network', 'program'] as const;
export type Reason = (typeof reasons)[number];

const networkCodes =
  /^(E(CONN(REFUSED|RESET|ABORTED)|TIMEDOUT|NOTFOUND|AI_AGAIN|PIPE|HOSTUNREACH|NETUNREACH)|UND_ERR_\w+)$/;

/**
 * The kind of what was thrown: that of the outermost error in its chain that has one. What nobody else has to answer for
 * is ours.
 */
export function reasonOf(error: unknown): Reason {
  for (const one of chainOf(error)) {
    const reason = ownReason(one);
    if (reason) return reason;
  }
  return 'program';
}

function ownReason(error: unknown): Reason | null {
  if (isFromDatabase(error)) return 'database';
  if (error instanceof PlatformFault || error instanceof Undeliverable) return 'platform';
  if (error instanceof NeighbourDown) return 'neighbour';
  if (error instanceof MailFault) return 'mail';
  return isOfNetwork(error) ? 'network' : null;
}

function isOfNetwork(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  return networkCodes.test(code ?? '') || error.name === 'TimeoutError' || error.name === 'AbortError';
}
