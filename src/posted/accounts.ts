import { type Messenger, Undeliverable } from '../chat/messenger.ts';
import type { Platform } from '../core/context.ts';
import type { Database } from '../db/database.ts';
import { linkAccount, verified } from '../people/linking.ts';
import type { Conversation } from './post.ts';

interface AccountRow {
  id: number;
  platform: Platform;
  externalId: string;
  direct: string | null;
}

/**
 * Does something in the direct conversation where this person is reached: on the account that they used last
 * (I-7); where the platform will not have it, on the next one; and last on accounts that a platform vouches for
 * by their e-mail and that never used the bot. Undeliverable, for the first account's reason, when there is none.
 */
export async function reach<T>(
  db: Database,
  messengers: readonly Messenger[],
  personId: number,
  now: Date,
  act: (conversation: Conversation) => Promise<T>,
): Promise<T> {
  const platforms = messengers.map((messenger) => messenger.platform);
  const known = await linkedAccounts(db, personId, platforms);
  let refused: Undeliverable | undefined;
  const tryOn = async (account: AccountRow): Promise<{ done: T } | null> => {
    try {
      return { done: await act(await opened(db, messengers, account)) };
    } catch (error) {
      if (!(error instanceof Undeliverable)) throw error;
      refused ??= error;
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
    const result = account && (await tryOn(account));
    if (result) return result.done;
  }
  throw refused ?? new Undeliverable('no_chat_account');
}

async function opened(
  db: Database,
  messengers: readonly Messenger[],
  account: AccountRow,
): Promise<Conversation> {
  if (account.direct) return { platform: account.platform, channel: account.direct };
  const messenger = messengers.find((candidate) => candidate.platform === account.platform);
  if (!messenger) throw new Undeliverable(`${account.platform} is not set up`);
  const channel = await messenger.direct(account.externalId);
  await db.query('UPDATE chat_identity SET direct = $2 WHERE id = $1', [account.id, channel]);
  return { platform: account.platform, channel };
}

async function linkedAccounts(db: Database, personId: number, platforms: Platform[]): Promise<AccountRow[]> {
  return db.query<AccountRow>(
    `SELECT id, platform, external_id AS "externalId", direct FROM chat_identity
     WHERE person_id = $1 AND platform = ANY($2) ORDER BY last_active_at DESC`,
    [personId, platforms],
  );
}

async function lookedUp(
  db: Database,
  messenger: Messenger,
  personId: number,
  now: Date,
): Promise<AccountRow | undefined> {
  const [person] = await db.query<{ email: string }>('SELECT email FROM person WHERE id = $1', [personId]);
  const profile = person && (await messenger.lookup(person.email));
  if (!profile?.verifiedEmail) return undefined;
  // Where the address alone does not make it theirs nobody is asked: they have not come.
  const linked = await linkAccount(db, messenger.platform, verified(profile), now);
  if (linked.type !== 'linked' || linked.personId !== personId) return undefined;
  return (await linkedAccounts(db, personId, [messenger.platform]))[0];
}
