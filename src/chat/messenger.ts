import type { Platform } from '../core/context.ts';
import type { Day } from '../core/day.ts';
import type { Card } from './card.ts';
import type { FileRef } from './form.ts';

/** A chat account as the platform's own API reports it (I-1). */
export interface ChatProfile {
  externalId: string;
  tenant: string;
  name: string;
  /** Only an address that the platform vouches for; null otherwise. */
  verifiedEmail: string | null;
  locale: string | null;
}

/** How an account stands to the workspace or tenant that the app is in. */
export type Membership =
  | 'member'
  /** Let in by a member, for some conversations, with an address that is not the organisation's to give. */
  | 'guest'
  /** Nobody has proven yet that the address is theirs. */
  | 'invited'
  /** Of another organisation, no person, or gone. */
  | 'outsider';

/** The address that says who somebody is (I-1): on every platform that of a full member alone. */
export function vouchedAddress(membership: Membership, address: string | null | undefined): string | null {
  return membership === 'member' && address ? address : null;
}

/** What has become of an account that was a full member's: deactivated or removed, or made a guest's, who is vouched for no more. */
export type Ended = 'deactivated' | 'guest';

/** Where a message stands. */
export interface MessageRef {
  channel: string;
  messageId: string;
}

export interface Outgoing {
  channel: string;
  /** The message whose thread this one goes into. */
  thread?: string;
  card: Card;
  /** Travels with the message, invisibly, so that `find` can recognise it. */
  key: string;
}

/** A message of ours as it stands in a conversation now, with all of its texts. */
export interface StandingMessage {
  messageId: string;
  text: string;
}

/**
 * What a platform can do for us. Throws RetryLater when the platform asks to come back, and Undeliverable when
 * coming back would not help.
 */
export interface Messenger {
  platform: Platform;
  /** The workspace or tenant that the app is in: whose accounts it can say anything of. */
  tenant: string;
  /** The last day of the secret by which it knows us: null where nobody has said which, absent where it does not end. */
  secretEnds?: Day | null;
  /** Opens the direct conversation with somebody and answers its channel. */
  direct(externalId: string): Promise<string>;
  post(message: Outgoing): Promise<string>;
  /** `gone` when the message was deleted. `key` is the one that it was posted with. */
  update(ref: MessageRef, card: Card, key: string): Promise<'updated' | 'gone'>;
  /** The address that leads somebody to a message in their own client, or to its conversation where there is none of the message. */
  linkTo(ref: MessageRef): string;
  /**
   * Looks for a message that may have been posted just before a crash. Absent where a platform cannot be asked
   * what stands in a conversation: there such a message is posted a second time rather than never.
   */
  find?(channel: string, thread: string | undefined, key: string, since: Date): Promise<string | null>;
  /**
   * What stands in a conversation, below no other message, by the bot's own hand. `team` is the one that a channel of Teams is in. Undeliverable
   * where nobody lets us read there, with what is missing.
   */
  readBack?(channel: string, team: string | null): AsyncIterable<StandingMessage>;
  /** The account that belongs to an address, if the platform has one and vouches for it. */
  lookup(email: string): Promise<ChatProfile | null>;
  /** Why an account of its tenant acts as nobody any more; null where it still may, or the platform says nothing of that. */
  whyEnded(externalId: string): Promise<Ended | null>;
  /** Fetches a file that was given in a form; throws `OverLarge` where it has more than `maxBytes`, before it has all been sent. */
  download(file: FileRef, maxBytes: number): Promise<Buffer>;
  /** Brings somebody's Home up to date, where the platform has one. */
  showHome?(externalId: string, home: Card): Promise<void>;
  /** Reaches the platform with our credentials, or throws what stands in the way. */
  check(): Promise<void>;
}

/** All texts of a message as a platform has it, whatever it is made of. */
export function textsIn(message: unknown): string {
  if (Array.isArray(message)) return message.map(textsIn).join('\n');
  if (typeof message !== 'object' || message === null) return '';
  return Object.entries(message)
    .map(([name, value]) => (name === 'text' && typeof value === 'string' ? value : textsIn(value)))
    .filter(Boolean)
    .join('\n');
}

/** A file that has more bytes than may be fetched. */
export class OverLarge extends Error {
  override name = 'OverLarge';
}

/** The platform refuses a call of ours, or fails at it, in its own words. Coming back may help. */
export class PlatformFault extends Error {
  override name = 'PlatformFault';
}

/** The platform will not take this message, now or later. The message is the platform's own word for why. */
export class Undeliverable extends Error {
  override name = 'Undeliverable';
}

/** The app is not there for this person: nothing reaches them until they, or an admin, install it. */
export const notInstalled = 'app_not_installed';

/** The platform on which a file was given. */
export function senderOf(messengers: readonly Messenger[], { source }: FileRef): Messenger {
  const messenger = messengers.find(({ platform }) => source.startsWith(`${platform}:`));
  if (!messenger) throw new Error(`no platform has the file ${source}`);
  return messenger;
}
