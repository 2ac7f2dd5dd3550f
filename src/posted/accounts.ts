import { type Messenger, Undeliverable } from '../chat/messenger.ts';
import { withoutDeadline } from '../core/deadline.ts';
import { momentOf } from '../core/moment.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Database } from '../db/database.ts';
import { personById, type ReachedAccount } from '../people/actors.ts';
import { linkAccount, verified } from '../people/linking.ts';
import type { Outages } from './outages.ts';
import type { Conversation } from './post.ts';

/** What reaching somebody takes. */
export interface Reaching<T> {
  db: Database;
  messengers: readonly Messenger[];
  outages: Outages;
  personId: number;
  now: Date;
  moment: Queryable;
  /** Reads by the moment that it is given: the caller's, or, where an account has been linked since that, one of its own. */
  act(conversation: Conversation, moment: Queryable): Promise<T>;
  /** Before it is done elsewhere: what was tried in this conversation, whose platform takes no messages, may have been done there all the same. */
  leaving(conversation: Conversation): Promise<void>;
}

/**
 * Does something in the direct conversation where this person is reached: on the account that they used last
 * (I-7); where the platform will not have it, on the next one, and so where it has taken no messages for long (T-6); and last on accounts that a
 * platform vouches for by their e-mail and that never used the bot. Undeliverable, for the first account's reason, when there is none;
 * what the platform that takes no messages failed with, where there is no other way.
 */
export async function reach<T>({
  db,
  messengers,
  outages,
  personId,
  now,
  moment,
  act,
  leaving,
}: Reaching<T>): Promise<T> {
  const linked = (await personById(moment, personId))?.accounts ?? [];
  const known = outages.last(
    linked.filter(({ platform }) => messengers.some((messenger) => messenger.platform === platform)),
    now,
  );
  let refused: Undeliverable | undefined;
  let fault: { of: unknown } | undefined;
  const tryOn = async (account: ReachedAccount, reads = moment): Promise<{ done: T } | null> => {
    let conversation: Conversation | undefined;
    try {
      conversation = await opened(db, messengers, account);
      return { done: await act(conversation, reads) };
    } catch (error) {
      if (error instanceof Undeliverable) {
        refused ??= error;
        return null;
      }
      if (!(await outages.isOut(account.platform, error, now))) throw error;
      fault ??= { of: error };
      if (conversation) await leaving(conversation);
      return null;
    }
  };
  for (const account of known) {
    const result = await tryOn(account);
    if (result) return result.done;
  }
  for (const messenger of messengers.filter((one) =>
    known.every(({ platform }) => platform !== one.platform),
  )) {
    const account = await lookedUp(db, messenger, personId, now);
    const result = account && (await tryOn(account, momentOf(db)));
    if (result) return result.done;
  }
  if (fault) throw fault.of;
  throw refused ?? new Undeliverable('no_chat_account');
}

async function opened(
  db: Database,
  messengers: readonly Messenger[],
  account: ReachedAccount,
): Promise<Conversation> {
  if (account.direct) return { platform: account.platform, channel: account.direct };
  const messenger = messengers.find((candidate) => candidate.platform === account.platform);
  if (!messenger) throw new Undeliverable(`${account.platform} is not set up`);
  const channel = await messenger.direct(account.externalId);
  await db.query('UPDATE chat_identity SET direct = $2 WHERE id = $1', [account.id, channel]);
  return { platform: account.platform, channel };
}

async function lookedUp(
  db: Database,
  messenger: Messenger,
  personId: number,
  now: Date,
): Promise<ReachedAccount | undefined> {
  const [known] = await db.query<{ email: string }>('SELECT email FROM person WHERE id = $1', [personId]);
  const profile = known && (await messenger.lookup(known.email));
  if (!profile?.verifiedEmail) return undefined;
  // Where the address alone does not make it theirs nobody is asked: they have not come.
  const linked = await linkAccount(db, withoutDeadline, messenger.platform, verified(profile), now);
  if (linked.type !== 'linked' || linked.personId !== personId) return undefined;
  const person = await personById(db, personId);
  return person?.accounts.find(({ platform }) => platform === messenger.platform);
}
