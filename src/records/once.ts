import type { ActionName } from '../chat/action.ts';
import type { ChangingId } from '../chat/form.ts';
import type { Context } from '../core/context.ts';
import type { Until } from '../core/deadline.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Database, Tx } from '../db/database.ts';
import { draftOf, keepFirst } from '../db/drafts.ts';

/**
 * A form may arrive more than once, at the same moment or much later: what cannot be done because this very form has done it is
 * done. `found` says what it has done; null where it has done nothing. It is asked after whatever stood in the way, a
 * connection that broke at its commit among it.
 */
export async function once<T>(found: () => Promise<T | null>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const done = await found().catch(() => null);
    if (done !== null) return done;
    throw error;
  }
}

/** The database in whose transaction it is noted that a form has been sent. */
export interface Sending<Made> {
  /** With what its transaction answers, which is what the work does. */
  db: Database;
  /** With this. */
  saying(made: Made): Database;
}

/** Which form has been sent, or which press of a button that opens none; by its key, which is the form's own. */
export interface Sent {
  form: ChangingId | ActionName;
  key: string;
}

/**
 * Does what a form says that changes no record of a kind, in one transaction, once for this person and key, and answers what its own answer is made
 * of, which JSON holds; the same form sent again gets that, whatever has become of things since. It is noted last in the transaction of the
 * change: a copy at the same moment waits there for the first to commit, and is undone. Kept as long as drafts are; without a key, as a form of an
 * older version of the program has none, it is done as often as it comes.
 */
export async function onceSent<Made>(
  db: Database,
  { actor, now }: Pick<Context, 'actor' | 'now'>,
  { form, key }: Sent,
  work: (sending: Sending<Made>) => Promise<Made>,
): Promise<Made> {
  if (!key) return work({ db, saying: () => db });
  // A client names the key: it is of this form alone, whose answer is read.
  const sent = { id: `sent ${actor.id} ${form} ${key}`, form: 'sent', personId: actor.id };
  let transactions = 0;
  const noting = (madeOf: (answer: unknown) => unknown): Database => ({
    ...db,
    async transaction<T>(until: Until, change: (tx: Tx) => Promise<T>) {
      transactions += 1;
      return db.transaction(until, async (tx) => {
        const answer = await change(tx);
        await keepFirst(tx, sent, { made: madeOf(answer) }, now);
        return answer;
      });
    },
  });
  const found = () => draftOf<{ made: Made }>(db, sent);
  const { made } = await once(found, async () => ({
    made: await work({ db: noting((answer) => answer), saying: (said) => noting(() => said) }),
  }));
  // The second one's note has met the first one's: it is undone, and looks as if it were done.
  if (transactions > 1) throw new Error(`${form} is to be one transaction`);
  return made;
}

/**
 * Whether this person's form with this key has had its effect on the record: their entry of that has the key. A client may name any key,
 * and nobody's form is done by what somebody else did.
 */
export async function wasDone(
  db: Queryable,
  { actor }: Pick<Context, 'actor'>,
  subject: string,
  key: string,
): Promise<boolean> {
  const rows = await db.query(
    `SELECT 1 FROM audit_entry WHERE subject = $1 AND data->>'key' = $2 AND actor_id = $3 LIMIT 1`,
    [subject, key, actor.id],
  );
  return rows.length > 0;
}
