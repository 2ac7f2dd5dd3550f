import type { Tx } from './db/database.ts';
import { refreshing } from './posted/post.ts';

/**
 * What a database does that finds itself restored, in the transaction that notes it. Its other life went on after the backup: what it had still to
 * post may stand in chat by now, so each card is looked for before it is posted, where its platform can be asked; what stood then may show what came
 * after, so each live copy is brought to what this life knows; and what was ended then, a session or a link, may not be opened by it any more.
 */
export async function reconcile(tx: Tx, now: Date): Promise<void> {
  await tx.query(
    'UPDATE posted_card SET attempted_at = created_at WHERE posted_at IS NULL AND failure IS NULL AND attempted_at IS NULL',
  );
  await tx.query(
    `WITH stale AS (UPDATE posted_card SET content_hash = NULL WHERE live AND posted_at IS NOT NULL RETURNING subject)
     SELECT ${refreshing('subject')} FROM (SELECT DISTINCT subject FROM stale) AS each_once`,
  );
  await tx.query('DELETE FROM portal_session');
  await tx.query('UPDATE one_time_link SET expires_at = $1 WHERE used_at IS NULL AND expires_at > $1', [now]);
}
