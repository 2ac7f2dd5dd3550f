import type { Ended, Messenger } from '../chat/messenger.ts';
import { withoutDeadline } from '../core/deadline.ts';
import { RetryLater } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Database, Tx } from '../db/database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { askAdmins } from './admins.ts';
import { holdersChanged } from './holders.ts';
import type { AccountKey } from './linking.ts';
import { type Ender, endLinks } from './ways-in.ts';

declare module '../core/names.ts' {
  interface Jobs {
    'accounts.changed': AccountKey;
  }
}

interface Linked {
  id: number;
  personId: number;
  externalId: string;
}

interface Gone extends Linked {
  why: Ended;
}

/** So many at once that are gone, of all that were asked about, are a platform that is not ours rather than people who left. */
const mostGone = 0.5;
const fewAsked = 4;

interface Deps {
  db: Database;
  messengers: readonly Messenger[];
}

/**
 * Ends the links of chat accounts that are gone or a guest's by now, of those who decide something: as an ADMIN would. An account is no person: what they
 * hold stays theirs, they are reached on their other account or by mail, and the ADMINs, who are asked where it was their last one, say
 * whether they have left. Where a platform does not answer, or not on that, nothing is ended.
 */
export async function endDepartedAccounts(
  { db, messengers, log }: Deps & { log: Log },
  personIds: readonly number[],
  now: Date,
): Promise<void> {
  for (const messenger of messengers) {
    const { asked, gone } = await goneOn(db, messenger, personIds, log);
    if (gone.length > mostGone * Math.max(asked, fewAsked)) {
      log.warn(
        { platform: messenger.platform, asked, gone: gone.length },
        'too many accounts seem to be gone',
      );
      continue;
    }
    for (const one of gone) await end(db, messenger, one, now);
  }
}

/** A platform says that something about an account has changed: where it is somebody's, a job asks what has become of it. */
export async function accountChanged(db: Database, account: AccountKey): Promise<void> {
  await db.transaction(withoutDeadline, async (tx) => {
    if ((await linksOf(tx, account)).length === 0) return;
    const { platform, tenant, externalId } = account;
    await enqueue(
      tx,
      'accounts.changed',
      { platform, tenant, externalId },
      { key: `account changed ${platform} ${tenant} ${externalId}` },
    );
  });
}

/** Ends the link of one account where its platform says that it is gone or a guest's: what an event said of it is asked for once more. */
export async function endIfDeparted({ db, messengers }: Deps, account: AccountKey, now: Date): Promise<void> {
  const messenger = messengers.find(
    ({ platform, tenant }) => platform === account.platform && tenant === account.tenant,
  );
  const [link] = await linksOf(db, account);
  const why = link && (await messenger?.whyEnded(account.externalId));
  if (messenger && link && why) await end(db, messenger, { ...link, why }, now);
}

const linksOf = (db: Queryable, { platform, tenant, externalId }: AccountKey) =>
  db.query<Linked>(
    `SELECT id, person_id AS "personId", external_id AS "externalId" FROM chat_identity
     WHERE platform = $1 AND tenant = $2 AND external_id = $3`,
    [platform, tenant, externalId],
  );

/** Ends a link in one transaction with all that follows from it; nothing where it has ended already. */
function end(
  db: Database,
  { platform }: Pick<Messenger, 'platform'>,
  { id, personId, why }: Gone,
  now: Date,
): Promise<void> {
  const by: Ender = { now, surface: 'system', actor: { id: null, name: 'Satu Pintu' } };
  return db.transaction(withoutDeadline, async (tx) => {
    if (!(await endLinks(tx, by, { id }, `${platform}: ${why}`))) return;
    await holdersChanged(tx, { heldBy: [personId] });
    if (!(await hasAccount(tx, personId)))
      await askAdmins(tx, {
        card: 'pintu.departed',
        subject: `person:${personId}`,
        key: `departed ${id}`,
        live: false,
      });
  });
}

/** The accounts of these people on a platform that it says are gone, and how many it has said anything of. */
async function goneOn(
  db: Database,
  messenger: Messenger,
  personIds: readonly number[],
  log: Log,
): Promise<{ asked: number; gone: Gone[] }> {
  // In another order each time: where a platform asks to come back, the rest of them are the first another time.
  const accounts = await db.query<Linked>(
    `SELECT id, person_id AS "personId", external_id AS "externalId" FROM chat_identity
     WHERE platform = $1 AND tenant = $2 AND person_id = ANY($3) ORDER BY random()`,
    [messenger.platform, messenger.tenant, personIds],
  );
  const gone: Gone[] = [];
  let asked = 0;
  for (const account of accounts) {
    try {
      const why = await messenger.whyEnded(account.externalId);
      if (why) gone.push({ ...account, why });
      asked += 1;
    } catch (error) {
      if (error instanceof RetryLater) break;
      log.warn({ platform: messenger.platform, error }, 'whether an account is there could not be asked');
    }
  }
  return { asked, gone };
}

async function hasAccount(tx: Tx, personId: number): Promise<boolean> {
  const rows = await tx.query('SELECT 1 FROM chat_identity WHERE person_id = $1 LIMIT 1', [personId]);
  return rows.length > 0;
}
