import type { Activity } from '../activity.ts';
import type { Later } from '../later.ts';

/** An activity on its way through: verified to be of Teams and for us, and read by our own schema. */
export interface Delivery {
  activity: Activity;
  /** What is to be said once it was answered. */
  later: Later[];
}

/**
 * What leads an activity on, and no more: SDKs have schemas of their own, which refuse the nulls and the empty words that Teams sends
 * where nothing leads anywhere.
 */
export function addressOf({ type, name, channelId, serviceUrl, from, recipient, conversation }: Activity) {
  return {
    type,
    ...(name && { name }),
    channelId,
    serviceUrl,
    from: { id: from.id },
    recipient: { id: recipient.id },
    conversation: { id: conversation.id },
  };
}

/** Who takes what Teams delivers: invokes, which are answered with a body, by their name, and all else by its type. */
export interface Receiver {
  invokes: Record<string, (delivery: Delivery) => Promise<object | undefined>>;
  activities: Record<string, (delivery: Delivery) => Promise<void>>;
}

/** What the request that brought a delivery is answered with. */
export interface TeamsAnswer {
  status: number;
  body?: unknown;
}

/**
 * All that is asked of an SDK: it leads a delivery to who takes it. An invoke that nobody takes is answered with 501, any other
 * activity with 200; what a receiver throws is thrown. Tokens, files and what we say are no matter of its: `authentication.ts` and
 * `connector.ts` promise more of those than either SDK does.
 */
export interface Sdk {
  take(delivery: Delivery): Promise<TeamsAnswer>;
}

export type OpenSdk = (appId: string, receiver: Receiver) => Sdk;
