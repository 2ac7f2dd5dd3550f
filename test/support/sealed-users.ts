import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Queryable } from '../../src/core/queryable.ts';
import { withDatabase } from './database.ts';

/** Gives rows that a statement of a test wrote by itself what is sealed of them, by their submission keys. */
export async function sealUsers(
  db: Queryable,
  users: readonly { key: string; nik: string; phone: string }[],
): Promise<void> {
  for (const { key, nik, phone } of users) {
    const sealed = await db.keys.seal('satker_user', key, { nik, phone });
    await db.query('UPDATE satker_user SET nik = $2, phone = $3, nik_hash = $4 WHERE submission_key = $1', [
      key,
      sealed.nik,
      sealed.phone,
      await db.keys.hash('nik', nik),
    ]);
  }
}

/** The same for who has a database by its address alone. */
export async function sealUsersAt(url: string, users: Parameters<typeof sealUsers>[1]): Promise<void> {
  await withDatabase(url, (db) => db.transaction(withoutDeadline, (tx) => sealUsers(tx, users)));
}
