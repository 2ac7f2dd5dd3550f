import type { Ended, Messenger } from '../chat/messenger.ts';
import { RetryLater } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Database, Tx } from '../db/database.ts';
import { askAdmins } from './admins.ts';
import { holdersChanged } from './holders.ts';
import { type Ender, endLinks } from './ways-in.ts';

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

/**
 * Ends the links of chat accounts that are gone or a guest's by now, of those who decide something: as an ADMIN would. An account is no person: what they
 * hold stays theirs, they are reached on their other account or by mail, and the ADMINs, who are asked where it was their last one, say
 * whether they have left. Where a platform does not answer, or not on that, nothing is ended.
 */
export async function endDepartedAccounts(
  { db, messengers, log }: { db: Database; messengers: readonly Messenger[]; log: Log },
  personIds: readonly number[],
  now: Date,
): Promise<void> {
  const by: Ender = { now, surface: 'system', actor: { id: null, name: 'Satu Pintu' } };
  for (const messenger of messengers) {
    const { asked, gone } = await goneOn(db, messenger, personIds, log);
    if (gone.length > mostGone * Math.max(asked, fewAsked)) {
      log.warn(
        { platform: messenger.platform, asked, gone: gone.length },
        'too many accounts seem to be gone',
      );
      continue;
    }
    for (const { id, personId, why } of gone)
      await db.transaction(async (tx) => {
        if (!(await endLinks(tx, by, { id }, `${messenger.platform}: ${why}`))) return;
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
