import { type Messenger, Undeliverable } from '../chat/messenger.ts';
import type { Database } from '../db/database.ts';
import { linkAccount } from '../people/contexts.ts';

/** Where a person is reached: the direct conversation with the bot on one platform. */
export interface Account {
  platform: 'slack' | 'teams';
  channel: string;
}

/**
 * Where a notice to this person goes: the account they used last (I-7), or, if they never used the bot, the
 * account that the platform vouches for by their e-mail. Undeliverable when there is none.
 */
export async function accountFor(
  db: Database,
  messengers: readonly Messenger[],
  personId: number,
  now: Date,
): Promise<Account> {
  const platforms = messengers.map((messenger) => messenger.platform);
  const known = await newestAccount(db, personId, platforms);
  const account = known ?? (await lookedUp(db, messengers, personId, now));
  if (account.direct) return { platform: account.platform, channel: account.direct };

  const messenger = messengers.find((candidate) => candidate.platform === account.platform);
  if (!messenger) throw new Undeliverable(`${account.platform} is not set up`);
  const channel = await messenger.direct(account.externalId);
  await db.query('UPDATE chat_identity SET direct = $2 WHERE id = $1', [account.id, channel]);
  return { platform: account.platform, channel };
}

interface AccountRow {
  id: number;
  platform: 'slack' | 'teams';
  externalId: string;
  direct: string | null;
}

async function newestAccount(
  db: Database,
  personId: number,
  platforms: string[],
): Promise<AccountRow | undefined> {
  const rows = await db.query<AccountRow>(
    `SELECT id, platform, external_id AS "externalId", direct FROM chat_identity
     WHERE person_id = $1 AND platform = ANY($2) ORDER BY last_active_at DESC LIMIT 1`,
    [personId, platforms],
  );
  return rows[0];
}

async function lookedUp(
  db: Database,
  messengers: readonly Messenger[],
  personId: number,
  now: Date,
): Promise<AccountRow> {
  const person = (await db.query<{ email: string }>('SELECT email FROM person WHERE id = $1', [personId]))[0];
  for (const messenger of messengers) {
    const profile = person && (await messenger.lookup(person.email));
    if (!profile?.verifiedEmail) continue;
    const linked = await linkAccount(db, messenger.platform, profile, now);
    if (linked !== personId) continue;
    const account = await newestAccount(db, personId, [messenger.platform]);
    if (account) return account;
  }
  throw new Undeliverable('no chat account with this e-mail');
}
